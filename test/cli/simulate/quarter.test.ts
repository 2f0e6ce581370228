// A quarter among people who like some kinds of work and refuse others: Steward learns, and stays within its promises.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateAll } from '@steward/cli/simulate/crew.ts';
import type { Month } from '@steward/core/domain/lessons.ts';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'steward-quarter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of what was taken up or refused, the share that was taken up. */
function share(months: readonly Month[]): number {
  const sum = (of: (month: Month) => number) => months.reduce((total, month) => total + of(month), 0);
  const [yes, no] = [sum(({ accepted }) => accepted), sum(({ rejected }) => rejected)];
  expect(yes + no).toBeGreaterThan(3);
  return yes / (yes + no);
}

test.each(['suggest', 'assist'] as const)(
  'in `%s`, what is suggested comes nearer to what people want, within every promise [CW-10]',
  { timeout: 900_000 },
  async (mode) => {
    const rest = { days: 90, faults: 'none', mode, config: null, folder, verbose: false } as const;
    const ends = await simulateAll({ assignments: [{ seed: 2, ...rest }] });
    expect(ends.flatMap(({ violations }) => violations)).toEqual([]);
    const months = ends.map(({ tally }) =>
      Object.entries(tally.months)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, month]) => month),
    );
    const first = months.flatMap((all) => all.slice(0, 1));
    const later = months.flatMap((all) => all.slice(1));
    expect(share(later)).toBeGreaterThan(share(first));
  },
);
