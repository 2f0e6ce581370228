/** One seed played: a town lives, a schedule runs Steward in it, trouble strikes, and every promise is looked at. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StartProgram } from '@steward/core/adapters/git.ts';
import type { Mode } from '@steward/core/domain/config.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { BranchFate } from './branch-fate.ts';
import { Chance } from './chance.ts';
import { Chronicle, type Violation } from './chronicle.ts';
import { cronStarts } from './cron.ts';
import { Turns } from './fate.ts';
import type { GitServer } from './git-server.ts';
import { HandOffWitness } from './hand-off-witness.ts';
import type { Inhabitants } from './inhabitants.ts';
import { invariantsOfDays, invariantsOfEnd, invariantsOfRuns } from './invariants/all.ts';
import type { Invariant, Scene } from './invariants/invariant.ts';
import { isCalm, type ModelTrouble, ModelTroubles } from './model-trouble.ts';
import { obeyed } from './obeyed.ts';
import { inPlace, type Place, START } from './place.ts';
import { type RunRecord, runOnce } from './run.ts';
import { Shadow } from './shadow.ts';
import { skewedBy } from './skewed-date.ts';
import { type Tally, tallyOf } from './tally.ts';
import { type FaultLevel, isFair, type Trouble, Troubles } from './trouble.ts';
import type { Vendors } from './vendors.ts';
import { Witness } from './witness.ts';

export interface SimulationOptions {
  seed: number;
  days: number;
  faults: FaultLevel;
  /** Null: what the repository's configuration says. */
  mode: Mode | null;
  /** Text of a configuration that wins over the repository's. */
  config: string | null;
  /** Vendors of models stand beside the town; absent: no model can be asked. */
  model?: 'sandbox' | undefined;
  /** Where it may keep its files; removed by whoever made it. */
  folder: string;
  /** Each line of the history as it happens. */
  onLine?: (line: string) => void;
  /** Starts git for Steward; as a child process when left out. */
  start?: StartProgram;
}

export interface SimulationEnd {
  seed: number;
  days: number;
  /** The first ones; a simulation ends with the run that broke a promise. */
  violations: Violation[];
  tally: Tally;
  /** SHA-256 of the whole history: equal for equal seeds and options. */
  history: string;
}

const DAY = 86_400_000;
/** When the last effect of a run must have come. Milliseconds. */
const latestEffect = 150_000;
/** How old a stale answer is. Milliseconds. */
const staleness = 40_000;

export async function simulate(options: SimulationOptions): Promise<SimulationEnd> {
  const folder = mkdtempSync(join(options.folder, `seed-${options.seed}-`));
  try {
    return await inPlace(options, folder, (place) => new Simulation(options, place).play());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class Simulation {
  readonly #options: SimulationOptions;
  readonly #sandbox: Sandbox;
  readonly #folder: string;
  readonly #inhabitants: Inhabitants;
  readonly #gitServer: GitServer;
  readonly #token: string;
  readonly #agentToken: string | null;
  readonly #vendors: Vendors | null;
  readonly #shadow: Shadow;
  readonly #witness: Witness;
  readonly #handOffs: HandOffWitness;
  readonly #branch: BranchFate;
  readonly #order: Chance;
  readonly #haste: Chance;
  readonly #eachRun = invariantsOfRuns();
  readonly #eachDay = invariantsOfDays();
  readonly #chronicle: Chronicle;
  readonly #tally = tallyOf();
  /** Since the beginning of the last run. */
  #happened = 0;
  #day = '';
  #runs = 0;
  /** After the last run. */
  #last: Scene | null = null;

  constructor(options: SimulationOptions, place: Place) {
    this.#options = options;
    this.#sandbox = place.sandbox;
    this.#folder = place.folder;
    this.#chronicle = new Chronicle(place.sandbox.clock, place.folder, options.onLine);
    this.#inhabitants = place.inhabitants;
    this.#agentToken = place.agentToken;
    this.#vendors = place.vendors;
    this.#gitServer = place.gitServer;
    const { world } = place.sandbox;
    this.#token = place.sandbox.mintToken();
    this.#shadow = new Shadow(world.git);
    this.#witness = new Witness(world);
    this.#handOffs = new HandOffWitness(world);
    this.#branch = new BranchFate(world, this.#shadow, new Chance(options.seed, 'owner'));
    this.#order = new Chance(options.seed, 'order');
    this.#haste = new Chance(options.seed, 'haste');
  }

  async play(): Promise<SimulationEnd> {
    const { seed, days, faults } = this.#options;
    const troubles = new Troubles(seed, faults);
    const modelTroubles = this.#vendors && new ModelTroubles(seed, faults);
    for (const start of cronStarts(seed, Date.parse(START) + DAY, days)) {
      const trouble = troubles.next(start);
      await this.#waitUntil(start - staleness);
      if (trouble.strikes.some(({ effect }) => effect.kind === 'stale')) await this.#sandbox.keepAnswers();
      await this.#waitUntil(start);
      await this.#tick(trouble, modelTroubles?.next(start) ?? null);
      if (this.#chronicle.violations.length > 0) break;
    }
    await this.#judgeEnd();
    const { tally } = this.#tally.end(this.#sandbox, this.#shadow, this.#runs);
    return { seed, days, violations: this.#chronicle.violations, tally, history: this.#chronicle.digest() };
  }

  async #tick(trouble: Trouble, models: ModelTrouble | null): Promise<void> {
    const before = this.#happened;
    this.#sandbox.transcript.length = 0;
    await this.#branch.befall(trouble.damage, this.#sandbox.clock.now().getTime());
    if (this.#haste.happens(0.15))
      this.#inhabitants.hurry(this.#sandbox.clock.now().getTime(), this.#haste.between(1, 3));
    if (models) this.#vendors?.befall(models, Object.values(this.#shadow.ledger.state.batches ?? {}));
    const runs = await this.#runAll(trouble, models);
    const isFairTick = isFair(trouble) && (models === null || isCalm(models));
    const scene = await this.#look(runs, isFairTick, this.#happened === 0);
    for (const invariant of this.#eachRun) await this.#judge(invariant, scene);
    if (this.#isNewDay()) {
      for (const invariant of this.#eachDay) await this.#judge(invariant, scene);
      this.#tally.day(this.#sandbox, this.#shadow);
    }
    // What happened during this run may have come after its one look at the world.
    this.#happened -= before;
  }

  #runAll(trouble: Trouble, models: ModelTrouble | null): Promise<RunRecord[]> {
    const turns = new Turns((count) => this.#order.between(0, count - 1));
    const start = (one: Trouble): Promise<RunRecord> => {
      this.#runs += 1;
      const { mode, config } = this.#options;
      return runOnce({
        sandbox: this.#sandbox,
        folder: this.#folder,
        token: this.#token,
        agentToken: this.#agentToken,
        gitServer: this.#gitServer,
        mode,
        config,
        number: this.#runs,
        trouble: one,
        models: models === null ? null : (this.#vendors?.doorFor(models) ?? null),
        turns,
        meanwhile: () => this.#live(this.#sandbox.clock.now().getTime()),
      });
    };
    const all = [
      trouble,
      ...(trouble.rival ? [{ ...trouble, strikes: [], death: null, stall: null, diskFull: null }] : []),
    ];
    return skewedBy(this.#sandbox.clock, trouble.skew, () => Promise.all(all.map(start)));
  }

  async #waitUntil(time: number): Promise<void> {
    await this.#sandbox.elapse(Math.min(time, this.#sandbox.clock.now().getTime() + latestEffect));
    await this.#live(time);
    await this.#sandbox.elapse(time);
  }

  async #live(until: number): Promise<void> {
    for (const { at, who, what } of await this.#inhabitants.live(until)) {
      this.#happened += 1;
      this.#chronicle.tell(`${at} ${who} ${what}`);
    }
  }

  async #look(runs: RunRecord[], isFairTick: boolean, isUndisturbed: boolean): Promise<Scene> {
    const { world, clock } = this.#sandbox;
    const { transactions, faults } = await this.#branch.follow();
    for (const fault of faults) this.#chronicle.violate('state equals the events applied', fault, runs);
    const created = this.#witness.look();
    const [handedOver, deeds] = [this.#handOffs.look(), this.#inhabitants.takeDeeds()];
    this.#chronicle.tellAll(runs, transactions);
    this.#tally.add(runs, created, transactions);
    this.#tally.addHandOffs(handedOver, transactions);
    const bill = this.#vendors?.bill() ?? null;
    if (bill !== null) this.#tally.addModels(runs, transactions, bill.all);
    this.#last = {
      ...{ world, runs, transactions, created, handedOver, deeds },
      shadow: this.#shadow,
      witness: this.#witness,
      now: clock.now().getTime(),
      config: await obeyed(world, this.#options.config),
      isFair: isFairTick && !this.#branch.isStopped,
      isUndisturbed,
      lostAt: this.#branch.lostAt,
      bill,
    };
    return this.#last;
  }

  async #judge(invariant: Invariant, scene: Scene): Promise<void> {
    for (const fault of await invariant.check(scene)) this.#chronicle.violate(invariant.name, fault, scene.runs);
  }

  async #judgeEnd(): Promise<void> {
    if (this.#last === null || this.#chronicle.violations.length > 0) return;
    for (const invariant of invariantsOfEnd()) await this.#judge(invariant, this.#last);
  }

  #isNewDay(): boolean {
    const day = this.#sandbox.clock.stamp().slice(0, 10);
    const isNew = day !== this.#day;
    this.#day = day;
    return isNew;
  }
}
