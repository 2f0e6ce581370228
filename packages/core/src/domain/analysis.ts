/** What became of the work in a window of time: counted from events, with how many each figure rests on. What nobody can tell is null. */
import type { Status } from './task.ts';

export const MOST_DAYS = 365;
export const USUAL_DAYS = 30;

/** From the first moment, included, to the last, excluded. */
export interface Window {
  from: string;
  to: string;
}

/** So many of so many. */
export interface Share {
  count: number;
  of: number;
}

/** Hours, over `n` that were measured; null where there were none. `waiting`: those that go on, and are not among them. */
export interface Spans {
  n: number;
  median: number | null;
  ninth: number | null;
  waiting: number;
}

/** `too-few`: what was counted says nothing. `unclear`: the difference may be chance. `unknown`: there is nothing to compare with. */
export type Direction = 'up' | 'down' | 'unclear' | 'too-few' | 'unknown';

/** Now against the window before; `n`: how many both rest on. */
export interface Trend {
  direction: Direction;
  before: number | null;
  n: number;
}

/** Time that tasks spent in a status within the window. */
export interface Stay {
  status: Status;
  hours: number;
  /** Stays that ended in the window, or go on. */
  n: number;
  median: number | null;
  ninth: number | null;
  /** Tasks in it at the end. */
  now: number;
}

export interface Week {
  week: string;
  /** It lies in the window wholly. */
  whole: boolean;
  opened: number;
  done: number;
}

/** Attempts that ended, by whatever the group is named for. */
export interface Success {
  name: string;
  done: number;
  failed: number;
}

/** Ends of tasks of one type or category. */
export interface Ends {
  name: string;
  done: number;
  rejected: number;
  cancelled: number;
}

/** What people said to the suggestions of one rule. */
export interface Answers {
  name: string;
  taken: number;
  refused: number;
}

/** US dollars, as far as they are known. */
export interface Cost {
  name: string;
  usd: number;
  /** Attempts or calls whose price is known, and those whose price nobody told. */
  known: number;
  unknown: number;
}

export interface ModelUse {
  name: string;
  answered: number;
  failed: number;
  /** Of calls that told; `untold`: calls that did not. */
  tokens: number;
  untold: number;
  usd: number;
  /** Calls whose price nobody knows. */
  unpriced: number;
}

export interface Models {
  models: ModelUse[];
  /** By role. */
  roles: Cost[];
  /** US dollars for each task that was done; null: none was, or the price of a call is unknown. */
  perTask: number | null;
}

/** An open task without an event for longer than people let tasks wait. */
export interface Stale {
  number: number | null;
  status: Status;
  days: number;
}

/** What is so at the end of the window. */
export interface Present {
  open: number;
  suggested: number;
  /** Suggestions that wait for an answer longer than a fortnight. */
  unanswered: number;
  /** Pull requests of tasks without a verdict, the one that waits longest first. */
  reviews: { number: number; hours: number | null }[];
  /** Tasks in hand by agent, the fullest first. */
  workload: { agent: string; tasks: number }[];
  stale: Stale[];
  /** Days after which a task counts as stale. */
  staleAfter: number;
}

/** Something that runs out. */
export interface Allowance {
  what: string;
  used: number;
  most: number;
  /** The setting that says so. */
  key: string;
  about?: 'money';
}

export interface Forecast {
  /** Done in a week, as in the window. */
  perWeek: number;
  open: number;
  weeks: number;
  /** Tasks done that it rests on. */
  n: number;
}

export interface Advice {
  rule: AdviceRule;
  /** The figure, as a sentence. */
  words: string;
  /** What to do. */
  action: string;
  /** It tells how agents do, or what is spent: not for everybody. */
  about?: 'agents' | 'money';
}

export const ADVICE_RULES = [
  ...(['budget', 'reviews', 'stale', 'workload', 'too-many-open', 'bottleneck'] as const),
  ...(['agent-type', 'first-try', 'completion', 'refused-rule', 'unanswered', 'too-few-open', 'models'] as const),
] as const;
export type AdviceRule = (typeof ADVICE_RULES)[number];

/** `unknown`: memory has nothing of that time. `attention`: there is something to do. */
export type AnalysisStatus = 'unknown' | 'good' | 'attention';

export interface Analysis {
  window: Window;
  /** Since when events were read that the figures rest on; null: there are none. */
  since: string | null;
  /** Event files that could not be read, or were left out as there are too many. */
  unread: number;
  status: AnalysisStatus;
  tasks: { suggested: number; opened: number; done: number; rejected: number; cancelled: number; reverted: number };
  completion: { share: Share; trend: Trend };
  velocity: { perDay: number; perWeek: number; trend: Trend };
  weeks: Week[];
  /** Over the whole weeks: the later half against the earlier one. */
  weekly: Trend;
  approval: { share: Share; withdrawn: number; byPeople: number; trend: Trend };
  /** From opened to the first sign of an agent or a pull request, to the verdict, from suggested to a person's answer. */
  response: { start: Spans; review: Spans; answer: Spans; startTrend: Trend };
  stays: Stay[];
  /** Where tasks waited longest in all; null: they did not, or too few did. */
  bottleneck: Status | null;
  types: Ends[];
  categories: Ends[];
  rules: Answers[];
  /**
   * How agents did; null: not told here. Done of those done or failed; over the tasks done: how many attempts each took, and
   * how many needed only one.
   */
  attempts: { success: Share; trend: Trend; perTask: number | null; firstTry: Share } | null;
  agents: Success[] | null;
  /** Of an agent at a type of task: `agent`, `type`. */
  pairings: (Success & { type: string })[] | null;
  costs: { agents: Cost[]; categories: Cost[] } | null;
  models: Models | null;
  /** Not told where everybody reads. */
  hidden: ('agents' | 'money')[];
  present: Present;
  forecast: Forecast | null;
  advice: Advice[];
}
