/** Everybody but Steward in one flow of time: the people of the town, and the agents that work for it. */
import type { Agents } from '@steward/sandbox/agents/agents.ts';
import type { Deed } from '@steward/sandbox/agents/errand.ts';
import type { Town } from './town/town.ts';

/** What somebody did, as a line to read. */
export interface Event {
  at: string;
  who: string;
  what: string;
}

export class Inhabitants {
  readonly #town: Town;
  readonly #agents: Agents | null;
  #deeds: Deed[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(town: Town, agents: Agents | null) {
    this.#town = town;
    this.#agents = agents;
  }

  /** What agents did since this was last asked. */
  takeDeeds(): Deed[] {
    const deeds = this.#deeds;
    this.#deeds = [];
    return deeds;
  }

  hurry(from: number, count: number): void {
    this.#town.hurry(from, count);
  }

  /** Lets everything happen that is due up to a moment, whoever does it, each at its own. */
  live(until: number): Promise<Event[]> {
    const lived = this.#turn.then(() => this.#live(until));
    this.#turn = lived.catch(() => undefined);
    return lived;
  }

  async #live(until: number): Promise<Event[]> {
    const agents = this.#agents;
    if (agents === null) return this.#town.live(until);
    const events: Event[] = [];
    // What one does may be what the other has waited for: neither goes further than the other's next moment.
    for (;;) {
      const [due, next] = [
        agents.dueAt() ?? Number.POSITIVE_INFINITY,
        this.#town.nextAt(until) ?? Number.POSITIVE_INFINITY,
      ];
      if (Math.min(due, next) > until) return events;
      events.push(...(next <= due ? await this.#town.live(next) : await this.#act(agents, due)));
    }
  }

  async #act(agents: Agents, until: number): Promise<Event[]> {
    const deeds = await agents.actUntil(until);
    for (const deed of deeds) this.#town.witness(deed);
    this.#deeds.push(...deeds);
    return deeds.map(({ at, agent, what, issue, pull }) => {
      const on = [issue === null ? '' : ` on #${issue}`, pull === undefined ? '' : ` with #${pull}`].join('');
      return { at, who: `agent ${agent}`, what: `${what}${on}` };
    });
  }
}
