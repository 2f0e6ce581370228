// What of a log is Steward's own, and what of that is kept where there is little room.
import { ownLines } from '@steward/core/decide/own-log-lines.ts';
import { expect, test } from 'vitest';

const STAMP = '2026-11-20T12:00:00.0000000Z ';
const log = (lines: readonly string[]): string => `\uFEFF${lines.map((line) => STAMP + line).join('\r\n')}`;

const GREEN = [
  '##[group]Run octo/steward@abc',
  'with:',
  '  mode: assist',
  '##[endgroup]',
  '##[group]Steward saw',
  '1 issue, head moved at=2026-11-20T12:00:00Z mode=assist run=7-1',
  '##[endgroup]',
  '##[group]Steward decided',
  'generate: head moved run=7-1',
  '##[endgroup]',
  '##[group]Steward did',
  '\u001b[31mopened #1: One error task=abc run=7-1',
  'opened #2: Two task=abd run=7-1',
  '##[endgroup]',
  'done summary=**Mode: assist** seconds=2 run=7-1',
  '##[warning]The label was not there.',
  'Post job cleanup.',
];

test('of a green run it is what Steward said, in order, without times, colours and what the runner adds', () => {
  expect(ownLines(log(GREEN), { failed: false, most: 20 })).toEqual([
    '1 issue, head moved at=2026-11-20T12:00:00Z mode=assist',
    'generate: head moved',
    'opened #1: One error task=abc',
    'opened #2: Two task=abd',
    'done summary=**Mode: assist** seconds=2',
    'The label was not there.',
  ]);
});

test('where there is little room, what was done and what went wrong stay', () => {
  expect(ownLines(log(GREEN), { failed: false, most: 3 })).toEqual([
    'opened #1: One error task=abc',
    'done summary=**Mode: assist** seconds=2',
    'The label was not there.',
  ]);
});

test('of a failed run why it failed comes first, whatever titles say', () => {
  const red = [...GREEN, '##[error]The token needs `issues: write`.', '##[error]Process completed with exit code 1.'];
  const [first, ...rest] = ownLines(log(red), { failed: true, most: 20 });
  expect(first).toBe('The token needs `issues: write`.');
  expect(rest).toContain('opened #1: One error task=abc');
});

test('a step before Steward that failed is told as any log would be', () => {
  const lines = ownLines(
    log(['fetching', "fatal: couldn't find remote ref", '##[error]Process completed with exit code 128.']),
    {
      failed: true,
      most: 5,
    },
  );
  expect(lines[0]).toBe("fatal: couldn't find remote ref");
});

test('lines of JSON are told as people read them, those of others are not Steward’s', () => {
  const rows = [
    JSON.stringify({ level: 'info', message: 'opened #1', task: 'abc', run: '7-1' }),
    JSON.stringify({ level: 'info', message: 'of another tool' }),
    '{ no JSON',
  ];
  expect(ownLines(log(rows), { failed: false, most: 5 })).toEqual(['opened #1 task=abc']);
});
