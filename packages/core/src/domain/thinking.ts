/** What is remembered of asking models: answers that are kept, batches that are out, what could not be answered. */
import { later } from './intent.ts';
import type { ModelName, Role } from './model.ts';

/** An answer about one brief, validated in its form and not yet believed in its content. */
export interface KeptAnswer {
  value: unknown;
  /** `provider/id` */
  model: string;
  at: string;
}

/**
 * What one question of a batch was about. Its text is not kept: an answer counts by its brief, whose digest says all
 * that was asked.
 */
export interface BatchQuestion {
  id: string;
  role: Role;
  /** Name of the form that the answer has to have. */
  form: string;
  briefs: string[];
}

/** Questions that are out: reserved, then sent, then collected. */
export interface Batch {
  intent: string;
  model: ModelName;
  questions: BatchQuestion[];
  /** As its vendor calls it; null: it was reserved, and may or may not have arrived. */
  id: string | null;
  /** Of the run that may send it, or look for it. */
  token: string;
  /** Of the first reserve: a search for it reaches back to it. */
  first: string;
  /** Until then its run may send it; whoever comes later looks whether it was sent. */
  expires: string;
  /** From then on nobody waits for it any more. */
  until: string;
  /** Nobody could be asked about it the last times. Absent: somebody could, or nobody looked. */
  unseen?: Unseen;
}

export interface Unseen {
  /** How often in a row. */
  times: number;
  /** It is not looked at before. */
  again: string;
}

export type ThinkingEvent =
  /** What models answered, by brief: the form was judged, the content is judged by whoever uses it. */
  | { kind: 'answered-by-model'; answers: Record<string, KeptAnswer> }
  /** Models were asked about these briefs and had no answer that can be used. */
  | { kind: 'unanswered'; briefs: string[] }
  /** Vendors were not well, or what they made of it was lost: by brief, what it was asked for. `soon`: none of them had it. */
  | { kind: 'postponed'; briefs: Record<string, Role>; soon?: true }
  /** Questions are about to be sent to a vendor's batch lane. */
  | { kind: 'batch-reserved'; batch: Batch }
  /** Its run had all the time there is: another looks whether it arrived. That counts as unseen until it is found. */
  | { kind: 'batch-taken'; intent: string; token: string; expires: string }
  | { kind: 'batch-sent'; intent: string; id: string }
  /** Its vendor did not tell how it stands. */
  | { kind: 'batch-unseen'; intent: string }
  /** Nothing more is to be had from it. `reason`: why it gave no answers. */
  | { kind: 'batch-ended'; intent: string; reason?: string };

/** A vendor has a day to answer; an hour more, since who collects comes twice an hour at most. */
export const BATCH_WAIT = 25 * 3_600_000;

const HOUR = 3_600_000;
/** As one, two, four and eight runs come, and a little less, so that the run finds it due; the last for good. */
const UNSEEN_WAITS = [1, 2, 4, 8].map((runs) => (runs * HOUR) / 2 - HOUR / 12);

/** Once more. Whoever came long after it was due did not fail just before. */
export function moreUnseen(before: Unseen | undefined, at: string): Unseen {
  const times = (before && at < later(before.again, HOUR) ? before.times : 0) + 1;
  return { times, again: later(at, UNSEEN_WAITS[Math.min(times, UNSEEN_WAITS.length) - 1] ?? HOUR) };
}

/** From then on whoever comes looks at it: not while its run may send it, nor soon after nobody could be asked, but in the end. */
export function lookedAtFrom({ id, first, expires, until, unseen }: Batch): string {
  const sent = id === null ? expires : first;
  const again = unseen && unseen.again < until ? unseen.again : until;
  return unseen && again > sent ? again : sent;
}

/** Answers that are kept: more than a run can use, few enough for a branch. */
export const MOST_ANSWERS = 48;
/** How long an answer counts: by then the code that it is about has moved on. */
export const ANSWER_LIFE = 14 * 86_400_000;
/** Bytes of one answer. */
export const MOST_ANSWER = 16_384;

/** How often models had no answer about a brief that can be used; after `MOST_UNANSWERED` it is left to templates for a while. */
export interface Unanswered {
  times: number;
  at: string;
}
export const MOST_UNANSWERED = 2;
export const UNANSWERED_LIFE = 7 * 86_400_000;
const MOST_NOTED = 48;

/** Whether templates are to write about it, since models could not. */
export const isGivenUp = (unanswered: Unanswered | undefined, now: string): boolean =>
  unanswered !== undefined && unanswered.times >= MOST_UNANSWERED && now < later(unanswered.at, UNANSWERED_LIFE);

export const isUsable = (answer: KeptAnswer | undefined, now: string): answer is KeptAnswer =>
  answer !== undefined && now < later(answer.at, ANSWER_LIFE);

/** The newest that are young enough, with those that were just given. */
export function keptAnswers(
  before: Readonly<Record<string, KeptAnswer>>,
  added: Readonly<Record<string, KeptAnswer>>,
  now: string,
): Record<string, KeptAnswer> {
  const all = Object.entries({ ...before, ...added }).filter(([, answer]) => isUsable(answer, now));
  return newest(all, MOST_ANSWERS);
}

/** Of those that models could not answer, one time more each. */
export function moreUnanswered(
  before: Readonly<Record<string, Unanswered>>,
  briefs: readonly string[],
  now: string,
): Record<string, Unanswered> {
  const noted = briefs.map((brief): [string, Unanswered] => {
    const known = before[brief];
    const times = known && now < later(known.at, UNANSWERED_LIFE) ? known.times : 0;
    return [brief, { times: times + 1, at: now }];
  });
  const all = Object.entries({ ...before, ...Object.fromEntries(noted) });
  return newest(
    all.filter(([, { at }]) => now < later(at, UNANSWERED_LIFE)),
    MOST_NOTED,
  );
}

/** Those of one moment by their key, so that the same is left over whatever order they came in. */
function newest<T extends { at: string }>(entries: [string, T][], most: number): Record<string, T> {
  const sorted = [...entries].sort(([a, { at: first }], [b, { at: second }]) =>
    first === second ? (a < b ? -1 : 1) : first > second ? -1 : 1,
  );
  return Object.fromEntries(sorted.slice(0, most));
}

/** Briefs that somebody is asked about already. */
export const briefsOut = (batches: Readonly<Record<string, Batch>> = {}): Set<string> =>
  new Set(Object.values(batches).flatMap(({ questions }) => questions.flatMap(({ briefs }) => briefs)));
