/** Hand-offs as they became visible on GitHub, whatever the ledger says of them: dispatches, comments, assignments. */
import type { AgentKind } from '@steward/core/domain/agent.ts';
import { parseMarker } from '@steward/core/domain/marker.ts';
import { nodeKey } from '@steward/sandbox/identity.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import { HELPER } from './town/crew.ts';

export interface HandOffEffect {
  kind: AgentKind;
  /** ISO. */
  at: string;
  /** Of the issue. */
  number: number;
  /** By which the ledger knows it: a generation, or the intent of its comment; null for an assignment. */
  key: string | null;
  /** Whom it reached, where that is a name: a workflow's file, or a login. */
  who: string;
}

const STEWARDS: readonly (string | null)[] = [workflowBot.login, HELPER];
const COPILOT = 'copilot-swe-agent[bot]';

export class HandOffWitness {
  readonly #world: InhabitedWorld;
  #seen = 0;
  #dispatches = 0;

  constructor(world: InhabitedWorld) {
    this.#world = world;
  }

  /** The new ones since the last look. */
  look(): HandOffEffect[] {
    const { data } = this.#world;
    const found = [...this.#dispatched(), ...this.#mentioned(), ...this.#assigned()];
    this.#seen = data.lastDatabaseId;
    return found;
  }

  #dispatched(): HandOffEffect[] {
    const fresh = this.#world.data.dispatches.slice(this.#dispatches);
    this.#dispatches += fresh.length;
    return fresh.map(({ at, target, payload }) => {
      const { issue = '', generation = '' } = payload as { issue?: string; generation?: string };
      return { kind: 'workflow', at, number: Number(issue), key: generation, who: target.replace(/^.*\//, '') };
    });
  }

  /** Of what Steward writes on issues, only this bears the marker of a task and of no comment. */
  #mentioned(): HandOffEffect[] {
    const fresh = this.#world.data.comments.filter(({ databaseId }) => databaseId > this.#seen);
    return fresh.flatMap(({ author, body, on, createdAt }): HandOffEffect[] => {
      const marker = STEWARDS.includes(author) ? parseMarker(body) : null;
      if (marker === null || marker.comment !== undefined || marker.copy || marker.task === undefined) return [];
      return [{ kind: 'mention', at: createdAt, number: on, key: marker.intent, who: author ?? '' }];
    });
  }

  #assigned(): HandOffEffect[] {
    return this.#world.data.issues.flatMap(({ number, events }) =>
      events
        .filter(({ kind, actor, id }) => kind === 'AssignedEvent' && STEWARDS.includes(actor) && this.#isNew(id))
        .map(({ createdAt: at, assignee = '' }): HandOffEffect => {
          return { kind: assignee === COPILOT ? 'copilot' : 'person', at, number, key: null, who: assignee };
        }),
    );
  }

  #isNew(id: string): boolean {
    return Number(nodeKey(id)) > this.#seen;
  }
}
