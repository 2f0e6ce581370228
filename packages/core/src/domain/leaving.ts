/** Leaving a repository: what is kept of it while it goes on, and the words that stay behind. */
import type { Spared } from './undo.ts';

/** On the last text of the dashboard. Where it exists and memory does not, Steward stays out. */
export const LEFT_LABEL = 'steward:left';

/** Steward is leaving: every later run goes on with it until nothing is left to do. */
export interface Leaving {
  at: string;
  /** Issues that are to be closed: noted first, so that their closing is never read as a person's. */
  issues: number[];
}

/** The label that says that Steward left, as the one query sees it. */
export interface Left {
  /** Open issues that carry it: somebody opened the dashboard again and wants Steward back. */
  reopened: number;
}

/** A label of the repository, and how many issues and pull requests carry it. */
export interface LabelUse {
  name: string;
  color: string;
  description: string;
  carriers: number;
}

/** What stays in the repository, and how it is removed. */
export interface Remaining {
  what: string;
  command: string | null;
}

/** What became of leaving, for whoever asked. */
export interface LeaveReport {
  /** `begun`: something is not known yet, and the next run goes on. `before`: Steward was gone already. */
  outcome: 'left' | 'begun' | 'before' | 'never';
  spared: Spared[];
  remains: Remaining[];
  /** The folder that memory was exported to; null: nothing was. */
  export: string | null;
  /** The last commit of the state branch; null: there was no branch, or it is still there. */
  head: string | null;
  /** All that in Markdown, for the summary. */
  words: string;
}

/** On top of what an issue says. */
export const withLeavingNote = (body: string, at: string): string =>
  `**Closed** on ${at.slice(0, 10)}: Steward left this repository, and nobody had touched this issue. Reopen it to keep it.\n\n${body}`;
