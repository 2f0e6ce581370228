/** The numbered hostile inputs, one by one, and each small stripper on its own. */
import { codeFence } from '@steward/core/domain/code-text.ts';
import { showHidden, stripHidden, traceVisible } from '@steward/core/domain/hidden-text.ts';
import { workflowSafe } from '@steward/core/domain/log-text.ts';
import { codeSpan, tableCell } from '@steward/core/domain/markdown.ts';
import { cleanCode, cleanLine, cleanPath, cleanProse, cleanTitle } from '@steward/core/guard/sanitise.ts';
import { calmCode } from '@steward/core/guard/sanitise-code.ts';
import { decodeEntities } from '@steward/core/guard/sanitise-entities.ts';
import { isOwnAddress } from '@steward/core/guard/sanitise-links.ts';
import { describe, expect, test } from 'vitest';
import { workOf } from '../support/work.ts';
import { HOME, live, render } from './judge.ts';

const prose = (text: string) => cleanProse(text, HOME).text;
const title = (text: string) => cleanTitle(text, HOME).text;

describe('input 2: hidden comments', () => {
  test.each([
    ['plain', 'a<!-- obey -->b', 'ab'],
    ['nested', 'a<!-- <!-- obey --> -->b', 'a -->b'],
    ['unended', 'a <!-- obey me', 'a'],
    ['over lines', 'a\n<!--\nobey\n-->\nb', 'a\n\nb'],
    ['encoded as entities', 'a&lt;!-- obey --&gt;b', 'ab'],
    ['encoded twice', 'a&amp;lt;!-- obey --&amp;gt;b', 'ab'],
    ['split by a hidden character', 'a<!\u200b-- obey -->b', 'ab'],
  ])('a comment is gone: %s', (_, text, expected) => {
    expect(prose(text)).toBe(expected);
  });

  test('a comment inside a code span is code, not a comment', () => {
    expect(prose('`<!-- kept -->`')).toBe('`<!-- kept -->`');
  });

  test('a marker of Steward never survives, in prose or in code', () => {
    for (const clean of [prose('`<!-- steward:v1 {}-->`'), cleanCode('<!--steward:v1 {}-->').text]) {
      expect(clean).not.toMatch(/<!--\s*steward/);
    }
  });
});

describe('input 3: hidden characters', () => {
  test.each([
    ['tag characters', 'a\u{e0041}\u{e007f}b'],
    ['variation selectors', 'a\ufe0fb\u{e0100}'],
    ['Hangul fillers', 'a\u3164\u115fb\uffa0'],
    ['zero width', 'a\u200b\u2060\u2064\ufeffb'],
    ['soft hyphen and Mongolian separator', 'a\u00ad\u180eb'],
    ['interlinear notes and noncharacters', 'a\ufff9\ufdd0b'],
    ['controls and NUL', 'a\u0000\u0008\u009fb'],
    ['lone surrogates', 'a\ud83db\udc00'],
    ['joiners between Latin letters', 'a\u200c\u200db'],
  ])('%s are removed and counted', (_, text) => {
    const { text: clean, notes } = cleanProse(text, HOME);
    expect(clean).toBe('ab');
    expect(notes.join()).toMatch(/^removed hidden characters/);
  });

  test('lone surrogates cannot become a pair by what stood between them', () => {
    expect(stripHidden('\udb40\u001b[m\udc41').text).toBe('');
  });

  test('terminal sequences go as a whole', () => {
    expect(stripHidden('\u001b[1;31mred\u001b[0m \u001b]8;;https://e.example\u0007link\u009b2J')).toEqual({
      text: 'red link',
      hidden: 0,
      sequences: 4,
    });
  });

  test('the traced copy knows where everything was', () => {
    const { text, at } = traceVisible('a\u200b\u001b[1mb\nc');
    expect(text).toBe('ab\nc');
    expect([...at]).toEqual([0, 6, 7, 8]);
  });
});

describe('input 4: bidirectional controls', () => {
  test('are neutral in titles', () => {
    expect(title('a\u202eb\u2066c\u061cd')).toBe('abcd');
  });

  test('are visible in paths', () => {
    expect(cleanPath('src/\u202egpj.ts\n\u200b\t').text).toBe('src/\\u202Egpj.ts\\n\\u200B\\t');
    expect(showHidden('\u{e0041}')).toBe('\\u{E0041}');
  });
});

describe('input 5: other scripts', () => {
  test.each([
    'Привет, мир: ошибка в функции',
    'Το σφάλμα εμφανίζεται ξανά',
    '你好，世界。第一个参数被忽略',
    '関数が壊れている',
    'خطأ في الدالة می\u200cخواهم',
    'שגיאה בפונקציה',
    'क्\u200dष और क्\u200cष',
    'ไทย 한국어 ქართული',
    'Ünïcödé e\u0301 ﬁ ① Ａ',
    'family 👩\u200d👩\u200d👧 and ☺\ufe0f and 1\ufe0f\u20e3',
  ])('%s stays byte for byte', (text) => {
    expect(prose(text)).toBe(text);
    expect(title(text)).toBe(text);
    expect(cleanLine(text, HOME).text).toBe(text);
    expect(cleanCode(text).text).toBe(text);
  });
});

describe('input 6: mentions', () => {
  test.each([
    ['@team', '`@`team'],
    ['@org/team', '`@`org/team'],
    ['&commat;team', '`@`team'],
    ['&#64;team &#x40;team', '`@`team `@`team'],
    ['&amp;commat;team', '`@`team'],
    ['＠team', '`＠`team'],
    ['test_@bob', '`test_@bob`'],
    ['\\@bob', '`\\@bob`'],
    ['слово@bob', 'слово`@`bob'],
    ['@\u200bbob', '`@`bob'],
    ['me@example.org', 'me`@`example.org'],
  ])('%s raises no notification', (text, expected) => {
    expect(prose(text)).toBe(expected);
    expect(live(prose(text))).toEqual([]);
    expect(live(title(text))).toEqual([]);
  });
});

describe('inputs 7 and 8: links', () => {
  test.each([
    ['[x](https://evil.example/?d=1 "hidden")', 'x (`https://evil.example/?d=1`)'],
    ['https://github.com@evil.example/a', '`https://github.com@evil.example/a`'],
    ['www.evil.example', '`www.evil.example`'],
    ['[x](//evil.example)', 'x (`//evil.example`)'],
    ['[x](javascript:alert%281%29)', 'x (`javascript:alert%281%29`)'],
    ['[x](https%3A//evil.example)', 'x (`https%3A//evil.example`)'],
    ['![seen](https://evil.example/p.png)', 'seen'],
    ['[r]: https://evil.example', '[r] : `https://evil.example`'],
    ['<https://evil.example>', '`https://evil.example`'],
    ['[x](../../evil/repo)', 'x (`../../evil/repo`)'],
    ['https://github.com/evil/repo', '`https://github.com/evil/repo`'],
    ['https://github.com/own/repo/../../evil/x', '`https://github.com/own/repo/../../evil/x`'],
    ['https://github.com/own/repo?d=secret', '`https://github.com/own/repo?d=secret`'],
    ['https://github.com/own/repo-evil', '`https://github.com/own/repo-evil`'],
  ])('%s cannot be followed', (text, expected) => {
    expect(prose(text)).toBe(expected);
    expect(render(prose(text))).not.toContain('<a ');
  });

  test('links into the own repository stay', () => {
    const link = '[`a.ts:4`](https://github.com/own/repo/blob/0a1b2c3/src/a.ts#L4-L9)';
    expect(prose(link)).toBe(link);
    expect(prose('see https://github.com/own/repo/issues/3.')).toBe('see <https://github.com/own/repo/issues/3>.');
    expect(live(prose(link))).toEqual([]);
  });

  test.each(['%2e%2e/x', 'a/%2E./x', 'a%2fb', '@types/x', 'a//b', './x', 'a\\b', 'x#a#b', 'issues/3Fixes#1'])(
    '%s is no own path',
    (path) => {
      expect(isOwnAddress(`https://github.com/own/repo/${path}`, HOME)).toBe(false);
    },
  );

  test('notes name the host and nothing else of an address', () => {
    expect(cleanProse('[x](https://u:p@www.evil.example:8/secret?d=1)', HOME).notes).toEqual([
      'defanged a link to evil.example',
    ]);
  });
});

describe('input 9: closing keywords', () => {
  test.each([
    ['Fixes #1', 'Fixes `#1`'],
    ['closes: own/repo#1', 'closes: `own/repo#1`'],
    ['**RESOLVED** #1', 'RESOLVED `#1`'],
    ['fix\n#1', 'fix\n`#1`'],
    ['Fixed GH-1', 'Fixed `GH-1`'],
    ['close &#35;1', 'close `#1`'],
    ['fixes https://github.com/own/repo/issues/1', 'fixes `https://github.com/own/repo/issues/1`'],
    ['fixes [a](https://github.com/own/repo/pull/1)', 'fixes  a (`https://github.com/own/repo/pull/1`)'],
  ])('%j closes nothing', (text, expected) => {
    expect(prose(text)).toBe(expected);
    expect(live(prose(text))).toEqual([]);
  });

  test('a plain reference to an issue stays, one to another repository does not', () => {
    expect(prose('see #12 and (#13), not evil/x#1 or x#2')).toBe('see #12 and (#13), not `evil/x#1` or `x#2`');
    expect(prose('prefixes #1')).toBe('prefixes #1');
  });
});

describe('input 10: commands', () => {
  test.each([
    ['text\n/lgtm', 'text\n`/lgtm`'],
    ['- /steward retry', '- `/steward` retry'],
    ['> /approve', '`/approve`'],
    ['please @dependabot merge', 'please `@`dependabot merge'],
    ['`@claude` do it', '`@ claude` do it'],
    ['[skip ci] and [CI skip] and [no ci]', '(skip ci) and (CI skip) and (no ci)'],
    ['- [x] done\n1. [ ] open', '- done\n1. open'],
    ['\u3000- [ ] behind a wide blank', '- behind a wide blank'],
    ['\u3000# heading\n\u3000---', 'heading'],
    ['\u3000は段落', '\u3000は段落'],
  ])('%j is inert', (text, expected) => {
    expect(prose(text)).toBe(expected);
    expect(live(prose(text))).toEqual([]);
  });

  test('words that the owner blocks are parted, in code too', () => {
    expect(cleanProse('`@robot` and bors r+', { ...HOME, blockedWords: ['@robot', 'bors r+'] }).text).toBe(
      '`@ robot` and b ors r+',
    );
  });

  test('lines of a fence do not begin like commands', () => {
    expect(cleanCode('ok\n/lgtm\n  ::add-mask::x\n// note', { lines: 'many' }).text).toBe(
      'ok\n> /lgtm\n>   ::add-mask::x\n// note',
    );
  });
});

describe('input 11: workflow commands', () => {
  test.each([
    '::set-output name=a::b',
    ' \t::add-mask::x',
    'a\n::error::b',
    'a\r::error::b',
    '\u200b::debug::',
    'x ##[group]y',
  ])('%j is no command in a log', (text) => {
    const safe = workflowSafe(text);
    for (const line of safe.split(/\r?\n|\r/)) expect(line.trimStart().startsWith('::')).toBe(false);
    expect(safe).not.toContain('##[');
    expect(workflowSafe(safe)).toBe(safe);
  });

  test('is inert in prose and code', () => {
    expect(prose('::add-mask::x\nstd::string ##[error]x')).toBe('`::add-mask::x`\nstd::string `## [error]x`');
    expect(calmCode('##[command]')).toBe('## [command]');
  });
});

describe('input 12: 64 KB of one pattern', () => {
  const units =
    '[|*a_ |![a](|>|> |<!--|@|`|``a`|a.|&amp;|&|https://|x://|www.|_|**a|~|$| | \n|- |# |fixes #|fixes  (|[a](|](|<a |\\|😀|\u200b|\u001b[|\u001b]|1. |/a|(|##[|[skip|a/b#1|```\n'.split(
      '|',
    );
  test.each(units)('%j is cleaned in well under a second', (unit) => {
    const text = unit.repeat(Math.ceil(65_536 / unit.length));
    expect(workOf(() => prose(text))).toBeLessThan(1_000);
  });

  test('what is cut says so, and breaks no character, span or link', () => {
    const clean = cleanProse('😀'.repeat(100), { ...HOME, limit: 50 });
    expect(clean.text.isWellFormed()).toBe(true);
    expect(clean.text.endsWith('… (cut)')).toBe(true);
    expect(clean.text.length).toBeLessThanOrEqual(50);
    expect(clean.notes).toContain('cut the text');
    const span = cleanTitle(`start \`${'x'.repeat(300)}\``, HOME).text;
    expect(span.match(/`/g)).toHaveLength(2);
    expect(span.length).toBeLessThanOrEqual(200);
  });
});

test.each(['- [x]', '[ ]', '#', '-'])('%s before what was cut off does not become a mark of the line', (marks) => {
  const link = `https://github.com/own/repo/blob/${'a'.repeat(40)}/x`;
  const { text } = cleanProse(`word\n${marks}${link}`, { ...HOME, limit: 60 });
  expect(text).toMatch(/^word\s+… \(cut\)$/);
  expect(live(text)).toEqual([]);
});

describe('the frame around a text', () => {
  test('headings, quotes, rules and tables become text', () => {
    expect(prose('# A\nB\n===\n> C\n---\n| a |\n|---|\n| b |')).toBe('A\nB\n\nC\n\n| a |\n\n| b |');
  });

  test('an empty code span hides no heading behind it', () => {
    expect(title('``    ``## A')).toBe('A');
  });

  test('only languages that colour are kept on a fence', () => {
    expect(prose('```ts\na\n```')).toBe('```ts\na\n```');
    expect(prose('```mermaid\ngraph\n```')).toBe('```\ngraph\n```');
    expect(prose('~~~suggestion\nx')).toBe('```\nx\n```');
  });

  test('math, unbalanced marks, footnotes and HTML are shown as they were typed', () => {
    expect(prose('$$x$$ and **open and <b>bold</b> [^1]: y')).toBe('`$$x$$` and `**open` and `<b>bold</b>` [^1] : y');
    expect(prose('costs $5, about ~10, a_b, a < b, :tada:')).toBe('costs $5, about ~10, a_b, a < b, :tada:');
  });

  test('a code span is longer than any run inside it, and a fence too', () => {
    expect(codeSpan('a`b``c')).toBe('```a`b``c```');
    expect(codeSpan('`x')).toBe('`` `x ``');
    expect(codeFence('```\nx', 'ts')).toBe('````ts\n```\nx\n````');
    expect(tableCell('`a || b`')).toBe('`a \\|\\| b`');
  });

  test('a template title stays as it was written', () => {
    const words = '`parse("1h 30m")` ignores everything after the space';
    expect(cleanTitle(words, HOME)).toEqual({ text: words, notes: [] });
  });

  test('entities are decoded until none is left', () => {
    expect(decodeEntities('&amp;amp;lt;&#x26;gt;&nope;')).toEqual({ text: '<>&nope;', count: 5 });
  });
});
