/** What events about plans do to the ledger. */
import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';
import { MOST_PLANS, type PlanRecord } from './plan.ts';
import type { Task } from './task.ts';

type Kind = 'plan-wanted' | 'planned' | 'plan-approved' | 'plan-ended' | 'child-linked';
type PlanAppliers = { [K in Kind]: (draft: Draft, event: Extract<LedgerEvent, { kind: K }>, at: string) => void };

const UNPLANNED: PlanRecord = { source: '', plan: null, at: null, heard: null, due: null };

/** The newest stay; those that were not touched for longest give way. */
function put({ state }: Draft, number: number, record: PlanRecord): void {
  const others = Object.entries(state.plans ?? {}).filter(([key]) => key !== String(number));
  const all = [...others, [String(number), record] as const];
  const kept = [...all].sort(([, a], [, b]) => Date.parse(timeOf(b)) - Date.parse(timeOf(a))).slice(0, MOST_PLANS);
  state.plans = Object.fromEntries(kept.sort(([a], [b]) => Number(a) - Number(b)));
}

const timeOf = ({ due, at }: PlanRecord): string => due ?? at ?? '1970-01-01T00:00:00Z';

/** The comment says which stories are issues: with one more it says something else. */
export function storyOpened(draft: Draft, { story }: Task, at: string): void {
  const record = story && draft.state.plans?.[story.of];
  if (record) put(draft, story.of, { ...record, due: at });
}

export const PLAN_APPLIERS: PlanAppliers = {
  'plan-wanted': (draft, { number }, at) => {
    put(draft, number, { ...UNPLANNED, ...draft.state.plans?.[number], due: at });
  },
  // Field by field: a recorded event also carries its sequence and time.
  planned: (draft, { number, record }) => {
    put(draft, number, record);
  },
  'plan-approved': (draft, { number, by, given }, at) => {
    const record = draft.state.plans?.[number];
    if (record) put(draft, number, { ...record, approved: { by, at: given }, due: record.due ?? at });
  },
  'plan-ended': ({ state }, { number }) => {
    const { [number]: _, ...others } = state.plans ?? {};
    if (Object.keys(others).length > 0) state.plans = others;
    else delete state.plans;
  },
  'child-linked': (draft, { task: id, story, as }) => {
    const task = draft.task(id);
    if (task) draft.putTask({ ...task, story, child: as });
  },
};
