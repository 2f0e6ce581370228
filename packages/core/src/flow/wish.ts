/** What a run wants of the world, before anybody has judged it. */
import { digest } from '../domain/digest.ts';
import type { CommentWritten } from '../domain/event.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Stub } from '../domain/snapshot.ts';
import type { Related } from '../domain/standing.ts';
import type { Ledger } from '../domain/state.ts';
import type { SecretFinding } from '../ports.ts';
import type { OwnIssue } from '../record/recovery.ts';
import type { Tick } from './tick.ts';

/** What the run wants, and what guard needs to judge it. */
export interface Wish {
  /** Foreign issues of Steward, with their markers. */
  own: readonly OwnIssue[];
  /** Comments of Steward's own, found where they stand: recorded where memory does not know them. */
  comments: readonly CommentWritten[];
  proposals: readonly Proposal[];
  titles: readonly Stub[];
  /** Paths of the tree; null when it was not read. */
  paths: ReadonlySet<string> | null;
  secrets: readonly SecretFinding[];
  /** Evidence was gathered: suggestions that it no longer supports are withdrawn. */
  generated: boolean;
  /** How the issues of open tasks hang together, where that was read. */
  related?: Related;
  /** Work was to be looked for and could not: in so many milliseconds that is due again. */
  putOff?: number;
  /** This run does none of the daily work: it stays due. */
  leavesDaily?: boolean;
}

export const NO_WISH: Wish = {
  own: [],
  comments: [],
  proposals: [],
  titles: [],
  paths: null,
  secrets: [],
  generated: false,
};

/** The label that Steward's issues carry: made again where people removed it. */
export function labelProposal(tick: Tick): Proposal[] {
  const name = tick.config.labels.task;
  return [
    {
      kind: 'create-label',
      subject: `label ${name}`,
      name,
      color: '5319e7',
      description: 'Opened or adopted by Steward',
    },
  ];
}

export const closingProposals = ({ state }: Ledger): Proposal[] =>
  state.closing.map(({ number, of }) => ({ kind: 'close-copy', subject: digest(`copy ${number}`, 24), number, of }));

/** The dashboard is wanted where there is none and nobody is making one; `open-dashboard` reserves it. */
export function wantsDashboard({ state }: Ledger): Proposal[] {
  const claimed = Object.values(state.claims).some((claim) => claim.subject === 'dashboard');
  return state.dashboard || claimed ? [] : [{ kind: 'open-dashboard', subject: 'dashboard', body: '' }];
}
