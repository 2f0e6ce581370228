/** What a simulated month leaves on the state branch, and how fast simulated days pass. */
import { simulateAll } from '@steward/cli/simulate/crew.ts';
import { type BenchOptions, kilobytes, type Row } from './measurement.ts';

const MONTH = 30;

export async function simulations({ quick, folder }: BenchOptions): Promise<Row[]> {
  const days = quick ? 5 : MONTH;
  const seeds = quick ? [1] : [1, 2, 3, 4, 5];
  const rest = { days, faults: 'mild', mode: 'assist', config: null, verbose: false, folder } as const;
  const began = performance.now();
  const ends = await simulateAll({ assignments: seeds.map((seed) => ({ seed, ...rest })) });
  const minutes = (performance.now() - began) / 60_000;
  const broken = ends.flatMap(({ violations }) => violations);
  if (broken.length > 0) throw new Error(`a simulation broke a promise: ${broken[0]?.fault}`);
  const bytes = ends.reduce((sum, { tally }) => sum + tally.ledgerBytes, 0) / ends.length / days;
  const transactions = ends.reduce((sum, { tally }) => sum + tally.transactions, 0) / ends.length / days;
  return [
    {
      ...{
        name: 'state branch, bytes a simulated month',
        measured: kilobytes(bytes * MONTH),
        ratio: bytes / transactions / 4_000,
      },
      against: '4 kB a transaction',
      anchor: '',
    },
    {
      name: 'simulated days a minute',
      ...{ measured: String(Math.round((days * seeds.length) / minutes)), ratio: null },
      against: '',
      anchor: '',
    },
  ];
}
