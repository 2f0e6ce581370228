/** What is read out of people's issues: what they are, what they say, whose work they are, and which say the same. */
import { factsOf, isRepeatable } from '@steward/core/decide/intake/facts.ts';
import { judgeIssue, readIssue } from '@steward/core/decide/intake/judgement.ts';
import { kindOf } from '@steward/core/decide/intake/kind.ts';
import { isAlike, portraitOf } from '@steward/core/decide/intake/likeness.ts';
import { piecesOf } from '@steward/core/decide/intake/pieces.ts';
import { placesIn } from '@steward/core/decide/intake/places.ts';
import { standsAlone, waitsForAuthor, wasAsked } from '@steward/core/decide/intake/standing.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import type { IssueReport, Remark } from '@steward/core/domain/issue-report.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import { describe, expect, it } from 'vitest';
import { PATTERNS } from '../../hostile/patterns.ts';
import { workOf } from '../../support/work.ts';

const said = (author: string, association: string, body: string, at = '2026-11-02T00:00:00Z'): Remark => ({
  ...{ id: `IC_${author}`, author, association, body: untrusted(body), createdAt: at, updatedAt: at },
});

const report = (
  change: Omit<Partial<IssueReport>, 'body' | 'title'> & { title?: string; body?: string },
): IssueReport => ({
  ...{ id: 'I', number: 12, kind: 'issue', author: 'visitor', open: true, stateReason: null, labels: [] },
  ...{ createdAt: '2026-11-01T00:00:00Z', updatedAt: '2026-11-01T00:00:00Z', association: 'NONE', locked: false },
  ...{ assignees: 0, pulls: [], remarks: [], unread: 0, labelled: [], unlabelled: [], ...change },
  title: untrusted(change.title ?? 'A title'),
  body: untrusted(change.body ?? ''),
});

const kind = (title: string, body = '', labels: string[] = []) => {
  const pieces = piecesOf(body);
  return kindOf({ title, labels, pieces, facts: factsOf(pieces) });
};

describe('what an issue is', () => {
  it.each([
    ['bug', 'parse() returns the wrong result', '`parse("1h")` gives 2.'],
    ['bug', 'Absturz beim Start', 'Das Programm stürzt ab.'],
    ['bug', 'Ошибка при запуске', 'Программа падает.'],
    ['bug', '起動するとエラーになる', '動かない'],
    ['question', 'How do I parse weeks?', ''],
    ['question', 'Weeks', 'Hi, is there a way to parse weeks?'],
    ['question', 'Wie kann ich Wochen lesen?', ''],
    ['question', '如何解析一周？', ''],
    ['feature', 'Add weeks as a unit', 'They are missing.'],
    ['feature', 'Weeks', 'It would be really nice to have weeks.'],
    ['feature', '希望支持周', ''],
    ['feature', 'Output', '### What problem would this solve?\nNone.\n### What would you like?\nMore.'],
    ['other', 'Cheap loans', 'Free trial, 70% off: https://spam.example'],
    ['other', 'Security contact?', 'I found a vulnerability and will not describe it in public.'],
  ] as const)('is a %s: %s', (is, title, body) => {
    expect(kind(title, body)).toBe(is);
  });

  it.each([
    ['question', ['kind/question']],
    ['feature', ['type: enhancement']],
    ['bug', ['C-bug']],
    ['bug', ['🐛 bug', 'windows']],
  ] as const)('is what its label says: %s by %j', (is, labels) => {
    expect(kind('Words', 'Nothing that tells.', [...labels])).toBe(is);
  });
});

describe('what a report says', () => {
  it('reads the fields of a form, and not what was left empty', () => {
    const facts = factsOf(
      piecesOf(
        '### Steps to reproduce\n\n1. Run `dur parse "1h 30m"`\n\n### Expected behaviour\n\n5400\n\n### Actual behaviour\n\n3600\n\n### Anything else?\n\n_No response_\n\n### Version\n\n2.4.1\n',
      ),
    );
    expect(facts).toMatchObject({
      steps: ['Run `dur parse "1h 30m"`'],
      expected: '5400',
      actual: '3600',
      environment: '2.4.1',
    });
  });

  it('reads free words, prompts and errors', () => {
    const facts = factsOf(
      piecesOf(
        'I tried this:\r\n\r\n    $ dur parse "1x"\r\n    dur: error: KeyError: \'x\'\r\n\r\nI expected a message about the unit. With 2.4.1 it prints a `KeyError`.',
      ),
    );
    expect(facts.steps).toEqual(['dur parse "1x"']);
    expect(facts.expected).toBe('a message about the unit.');
    expect(facts.actual).toContain('KeyError');
    expect(facts.environment).toContain('2.4.1');
  });

  it.each([
    ['Deutsch', '**Schritte:**\n1. `dur parse "1,5h"`\n\n**Erwartet:** 90\n\n**Tatsächlich:** 900'],
    ['中文', '### 复现步骤\n`dur.parse("1h 30m")`\n### 期望结果\n5400\n### 实际结果\n3600'],
    ['日本語', '## 再現手順\n`dur.parse("1h 30m")`\n## 期待する動作\n5400\n## 実際の動作\n3600'],
    [
      'français',
      '## Étapes pour reproduire\n`dur.parse("1h 30m")`\n## Résultat attendu\n5400\n## Résultat obtenu\n3600',
    ],
  ])('can be repeated in %s', (_, body) => {
    const facts = factsOf(piecesOf(body));
    expect(isRepeatable(facts)).toBe(true);
    expect(facts.expected).not.toBeNull();
    expect(facts.actual).not.toBeNull();
  });

  it.each(['It does not work.', '![image](https://x.example/1.png)', '', '<!-- `f(1)` should be 2 -->'])(
    'cannot be repeated from %j',
    (body) => {
      expect(isRepeatable(factsOf(piecesOf(body)))).toBe(false);
    },
  );

  it('names places of the tree and no others', () => {
    const text =
      'See src/dur/parse.py:2, `File "/usr/lib/python3/site-packages/dur/cli.py", line 1`, C:\\x\\nowhere.py:9 and setup.py.';
    const files = ['src/dur/parse.py', 'src/dur/cli.py'].map((path) => ({
      ...{ path, blob: '', text: 'one\n  two\n', language: null, role: 'source' as const },
    }));
    const paths = [...files.map(({ path }) => path), 'a/setup.py', 'b/setup.py'];
    const found = placesIn(text, { paths, files }, { head: 'a1b2c3d', url: 'https://github.test/octo/dur' });
    expect(found.paths).toEqual(['src/dur/parse.py', 'src/dur/cli.py']);
    expect(found.evidence.map(({ path, line, excerpt }) => [path, line, excerpt])).toEqual([
      ['src/dur/parse.py', 2, 'two'],
      ['src/dur/cli.py', 1, 'one'],
    ]);
  });
});

describe('whose work an issue is', () => {
  it.each([
    ['This works as intended.', 'decided by a maintainer'],
    ["I'll fix this next week", 'decided by a maintainer'],
    ['Duplicate of #4', 'decided by a maintainer'],
    ['Fixed in 2.4.2', 'decided by a maintainer'],
    ['Confirmed, thanks.', undefined],
    ['I started on this but somebody else is welcome to take it.', undefined],
    ['> This works as intended.\n\nNot so sure.', undefined],
    ['Closing in favour of #3, thanks.', 'decided by a maintainer'],
    ['Sorry, but that is out of scope for us.', 'decided by a maintainer'],
    ['Not a bug, but thanks for the report.', 'decided by a maintainer'],
    ['That was fixed in the last release.', 'decided by a maintainer'],
    ["I'll take this one.", 'decided by a maintainer'],
    ['I can reproduce this. I will look into it next month unless somebody else takes it.', undefined],
    ['Confirmed: the popup is closing in Firefox too.', undefined],
    ['It is fixed by restarting, but that is no solution.', undefined],
    ['It is fixed by restarting.', undefined],
    ['The timezone part is out of scope here, but the rest is a real bug.', undefined],
    ['Good catch, I will look into who can take it. Approving.', undefined],
    ['We will take a pull request.', undefined],
    ["I don't think this is by design.", undefined],
    ['This is not out of scope.', undefined],
    ['Is this by design? Was it fixed in 2.4?', undefined],
  ])('after a maintainer said %j: %s', (body, reason) => {
    expect(standsAlone(report({ remarks: [said('owner', 'OWNER', body)] }), 'steward:ignore')[0]).toBe(reason);
    expect(standsAlone(report({ remarks: [said('anybody', 'NONE', body)] }), 'steward:ignore')).toEqual([]);
  });

  it.each([
    ['Oh! That was it, thank you.', 'taken back by its author'],
    ['Sorry, my mistake, but thanks.', 'taken back by its author'],
    ['It is solved now.', 'taken back by its author'],
    ['Solved, thanks!', 'taken back by its author'],
    ['So this can be closed.', 'taken back by its author'],
    ['I hoped 2.4.1 had this solved, but it still fails.', undefined],
    ['I hoped 2.4.1 had this solved.', undefined],
    ['It works now only with one blank, still wrong with two.', undefined],
    ['The handle can be closed twice, by the way.', undefined],
    ['It can be closed from another thread.', undefined],
    ['Please tell me when this is solved.', undefined],
    ['This is not solved.', undefined],
  ])('after its author said %j: %s', (body, reason) => {
    expect(standsAlone(report({ remarks: [said('visitor', 'NONE', body)] }), 'steward:ignore')[0]).toBe(reason);
  });

  it('is asked anew by an order: only what was said since speaks against it', () => {
    const decided = report({ remarks: [said('owner', 'OWNER', 'Not planned.', '2026-11-02T12:00:00Z')] });
    const answered = (at: string) => standsAlone(decided, 'steward:ignore', at);
    expect(answered('2026-11-02T11:59:59.000Z')).toEqual(['decided by a maintainer']);
    expect(answered('2026-11-02T12:00:00.000Z')).toEqual([]);
    expect(answered('2026-11-02T12:00:01Z')).toEqual([]);
  });

  it('waits for its author after a maintainer asked, until the author answers', () => {
    const asked = said('owner', 'MEMBER', 'Which version is that?');
    expect(waitsForAuthor(report({ remarks: [asked] }))).toBe(true);
    expect(wasAsked(report({ remarks: [asked] }))).toBe(true);
    expect(waitsForAuthor(report({ remarks: [asked, said('visitor', 'NONE', '2.4.1', '2026-11-03T00:00:00Z')] }))).toBe(
      false,
    );
  });

  it('is not asked about where the middle of the talk was not read', () => {
    const reading = readIssue(report({ title: 'Wrong result', body: 'It is wrong.', unread: 5 }), DEFAULT_CONFIG);
    const bearings = {
      config: DEFAULT_CONFIG,
      order: null,
      released: false,
      repeats: false,
      declined: false,
      asks: true,
      asked: false,
    };
    expect(judgeIssue(reading, bearings).kind).toBe('leave');
    expect(judgeIssue({ ...reading, report: { ...reading.report, unread: 0 } }, bearings).kind).toBe('ask');
    expect(
      judgeIssue({ ...reading, report: { ...reading.report, unread: 0 } }, { ...bearings, asked: true }).kind,
    ).toBe('leave');
  });
});

describe('two reports', () => {
  const portrait = ([title, body]: readonly [string, string]) => portraitOf(1, title, piecesOf(body));

  const told = (does: string, expected: string, actual: string): string =>
    `Steps:\n1. Open the settings\n2. ${does}\n3. Press save\n\nExpected: ${expected}\n\nActual: ${actual}\n`;
  const cacheOn = told('Turn the cache on', 'settings are kept', 'the window is gone');
  const support =
    'The new release is out for a month now, and wheels for it are missing from the package index. Please build some.';

  it.each([
    [
      'few words, and the same story',
      ['Login fails', told('Type a name with an umlaut', 'logged in', 'an empty page')],
      ['Login fails offline', told('Type a name with an umlaut', 'logged in', 'an empty white page')],
    ],
    ['the same title', ['round_to() rounds halves down', ''], ['round_to() rounds halves down since 2.4', '']],
    [
      'the same call and result',
      ['Blanks', '`dur.parse("1h 30m")` is 3600'],
      ['空格', '`dur.parse("1h 30m")` 返回 3600'],
    ],
    [
      'the same error at the same place',
      ['humanize crashes', '```\n  File "dur/humanize.py", line 48\nZeroDivisionError: division by zero\n```'],
      ['Progress bar died', '```\n  File "/opt/dur/humanize.py", line 48\nZeroDivisionError: division by zero\n```'],
    ],
  ] as const)('are one by %s', (_, a, b) => {
    expect(isAlike(portrait(a), portrait(b))).toBe(true);
    expect(isAlike(portrait(b), portrait(a))).toBe(true);
  });

  it.each([
    [
      'opposites, without any code',
      ['Crash with cache enabled', cacheOn],
      [
        'Crash without cache enabled',
        told('Turn the cache off', 'nothing special', 'it hangs for a minute then quits'),
      ],
    ],
    ['opposites, whatever story', ['Crash with cache enabled', cacheOn], ['Crash without cache enabled', cacheOn]],
    [
      'opposites, although the call is the same',
      ['Wrong total with tax included', '`dur.total("1h 30m")` is 3600'],
      ['Wrong total without tax included', '`dur.total("1h 30m")` is 3600'],
    ],
    [
      'few words, and another story',
      ['Login fails', told('Type a name with an umlaut', 'logged in', 'an empty page')],
      ['Login fails offline', told('Pull the network plug', 'a message about the network', 'it spins for ever')],
    ],
    ['versions', ['Add support for Python 3.13', support], ['Add support for Python 3.14', support]],
    ['a denial', ['Export works with header', cacheOn], ['Export does not work with header', cacheOn]],
    ['other quotations in like titles', ['parse fails for "P2W"', ''], ['parse fails for "P1Y"', '']],
    [
      'other calls',
      ['parse is wrong', '`dur.parse("1h 30m")` is 3600'],
      ['parse is wrong', '`dur.parse("1,5h")` is 900'],
    ],
    [
      'other errors',
      ['humanize crashes', '`IndexError: list index out of range`'],
      ['humanize crashes', '`ZeroDivisionError: division by zero`'],
    ],
    ['nothing in common', ['Wrong sum', 'It is wrong.'], ['Wrong help', 'It is wrong.']],
  ] as const)('are two by %s', (_, a, b) => {
    expect(isAlike(portrait(a), portrait(b))).toBe(false);
  });
});

it('reads 64 KB of whatever is repeated in well under a second', () => {
  const units = [
    ...PATTERNS,
    '1. a\n',
    '    f(1)\n',
    'f(1',
    'File "a/',
    'aError: ',
    '$ ',
    'should ',
    '. A',
    'how do i ',
  ];
  const slow = units.filter((unit) => {
    const body = unit.repeat(Math.ceil(65_536 / unit.length)).slice(0, 65_536);
    const hostile = report({
      title: body.slice(0, 256),
      body,
      remarks: [said('owner', 'OWNER', body), said('visitor', 'NONE', body)],
    });
    const work = workOf(() => {
      readIssue(hostile, DEFAULT_CONFIG);
      standsAlone(hostile, 'steward:ignore');
      wasAsked(hostile);
      placesIn(body, { paths: ['a/b.c'], files: [] }, { head: 'a1b2c3d', url: 'https://github.test/octo/dur' });
    });
    return work > 3_000;
  });
  expect(slow).toEqual([]);
});
