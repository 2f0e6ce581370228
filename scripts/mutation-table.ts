// What a run over planted bugs has to say: a line as each ends, a table at the end, and the list of what there is.
import { evidenceName, type Mutant } from '../test/mutants/mutant.ts';
import type { Found, Report, Result, Verdict } from './mutation-run.ts';

const VERDICTS: readonly Verdict[] = ['caught', 'missed', 'survived', 'unfit'];

/** Titles of tests are long, and may quote what they forbid. */
const shown = (text: string, most = 160): string => {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
};

export function progressLine({ mutant, verdict, seconds }: Result, done: number, all: number): string {
  return `${String(done).padStart(String(all).length)}/${all} ${verdict.padEnd(8)} ${mutant.name} (${seconds.toFixed(1)} s)`;
}

/** One line for each bug and what caught it, more where something did not, and a last line that counts. */
export function table({ faults, results }: Report, seconds: number): string[] {
  if (faults.length > 0) {
    return ['Without any bug planted:', ...faults.map((fault) => `  ${shown(fault, 400)}`), 'Nothing was planted.'];
  }
  const width = Math.max(...results.map(({ mutant }) => mutant.name.length), 0);
  const lines = results.flatMap((result) => rowsOf(result, width));
  const counts = VERDICTS.map(
    (verdict) => `${results.filter((result) => result.verdict === verdict).length} ${verdict}`,
  );
  return [...lines, '', `${counts.join(', ')} in ${Math.round(seconds)} s`];
}

function rowsOf({ mutant, verdict, found, why }: Result, width: number): string[] {
  const caught = found.flatMap(({ finding }) => (finding.kind === 'caught' ? [shown(finding.by)] : []));
  const head = `${verdict.padEnd(8)} ${mutant.name.padEnd(width)}  ${caught.join(' · ')}`.trimEnd();
  if (verdict === 'caught') return [head];
  return [head, `         ${mutant.why}`, ...(why ? [`         ${shown(why, 400)}`] : []), ...found.flatMap(missRow)];
}

function missRow({ evidence, finding }: Found): string[] {
  if (finding.kind === 'caught') return [];
  return [`         not by ${evidence}: ${finding.kind === 'passed' ? 'it passes' : shown(finding.why, 400)}`];
}

export const listing = (mutants: readonly Mutant[]): string[] =>
  mutants.flatMap(({ name, why, caughtBy }) => [name, `  ${why}`, ...caughtBy.map((one) => `  ${evidenceName(one)}`)]);
