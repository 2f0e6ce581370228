/** A question with the briefs it is about: what is asked at once is kept one by one, so that nothing is asked twice. */
import type { Provider, Question } from './model.ts';
import { isPostponed } from './postponed.ts';
import type { CleanedPrompt } from './prompt.ts';
import type { Ledger, State } from './state.ts';
import { briefsOut, isGivenUp, isUsable, type KeptAnswer } from './thinking.ts';

export interface Asked {
  question: Question;
  /** Digests of what the answer could depend on, in the order in which the question names them. */
  briefs: readonly string[];
  /** Somebody waits for it: it is not put off to a later run for its price. */
  urgent?: boolean;
  /** Something that worked has failed: it is asked at once, and what is in reserve may be spent on it. */
  incident?: true;
  /** A person has this asked now: that vendors were not well before keeps nobody from trying. */
  ordered?: boolean;
  /** What was made of the question's prompt: told of each model that it is sent to. */
  cleaned?: CleanedPrompt;
  /** Vendors that are not to be asked: who is to judge must not have written. */
  not?: readonly Provider[];
}

/** What is known about briefs at a time. */
export interface Answers {
  given: ReadonlyMap<string, KeptAnswer>;
  /** Out: a later run collects it, or another run is asking just now. */
  waiting: ReadonlySet<string>;
}

export const NO_ANSWERS: Answers = { given: new Map(), waiting: new Set() };

export function answersOn({ answers = {}, state }: Ledger, briefs: Iterable<string>, now: string): Answers {
  const out = underWay(state, now);
  const given = new Map<string, KeptAnswer>();
  const waiting = new Set<string>();
  for (const brief of briefs) {
    const answer = answers[brief];
    if (isUsable(answer, now)) given.set(brief, answer);
    else if (out.has(brief)) waiting.add(brief);
  }
  return { given, waiting };
}

/** Whether there is anything that models once said and that still counts. */
export const hasAnswers = ({ answers = {} }: Ledger, now: string): boolean =>
  Object.values(answers).some((answer) => isUsable(answer, now));

/** What was to be asked in one question with something that another run is asking about waits with it. */
export function waitingTogether({ given, waiting }: Answers, asked: readonly Pick<Asked, 'briefs'>[]): Answers {
  const bound = asked.filter(({ briefs }) => briefs.some((brief) => waiting.has(brief)));
  const left = bound.flatMap(({ briefs }) => briefs.filter((brief) => !given.has(brief)));
  return { given, waiting: new Set([...waiting, ...left]) };
}

/**
 * Whether a model may be asked about it: nobody answered, nobody is asked, and it is not left to templates, for now or for long.
 * Who orders it does not wait for vendors to be well again; what was put off since `now` was tried for that order.
 */
export function isOpenBrief({ answers = {}, state }: Ledger, brief: string, now: string, ordered = false): boolean {
  if (isUsable(answers[brief], now) || isGivenUp(state.unanswered?.[brief], now)) return false;
  const postponed = state.postponed?.[brief];
  const isLifted = ordered && postponed !== undefined && postponed.at < now;
  if (!isLifted && isPostponed(postponed, now)) return false;
  return !underWay(state, now).has(brief);
}

/** Briefs that somebody is asked about already: in a batch that is out, or by a run that holds the money for it. */
function underWay({ batches, money }: Pick<State, 'batches' | 'money'>, now: string): Set<string> {
  const held = Object.values(money?.holds ?? {}).filter(({ expires }) => Date.parse(now) < Date.parse(expires));
  return new Set([...briefsOut(batches), ...held.flatMap(({ briefs = [] }) => briefs)]);
}
