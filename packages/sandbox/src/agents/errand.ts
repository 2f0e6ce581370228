/** One task in the hands of one agent: how it starts and how it ends, each a visible deed in the world. */

import { suiteOf } from '../acts/runs.ts';
import type { Dice } from '../dice.ts';
import type { InhabitedWorld } from '../inhabited-world.ts';
import { Refusal } from '../refusal.ts';
import { workflowBot } from '../world.ts';
import type { Conclusion, WorkflowRunData } from '../world-data.ts';
import type { Agent } from './agent.ts';
import type { Behaviour, Ending } from './behaviours.ts';
import { obeysBot, type Summons } from './summons.ts';
import { type Change, deliver, type Job, jobOf } from './work.ts';

export interface Errand {
  readonly summons: Summons;
  readonly behaviour: Behaviour;
  readonly dice: Dice;
  readonly round: number;
  /** The run that it shows itself in; null before it starts, and where it needs none. */
  run: WorkflowRunData | null;
}

export interface Deed {
  /** ISO, whole seconds. */
  at: string;
  agent: string;
  what:
    | 'started'
    | 'asked'
    | 'opened-pull'
    | 'pushed'
    | 'left-branch'
    | 'claimed'
    | 'failed'
    | 'out-of-quota'
    | 'checked';
  /** Null where nothing said which. */
  issue: number | null;
  pull?: number;
  run?: number;
}

export interface Place {
  world: InhabitedWorld;
  change: Change;
}

function deedOf({ world }: Place, errand: Errand, deed: Pick<Deed, 'what' | 'pull'>): Deed {
  const { agent, on } = errand.summons;
  const run = errand.run === null ? {} : { run: errand.run.databaseId };
  return { at: world.stamp(), agent: agent.name, issue: on, ...deed, ...run };
}

/** Somebody cancelled its run, closed the issue or deleted it, or took the assignment back. */
export function isCalledOff({ world }: Place, { summons, run }: Errand): boolean {
  const { agent, on, comment } = summons;
  const seen = run ?? summons.run;
  if (seen !== null && suiteOf(world, seen).status === 'completed') return true;
  const item = on === null ? null : world.discussed(on);
  if (item === null) return on !== null;
  const byAssignment = seen === null && comment === null;
  return item.state !== 'OPEN' || (byAssignment && !item.assignees.includes(agent.login));
}

/** What everybody can see of it: a run, a picture, an assignment. */
export async function start(place: Place, errand: Errand): Promise<Deed> {
  const { world } = place;
  const { agent, on, comment, run } = errand.summons;
  errand.run = run ?? (await runOfMention(world, agent));
  if (run !== null) world.startWorkflowRun(run, 'work');
  if (comment !== null) world.react(comment, 'EYES', agent.login);
  else if (run === null && on !== null) world.react(on, 'EYES', agent.login);
  if (agent.kind === 'person' && on !== null) world.assign(on, [agent.login], agent.login);
  return deedOf(place, errand, { what: 'started' });
}

async function runOfMention(world: InhabitedWorld, { kind, workflow }: Agent): Promise<WorkflowRunData | null> {
  if (kind !== 'mention' || workflow === undefined) return null;
  return world.addWorkflowRun({ workflow, event: 'issue_comment', status: 'in_progress', jobs: [{ name: 'work' }] });
}

function conclude({ world }: Place, { run }: Errand, conclusion: Conclusion): void {
  if (run !== null) world.completeWorkflowRun(run, conclusion);
}

function say({ world }: Place, { summons: { agent, on } }: Errand, text: string): void {
  if (on !== null && world.discussed(on) !== null) world.comment(on, text, agent.login);
}

type End = (place: Place, errand: Errand) => Deed | Promise<Deed>;

const fail: End = (place, errand) => {
  conclude(place, errand, 'failure');
  if (errand.run === null) say(place, errand, 'I ran into an error and could not finish this.');
  return deedOf(place, errand, { what: 'failed' });
};

async function handIn(place: Place, errand: Errand, job: Job): Promise<Deed> {
  const files = await place.change(job);
  if (files === null) return fail(place, errand);
  const { kind: what, ...pull } = await deliver(place.world, job, files);
  conclude(place, errand, 'success');
  return deedOf(place, errand, { what, ...pull });
}

const work: End = async (place, errand) => {
  try {
    return await handIn(place, errand, jobOf(place.world, errand.summons, errand.round));
  } catch (error) {
    // GitHub refused: to its workflow that is a failed step.
    if (error instanceof Refusal) return fail(place, errand);
    throw error;
  }
};

/** Half of them open a pull request that changes nothing, half not even that. */
const lie: End = async (place, errand) => {
  if (errand.dice.happens(0.5)) return work({ ...place, change: () => ({}) }, errand);
  conclude(place, errand, 'success');
  say(place, errand, 'All done! Every criterion is met.');
  return deedOf(place, errand, { what: 'claimed' });
};

const runOut: End = (place, errand) => {
  const reset = new Date(place.world.clock.now().getTime() + errand.dice.between(1, 5) * 3_600_000).toISOString();
  say(place, errand, `You have reached your usage limit. It resets at ${reset}.`);
  conclude(place, errand, 'failure');
  return deedOf(place, errand, { what: 'out-of-quota' });
};

const ask: End = (place, errand) => {
  say(place, errand, 'STEWARD-QUESTION: Should the old behaviour stay available behind a setting?');
  conclude(place, errand, 'success');
  return deedOf(place, errand, { what: 'asked' });
};

const ENDINGS: Readonly<Record<Ending, End>> = { work, lie, fail, quota: runOut, ask };

/** A bot that the agent was not told to obey gets a failed run. */
export function end(place: Place, errand: Errand): Deed | Promise<Deed> {
  const { agent, by } = errand.summons;
  const isRefused = by.endsWith('[bot]') && !obeysBot(agent, by);
  return ENDINGS[isRefused ? 'fail' : errand.behaviour.ending](place, errand);
}

/** The project's checks on its pull request: where Actions opened it, they wait for somebody's consent. */
export async function check(place: Place, errand: Errand, pull: number): Promise<Deed | null> {
  const { world } = place;
  const { agent } = errand.summons;
  const found = world.pullRequest(pull);
  if (found?.state !== 'OPEN' || agent.checks === undefined) return null;
  const conclusion = found.author === workflowBot.login ? 'action_required' : 'success';
  const branch = found.headRefName;
  const run = await world.addWorkflowRun({ workflow: agent.checks, event: 'pull_request', branch, conclusion });
  return { ...deedOf(place, errand, { what: 'checked', pull }), run: run.databaseId };
}
