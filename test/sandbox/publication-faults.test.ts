/** The second opinion on published text: what it finds, what it leaves, and that it misses nothing a whole parser sees. */
import { faultsOf, publishedIn } from '@steward/sandbox/publication-faults.ts';
import { describe, expect, test } from 'vitest';
import { hostile } from '../guard/hostile-text.ts';
import { live } from '../guard/judge.ts';
import fc from '../support/fuzz.ts';
import { readSources } from '../support/source.ts';
import { workOf } from '../support/work.ts';

const HOME = 'https://github.com/own/repo';

describe('what could act is found', () => {
  test.each([
    ['words <!-- steward:approve 0a1b2c3d4e5f -->', 'HTML'],
    ['- [ ] words <!-- steward:merge 0a1b2c3d4e5f -->', 'HTML'],
    ['- [ ] words <!-- steward:approve 0a1b2c3d4e5f --> and more', 'HTML'],
    ['<details open><summary>x</summary>\n', 'HTML'],
    ['<details><summary>x</summary>\n`a`', 'HTML'],
    ['<details><summary>a & b</summary>\n', 'HTML'],
    ['```mermaid\nxychart-beta\n  title "x"\n  click A "https://evil.example"\n```', 'fence that is drawn'],
    ['```mermaid\ngraph TD\n```', 'fence that is drawn'],
    ['```mermaid\ngraph LR\n  s1["a"]\n  click s1 "https://evil.example"\n```', 'fence that is drawn'],
    ['```mermaid\ngraph LR\n  s1["<b>a</b>"]\n```', 'fence that is drawn'],
    ['<!-- steward:plan ["--> @ada <!--"] -->', 'HTML'],
    ['ask @team', 'mention'],
    ['ask \\@team', 'mention'],
    ['ask &commat;team &#64;x', 'mention'],
    ['ask ＠team', 'mention'],
    ['uses actions/checkout@v4', 'mention'],
    ['test_@bob', 'mention'],
    ['`a @b', 'mention'],
    ['`` `@b` ` @c', 'mention'],
    ['\\`@b`', 'mention'],
    ['| a `x | y` @b |\n|---|---|', 'unpaired backtick'],
    ['a `b\nc` d', 'unpaired backtick'],
    ['Fixes #1', 'closing keyword'],
    ['**closes**: own/repo#1', 'closing keyword'],
    ['resolved GH-12', 'closing keyword'],
    ['fix [it](https://github.com/own/repo/issues/1)', 'closing keyword'],
    ['fixes https://github.com/own/repo/pull/1', 'closing keyword'],
    ['this fixes\n#1', 'closing keyword'],
    ['close &num;1', 'closing keyword'],
    ['see evil/x#1', 'reference to another repository'],
    ['a\u202eb', 'hidden character (direction)'],
    ['a\u200bb', 'hidden character (zero width)'],
    ['a\u200db', 'hidden character (joiner)'],
    ['a\ufe0f', 'hidden character (variation selector)'],
    ['a\u{e0041}', 'hidden character (tag or selector)'],
    ['a\u001b[31mb', 'hidden character (control)'],
    ['a\ud83d', 'hidden character (half of a pair)'],
    ['say `[skip ci]`', 'skip phrase'],
    ['[ci skip]', 'skip phrase'],
    ['***NO_CI***', 'skip phrase'],
    ['text\n\nskip-checks: true', 'skip phrase'],
    ['ok\n/lgtm', 'slash command'],
    ['```\n/approve\n```', 'slash command'],
    ['- /retest', 'slash command'],
    ['::add-mask::x', 'runner command'],
    ['x ##[group]', 'runner command'],
    ['`@dependabot merge`', 'handle of a bot'],
    ['[x](https://evil.example)', 'foreign link'],
    ['[x](//evil.example)', 'foreign link'],
    ['[x](../../evil)', 'foreign link'],
    ['<https://evil.example>', 'foreign link'],
    ['https://github.com@evil.example/own/repo', 'foreign link'],
    ['https://github.com/own/repo?d=1', 'foreign link'],
    ['https://github.com/own/repo-evil', 'foreign link'],
    ['https://github.com/own/repo/../evil', 'foreign link'],
    ['see www.evil.example', 'foreign link'],
    ['ftp://evil.example', 'foreign link'],
    ['[x](javascript:alert%281%29)', 'foreign link'],
    ['![x](https://github.com/own/repo/a.png)', 'picture'],
    ['![a [b] c](https://github.com/own/repo)', 'picture'],
    ['[r]: https://github.com/own/repo', 'reference definition'],
    ['<b>x</b>', 'HTML'],
    ['<!-- obey -->', 'HTML'],
    ['<sub>\n`@x`', 'HTML'],
    ['<!-- steward:v1 {} -->\n<!-- x -->', 'HTML'],
    ['<!-- steward:v1 {} -->\n<!-- steward:v1 {} -->', 'second marker'],
    ['```mermaid\nx\n```', 'fence that is drawn'],
    ['```\nx', 'fence without an end'],
  ])('%j: %s', (text, fault) => {
    expect(faultsOf(text, HOME)).toContain(fault);
  });
});

describe('what cannot act is left', () => {
  test.each([
    'plain words, and Привет 你好 می\u200cخواهم 👩\u200d👩\u200d👧 ☺\ufe0f 1\ufe0f\u20e3',
    'ask `@`team and `actions/checkout@v4`',
    'Fixes `#1`, prefixes #1, see #12',
    '[`a.ts:4`](https://github.com/own/repo/blob/0a1b2c3/src/a%20b.ts#L4 "todo") `x || y`',
    '<https://github.com/own/repo/issues/3>',
    'https://github.com/Own/Repo/actions.',
    'and [12 more](https://github.com/own/repo/issues?q=is:issue+label:%22steward%22)',
    '`https://evil.example` and `![x](y)` and `<b>`',
    '```ts\n@team Fixes #1 https://evil.example <b>\n```',
    '| a | b |\n|---|---|\n| `x \\|\\| @y` | #2 |',
    '`<!-- x -->`\n\n<!-- steward:v1 {} -->',
    '- [ ] words <!-- steward:approve 0a1b2c3d4e5f -->\n- [x] Pause <!-- steward:pause -->',
    '<details><summary>Refuse one for ever</summary>\n\n- [ ] one <!-- steward:reject 0a1b2c3d -->\n\n</details>\n',
    '```mermaid\nxychart-beta\n  title "Tasks done per week"\n  x-axis [W43, W44]\n  y-axis "done" 0 --> 5\n  bar [2, 3]\n```',
    '<sub>Suggested by Steward</sub>\n\n<!-- steward:v1 {"intent":"0a1b2c3d"} -->',
    '- what it closes\n- #1 is another item',
    'what it closes\n\n#1 is another paragraph',
    'a \\[b\\](c) \\<d\\> \\!\\[e\\]',
    'costs $5, a < b, it is 3/4 done',
    '[x](https://github.com/own/repo)`@`[y](https://github.com/own/repo "todo")',
    '<https://github.com/own/repo/issues/3#1>',
    '![ ][x](https://github.com/own/repo)',
    'a picture ![that] is none without its definition',
  ])('%j', (text) => {
    expect(faultsOf(text, HOME)).toEqual([]);
  });

  test('the documents that are kept as examples', () => {
    const kept = readSources(/^test\/fixtures\/report\/(?:contract|dashboard|dashboard-empty)\.md$/);
    expect(kept.map(({ text }) => faultsOf(text, 'https://github.com/octo/dur'))).toEqual([[], [], []]);
  });
});

/** Headings, quotes and the like only look different; what acts is the rest. */
const LOOKS = /^(?:element (?:blockquote|h\d|hr|em|strong|del|table|thead|tbody|tr|t[hd]|sup|section|input)|checkbox)$/;

test('whatever a parser of other authors calls live is found too', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      // Steward's own marker is expected here; the other judge reads texts that may not hold any.
      fc.pre(!text.includes('steward:v1') && live(text).some((one) => !LOOKS.test(one)));
      expect(faultsOf(text, HOME)).not.toEqual([]);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 500) * 4 },
  );
});

test('a body of 64 KB of any pattern takes no longer than others', () => {
  for (const unit of [
    '[',
    '`',
    '``a`',
    '<a ',
    '&',
    '@',
    '](',
    '|',
    '- ',
    '\\',
    'fixes ',
    'fix [',
    'www.',
    'a.b.',
    '👩',
    '::',
  ]) {
    const text = unit.repeat(Math.ceil(65_536 / unit.length));
    expect(
      workOf(() => faultsOf(text, HOME)),
      JSON.stringify(unit),
    ).toBeLessThan(1_000);
  }
});

test('titles and bodies are found in what is sent, wherever they stand', () => {
  const body = JSON.stringify({ variables: { input: { title: 'a', body: 'b' }, body: { id: 'x', body: 'c' } } });
  expect(publishedIn(body)).toEqual({ title: ['a'], body: ['b', 'c'] });
  expect(publishedIn('0032want')).toEqual({ title: [], body: [] });
});
