/** The people and the code of a simulated repository: from a seed, in virtual time, the same history every time. */

import type { Deed as AgentDeed } from '@steward/sandbox/agents/errand.ts';
import type { Files, Job } from '@steward/sandbox/agents/work.ts';
import { Dice } from '@steward/sandbox/dice.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { Agenda } from './agenda.ts';
import { reactTo, workOf } from './agent-works.ts';
import { type Activity, dayOf, momentsOf, planDay } from './calendar.ts';
import { type Change, Codebase } from './codebase.ts';
import type { Crew } from './crew.ts';
import { CUSTOMS } from './customs.ts';
import { MAKERS } from './faults.ts';
import { firstChange, firstIssues } from './founding.ts';
import type { Happening } from './happening.ts';
import { People } from './people.ts';
import type { Deed, Proposal, Scene } from './scene.ts';
import { firstConfiguration } from './settings.ts';
import { AGENT_CUSTOMS } from './taking-over.ts';

export type { Happening, TownAct } from './happening.ts';

export interface TownOptions {
  world: InhabitedWorld;
  seed: number;
  activity?: Activity;
  /** What `.github/steward.yml` says at first; null: there is none. */
  configuration?: string | null;
  /** The agents that work here besides. */
  crew?: Crew | null;
  /** What a configuration says of money for models; null: nothing. */
  budgets?: ((dice: Dice) => string) | null;
}

const MINUTE = 60_000;

export class Town {
  readonly #world: InhabitedWorld;
  readonly #seed: number;
  readonly #activity: Activity;
  readonly #people: People;
  readonly #code = new Codebase();
  readonly #proposals = new Map<number, Proposal>();
  readonly #crew: Crew | null;
  readonly #budgets: ((dice: Dice) => string) | null;
  readonly #inHand = new Map<number, string>();
  /** What agents last changed, by branch. */
  readonly #works = new Map<string, Change>();
  #reactions = 0;
  readonly #agenda = new Agenda();
  readonly #founded: number;
  /** The first day that is not planned yet. */
  #unplanned: number;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor({ world, seed, activity = 'usual', crew = null, budgets = null }: TownOptions) {
    this.#crew = crew;
    this.#budgets = budgets;
    this.#world = world;
    this.#seed = seed;
    this.#activity = activity;
    this.#people = People.settle(world);
    this.#founded = world.clock.now().getTime();
    this.#unplanned = dayOf(this.#founded);
  }

  static async found(options: TownOptions): Promise<Town> {
    const town = new Town(options);
    const { crew = null, budgets = null } = options;
    const { configuration = firstConfiguration({ crew, budgets }, new Dice(options.seed, 'hand-off')) } = options;
    await town.#begin(configuration);
    return town;
  }

  async #begin(configuration: string | null): Promise<void> {
    const world = this.#world;
    const dice = new Dice(this.#seed, 'founding');
    const owner = this.#people.owner;
    await this.#code.push({ world }, firstChange(dice, configuration, this.#crew), owner);
    for (const make of [MAKERS.todo, MAKERS['skipped-test'], MAKERS['suppressed-check']]) {
      const change = make({ world, code: this.#code.code, dice });
      if (change !== null) await this.#code.push({ world }, change, owner);
    }
    firstIssues(world, dice, [this.#people.reader(dice, this.#founded), this.#people.triager(dice, this.#founded)]);
  }

  /** Lets everything happen that is due up to a moment, each at its own, moving the clock to it where it is behind. */
  live(until: number): Promise<Happening[]> {
    const lived = this.#turn.then(() => this.#live(until));
    this.#turn = lived.catch(() => undefined);
    return lived;
  }

  async #live(until: number): Promise<Happening[]> {
    this.#plan(dayOf(until));
    const happenings: Happening[] = [];
    for (let next = this.#agenda.take(until); next !== null; next = this.#agenda.take(until)) {
      const wait = next.at - this.#world.clock.now().getTime();
      if (wait > 0) this.#world.clock.advance(wait);
      const at = this.#world.stamp();
      const doing = await next.deed(this.#scene(next.key));
      if (doing !== null) happenings.push({ at, ...doing });
    }
    return happenings;
  }

  /** When the next thing happens, as far as is planned up to a moment; null: nothing does. */
  nextAt(until: number): number | null {
    this.#plan(dayOf(until));
    return this.#agenda.nextAt();
  }

  /** What an agent of the town changes for a task; null: it finds nothing to do. */
  workFor(job: Job): Files | null {
    const dice = new Dice(this.#seed, `work ${job.branch} ${job.round}`);
    const change = workOf({ world: this.#world, code: this.#code.code, dice }, job);
    if (change === null) return null;
    this.#works.set(job.branch, change);
    return { ...change.files };
  }

  /** An agent did something: people see it, and some of them act on it later. */
  witness(deed: AgentDeed): void {
    this.#reactions += 1;
    const branch = deed.pull === undefined ? undefined : this.#world.pullRequest(deed.pull)?.headRefName;
    const change = branch === undefined ? null : (this.#works.get(branch) ?? null);
    reactTo(this.#scene(`after ${deed.agent} ${this.#reactions}`), deed, change);
  }

  /** Brings the next so many of those that are due within two hours forward to just after a moment, into a run. */
  hurry(from: number, count: number): void {
    this.#plan(dayOf(from) + 1);
    this.#agenda.hurry(from, count);
  }

  #plan(lastDay: number): void {
    for (; this.#unplanned <= lastDay; this.#unplanned += 1) {
      const day = this.#unplanned;
      const plan = planDay(new Dice(this.#seed, 'calendar'), day, this.#activity);
      for (const { name, rate, deed } of this.#crew === null ? CUSTOMS : [...CUSTOMS, ...AGENT_CUSTOMS]) {
        const moments = momentsOf(new Dice(this.#seed, `when ${name} ${day}`), plan, rate);
        for (const [index, at] of moments.entries()) {
          if (at > this.#founded) this.#agenda.add({ at, key: `${name} ${day} ${index}`, deed });
        }
      }
    }
  }

  #scene(key: string): Scene {
    let followers = 0;
    const now = this.#world.clock.now().getTime();
    const later = (minutes: number, deed: Deed): void => {
      followers += 1;
      this.#agenda.add({ at: now + minutes * MINUTE, key: `${key}.${followers}`, deed });
    };
    const dice = new Dice(this.#seed, key);
    const place = { world: this.#world, people: this.#people, code: this.#code, proposals: this.#proposals };
    return { ...place, crew: this.#crew, budgets: this.#budgets, inHand: this.#inHand, dice, now, later };
  }
}
