/** The agents of a sandbox: they notice what they are given and act on it in virtual time, the same for the same seed. */

import { Dice } from '../dice.ts';
import type { Sandbox } from '../sandbox.ts';
import type { CommentData } from '../world-data.ts';
import { type Agent, type AgentDraft, type Outage, settled, startIn } from './agent.ts';
import { ANSWERED, BEHAVIOURS, type Behaviour, type BehaviourName } from './behaviours.ts';
import { check, type Deed, type Errand, end, isCalledOff, type Place, start } from './errand.ts';
import { commentsSince, mayPush, noticed, type Summons, seenSoFar } from './summons.ts';
import { type Change, plainChange } from './work.ts';

export interface AgentsOptions {
  sandbox: Pick<Sandbox, 'world' | 'elapse'>;
  seed: number;
  agents: readonly AgentDraft[];
  outages?: readonly Outage[];
  /** What they were given before they were there and go on with: a run's id, a comment's, an issue's number. */
  inHand?: ReadonlySet<string>;
  /** What they change; a line somewhere when left out. */
  change?: Change;
}

interface Step {
  at: number;
  /** What it is a part of, as long as that is in hand. */
  errand: Errand | null;
  take(): Promise<Deed | null>;
}

const nameOf = ({ run, comment, on }: Summons): string =>
  run === null ? (comment?.id ?? String(on)) : String(run.databaseId);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What was given to them before they were there they never learn of, but what is in hand. */
export class Agents {
  readonly #options: AgentsOptions;
  readonly #place: Place;
  readonly #agents: Agent[];
  readonly #rounds = new Map<string, number>();
  readonly #asked = new Set<string>();
  #steps: Step[] = [];
  /** People who asked something and stay with it. */
  #waiting: Errand[] = [];
  #seen: number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: AgentsOptions) {
    const { world } = options.sandbox;
    this.#options = options;
    this.#place = { world, change: options.change ?? plainChange(world) };
    this.#agents = options.agents.map(settled);
    for (const { login } of this.#agents) world.introduce(login, 'write');
    this.#seen = seenSoFar(world);
    const { inHand } = options;
    if (inHand === undefined || inHand.size === 0) return;
    for (const summons of noticed(world, this.#agents, 0)) if (inHand.has(nameOf(summons))) this.#take(summons);
  }

  /** From its next task on an agent behaves otherwise. */
  become(name: string, behaviour: BehaviourName): void {
    const agent = this.#agents.find((one) => one.name === name);
    if (agent === undefined) throw new RangeError(`There is no agent ${name}.`);
    agent.behaviour = behaviour;
  }

  /** When one of them acts next, in milliseconds since 1970; null: not before something else happens. */
  dueAt(): number | null {
    this.#notice();
    return this.#steps[0]?.at ?? null;
  }

  /** Lets them do what is due up to a moment, each at its own time, moving the clock to it where it is behind. */
  actUntil(until: number): Promise<Deed[]> {
    const done = this.#turn.then(() => this.#act(until));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #act(until: number): Promise<Deed[]> {
    const deeds: Deed[] = [];
    for (let due = this.dueAt(); due !== null && due <= until; due = this.dueAt()) {
      const step = this.#steps.shift() as Step;
      await this.#options.sandbox.elapse(due);
      const isOver = step.errand !== null && isCalledOff(this.#place, step.errand);
      const deed = isOver ? null : await step.take();
      if (deed !== null) deeds.push(deed);
    }
    return deeds;
  }

  #notice(): void {
    const { world } = this.#place;
    if (seenSoFar(world) === this.#seen) return;
    const [summonses, comments] = [noticed(world, this.#agents, this.#seen), commentsSince(world, this.#seen)];
    this.#seen = seenSoFar(world);
    for (const comment of comments) this.#hear(comment);
    for (const summons of summonses) this.#take(summons);
  }

  /** An answer to a question: somebody with a say wrote after it. */
  #hear(comment: CommentData): void {
    const isAnswer = ({ summons: { on, agent } }: Errand): boolean =>
      on === comment.on && agent.login !== comment.author && mayPush(this.#place.world, comment.author);
    const answered = this.#waiting.filter(isAnswer);
    this.#waiting = this.#waiting.filter((errand) => !answered.includes(errand));
    for (const errand of answered) {
      const wait = errand.dice.between(...(ANSWERED.start ?? [0, 0])) * MINUTE;
      this.#finishLater({ ...errand, behaviour: ANSWERED }, Date.parse(comment.createdAt) + wait);
    }
  }

  #take(summons: Summons): void {
    const { agent, on } = summons;
    // People and Copilot have it in hand already; a run or a mention is another one each time.
    const isHeld = [...this.#steps.map(({ errand }) => errand), ...this.#waiting].some(
      (errand) => errand?.summons.agent === agent && errand.summons.on === on,
    );
    if (isHeld && (agent.kind === 'person' || agent.kind === 'copilot')) return;
    const key = `${agent.name} ${on}`;
    const round = (this.#rounds.get(key) ?? 0) + 1;
    this.#rounds.set(key, round);
    const dice = new Dice(this.#options.seed, `${key} ${round}`);
    const own: Behaviour = BEHAVIOURS[agent.behaviour];
    const behaviour = own.ending === 'ask' && this.#asked.has(key) ? ANSWERED : own;
    if (behaviour.start === null) return;
    const at = summons.at + dice.between(...behaviour.start) * MINUTE;
    const started = startIn(this.#options.outages ?? [], agent.kind, at, summons.run !== null);
    if (started !== null) this.#startLater({ summons, behaviour, dice, round, run: null }, started);
  }

  #startLater(errand: Errand, at: number): void {
    this.#plan(errand, at, async () => {
      const deed = await start(this.#place, errand);
      this.#finishLater(errand, at);
      return deed;
    });
  }

  /** Never, where its behaviour says so. */
  #finishLater(errand: Errand, from: number): void {
    const { behaviour, dice, summons } = errand;
    if (behaviour.pace === null) return;
    const [least, most] = behaviour.pace;
    const hours = summons.agent.hours * (least + dice.number() * (most - least));
    this.#plan(errand, from + Math.ceil(hours * HOUR), async () => {
      const deed = await end(this.#place, errand);
      if (deed.what === 'asked') this.#wait(errand);
      const { pull } = deed;
      if (pull !== undefined && summons.agent.checks !== undefined) {
        const at = this.#place.world.clock.now().getTime() + dice.between(2, 12) * MINUTE;
        this.#plan(null, at, () => check(this.#place, errand, pull));
      }
      return deed;
    });
  }

  /** A program ends with its question, and asks no second time; a person goes on where there is an answer. */
  #wait(errand: Errand): void {
    const { agent, on } = errand.summons;
    this.#asked.add(`${agent.name} ${on}`);
    if (agent.kind === 'person') this.#waiting.push(errand);
  }

  #plan(errand: Errand | null, at: number, take: Step['take']): void {
    const later = this.#steps.findIndex((step) => step.at > at);
    this.#steps.splice(later < 0 ? this.#steps.length : later, 0, { at, errand, take });
  }
}
