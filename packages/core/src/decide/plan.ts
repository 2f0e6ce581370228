/** From specifications to proposals: what is known falls away, slots cap the rest, and every omission has its reason. */
import { isSameWork, KnownWork, reportedAs, type Work } from '../domain/known-work.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Stub } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import type { Specification } from '../domain/task.ts';
import type { Left } from '../domain/tick.ts';
import type { Slots } from './moves.ts';

/** Why this work is not new, or null. Guard asks the same again on fresh state; here it saves the rest. */
export function knownReason(known: KnownWork, work: Work): string | null {
  const ended = known.ended(work);
  if (ended) return `ended before${ended.number ? ` (#${ended.number})` : ''}`;
  const task = known.open(work);
  return task ? `already open (#${task.number})` : null;
}

export interface Plan {
  proposals: Proposal[];
  left: Left[];
}

export interface PlanInput {
  ledger: Ledger;
  slots: Slots;
  /** Best first. */
  specifications: readonly Specification[];
  titles: readonly Stub[];
  most: number;
}

/** Fills the slots with the best that nobody has said yet: first what may be opened, then what is only suggested. */
export function planTasks({ ledger, slots, specifications, titles, most }: PlanInput): Plan {
  const plan: Plan = { proposals: [], left: [] };
  const taken: Specification[] = [];
  const known = new KnownWork(ledger);
  for (const specification of specifications) {
    // A person approved it: it is opened for that, wherever it stands now among the others.
    if (ledger.tasks[specification.id]?.approved) continue;
    const reason = knownReason(known, specification) ?? repeats(specification, taken, titles);
    if (reason) {
      plan.left.push({ title: specification.title, reason });
      continue;
    }
    const kind = kindOf(taken.length, slots, most);
    if (!kind) {
      plan.left.push({ title: specification.title, reason: 'no slot' });
      continue;
    }
    taken.push(specification);
    plan.proposals.push({ kind, subject: specification.id, specification });
  }
  return plan;
}

function kindOf(taken: number, slots: Slots, most: number): 'open-issue' | 'suggest' | null {
  const open = Math.min(slots.open, most);
  if (taken < open) return 'open-issue';
  return taken < Math.min(open + slots.suggestions, most) ? 'suggest' : null;
}

function repeats(
  specification: Specification,
  taken: readonly Specification[],
  titles: readonly Stub[],
): string | null {
  const stub = reportedAs(titles, specification);
  if (stub) return `already reported (#${stub.number})`;
  return taken.some((item) => isSameWork(item, specification)) ? 'near-duplicate of another' : null;
}
