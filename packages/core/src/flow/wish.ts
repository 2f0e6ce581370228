/** What a run wants of the world, before anybody has judged it. */
import { digest } from '../domain/digest.ts';
import type { CommentWritten, LedgerEvent } from '../domain/event.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Stub } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, type Task } from '../domain/task.ts';
import type { SecretFinding } from '../ports.ts';
import type { OwnIssue } from '../record/recovery.ts';
import type { Findings } from './intake.ts';
import type { Looked } from './monitoring.ts';
import type { PlanFindings } from './plan-findings.ts';
import { specificationOf } from './tick.ts';

/** What was read of how issues hang together, as it bears on a ledger. */
export interface Arrangement {
  /** What the ledger learns from it. */
  eventsOn(ledger: Ledger): LedgerEvent[];
  /** Dependencies that GitHub is to be told of. */
  linksOn(ledger: Ledger): Proposal[];
}

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
  /** Tasks whose words are still out: where another run suggested one meanwhile, it stays. */
  waits?: readonly string[];
  /** What people arranged of open tasks, where that was read. */
  related?: Arrangement;
  /** What was found among people's issues; absent where they were not looked at. */
  people?: Findings;
  /** People's issues are taken up in this run. */
  adopts?: boolean;
  /** Work was to be looked for and could not: in so many milliseconds that is due again. */
  putOff?: number;
  /** Something would have been opened if nobody slept. */
  sleeps?: boolean;
  /** Intents whose claims may be taken over; absent: all. */
  takesOver?: ReadonlySet<string>;
  /** What was found of issues that are planned; absent where they were not looked at. */
  plans?: PlanFindings;
  /** What a look at Steward's health found, where there was one. */
  health?: Looked;
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

export const closingProposals = ({ state }: Ledger): Proposal[] =>
  state.closing.map(({ number, of }) => ({ kind: 'close-copy', subject: digest(`copy ${number}`, 24), number, of }));

/** Issues of Steward's own whose change was taken back: what they asked for is to be done again. */
export const reopeningProposals = ({ state, tasks }: Ledger): Proposal[] =>
  (state.landed ?? [])
    .filter(({ own, reverted, task }) => own && reverted !== undefined && !(tasks[task] && isOpen(tasks[task])))
    .map(({ task, number }) => ({ kind: 'reopen-issue', subject: task, number }));

/** What people approved and nobody opened yet. */
export const approvedProposals = ({ tasks }: Ledger): Proposal[] =>
  Object.values(tasks)
    .filter((task) => task.status === 'suggested' && task.approved && !task.adopts)
    .sort(byApproval)
    .map((task) => ({ kind: 'open-issue', subject: task.id, specification: specificationOf(task) }));

/** Who was approved first; of what was approved at once, such as the stories of a plan, the one that counts more. */
const byApproval = (a: Task, b: Task): number => {
  const [first, second] = [a.approved?.at ?? '', b.approved?.at ?? ''];
  return first === second ? b.score - a.score : first < second ? -1 : 1;
};

/** The dashboard is wanted where there is none and nobody is making one; `open-dashboard` reserves it. */
export function wantsDashboard({ state }: Ledger): Proposal[] {
  const claimed = Object.values(state.claims).some((claim) => claim.subject === 'dashboard');
  return state.dashboard || claimed ? [] : [{ kind: 'open-dashboard', subject: 'dashboard', body: '' }];
}
