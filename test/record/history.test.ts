/** Events of many days, read back: in order, in few requests, joined files too; what cannot be read is counted. */
import { archivePath, eventPath } from '@steward/core/domain/event-files.ts';
import type { LedgerReader } from '@steward/core/ports.ts';
import { readHistory } from '@steward/core/record/history.ts';
import { expect, test } from 'vitest';

const NOW = '2026-11-20T09:07:00.000Z';
const line = (sequence: number): string => `${JSON.stringify({ kind: 'observed', at: NOW, sequence })}\n`;

function archive(files: Record<string, string>) {
  const asked = { days: [] as number[], files: [] as number[] };
  const reader: LedgerReader = {
    head: async () => ({ raw: null, at: NOW }),
    messages: async () => [],
    async files(_, paths) {
      asked.files.push(paths.length);
      return new Map(paths.map((path) => [path, files[path] ?? null]));
    },
    async eventFiles(_, days) {
      asked.days.push(days.length);
      const wanted = days.map((day) => day.replaceAll('-', '/'));
      return Object.keys(files).filter((path) => wanted.some((day) => path.includes(`/${day}`)));
    },
  };
  return { asked, of: { reader, oid: 'c1', now: NOW } };
}

const day = (count: number): string => new Date(Date.parse(NOW) - count * 86_400_000).toISOString();
const sequences = (events: readonly { sequence: number }[]): number[] => events.map(({ sequence }) => sequence);

test('the files of each day are read in order of sequence, joined ones among them', async () => {
  const { of, asked } = archive({
    [eventPath(day(0), 12, '9-1')]: line(12),
    [eventPath(day(1), 11, '8-1')]: line(11),
    [archivePath(day(40).slice(0, 10), 3, 4)]: line(3) + line(4),
    [eventPath(day(61), 2, '1-1')]: line(2),
    'events/2026/11/20/notes.txt': 'mine',
  });
  const { events, unread } = await readHistory(of, day(60));
  expect([sequences(events), unread]).toEqual([[3, 4, 11, 12], 0]);
  expect(asked).toEqual({ days: [30, 30, 1], files: [3] });
});

test('of too many the newest are read, and the rest is counted', async () => {
  const files = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [eventPath(day(5 - n), n, `${n}-1`), line(n)]));
  const { events, unread } = await readHistory(archive(files).of, day(10), 2);
  expect([sequences(events), unread]).toEqual([[4, 5], 3]);
});

test('one that is damaged is counted, and keeps none of the others from being read', async () => {
  const files = { [eventPath(day(1), 1, '1-1')]: '{"kind":', [eventPath(day(0), 2, '2-1')]: line(2) };
  const { events, unread } = await readHistory(archive(files).of, day(2));
  expect([sequences(events), unread]).toEqual([[2], 1]);
});

test('where there is none, nothing is read', async () => {
  expect(await readHistory(archive({}).of, day(0))).toEqual({ events: [], unread: 0 });
});
