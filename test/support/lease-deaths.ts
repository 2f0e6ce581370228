/** Runs that die at every request while they look at what an agent does: the next ones end where an undisturbed run ends. */
import { IN_HAND } from '@steward/core/domain/lease.ts';
import { expect } from 'vitest';
import type { stagesOf } from './cycle.ts';
import { deathsIn, type NumberedDeath } from './deaths.ts';
import { type Kind, LeaseStage } from './lease-stage.ts';

export interface Story {
  name: string;
  /** Up to the run that dies. */
  before(scene: LeaseStage): Promise<void>;
  /** Hours in which the runs after it come to the end. */
  hours: number;
  /** What the end is. */
  end: object;
  /** The run hands the task over: where it dies in between, that attempt may count as one that did not start. */
  hands?: boolean;
  /** It dies at what it reads too. */
  reads?: boolean;
}

type Raise = ReturnType<typeof stagesOf>;

/** Plays it undisturbed, and then once for each death; gives back how many there were. */
export async function dieEverywhere(raise: Raise, kind: Kind, story: Story): Promise<number> {
  const calm = await LeaseStage.raise(raise, kind);
  await story.before(calm);
  const deaths = await deathsOf(calm, story);
  await calm.live(story.hours, story.hands);
  const end = await calm.end();
  expect(end).toMatchObject(story.end);
  expect(calm.faults()).toEqual([]);
  for (const death of deaths) {
    const scene = await LeaseStage.raise(raise, kind);
    await story.before(scene);
    await scene.tick({ death }).catch(() => undefined);
    await scene.live(story.hours, story.hands);
    const where = `died ${death.timing} request ${death.at}`;
    expect([where, scene.faults()]).toEqual([where, []]);
    const reached = await scene.end();
    if (story.hands) expectInHand(where, reached);
    // A run that was dispatched and not noted shows by its branch alone; its generation stops it where another has begun.
    if (kind === 'mention') expect([where, await scene.unseen()]).toEqual([where, []]);
    if (!story.hands) expect([where, reached]).toEqual([where, end]);
  }
  return deaths.length;
}

/** Of what only reads, one story of each kind is enough. */
async function deathsOf(scene: LeaseStage, { reads = false }: Story): Promise<NumberedDeath[]> {
  const { transcript } = scene.stage.sandbox;
  const from = transcript.length;
  await scene.tick();
  return deathsIn(transcript.slice(from), { reads });
}

/** One agent has it, and is seen to work on it. */
function expectInHand(where: string, { status, leases, claims, boards }: Awaited<ReturnType<LeaseStage['end']>>): void {
  expect([where, leases.length, claims, boards]).toEqual([where, 1, 0, 1]);
  expect([where, leases.map(({ sign }) => sign === undefined)]).toEqual([where, [false]]);
  expect(IN_HAND).toContain(status);
}
