/** Those who live in the sandbox between two cycles: agents, the project's checks and a maintainer. Nothing of it is real. */
import type { State } from '@steward/core/domain/state.ts';
import type { AgentDraft } from '@steward/sandbox/agents/agent.ts';
import { Agents } from '@steward/sandbox/agents/agents.ts';
import type { Deed } from '@steward/sandbox/agents/errand.ts';
import type { Job } from '@steward/sandbox/agents/work.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { HANDS } from './cast.ts';
import { likelyChange } from './change.ts';
import { runChecks } from './checks.ts';
import { readState } from './ledger-state.ts';
import { lookIn, MAINTAINER } from './maintainer.ts';
import type { Told } from './told.ts';
import { addWorkflows } from './workflows.ts';

const MINUTE = 60_000;
/** From a cycle until the maintainer reads what it said, and from a push until the checks have run. */
const LOOKS_AFTER = 9 * MINUTE;
const CHECKS_TAKE = 4 * MINUTE;

interface Plan {
  at: number;
  act(): Promise<Told[]>;
}

export class Company {
  readonly #sandbox: Sandbox;
  readonly #agents: Agents;
  #plans: Plan[] = [];

  private constructor(sandbox: Sandbox, agents: Agents) {
    this.#sandbox = sandbox;
    this.#agents = agents;
  }

  /** Whom a new world introduces, it knows from then on; what agents have in hand they go on with. */
  static async settle(sandbox: Sandbox, drafts: readonly AgentDraft[], isNew: boolean): Promise<Company> {
    const { world } = sandbox;
    world.person(MAINTAINER, 'admin');
    world.person(HANDS, 'write');
    // As the owner of a repository ticks it who lets workflows open pull requests.
    world.repository.actionsMayOpenPullRequests = true;
    await addWorkflows(world, drafts, MAINTAINER);
    const first = drafts.find(({ kind }) => kind === 'copilot');
    const agents = new Agents({
      ...{ sandbox, seed: 1, agents: drafts },
      inHand: await inHand(sandbox),
      change: likelyChange(world, onlyFirst(isNew ? first?.name : undefined)),
    });
    return new Company(sandbox, agents);
  }

  /** Lets virtual time pass up to a moment, with everybody doing theirs on the way. */
  async live(until: number): Promise<Told[]> {
    const all: Told[] = [];
    const now = this.#sandbox.clock.now().getTime();
    this.#plan(now + LOOKS_AFTER, async () => lookIn({ world: this.#sandbox.world, state: await this.#state() }));
    for (let due = this.#next(); due !== null && due <= until; due = this.#next()) all.push(...(await this.#act(due)));
    await this.#sandbox.elapse(until);
    return all;
  }

  #state = (): Promise<State | null> => readState(this.#sandbox);

  #next(): number | null {
    const times = [this.#agents.dueAt(), this.#plans[0]?.at ?? null].filter((at) => at !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  async #act(due: number): Promise<Told[]> {
    const plan = this.#plans[0];
    if (plan !== undefined && plan.at <= due) {
      this.#plans.shift();
      await this.#sandbox.elapse(plan.at);
      return plan.act();
    }
    const deeds = await this.#agents.actUntil(due);
    for (const deed of deeds) {
      this.#check(deed);
      // Whoever fails does so once: its next run goes well.
      if (deed.what === 'failed') this.#agents.become(deed.agent, 'quick');
    }
    return deeds.map(toldOf);
  }

  #check({ what, pull }: Deed): void {
    if (pull === undefined || (what !== 'opened-pull' && what !== 'pushed')) return;
    const { world, clock } = this.#sandbox;
    this.#plan(clock.now().getTime() + CHECKS_TAKE, async () => {
      const found = world.pullRequest(pull);
      const end = found?.state === 'OPEN' ? await runChecks(world, found) : null;
      return end === null ? [] : [{ at: world.stamp(), who: 'checks', what: end, pull }];
    });
  }

  #plan(at: number, act: Plan['act']): void {
    this.#plans = [...this.#plans, { at, act }].sort((a, b) => a.at - b.at);
  }
}

const toldOf = ({ at, agent, what, issue, pull }: Deed): Told => ({
  ...{ at, who: agent, what },
  ...(issue !== null && { issue }),
  ...(pull !== undefined && { pull }),
});

/** Runs, comments and issues by which something was handed over that has not come back. */
async function inHand(sandbox: Sandbox): Promise<ReadonlySet<string>> {
  const leases = Object.values((await readState(sandbox))?.leases ?? {});
  const refs = leases
    .filter(({ pull }) => pull === null)
    .map(({ kind, number, handed }) => {
      return kind === 'workflow' || kind === 'mention' ? (handed?.ref ?? '') : String(number);
    });
  return new Set(refs);
}

/** The first work of one of them is careless. */
function onlyFirst(name: string | undefined): (job: Job) => boolean {
  let isFirst = true;
  return ({ agent }) => {
    if (agent.name !== name || !isFirst) return false;
    isFirst = false;
    return true;
  };
}
