// Which old event files are joined: the oldest days, a bounded number of files, and none that cannot be read.
import { compact, type Folder } from '@steward/core/adapters/ledgers/compaction.ts';
import { eventPath, readArchivePath, readEventPath } from '@steward/core/domain/event-files.ts';
import { expect, test } from 'vitest';

const line = (sequence: number, size = 0): string =>
  `${JSON.stringify({ kind: 'observed', sequence, at: 'x', fill: 'y'.repeat(size) })}\n`;

/** A branch of these files, and what was asked of it. */
function branchOf(files: Readonly<Record<string, string | null>>) {
  const asked: string[] = [];
  const paths = Object.keys(files);
  return {
    asked,
    async folders(query: string): Promise<Folder | null> {
      asked.push(/query (\w+)/.exec(query)?.[1] ?? '');
      const events = paths.filter((path) => path.startsWith('events/'));
      return events.length === 0 ? null : folderOf(events.map((path) => path.split('/').slice(1, 4)));
    },
    async eventFiles(days: readonly string[]) {
      asked.push(days.join(' '));
      return paths.filter((path) => days.includes(readEventPath(path)?.day ?? readArchivePath(path)?.day ?? '')).sort();
    },
    async texts(wanted: readonly string[]) {
      asked.push(`${wanted.length} files`);
      return new Map(wanted.map((path) => [path, files[path] ?? null]));
    },
  };
}

function folderOf(places: readonly (readonly string[])[]): Folder {
  const names = [...new Set(places.flatMap(([name]) => name ?? []))];
  const below = (name: string) => places.filter((place) => place[0] === name).map((place) => place.slice(1));
  return { entries: names.map((name) => ({ name, object: folderOf(below(name)) })) };
}

/** So many transactions on each of these days, from sequence 1 on. */
function days(counts: Readonly<Record<string, number>>, size = 0): Record<string, string | null> {
  const files: Record<string, string | null> = {};
  let sequence = 0;
  for (const [day, count] of Object.entries(counts)) {
    for (let n = 0; n < count; n++) files[eventPath(day, ++sequence, `${sequence}-1`)] = line(sequence, size);
  }
  return files;
}

/** The branch after the commit. */
function after(files: Readonly<Record<string, string | null>>, change: Awaited<ReturnType<typeof compact>>) {
  const next = { ...files, ...change.additions };
  for (const path of change.deletions) delete next[path];
  return next;
}

const sequences = (files: Readonly<Record<string, string | null>>): number[] =>
  Object.values(files)
    .flatMap((text) => (text ?? '').split('\n').filter(Boolean))
    .map((text) => (JSON.parse(text) as { sequence: number }).sequence)
    .sort((a, b) => a - b);

test('a day becomes one file, its events byte for byte in order of sequence; days that are not over long stay', async () => {
  const files = days({ '2026-08-03': 11, '2026-08-04': 2, '2026-09-01': 1 });
  const branch = branchOf(files);
  const change = await compact('2026-08-05', branch);
  expect(change.additions).toEqual({
    'archive/2026/08/03-00000001-00000011.ndjson': Array.from({ length: 11 }, (_, n) => line(n + 1)).join(''),
    'archive/2026/08/04-00000012-00000013.ndjson': line(12) + line(13),
  });
  expect(change.deletions).toEqual(Object.keys(files).filter((path) => !path.startsWith('events/2026/09')));
  expect(change.left).toEqual([]);
  expect(branch.asked).toEqual(['LedgerDays', '2026-08-03 2026-08-04', '13 files']);
});

test('where nothing is old, one request says so; where nothing ever happened too', async () => {
  for (const files of [{}, days({ '2026-08-05': 3 })]) {
    const branch = branchOf(files);
    expect(await compact('2026-08-05', branch)).toEqual({ additions: {}, deletions: [], left: [] });
    expect(branch.asked).toEqual(['LedgerDays']);
  }
});

test('years that nobody joined are caught up with four days at a time, and three requests each time', async () => {
  const months = Array.from(
    { length: 36 },
    (_, n) => `${2023 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
  );
  let files = days(Object.fromEntries(months.map((month) => [`${month}-15`, 20])));
  const all = sequences(files);
  let runs = 0;
  for (; Object.keys(files).some((path) => path.startsWith('events/')); runs++) {
    const branch = branchOf(files);
    const change = await compact('2026-08-05', branch);
    expect(change.deletions).toHaveLength(80);
    expect(branch.asked).toHaveLength(3);
    files = after(files, change);
    expect(sequences(files)).toEqual(all);
  }
  expect(runs).toBe(9);
});

test('a day of many files is joined in parts of two hundred, and none of them is written again', async () => {
  let files = days({ '2026-08-03': 450 });
  const all = sequences(files);
  for (const number of [200, 200, 50]) {
    const change = await compact('2026-08-05', branchOf(files));
    expect(change.deletions).toHaveLength(number);
    expect(Object.keys(change.additions).filter((path) => path in files)).toEqual([]);
    files = after(files, change);
    expect(sequences(files)).toEqual(all);
  }
  expect(Object.keys(files).map((path) => path.slice('archive/2026/08/'.length))).toEqual([
    '03-00000001-00000200.ndjson',
    '03-00000201-00000400.ndjson',
    '03-00000401-00000450.ndjson',
  ]);
});

test('a joined file stays small enough for GitHub to show it whole', async () => {
  const files = days({ '2026-08-03': 10 }, 90_000);
  const { additions, deletions } = await compact('2026-08-05', branchOf(files));
  expect(deletions).toHaveLength(10);
  expect(Object.keys(additions)).toHaveLength(4);
  for (const text of Object.values(additions)) expect(Buffer.byteLength(text)).toBeLessThan(512_000);
  expect(sequences(additions)).toEqual(sequences(files));
});

test.each<[string, string | null]>([
  ['is cut off', '{"kind":"obser'],
  ['GitHub does not show whole', null],
  ['is empty', ''],
  ['holds what is no event', '[1]\n'],
  ['holds events of another transaction', line(4)],
])('a file that %s stays, named once; what is around it is joined', async (_, text) => {
  const path = eventPath('2026-08-03', 2, '2-1');
  const files = { ...days({ '2026-08-03': 3 }), [path]: text };
  const change = await compact('2026-08-05', branchOf(files));
  expect(change.left).toEqual([path]);
  expect(change.additions).toEqual({
    'archive/2026/08/03-00000001-00000001.ndjson': line(1),
    'archive/2026/08/03-00000002-00000002.ndjson': '',
    'archive/2026/08/03-00000003-00000003.ndjson': line(3),
  });
  const next = after(files, change);
  expect(next[path]).toBe(text);
  const again = branchOf(next);
  expect(await compact('2026-08-05', again)).toEqual({ additions: {}, deletions: [], left: [] });
  expect(again.asked).toHaveLength(2);
});

test('days of files that were left do not stand in the way of others', async () => {
  let files = days(Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`2026-07-0${n + 1}`, 1])));
  const broken = Object.fromEntries(
    Object.keys(files)
      .slice(0, 7)
      .map((path) => [path, 'broken']),
  );
  files = { ...files, ...broken };
  for (let run = 0; run < 2; run++) files = after(files, await compact('2026-08-05', branchOf(files)));
  expect(Object.keys(files).filter((path) => path.startsWith('events/'))).toEqual(Object.keys(broken));
});

test('where memory began anew within a day, files of one sequence go together', async () => {
  const first = days({ '2026-08-03': 200 });
  const second = { [eventPath('2026-08-03', 200, 'z-1')]: line(200), [eventPath('2026-08-03', 1, 'z-1')]: line(1) };
  let files: Record<string, string | null> = { ...first, ...second };
  const all = sequences(files);
  for (let run = 0; run < 2; run++) files = after(files, await compact('2026-08-05', branchOf(files)));
  expect(sequences(files)).toEqual(all);
  expect(Object.keys(files).filter((path) => path.startsWith('events/'))).toEqual([]);
});

test('one of two files of a sequence that is damaged keeps both where they are', async () => {
  const twin = eventPath('2026-08-03', 2, 'z-1');
  const files = { ...days({ '2026-08-03': 2 }), [twin]: 'broken' };
  const { left, additions } = await compact('2026-08-05', branchOf(files));
  expect(left).toEqual([eventPath('2026-08-03', 2, '2-1'), twin]);
  expect(Object.keys(additions)).toHaveLength(2);
});
