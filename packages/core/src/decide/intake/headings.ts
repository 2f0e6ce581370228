/** What the headings of issue forms mean, in the languages that issues are most often written in. */

export type Section = 'steps' | 'expected' | 'actual' | 'environment' | 'log' | 'need' | 'wish' | 'aside';

/** Parts of headings, in lower case; the first section that has one of them wins. */
const PARTS: readonly [Section, readonly string[]][] = [
  [
    'expected',
    [
      ...[
        'expected',
        'did you expect',
        'do you expect',
        'what i want',
        'what i expect',
        'should happen',
        'should have happened',
        'expectation',
      ],
      ...['erwartet', 'erwartung', 'attendu', 'esperad', 'esperaba', 'atteso', 'attesi', 'ожида', 'должно'],
      ...['期望', '预期', '預期', '期待', '기대', '예상', 'verwacht', 'oczekiwa'],
    ],
  ],
  [
    'steps',
    [
      ...[
        'reproduc',
        'repro',
        'steps',
        'minimal example',
        'code sample',
        'code example',
        'test case',
        'what i do',
        'what i did',
        'what i tried',
      ],
      ...['schritte', 'reproduzier', 'nachstellen', 'étapes', 'reproduire', 'pasos', 'passos', 'reproduzir', 'passi'],
      ...['riprodurre', 'воспроиз', 'шаги', '复现', '重现', '複製', '再現', '步骤', '步驟', '手順', '재현'],
      ...['stappen', 'reproduceren', 'kroki', 'odtworz'],
    ],
  ],
  [
    'actual',
    [
      ...[
        'actual',
        'what happen',
        'what went wrong',
        'current behavio',
        'current result',
        'observed',
        'what i see',
        'what i get',
        'what we get',
        'i got',
      ],
      ...['describe the bug', 'bug description', 'the bug', 'tatsächlich', 'aktuelles verhalten', 'fehlerbeschreibung'],
      ...['was passiert', 'obtenu', 'comportement actuel', 'comportement observé', 'observad', 'obtenid', 'effettiv'],
      ...['ocurre', 'фактическ', 'текущ', 'что происходит', '实际', '實際', '当前', '実際', '現在の', '실제', '현재'],
      ...['werkelijk', 'huidig', 'rzeczywist', 'faktyczn'],
    ],
  ],
  [
    'need',
    ['use case', 'would this solve', 'motivation', 'your problem', 'is your feature request related', 'the problem'],
  ],
  [
    'wish',
    [
      ...['would you like', 'describe the solution', 'proposal', 'proposed', 'feature', 'suggestion'],
      ...['the idea', 'wunsch', 'vorschlag', 'propuesta', 'proposition'],
      ...['proposta', 'предложение', '提案', '建议', '需求', '제안', 'voorstel', 'propozycja'],
    ],
  ],
  [
    'log',
    [
      'log output',
      'logs',
      'traceback',
      'stack trace',
      'error message',
      'error output',
      'fehlermeldung',
      '日志',
      'ログ',
    ],
  ],
  [
    'environment',
    [
      ...['version', 'environment', 'operating system', 'platform', 'desktop', 'smartphone', 'system info', 'python'],
      ...['umgebung', 'entorno', 'versión', 'versão', 'ambiente', 'версия', 'окружение', '版本', '环境', '環境'],
      ...['バージョン', '버전', '환경', 'omgeving', 'wersja', 'środowisko'],
    ],
  ],
  [
    'aside',
    [
      'alternative',
      'anything else',
      'additional',
      'context',
      'checklist',
      'workaround',
      'screenshots',
      'zusätzlich',
      '补充',
    ],
  ],
];

/** Bare words that are headings where they stand before a colon: `Expected: …`, but not `dur: …`. */
const EXACT: Readonly<Record<string, Section>> = { os: 'environment', expected: 'expected', actual: 'actual' };

export function sectionOf(heading: string): Section | null {
  const text = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s]+/gu, ' ')
    .trim();
  if (text === '' || text.length > 90) return null;
  const exact = EXACT[text];
  if (exact) return exact;
  return PARTS.find(([, parts]) => parts.some((part) => text.includes(part)))?.[0] ?? null;
}
