/** What is asked of whoever writes a specification: one cause, all that is known of it, nothing that is not. */
import type { Finding, RuleName } from './evidence.ts';
import type { Priority } from './task.ts';
import type { Tooling } from './tooling.ts';

export interface Brief {
  /** The task's id: `digest(cause, 12)`. */
  id: string;
  rule: RuleName;
  /** Of one cause, the one that matters most first; others may come from other rules. */
  findings: readonly Finding[];
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
  /** When the first finding's line was last changed, ISO; null where the history does not say. */
  since: string | null;
  /** Numbers of issues that speak of the same thing. */
  related?: readonly number[];
}
