/** A run that reviews may die at any request, before or after its effect: in the end there is one comment, and it is right. */
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, Stage, stagesOf } from '../support/cycle.ts';
import { deathsIn } from '../support/deaths.ts';
import { comments, next, openTask, propose, REPOSITORY, runChecks } from '../support/reviewing.ts';

const raise = stagesOf([REPOSITORY]);

/** A review is due: of a first head, or of a second whose comment stands already. */
async function due(kind: 'first' | 'second', raised = raise()): Promise<Stage> {
  const stage = await raised;
  const task = await openTask(stage);
  await propose(stage, task);
  await runChecks(stage, `steward/${task.id}`, kind === 'first' ? 'success' : 'failure');
  if (kind === 'second') {
    await next(stage);
    await runChecks(stage, `steward/${task.id}`, 'success');
  }
  stage.pass(HALF_HOUR);
  return stage;
}

async function end(stage: Stage) {
  for (let round = 0; round < 4; round++) await next(stage);
  const { state, tasks } = await stage.memory();
  const [review] = Object.values(state.reviews);
  const number = Number(Object.keys(state.reviews)[0]);
  return {
    said: comments(stage, number).map((text) => text.split('\n')[0]),
    quiet: (await next(stage)).quiet,
    review: review && { overall: review.overall, met: review.met, stale: review.stale, round: review.round },
    tasks: Object.values(tasks).map(({ status }) => status),
    claims: Object.keys(state.claims),
  };
}

describe.each(['first', 'second'] as const)('the %s review', async (kind) => {
  const calm = await due(kind, Stage.raise([REPOSITORY]));
  const before = calm.sandbox.transcript.length;
  await calm.tick();
  const deaths = deathsIn(calm.sandbox.transcript.slice(before));
  const expected = await end(calm);
  await calm.close();

  it('is one comment that says it is ready', () => {
    expect(expected).toMatchObject({ quiet: true, claims: [], tasks: ['in-review'] });
    expect(expected.said).toEqual([expect.stringMatching(/^\*\*Ready: 4 of 4/)]);
    expect(expected.review).toMatchObject({ overall: 'accepted', met: 4, stale: false });
  });

  it.each(deaths)('converges when the run dies right $timing request $at [AC-3]', async (death) => {
    const stage = await due(kind);
    await stage.tick({ death }).catch(() => undefined);
    expect(await end(stage)).toEqual(expected);
  });

  it.each([{ kind: 'status', status: 502 }, { kind: 'reset' }] as const)(
    'is said once where the answer to its comment is lost as $kind',
    async (effect) => {
      const stage = await due(kind);
      const isComment = ({ operation }: { operation: string | null }) =>
        operation === 'AddComment' || operation === 'UpdatePullComment';
      stage.sandbox.faults.add({ when: isComment, timing: 'after', effect });
      await stage.tick();
      expect(await end(stage)).toEqual(expected);
    },
  );
});
