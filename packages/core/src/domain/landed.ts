/** What was merged for tasks, as long as it may be taken back; and what follows where it is. */
import { EMPTY_RECORD } from './agent.ts';
import { attemptEnded } from './agent-record.ts';
import type { Draft } from './draft.ts';
import type { Landed } from './event.ts';
import { isOpen, type Task } from './task.ts';

/** A merge that is taken back is mostly taken back soon. */
const LANDED_DAYS = 30;
const MOST_LANDED = 20;

const recentlyLanded = (landed: readonly Landed[] = [], at: string): Landed[] =>
  landed.filter((item) => Date.parse(item.at) > Date.parse(at) - LANDED_DAYS * 86_400_000);

export function noteLanded({ state }: Draft, landed: Landed, at: string): void {
  state.landed = [...recentlyLanded(state.landed, at), landed].slice(-MOST_LANDED);
}

/** The task is done, and counts so: by the last change that was merged for it. */
export function noteCounted({ state }: Draft, task: string): void {
  const last = state.landed?.findLast((item) => item.task === task && item.reverted === undefined);
  if (!last || last.counted) return;
  state.landed = (state.landed ?? []).map((item) => (item === last ? { ...item, counted: true } : item));
}

/** What counted as done by it is taken back. */
export function noteReverted(draft: Draft, { pull, revert }: { pull: number; revert: number }, at: string): void {
  const { state } = draft;
  const known = state.landed?.find((item) => item.pull === pull);
  if (!known || known.reverted !== undefined) return;
  state.landed = (state.landed ?? []).map((item) => (item === known ? { ...item, reverted: revert } : item));
  if (known.counted) state.counts = { ...state.counts, done: Math.max(0, state.counts.done - 1) };
  if (known.agent !== undefined) {
    const end = { at, type: known.type, failure: 'reverted', hours: null, rounds: null, usd: null } as const;
    const record = attemptEnded(state.agents[known.agent] ?? EMPTY_RECORD, end);
    state.agents = { ...state.agents, [known.agent]: record };
  }
  draft.show(at);
}

/** A task whose change was taken back comes with that: whoever tries next is told. */
export function returned({ state }: Draft, task: Task, at: string): Task {
  const back = state.landed?.find((item) => item.task === task.id && item.reverted !== undefined);
  if (!back) return task;
  state.landed = (state.landed ?? []).filter((item) => item !== back);
  if (back.agent === undefined || !isOpen(task)) return task;
  const hint = `#${back.pull} was merged and taken back by #${back.reverted}`;
  const attempt = { attempt: back.attempt ?? 1, agent: back.agent, from: back.from ?? back.at, to: at };
  return { ...task, attempts: [...(task.attempts ?? []), { ...attempt, ending: 'reverted', hint }] };
}
