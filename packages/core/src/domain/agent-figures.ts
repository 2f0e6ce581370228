/** What the record of an agent says of it, as selection and people read it. */
import type { AgentRecord, Span } from './agent.ts';
import { LEAST, weightAt } from './agent-record.ts';
import type { TaskType } from './task.ts';

/** As if three attempts had ended well and one badly before anything was seen: one failure says little. */
const PRIOR = { done: 3, failed: 1 };
/** What is seen over all types counts for each type as so many attempts at it. */
const ALL_TYPES = 3;
/** As if so many attempts had taken the usual hours to a pull request. */
const USUAL_PULL = { count: 2, hours: 12 };
/** As if so many attempts had cost what the owner said. */
const TOLD_COST = 2;

/** How many attempts are still remembered: not a whole number, and below five. */
export function rememberedOf(record: AgentRecord, now: string): number {
  let sum = 0;
  for (const [done, failed] of Object.values(record.outcomes)) sum += done + failed;
  return sum * weightAt(record, now);
}

/** 0 to 1, and neither of them: how likely an attempt at a task of that type is to end well. */
export function successOf(record: AgentRecord, type: TaskType, now: string): number {
  const weight = weightAt(record, now);
  let [done, failed] = [PRIOR.done, PRIOR.failed];
  for (const [good, bad] of Object.values(record.outcomes)) {
    done += good * weight;
    failed += bad * weight;
  }
  const [good, bad] = record.outcomes[type] ?? [0, 0];
  const overall = done / (done + failed);
  return (ALL_TYPES * overall + good * weight) / (ALL_TYPES + (good + bad) * weight);
}

/** Hours from a hand-off to the pull request, as far as they were seen. */
export function hoursOf(record: AgentRecord, now: string): number {
  const { count, hours } = record.toPull;
  const weight = weightAt(record, now);
  return (USUAL_PULL.hours + hours * weight) / (USUAL_PULL.count + count * weight);
}

/** US dollars of one attempt: as the owner said, moved by what was seen; null where nobody knows. */
export function costOf({ spent }: AgentRecord, told: number | null): number | null {
  if (told === null) return spent.count > 0 ? spent.usd / spent.count : null;
  return (TOLD_COST * told + spent.usd) / (TOLD_COST + spent.count);
}

/** Of the attempts that are still remembered, how many ended well, 0 to 1; null where none are. */
export function lately({ outcomes }: AgentRecord): number | null {
  let [done, failed] = [0, 0];
  for (const [good, bad] of Object.values(outcomes)) {
    done += good;
    failed += bad;
  }
  return done + failed < LEAST ? null : done / (done + failed);
}

/** Hours that one took, as they were seen; null where none were. */
export const measuredHours = ({ count, hours }: Span): number | null => (count < LEAST ? null : hours / count);
