/** A run of the past: found by its id within thirty days, read whole, and what is not found is said with what was looked at. */
import { eventPath, readEventFile, readEventPath } from '@steward/core/domain/event-files.ts';
import type { LedgerReader } from '@steward/core/ports.ts';
import { findLastRun, findRun } from '@steward/core/record/past.ts';
import { expect, it } from 'vitest';

const NOW = '2026-11-20T09:07:00.000Z';
const line = (kind: string, at: string, sequence = 1): string => `${JSON.stringify({ kind, at, sequence })}\n`;

/** A branch that only has event files. */
function archive(files: Record<string, string>) {
  const asked: { days: number; files: number } = { days: 0, files: 0 };
  const reader: LedgerReader = {
    head: async () => ({ raw: null, at: NOW }),
    messages: async () => [],
    async files(_, paths) {
      asked.files += 1;
      return new Map(paths.map((path) => [path, files[path] ?? null]));
    },
    async eventFiles(_, days) {
      asked.days += 1;
      const folders = days.map((day) => `events/${day.replaceAll('-', '/')}/`);
      return Object.keys(files).filter((path) => folders.some((folder) => path.startsWith(folder)));
    },
  };
  return { asked, archive: { reader, oid: 'c1', now: NOW } };
}

const file = (day: string, sequence: number, run: string, text = line('observed', `${day}T10:00:00.000Z`)) => ({
  [eventPath(day, sequence, run)]: text,
});

it('is read from all of its files in their order, across midnight', async () => {
  const { archive: of, asked } = archive({
    ...file('2026-11-19', 9, '7-1', line('reserved', '2026-11-19T23:59:00.000Z')),
    ...file('2026-11-20', 11, '7-1', line('opened', '2026-11-20T00:01:00.000Z')),
    ...file('2026-11-20', 10, '8-1'),
  });
  const past = await findRun(of, '7');
  expect(past).toMatchObject({ run: '7-1', at: '2026-11-19T23:59:00.000Z' });
  expect(past.events.map(({ kind }) => kind)).toEqual(['reserved', 'opened']);
  expect(asked).toEqual({ days: 3, files: 1 });
});

it('of several attempts one has to be named', async () => {
  const { archive: of } = archive({ ...file('2026-11-20', 1, '7-1'), ...file('2026-11-20', 2, '7-2') });
  await expect(findRun(of, '7')).rejects.toMatchObject({ remedy: 'Say which: 7-2 or 7-1.' });
  expect((await findRun(of, '7-2')).run).toBe('7-2');
});

it.each(['9', '7-', '7-1/..', 'last', ''])('is not found by %j, nor older than thirty days', async (asked) => {
  const { archive: of } = archive({ ...file('2026-11-20', 2, '7-1'), ...file('2026-10-21', 1, '9-1') });
  await expect(findRun(of, asked)).rejects.toMatchObject({
    message: expect.stringContaining('1 run is recorded, of 2026-11-20, in the last 30 days'),
    remedy: expect.stringContaining('The newest: 7-1.'),
  });
});

it('whose file is cut off is not taken back in part', async () => {
  const { archive: of } = archive(file('2026-11-20', 1, '7-1', `${line('reserved', NOW)}{"kind":`));
  await expect(findRun(of, '7-1')).rejects.toThrow(/events\/2026\/11\/20\/00000001-7-1\.ndjson is cut off or damaged/);
});

it('the last is the newest that counts, and not looked for without end', async () => {
  const many = Array.from({ length: 60 }, (_, n) => file('2026-11-20', n + 2, `${n + 100}-1`));
  const quiet = Object.assign({}, ...many);
  const counts = (events: readonly { kind: string }[]) => events.some(({ kind }) => kind === 'opened');
  const { archive: near } = archive({
    ...file('2026-11-20', 1, '7-1', line('opened', NOW)),
    ...file('2026-11-20', 2, '8-1', line('opened', NOW)),
    ...file('2026-11-20', 3, '9-1'),
  });
  expect((await findLastRun(near, counts)).run).toBe('8-1');
  const { archive: far, asked } = archive({ ...quiet, ...file('2026-11-20', 1, '7-1', line('opened', NOW)) });
  await expect(findLastRun(far, counts)).rejects.toThrow(
    'No run did anything that could be taken back: 61 runs are recorded, all of 2026-11-20, in the last 30 days.',
  );
  expect(asked.files).toBe(40);
});

it('is told when there were runs, not from when to when they were looked for', async () => {
  const { archive: none } = archive({});
  await expect(findLastRun(none, () => false)).rejects.toThrow('back: none is recorded in the last 30 days.');
  const { archive: few } = archive({ ...file('2026-11-02', 1, '7-1'), ...file('2026-11-18', 2, '8-1') });
  await expect(findLastRun(few, () => false)).rejects.toMatchObject({
    message: expect.stringContaining(': 2 runs are recorded, from 2026-11-02 to 2026-11-18, in the last 30 days.'),
    remedy: expect.stringContaining('The newest: 8-1, 7-1.'),
  });
});

it.each([
  'events/2026/11/20/1-7-1.ndjson',
  'events/2026/11/20/00000001-.ndjson',
  'events/2026/11/20/00000001-7 1.ndjson',
  'events/2026/11/00000001-7-1.ndjson',
  'events/2026/11/20/00000001-7-1.json',
  'tasks/00000001-7-1.ndjson',
])('%s is no file of events', (path) => {
  expect(readEventPath(path)).toBeNull();
});

it.each([null, '{"kind":1}\n', '[]\n', 'null\n', '{"kind":"a"}\n7\n'])('%j holds no events', (text) => {
  expect(readEventFile(text)).toBeNull();
});
