/** The people and the code of a simulated repository: from a seed, in virtual time, the same history every time. */

import { Dice } from '@steward/sandbox/dice.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { Agenda } from './agenda.ts';
import { type Activity, dayOf, momentsOf, planDay } from './calendar.ts';
import { Codebase } from './codebase.ts';
import { CUSTOMS } from './customs.ts';
import { MAKERS } from './faults.ts';
import { firstChange, firstIssues } from './founding.ts';
import type { Happening } from './happening.ts';
import { People } from './people.ts';
import type { Deed, Proposal, Scene } from './scene.ts';
import { FIRST } from './settings.ts';

export type { Happening, TownAct } from './happening.ts';

export interface TownOptions {
  world: InhabitedWorld;
  seed: number;
  activity?: Activity;
  /** What `.github/steward.yml` says at first; null: there is none. */
  configuration?: string | null;
}

const MINUTE = 60_000;

export class Town {
  readonly #world: InhabitedWorld;
  readonly #seed: number;
  readonly #activity: Activity;
  readonly #people: People;
  readonly #code = new Codebase();
  readonly #proposals = new Map<number, Proposal>();
  readonly #agenda = new Agenda();
  readonly #founded: number;
  /** The first day that is not planned yet. */
  #unplanned: number;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor({ world, seed, activity = 'usual' }: TownOptions) {
    this.#world = world;
    this.#seed = seed;
    this.#activity = activity;
    this.#people = People.settle(world);
    this.#founded = world.clock.now().getTime();
    this.#unplanned = dayOf(this.#founded);
  }

  static async found(options: TownOptions): Promise<Town> {
    const town = new Town(options);
    const { configuration = FIRST } = options;
    await town.#begin(configuration);
    return town;
  }

  async #begin(configuration: string | null): Promise<void> {
    const world = this.#world;
    const dice = new Dice(this.#seed, 'founding');
    const owner = this.#people.owner;
    await this.#code.push({ world }, firstChange(dice, configuration), owner);
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

  /** Brings the next so many of those that are due within two hours forward to just after a moment, into a run. */
  hurry(from: number, count: number): void {
    this.#plan(dayOf(from) + 1);
    this.#agenda.hurry(from, count);
  }

  #plan(lastDay: number): void {
    for (; this.#unplanned <= lastDay; this.#unplanned += 1) {
      const day = this.#unplanned;
      const plan = planDay(new Dice(this.#seed, 'calendar'), day, this.#activity);
      for (const { name, rate, deed } of CUSTOMS) {
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
    return { ...place, dice, now, later };
  }
}
