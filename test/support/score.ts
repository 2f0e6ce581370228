/** How well a fixture's answer sheet was met: what a cycle suggests is matched with the sheet as the fixtures' README says. */
import type { Task } from '@steward/core/domain/task.ts';
import type { Answers, Place } from './history.ts';

/** What the sheet says of a finding. */
export type Verdict = 'wanted' | 'unknown' | 'unwanted' | 'trap';

/** A finding as a sheet's entries say it: `#41` is number 41, an alert's excerpt begins with its path. */
export interface Seen extends Omit<Place, 'because'> {
  kind: string;
}

/** Paths of workflows by the address of their runs: a flaky workflow is cited by its runs. */
export type RunPaths = ReadonlyMap<string, string>;

export function seenIn({ evidence, scope }: Task, runs: RunPaths): Seen[] {
  return evidence.map(({ rule: kind, path, line, excerpt, url }): Seen => {
    if (kind === 'flaky-workflow') return { kind, path: runs.get(url) ?? path };
    if (kind === 'community-file') return { kind, path: scope.paths[0] ?? path };
    if (line > 0) return { kind, path, line };
    const number = Number(/\d+$/.exec(path)?.[0]);
    // Taken up as a task of its own, a report is found as well as one that is said to have no answer.
    if (kind === 'issue') return { kind: 'untriaged-bug-report', path, number };
    const place = /^(\S+):(\d+) /.exec(excerpt);
    if (kind === 'code-scanning-alert' && place) return { kind, path: place[1] ?? '', line: Number(place[2]), number };
    return { kind, path: / in (\S+): \w+$/.exec(excerpt)?.[1] ?? path, number };
  });
}

const BY_PATH = new Set([
  'untested-source',
  'hotspot',
  'missing-lock-file',
  'workflow-permissions',
  'failing-workflow',
  'flaky-workflow',
]);
const BY_NUMBER = new Set(['stale-pull-request', 'conflicting-pull-request', 'untriaged-bug-report']);

/** Neither the folder nor the ending of a community file counts. */
const stem = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.\w+$/, '').toLowerCase();

/** The table of kinds in the fixtures' README. */
export function matches(kind: string, entry: Omit<Place, 'because'>, seen: Seen): boolean {
  if (seen.kind !== kind) return false;
  if (kind === 'community-file') return stem(seen.path) === stem(entry.path);
  if (BY_NUMBER.has(kind)) return seen.number === entry.number;
  if (seen.path !== entry.path) return false;
  if (kind === 'dependency-alert') return seen.number === entry.number;
  if (BY_PATH.has(kind)) return true;
  return seen.line === entry.line && seen.number === entry.number;
}

/** Everything that the owner's sheet wants, the open goals included. */
export const wantedOf = ({ faults, goals = [] }: Answers): (Omit<Place, 'because'> & { kind: string })[] => [
  ...faults,
  ...goals.filter(({ suggested }) => suggested).map((place) => ({ ...place, kind: 'goal' })),
];

const trapsOf = ({ traps, goals = [] }: Answers): (Place & { kind: string })[] => [
  ...traps.map((place) => ({ ...place, kind: place.tempts })),
  ...goals.filter(({ suggested }) => !suggested).map((place) => ({ ...place, kind: 'goal' })),
];

/** One trap spoils a task, whatever else it cites; what is wanted makes up for what stands beside it. */
export function verdictOf(answers: Answers, seen: readonly Seen[]): Verdict {
  const among = (entries: readonly (Omit<Place, 'because'> & { kind: string })[]): boolean =>
    entries.some((entry) => seen.some((one) => matches(entry.kind, entry, one)));
  if (among(trapsOf(answers))) return 'trap';
  if (among(wantedOf(answers))) return 'wanted';
  return among(answers.unwanted) ? 'unwanted' : 'unknown';
}

export interface Score {
  wanted: number;
  /** Wanted entries that were found. */
  found: number;
  /** What was wanted and is missing. */
  missed: Seen[];
  /** Traps that were walked into. */
  trapped: Seen[];
  /** What the sheet says of each task, in their order. */
  verdicts: Verdict[];
}

/** The tasks in order of the dashboard. */
export function scoreOf(answers: Answers, tasks: readonly Task[], runs: RunPaths): Score {
  const seen = tasks.map((task) => seenIn(task, runs));
  const all = seen.flat();
  const wanted = wantedOf(answers);
  const missed = wanted.filter((entry) => !all.some((one) => matches(entry.kind, entry, one)));
  return {
    wanted: wanted.length,
    found: wanted.length - missed.length,
    missed,
    trapped: all.filter((one) => trapsOf(answers).some((trap) => matches(trap.kind, trap, one))),
    verdicts: seen.map((places) => verdictOf(answers, places)),
  };
}
