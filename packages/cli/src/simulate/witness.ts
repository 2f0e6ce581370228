/** What became visible on GitHub by Steward's hand, as it was at that moment: the other side of what the ledger claims. */
import { parseMarker } from '@steward/core/domain/marker.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import type { IssueData } from '@steward/sandbox/world-data.ts';

/** An issue as Steward opened it. People may have changed everything about it since. */
export interface Creation {
  number: number;
  createdAt: string;
  intent: string;
  /** Null: the dashboard, or the issue about health. */
  task: string | null;
  /** A task's id, `dashboard` or `health`: of each one is to be open. */
  subject: string;
  fingerprints: readonly string[];
  title: string;
}

export class Witness {
  readonly #world: InhabitedWorld;
  readonly #creations = new Map<number, Creation>();
  readonly #nameless: number[] = [];
  #seen = 0;

  constructor(world: InhabitedWorld) {
    this.#world = world;
  }

  /** By number of the issue, deleted ones included. */
  get creations(): ReadonlyMap<number, Creation> {
    return this.#creations;
  }

  /** Issues by Steward without a marker that can be read: there should be none. */
  get nameless(): readonly number[] {
    return this.#nameless;
  }

  /** The new ones since the last look. */
  look(): Creation[] {
    const { issues } = this.#world.data;
    const fresh = issues.filter((issue) => issue.databaseId > this.#seen);
    this.#seen = Math.max(this.#seen, ...fresh.map((issue) => issue.databaseId));
    return fresh.filter(isSteward).flatMap((issue) => {
      const marker = parseMarker(issue.edits[0]?.diff ?? issue.body);
      if (marker === null) {
        this.#nameless.push(issue.number);
        return [];
      }
      const { intent, task = null, fingerprints = [], health } = marker;
      const subject = task ?? (health ? 'health' : 'dashboard');
      const { number, createdAt, title } = issue;
      const creation = { number, createdAt, intent, task, subject, fingerprints, title };
      this.#creations.set(number, creation);
      return [creation];
    });
  }
}

const isSteward = (issue: IssueData): boolean => issue.author === workflowBot.login;

/** When a person closed it as unwanted, if it is closed so now. */
export function rejectedAt(issue: IssueData): string | null {
  if (issue.state === 'OPEN' || (issue.stateReason !== 'NOT_PLANNED' && issue.stateReason !== 'DUPLICATE')) return null;
  const last = issue.events.findLast((event) => event.kind === 'ClosedEvent');
  return last === undefined || last.actor === workflowBot.login ? null : last.createdAt;
}

/** When a person last opened it again, or null. */
export const reopenedAt = (issue: IssueData): string | null =>
  issue.events.findLast((event) => event.kind === 'ReopenedEvent' && event.actor !== workflowBot.login)?.createdAt ??
  null;

/** Whether Steward closed it, as it does with an extra copy: that is no task any more, also where people open it again. */
export const wasClosedBySteward = (issue: IssueData): boolean =>
  issue.events.some((event) => event.kind === 'ClosedEvent' && event.actor === workflowBot.login);

/** Whether a person changed its text. */
export const isEdited = (issue: IssueData): boolean =>
  issue.edits.some((edit) => edit.editor !== null && edit.editor !== workflowBot.login);
