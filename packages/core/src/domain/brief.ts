/** What is asked of whoever writes a specification: one piece of work, all that is known of it, nothing that is not. */
import type { Evidence, Finding, RuleName } from './evidence.ts';
import type { Priority, TaskType } from './task.ts';
import type { Tooling } from './tooling.ts';

/** Where an owner keeps words of their own: `<type>.md` and `<rule>.md`. */
export const TEMPLATES_FOLDER = '.github/steward/templates/';

/** What every brief says, wherever the work comes from. */
export interface BriefGround {
  /** The task's id: `digest(cause, 12)`. */
  id: string;
  /** 0 to 100. */
  score: number;
  /** Why this score, best first. */
  reasons: readonly string[];
  /** As the owner said for this place. */
  priority?: Priority;
  labels?: readonly string[];
  tooling: Tooling;
  branch: string;
  /** The commit the findings were read at. */
  head: string;
  /** The repository's address, without a slash at its end. */
  url: string;
}

/** One cause that rules found. */
export interface Brief extends BriefGround {
  rule: RuleName;
  /** Of one cause, the one that matters most first; others may come from other rules. */
  findings: readonly Finding[];
  /** When the first finding's line was last changed, ISO; null where the history does not say. */
  since: string | null;
  /** Numbers of issues that speak of the same thing. */
  related?: readonly number[];
}

/** What a person's issue says, as `guard` left it. What was not said is empty or null, never guessed. */
export interface IssueFacts {
  /** What to do to see it; of a wish, its single points. One step each, without its number. */
  steps: readonly string[];
  /** What should be: of performance, the target; of a wish, what is wanted. */
  expected: string | null;
  /** What is: of performance, the baseline. */
  actual: string | null;
  /** Versions and systems it was seen with. */
  environment: string | null;
  /** Lines worth citing: the error that was shown, the call that failed. */
  excerpts: readonly string[];
}

/** One issue of a person, to be adopted: its words stay as they are, criteria go beside them. */
export interface IssueBrief extends BriefGround {
  kind: 'issue';
  number: number;
  title: string;
  type: TaskType;
  priority: Priority;
  facts: IssueFacts;
  /** Paths of the tree that the issue names. */
  paths?: readonly string[];
  /** What is cited beside the issue itself. */
  evidence?: readonly Evidence[];
  fingerprints?: readonly string[];
  /** Names of the owner's starter kits, which a new project may begin with. */
  kits?: readonly string[];
}
