/** What is seen of agents, noted by runs that may die anywhere: a start, no start, silence, a failed run, a takeover. */
import { describe, expect, it } from 'vitest';
import { MINUTE, stagesOf } from '../support/cycle.ts';
import { dieEverywhere, type Story } from '../support/lease-deaths.ts';
import { TASK_NUMBER } from '../support/lease-stage.ts';
import { CLEAN } from '../support/repositories.ts';

const raise = stagesOf([CLEAN]);
const HOUR = 60 * MINUTE;

const STORIES: Story[] = [
  {
    name: 'a start',
    reads: true,
    async before(scene) {
      await scene.tick();
      scene.begin();
      scene.stage.pass(HOUR / 2);
    },
    hours: 1,
    end: { status: 'working', attempts: [], leases: [{ agent: 'first', attempt: 1 }], calls: ['first 1'] },
  },
  {
    name: 'no start in time, and another agent after a rest',
    async before(scene) {
      await scene.tick();
      scene.stage.pass(2 * HOUR + MINUTE);
    },
    hours: 1.5,
    end: {
      status: 'leased',
      attempts: [{ agent: 'first', attempt: 1, ending: 'not-started' }],
      leases: [{ agent: 'second', attempt: 2, sign: undefined }],
      calls: ['first 1', 'second 2'],
    },
  },
  {
    name: 'silence after a start',
    async before(scene) {
      await scene.start();
      scene.stage.pass(24 * HOUR);
    },
    hours: 1.5,
    end: {
      status: 'leased',
      attempts: [{ agent: 'first', attempt: 1, ending: 'silent' }],
      leases: [{ agent: 'second', attempt: 2 }],
      calls: ['first 1', 'second 2'],
    },
  },
  {
    name: 'a person who takes it',
    async before(scene) {
      await scene.start();
      scene.world.assign(TASK_NUMBER, ['octo'], 'octo');
    },
    hours: 1,
    end: {
      status: 'escalated',
      attempts: [{ agent: 'first', attempt: 1, ending: 'taken-over' }],
      leases: [],
      calls: ['first 1'],
    },
  },
];

describe.each(['workflow', 'mention'] as const)('a run that notes of an agent reached by %s', (kind) => {
  it.each(STORIES)('$name may die anywhere', { timeout: 120_000 }, async (story) => {
    expect(await dieEverywhere(raise, kind, story)).toBeGreaterThan(3);
  });
});
