/** What was sent to models, as a run tells it. */
import type { SentTold } from '@steward/core/domain/prompt.ts';
import { sentSection } from '@steward/core/report/sections/sent.ts';
import { expect, it } from 'vitest';

const CALL: SentTold = {
  ...{ purpose: 'specify', to: 'anthropic/claude-x', tokens: 2_410, redacted: 1 },
  parts: [
    { what: 'facts', kind: 'metadata', paths: [], bytes: 210 },
    { what: 'lines', kind: 'excerpts', paths: ['src/a`b.ts'], lines: [3, 19], bytes: 812 },
    { what: 'draft of a task', kind: 'excerpts', paths: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], bytes: 1 },
  ],
  withheld: [
    { what: 'file', paths: ['src/a.ts'], reason: 'egress' },
    { what: 'lines', paths: ['legal/x.md'], reason: 'excluded' },
    { what: 'diff', paths: ['src/c.ts'], reason: 'length', cut: true },
  ],
};

it('names each piece with its place and size, and what was kept back with the reason', () => {
  expect(sentSection([CALL])).toBe(
    [
      '**Sent to models**\n',
      '`specify` to `anthropic/claude-x`: about 2,410 tokens, 1 secret taken out\n',
      '- facts (metadata, 210 bytes)',
      '- lines ``src/a`b.ts`` 3–19 (excerpts, 812 bytes)',
      '- draft of a task `a`, `b`, `c`, `d`, `e` and 2 more (excerpts, 1 byte)',
      '- not sent: file `src/a.ts` (beyond what `egress.level` allows)',
      '- not sent: lines `legal/x.md` (excluded)',
      '- not sent: the end of diff `src/c.ts` (too long)',
    ].join('\n'),
  );
});

it('says nothing where nothing was sent, and counts what would be too much to read', () => {
  expect(sentSection([])).toBe('');
  const many = { ...CALL, parts: Array.from({ length: 45 }, () => CALL.parts[0] as never), withheld: [] };
  expect(sentSection([many])).toContain('- and 5 more pieces');
  expect(sentSection(Array.from({ length: 23 }, () => CALL))).toMatch(/and 3 more questions$/);
});

it('names what was kept back for one reason in one line', () => {
  const files = ['a.ts', 'b.ts', 'a.ts', 'c.ts'].map((path) => ({ ...CALL.withheld[0], paths: [path] }) as never);
  const told = sentSection([{ ...CALL, withheld: [...files, ...CALL.withheld.slice(1)] }]);
  expect(told.split('\n').filter((line) => line.includes('not sent'))).toEqual([
    '- not sent: file `a.ts`, `b.ts`, `c.ts` (beyond what `egress.level` allows)',
    '- not sent: lines `legal/x.md` (excluded)',
    '- not sent: the end of diff `src/c.ts` (too long)',
  ]);
});
