/** What a policy is, and what it judges on. */
import type { Config, Mode } from '../domain/config.ts';
import { takesPlace } from '../domain/intent.ts';
import type { PolicyName, Proposal } from '../domain/proposal.ts';
import type { Snapshot, Stub } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';

/** What guard judges on: fresh state, and what was already granted in this round. */
export interface Bench {
  ledger: Ledger;
  config: Config;
  mode: Mode;
  /** GitHub's time. */
  now: string;
  repository: Snapshot['repository'];
  /** Titles that a new task must not repeat, human and ours, open and closed. */
  titles: readonly Stub[];
  /** Every path of the tree at HEAD: evidence must cite one of them. Null where the tree was not read. */
  paths: ReadonlySet<string> | null;
  /** Subjects whose claim this run already holds: their slot is taken by themselves. */
  held: ReadonlySet<string>;
  /** Short name of the branch that memory is kept on. */
  stateBranch: string;
  /** Accounts that are Steward's. */
  identities: readonly string[];
  granted: {
    opened: number;
    adopted: number;
    suggested: number;
    notifications: number;
    subjects: ReadonlySet<string>;
    /** Tasks that are handed to an agent. */
    handed: readonly string[];
  };
}

export interface Verdict {
  policy: PolicyName;
  reason: string;
  /** In place of the proposal's, where that would tell what must not be told. */
  title?: string;
}

/** Null: nothing against it. */
export type Policy<P> = (proposal: P, bench: Bench) => Verdict | null;

export const no = (policy: PolicyName, reason: string): Verdict => ({ policy, reason });

/** Part of taking back the run that the ledger says is being taken back. */
export const isUndoing = ({ undoes }: { undoes?: string }, { ledger }: Bench): boolean =>
  undoes !== undefined && ledger.state.undoing?.run === undoes;

/** One more open task, counting what is reserved and what was granted: an issue to open, or one of a person to take up. */
export const roomForTask: Policy<Proposal> = ({ subject }, { ledger, config, held, granted }) => {
  if (held.has(subject)) return null;
  const { state } = ledger;
  const claimed = Object.values(state.claims).filter((claim) => takesPlace(claim)).length;
  const cap = config.caps['open-tasks'];
  return state.counts.open + claimed + granted.opened + granted.adopted < cap
    ? null
    : no('cap-open-tasks', `${cap} tasks may be open at once`);
};

export const changesIssues: Policy<Proposal> = (_, { mode }) =>
  mode === 'suggest' ? no('mode', 'mode `suggest` changes no issue but the dashboard') : null;
