/** How urgent a person's issue is: by labels, numbers, forms and words, in several languages, and not by what is denied or quoted. */
import { severityOf } from '@steward/core/domain/severity.ts';
import { priorityOfLabels, urgencyOf } from '@steward/core/domain/urgency.ts';
import { describe, expect, test } from 'vitest';
import { PATTERNS, repeated } from '../hostile/patterns.ts';
import fc from '../support/fuzz.ts';
import { workOf } from '../support/work.ts';

const said = (title: string, body = '') => severityOf({ title, body })?.priority ?? null;

describe('what a report says', () => {
  test.each([
    ['urgent', 'Saving twice loses my data'],
    ['urgent', 'Data corruption after a power cut'],
    ['urgent', 'SQL injection in the search field'],
    ['urgent', 'The export leaks the access token'],
    ['urgent', 'Production is down since noon'],
    ['urgent', 'Datenverlust beim Speichern'],
    ['urgent', 'Sicherheitslücke in der Anmeldung'],
    ['urgent', 'Perte de données après la mise à jour'],
    ['urgent', 'Pérdida de datos al guardar'],
    ['urgent', 'Потеря данных при сохранении'],
    ['urgent', '保存时数据丢失'],
    ['urgent', '保存するとデータが消える'],
    ['high', 'Crashes on an empty file'],
    ['high', 'Segfault in parse()'],
    ['high', 'The parser hangs on a long line'],
    ['high', 'Regression: zones are ignored since 2.1'],
    ['high', 'Sorting worked in 1.9'],
    ['high', 'Stürzt beim Start ab'],
    ['high', "L'application plante au démarrage"],
    ['high', 'La aplicación se cierra inesperadamente'],
    ['high', 'O programa trava ao abrir'],
    ['high', 'Программа вылетает при запуске'],
    ['high', '打开文件时崩溃'],
    ['high', '起動時にクラッシュする'],
    ['high', 'Export funktioniert seit gestern nicht mehr'],
    ['high', 'Not only crashes but also eats memory'],
    ['high', 'Cannot save, it crashes without any message'],
    ['high', 'Does not start and crashes'],
    ['high', 'Does not always crash'],
    ['high', 'No answer, no response then crash'],
    ['high', 'Crash due to struct alignment'],
    ['high', 'Typo in the configuration makes the server crash'],
    ['low', 'Typo in the readme'],
    ['low', 'Cosmetic: the icon is off by a pixel'],
    ['low', 'Tippfehler in der Hilfe'],
    ['low', 'Faute de frappe dans le guide'],
    ['low', 'Error tipográfico en la ayuda'],
    ['low', 'Опечатка в справке'],
    ['low', '文档中有错别字'],
    ['low', 'ヘルプに誤字があります'],
    ['low', 'Typo in the crash dialog'],
  ])('is %s: %s', (priority, title) => {
    expect(said(title)).toBe(priority);
    expect(said('Something about it', title)).toBe(priority);
  });

  test.each([
    'There is no data loss',
    'It does not crash',
    "It doesn't crash any more",
    'Never hangs here',
    'No crash or data loss',
    'Works without crashes',
    'Data loss does not occur',
    'The crash is fixed by this',
    'Prevent data loss on exit',
    'Stürzt nicht ab',
    'Kein Datenverlust',
    'Datenverlust tritt nicht auf',
    'Sans perte de données',
    'Sin pérdida de datos',
    'Без потери данных',
    '没有数据丢失',
    '不会崩溃',
    'クラッシュしない',
    'データ損失はない',
    'It never worked in Firefox',
    'Add a crash reporter',
    'Write the regression tests',
    'Logistic regression returns NaN',
    'Lossless data compression',
    'The security policy is hard to find',
    'Release the next minor version',
    'Support frozen dataclasses',
    'Memory leak in the tokenizer',
  ])('and nothing is made of: %s', (text) => {
    expect(said(text)).toBeNull();
    expect(said('Something about it', text)).toBeNull();
  });

  test.each([
    ['a fenced log', '```\nFATAL data loss\n```'],
    ['a log that is never closed', '~~~\ncrash\n'],
    ['an indented log', '    segfault at 0x0'],
    ['an answer that is quoted', '> it crashes and loses my data'],
    ['code in a line', 'It prints `data loss detected` and goes on.'],
    ['words of a program', 'It says "the server has crashed badly" and goes on.'],
    ['a line of a log', '2026-03-04 10:00:01 ERROR crash of worker 3'],
    ['a level', '[WARN] data corruption suspected'],
    ['a frame', 'at app.crash (file.js:12:3)'],
    ['a hint of the form', '<!-- Is there a crash, or data loss? -->'],
    ['a box that is not ticked', '- [ ] It crashes\n- [ ] Security vulnerability'],
  ])('but not %s', (_, body) => {
    expect(said('Something about it', body)).toBeNull();
  });

  test('is given with its reasons, the worst alone, in words of Steward', () => {
    const body = 'It crashes, and I lost my data. A typo as well.';
    expect(severityOf({ title: 'Import is broken', body })).toEqual({
      priority: 'urgent',
      reasons: ['reports a loss of data'],
    });
    expect(severityOf({ title: 'It hangs, then crashes', body: '' })?.reasons.toSorted()).toEqual([
      'reports a crash',
      'reports that it hangs',
    ]);
  });

  test('is about what its title names: a blemish is not more for what crashes below it', () => {
    const body = 'When it crashes, the dialog says “recieve”.';
    expect(said('Typo in a dialog', body)).toBe('low');
    expect(said('Typo in a dialog', 'It also leads to data loss.')).toBe('urgent');
  });
});

describe('labels', () => {
  test.each([
    ['urgent', ['urgent']],
    ['urgent', ['p0']],
    ['urgent', ['Critical']],
    ['high', ['high']],
    ['high', ['P1']],
    ['high', ['important']],
    ['low', ['low']],
    ['low', ['p3']],
    ['low', ['cleanup']],
    ['urgent', ['bug', 'low', 'priority: critical']],
    ['high', ['priority/high']],
    ['medium', ['prio-normal']],
    ['high', ['Severity: High']],
  ])('mean %s: %j [AR-16]', (priority, labels) => {
    expect(priorityOfLabels(labels)).toEqual({ priority, reasons: [`labelled ${priority}`] });
  });

  test.each([
    ['urgent', '5'],
    ['high', '4'],
    ['high', '3'],
    ['medium', '2'],
    ['low', '1'],
    ['low', '0'],
  ])('and numbers behind a priority mean %s for %s, the greater the more urgent [AC-9]', (priority, number) => {
    expect(priorityOfLabels([`priority: ${number}`])?.priority).toBe(priority);
    expect(urgencyOf({ labels: [], title: 't', body: `### Priority\n\n${number}\n` }).priority).toBe(priority);
  });

  test('say nothing where a number counts something else, or severity could run either way', () => {
    for (const label of ['5', '13', 'severity: 1', 'size: high', 'highlight', 'good first issue', 'priority'])
      expect(priorityOfLabels([label])).toBeNull();
    expect(urgencyOf({ labels: ['5'], title: 't', body: 'Severity: 1' })).toEqual({ priority: 'medium', reasons: [] });
  });

  test("of the owner's own come first", () => {
    expect(priorityOfLabels(['Brennt', 'low'], { brennt: 'urgent' })?.priority).toBe('urgent');
  });
});

test('labels count before the form, the form before the words', () => {
  const body = '### Severity\n\n**Low**: I can live with it\n\nIt crashes.';
  expect(urgencyOf({ labels: ['p1'], title: 'x', body })).toEqual({ priority: 'high', reasons: ['labelled high'] });
  expect(urgencyOf({ labels: [], title: 'x', body })).toEqual({ priority: 'low', reasons: ['its form says low'] });
  expect(urgencyOf({ labels: [], title: 'x', body: 'It crashes.' }).priority).toBe('high');
});

test('any text is read, in linear time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 60 }), (body, title) => {
      const { priority, reasons } = urgencyOf({ labels: [title], title, body });
      expect(['urgent', 'high', 'medium', 'low']).toContain(priority);
      if (priority !== 'medium') expect(reasons.length).toBeGreaterThan(0);
    }),
  );
  const units = [...PATTERNS, 'crash ', 'no crash ', 'data ', 'lost a ', '崩溃', '"a b ', 'Priority:', '**', '不'];
  for (const unit of units) {
    const text = repeated(unit);
    expect(workOf(() => urgencyOf({ labels: [text], title: text, body: text }))).toBeLessThan(1_000);
  }
});
