/** Applying events: read from their file's bytes, against JSON.parse of the same lines and nothing else. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchEvents } from './event-history.ts';
import { type BenchOptions, inProcess, median, milliseconds, type Row } from './measurement.ts';

/** What the process of `events-process.ts` tells. */
export interface EventsRun {
  /** Milliseconds of its own work. */
  cpu: number;
  /** The most memory the process held, in MiB. */
  peak: number;
}

/** More than elsewhere: what of a collection of garbage falls into a run moves its ratio by a tenth. */
const PAIRS = 9;

const SCRIPT = join(import.meta.dirname, 'events-process.ts');

const ANCHORS: Record<number, string> = {
  100000: 'stream + fold 1.27 × parse, 151 MiB (performance.md §4)',
  1000000: 'stream + fold 1.18 × parse, 294 MiB (performance.md §4)',
};

export async function events({ quick, folder }: BenchOptions): Promise<Row[]> {
  return (quick ? [100_000] : [100_000, 1_000_000]).flatMap((count) => measure(count, folder));
}

function measure(count: number, folder: string): Row[] {
  const file = join(folder, `events-${count}.ndjson`);
  writeFileSync(file, '');
  let lines: string[] = [];
  const flush = (): void => {
    writeFileSync(file, lines.join(''), { flag: 'a' });
    lines = [];
  };
  for (const event of benchEvents(count)) {
    lines.push(`${JSON.stringify(event)}\n`);
    if (lines.length === 50_000) flush();
  }
  flush();
  const pairs = Array.from({ length: PAIRS }, () => ({
    parse: inProcess<EventsRun>(SCRIPT, ['parse', file], folder),
    apply: inProcess<EventsRun>(SCRIPT, ['apply', file], folder),
  }));
  const name = `apply ${count.toLocaleString('en-US')} events`;
  const peak = median(pairs.map(({ apply }) => apply.peak));
  return [
    {
      name,
      measured: milliseconds(median(pairs.map(({ apply }) => apply.cpu))),
      ratio: median(pairs.map(({ apply, parse }) => apply.cpu / parse.cpu)),
      against: 'JSON.parse of the same lines',
      anchor: ANCHORS[count] ?? '',
    },
    { name: `${name}: memory`, measured: `${Math.round(peak)} MiB`, ratio: peak / 400, against: '400 MiB', anchor: '' },
  ];
}
