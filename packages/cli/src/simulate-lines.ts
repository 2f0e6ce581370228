/** What a person reads of a simulation: one line a seed, and for a broken promise how to see it again. */
import { counted } from '@steward/core/domain/markdown.ts';
import { usdText } from '@steward/core/domain/money/amount.ts';
import type { SimulateOptions } from './commands/simulate.ts';
import type { Violation } from './simulate/chronicle.ts';
import type { SimulationEnd } from './simulate/simulation.ts';
import type { Tally } from './simulate/tally.ts';
import { harmless, type Paint } from './terminal.ts';

const MOST_SHOWN = 5;
const LONGEST = 600;

export function headLine({ days, faults, mode, model }: SimulateOptions, seeds: number, paint: Paint): string[] {
  const what = `${counted(seeds, 'seed')} of ${counted(days, 'day')}`;
  const models = model === undefined ? '' : ', with models';
  return [`${paint('bold', 'Steward')} · simulating ${what}, mode ${mode}, faults ${faults}${models}`, ''];
}

export function seedLines(end: SimulationEnd, options: SimulateOptions, paint: Paint): string[] {
  const { seed, violations, tally, history } = end;
  const { runs, quiet, red, killed, faults, issuesOpened, rejected, done } = tally;
  const kept = violations.length === 0;
  const parts = [
    `seed ${String(seed).padEnd(4)}`,
    kept ? paint('green', 'kept  ') : paint('red', 'BROKEN'),
    `${counted(runs, 'run')} (${quiet} quiet, ${red} red, ${killed} killed)`,
    counted(faults, 'fault'),
    ...handOffPart(tally),
    ...modelPart(tally),
    `${counted(issuesOpened, 'issue')} (${done} done, ${rejected} rejected)`,
    paint('dim', history.slice(0, 12)),
  ];
  return [parts.join('  '), ...(kept ? [] : brokenLines(violations, replayOf(end, options)))];
}

/** Nothing where no agents live. */
function handOffPart({ handOffs }: Tally): string[] {
  const { reserved, started, doneByAgents, ended } = handOffs;
  if (reserved === 0) return [];
  const causes = Object.entries(ended).map(([cause, count]) => `${count} ${cause}`);
  return [
    `${counted(reserved, 'hand-off')} (${started} started, ${doneByAgents} done; ended: ${causes.join(', ') || 'none'})`,
  ];
}

/** Nothing where no model can be asked. */
function modelPart({ models }: Tally): string[] {
  if (models === undefined) return [];
  const { asked, answered, micro, warned } = models;
  return [`${counted(asked, 'question')} (${answered} answers kept, ${usdText(micro)}, ${counted(warned, 'alert')})`];
}

function brokenLines(violations: readonly Violation[], replay: string): string[] {
  const shown = violations.slice(0, MOST_SHOWN).map(({ invariant, fault, at, run }) => {
    const text = harmless(fault);
    return `  ${at} run ${run}: ${invariant}\n    ${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}`;
  });
  const more = violations.length - shown.length;
  return [...shown, ...(more > 0 ? [`  and ${more} more`] : []), `  see it again: ${replay}`];
}

/** The command that plays exactly this again. */
export function replayOf({ seed }: Pick<SimulationEnd, 'seed'>, options: SimulateOptions): string {
  const { days, faults, mode, model, config } = options;
  const given = [model && ` --model ${model}`, config === undefined ? '' : ` --config ${config}`].join('');
  return `npx steward simulate --days ${days} --seed ${seed} --faults ${faults} --mode ${mode}${given} --verbose`;
}

/** `asked`: seeds that were to be played; where some were not, that is said first. */
export function endingLine(ends: readonly SimulationEnd[], asked: number, seconds: number, paint: Paint): string[] {
  const broken = ends.filter(({ violations }) => violations.length > 0).length;
  const sum = (read: (end: SimulationEnd) => number): number => ends.reduce((total, end) => total + read(end), 0);
  const days = sum((end) => end.days);
  const verdict =
    broken === 0
      ? paint('green', 'No promise was broken.')
      : paint('red', `${counted(broken, 'seed')} broke a promise.`);
  const cut =
    ends.length < asked ? `${paint('yellow', `Stopped after ${ends.length} of ${counted(asked, 'seed')}.`)} ` : '';
  return [
    '',
    `${cut}${verdict} ${counted(days, 'day')}, ${counted(
      sum(({ tally }) => tally.runs),
      'run',
    )}, ` +
      `${counted(
        sum(({ tally }) => tally.requests),
        'request',
      )}, ${counted(
        sum(({ tally }) => tally.faults),
        'fault',
      )} ` +
      `in ${seconds < 90 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`} ` +
      `(${Math.round((days / Math.max(seconds, 0.1)) * 60)} days a minute).`,
  ];
}
