/** What git prints, read as data: names and dates are whatever a commit's author wants them to be. */
import { parseBlame, parseChurn } from '@steward/core/adapters/git-output.ts';
import { expect, it } from 'vitest';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

it('a path that looks like a heading, or begins with a line end, is a path', () => {
  const names = [`\u0001${B} 99999999999999999999\n`, '\nx', `${B} 1`];
  const output = Buffer.from(`\0${A} 1795186859\0\n${names.join('\0')}\0\0${B} 1795186000\0\n${names[1]}\0`);
  const churn = parseChurn(output, new Set());
  expect([...churn].map(([path, { commits }]) => [path, commits])).toEqual([
    [names[0], 1],
    ['\nx', 2],
    [names[2], 1],
  ]);
});

it('commits at the edge of the history do not count, nor do those without files', () => {
  const output = Buffer.from(`\0${A} 1795186859\0\0${B} 1795186000\0\nx\0`);
  expect([...parseChurn(output, new Set([A])).keys()]).toEqual(['x']);
  expect(parseChurn(output, new Set([B])).size).toBe(0);
  expect(parseChurn(Buffer.from(''), new Set()).size).toBe(0);
});

it('a date that no calendar has is no reason to stop', () => {
  const churn = parseChurn(Buffer.from(`\0${A} 99999999999999\0\nx\0`), new Set());
  expect(churn.get('x')).toEqual({ commits: 1, last: '9999-12-31T23:59:59.000Z' });
  expect(parseBlame(Buffer.from(`${A} 1 1 1\nauthor x\nauthor-time 99999999999999\n`))).toBeNull();
  expect(parseBlame(Buffer.from(`${A} 1 1 1\nauthor x\nauthor-time 1795186859\n`))).toEqual({
    oid: A,
    date: '2026-11-20T15:00:59.000Z',
  });
});
