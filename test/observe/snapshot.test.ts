/** The world is read down to the watermark and no further. */

import type { Snapshot, Stub } from '@steward/core/domain/snapshot.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import { completeSnapshot } from '@steward/core/observe/snapshot.ts';
import type { Overview, RepoReader } from '@steward/core/ports.ts';
import { expect, it } from 'vitest';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 12, minute)).toISOString();
const stub = (number: number, minute: number, kind: Stub['kind'] = 'issue'): Stub => ({
  number,
  kind,
  title: untrusted('t'),
  author: 'octo',
  open: true,
  stateReason: null,
  createdAt: at(minute),
  updatedAt: at(minute),
  labels: [],
});

/** Pages of two, newest first: minute 59, 58, … */
function world() {
  const asked: string[] = [];
  const page = (kind: Stub['kind'], start: number) => ({
    nodes: [stub(start, 59 - start, kind), stub(start + 1, 58 - start, kind)],
    cursor: start < 8 ? String(start + 2) : null,
  });
  const older: RepoReader['older'] = async (kind, cursor) => {
    asked.push(`${kind} ${cursor}`);
    return page(kind, Number(cursor));
  };
  const overview = { issues: page('issue', 0), pulls: { nodes: [], cursor: null } } as unknown as Overview;
  return { asked, reader: { older } as unknown as RepoReader, overview };
}
const numbers = ({ stubs }: Snapshot): number[] => stubs.map(({ number }) => number);

it('the first page is enough where nothing is known', async () => {
  const { asked, reader, overview } = world();
  expect(numbers(await completeSnapshot(reader, overview, null))).toEqual([0, 1]);
  expect(asked).toEqual([]);
});

it('one page is enough where its oldest is at the watermark', async () => {
  const { asked, reader, overview } = world();
  await completeSnapshot(reader, overview, Date.parse(at(58)));
  expect(asked).toEqual([]);
});

it('reads on while the oldest is newer, and stops at the first page that is not', async () => {
  const { asked, reader, overview } = world();
  expect(numbers(await completeSnapshot(reader, overview, Date.parse(at(55))))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(asked).toEqual(['issue 2', 'issue 4']);
});

it('stops where there is no more', async () => {
  const { asked, reader, overview } = world();
  expect(numbers(await completeSnapshot(reader, overview, 0))).toHaveLength(10);
  expect(asked).toHaveLength(4);
});
