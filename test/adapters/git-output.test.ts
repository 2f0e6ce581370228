/** What git prints, read as data: names and dates are whatever a commit's author wants them to be. */
import { churnSince, parseBlame, parseHistory } from '@steward/core/adapters/git-output.ts';
import { expect, it } from 'vitest';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const change = (path: string): string => `:100644 100644 ${A} ${B} M\0${path}\0`;

it('a path that looks like a heading, or begins with a line end, is a path', () => {
  const names = ['\u000199999999999999999999', '\nx', `:100644 100644 ${A} ${B} M`];
  const output = Buffer.from(`\u00011795186859\0\n${names.map(change).join('')}\u00011795186000\0\n${change('\nx')}`);
  const { paths, newest } = parseHistory(output);
  expect(newest).toBe(1_795_186_859);
  expect([...paths].map(([path, { times }]) => [path, times.length])).toEqual([
    [names[0], 1],
    ['\nx', 2],
    [names[2], 1],
  ]);
});

it('a date that no calendar has is no reason to stop', () => {
  const history = parseHistory(Buffer.from(`\u000199999999999999\0\n${change('x')}`));
  expect(churnSince(history, 0).get('x')).toEqual({ commits: 1, last: '9999-12-31T23:59:59.000Z' });
  expect(parseBlame(Buffer.from(`${A} 1 1 1\nauthor x\nauthor-time 99999999999999\n`))).toBeNull();
  expect(parseBlame(Buffer.from(`${A} 1 1 1\nauthor x\nauthor-time 1795186859\n`))).toEqual({
    oid: A,
    date: '2026-11-20T15:00:59.000Z',
  });
});
