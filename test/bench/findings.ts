/** How well the answer sheets of the fixture repositories are met: no cost, but a share that may not grow either. */
import { type LookOptions, lookAt, ROOMY } from '../support/fixture-look.ts';
import { answersOf, type Fixture, fixtures } from '../support/history.ts';
import { type Score, scoreOf } from '../support/score.ts';
import type { Row } from './measurement.ts';

const FIRST = 5;

export async function findings(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of fixtures) rows.push(await rowOf(name));
  return rows;
}

async function rowOf(name: Fixture): Promise<Row> {
  const lifted = await scored(name, { config: ROOMY });
  const usual = await scored(name, { mode: 'suggest' });
  const first = usual.verdicts.slice(0, FIRST);
  const spoiled = first.filter((verdict) => verdict === 'unwanted' || verdict === 'trap').length;
  const traps = lifted.trapped.length;
  return {
    name: `findings in ${name}: missed or trapped`,
    measured: `${lifted.found} of ${lifted.wanted} wanted, ${traps} traps, first: ${counted(first)}`,
    // One trap, or one suggestion among the first that annoys, outweighs all that is found.
    ratio: lifted.missed.length / lifted.wanted + traps + spoiled,
    ...{ against: 'its answer sheet', anchor: '' },
  };
}

async function scored(name: Fixture, options: LookOptions): Promise<Score> {
  const { stage, report, runs } = await lookAt(name, options);
  try {
    if (report.failures.length > 0) throw new Error(report.failures.join('\n'));
    return scoreOf(answersOf(name), report.tasks, runs);
  } finally {
    await stage.close();
  }
}

/** `4 wanted, 1 unknown` */
function counted(verdicts: Score['verdicts']): string {
  const kinds = [...new Set(verdicts)];
  return kinds.map((kind) => `${verdicts.filter((one) => one === kind).length} ${kind}`).join(', ');
}
