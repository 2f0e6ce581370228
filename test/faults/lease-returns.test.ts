/** What comes back, is asked, or is handed on, by runs that may die anywhere. */
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, stagesOf } from '../support/cycle.ts';
import { dieEverywhere, type Story } from '../support/lease-deaths.ts';
import { type LeaseStage, TASK_NUMBER } from '../support/lease-stage.ts';
import { CLEAN } from '../support/repositories.ts';

const raise = stagesOf([CLEAN]);
const HOUR = 60 * MINUTE;
const first = { agent: 'first', attempt: 1 };

/** Its pull request is there, and was looked at. */
async function returned(scene: LeaseStage): Promise<number> {
  await scene.start();
  const number = await scene.handIn();
  await scene.tick();
  scene.stage.pass(HALF_HOUR);
  return number;
}

/** It asked, which was noted. */
async function asked(scene: LeaseStage): Promise<void> {
  await scene.start();
  scene.say('STEWARD-QUESTION: Which of the two?');
  await scene.tick();
  scene.stage.pass(HALF_HOUR);
}

const STORIES: Story[] = [
  {
    name: 'sees a pull request and reviews it',
    async before(scene) {
      await scene.start();
      await scene.handIn();
    },
    hours: 1,
    end: { status: 'in-review', attempts: [], leases: [{ ...first, pull: expect.any(Number) }], calls: ['first 1'] },
  },
  {
    name: 'sees that it was closed unmerged',
    async before(scene) {
      scene.world.closePullRequest(await returned(scene), 'octo');
    },
    hours: 1.5,
    end: {
      status: 'leased',
      attempts: [{ ...first, ending: 'closed-unmerged' }],
      leases: [{ agent: 'second', attempt: 2, pull: null }],
      calls: ['first 1', 'second 2'],
    },
  },
  {
    name: 'sees that it was merged',
    async before(scene) {
      await scene.world.mergePullRequest(await returned(scene), 'octo');
    },
    hours: 1,
    end: { status: 'ended', leases: [], calls: ['first 1'], counts: { open: 0, done: 1 } },
  },
  {
    name: 'sees that it was opened again',
    async before(scene) {
      const number = await returned(scene);
      scene.world.closePullRequest(number, 'octo');
      await scene.tick();
      scene.stage.pass(MINUTE);
      await scene.world.reopenPullRequest(number, 'octo');
    },
    hours: 1,
    end: { status: 'in-review', attempts: [], leases: [{ ...first, pull: expect.any(Number) }], calls: ['first 1'] },
  },
  {
    name: 'sees that it was taken back, and opens the issue again',
    async before(scene) {
      const number = await returned(scene);
      await scene.world.mergePullRequest(number, 'octo');
      await scene.tick();
      scene.stage.pass(HALF_HOUR);
      const revert = await scene.world.revert(number, 'octo');
      await scene.world.mergePullRequest(revert.number, 'octo');
      expect(scene.world.issue(TASK_NUMBER)?.state).toBe('CLOSED');
    },
    hours: 1.5,
    end: {
      status: 'leased',
      issue: 'OPEN',
      attempts: [{ ...first, ending: 'reverted' }],
      leases: [{ agent: 'second', attempt: 2, pull: null }],
      calls: ['first 1', 'second 2'],
      counts: { open: 1, done: 0 },
    },
  },
  {
    name: 'sees a question',
    async before(scene) {
      await scene.start();
      scene.say('STEWARD-QUESTION: Which of the two?');
    },
    hours: 1,
    end: { status: 'blocked', attempts: [{ ...first, ending: 'question' }], leases: [], calls: ['first 1'] },
  },
  {
    name: 'sees its answer and hands the task over again',
    async before(scene) {
      await asked(scene);
      scene.world.comment(TASK_NUMBER, 'The green one', 'octo');
    },
    hours: 4,
    hands: true,
    end: { status: 'working', attempts: [{ ...first, ending: 'question' }], leases: [{ attempt: 2 }] },
  },
  {
    name: 'hands the task to another agent',
    reads: true,
    async before(scene) {
      await scene.tick();
      scene.stage.pass(2 * HOUR + MINUTE);
      await scene.tick();
      scene.stage.pass(37 * MINUTE);
    },
    hours: 4,
    hands: true,
    end: {
      status: 'working',
      attempts: [{ ...first, ending: 'not-started' }],
      leases: [{ agent: 'second', attempt: 2 }],
      calls: ['first 1', 'second 2'],
    },
  },
];

describe.each(['workflow', 'mention'] as const)('a run that, of an agent reached by %s,', (kind) => {
  it.each(STORIES)('$name may die anywhere', { timeout: 120_000 }, async (story) => {
    expect(await dieEverywhere(raise, kind, story)).toBeGreaterThan(3);
  });
});
