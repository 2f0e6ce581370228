/** Commenting may die at any request, before or after its effect: in the end the comment stands once, as it should read. */
import { commentSubject, recordedComment } from '@steward/core/domain/comment.ts';
import { digest } from '@steward/core/domain/digest.ts';
import { parseMarker } from '@steward/core/domain/marker.ts';
import type { Proposal } from '@steward/core/domain/proposal.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { describe, expect, it } from 'vitest';
import { type Death, HALF_HOUR, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { postingTick } from '../support/posting.ts';

const raise = stagesOf([{ 'README.md': 'Read me' }]);
const place = { purpose: 'question', on: 'issue', number: 1, task: null } as const;
const subject = commentSubject(place);

/** The comment as it should stand: posted where there is none, edited where it reads otherwise. */
const wanting =
  (body: string) =>
  (ledger: Ledger): Proposal[] => {
    const known = recordedComment(ledger, subject, null);
    if (!known) return [{ kind: 'post-comment', subject, ...place, body, asked: true }];
    const isSame = known.digest === digest(body, 16);
    return isSame ? [] : [{ kind: 'edit-comment', subject, ...place, comment: known.comment, body }];
  };

async function staged(): Promise<Stage> {
  const stage = await raise();
  stage.sandbox.world.openIssue({ title: 'It breaks', by: 'octo' });
  return stage;
}

const say = (stage: Stage, body: string, options: RunOptions = {}) => postingTick(stage.world(options), wanting(body));

async function settled(stage: Stage, body: string) {
  for (let round = 0; round < 4; round++) {
    stage.pass(HALF_HOUR);
    await say(stage, body);
  }
  const { state } = await stage.memory();
  return {
    said: stage.sandbox.world.commentsOn(1).map((comment) => comment.body.split('\n<!--')[0]),
    claims: Object.keys(state.claims),
    known: Object.keys(state.comments),
  };
}

const END = { said: ['Second'], claims: [], known: [subject] };
const requests = Array.from({ length: 9 }, (_, index) => index + 1);

it('stands once, with its marker, and is edited in place', async () => {
  const stage = await staged();
  await say(stage, 'First');
  stage.pass(HALF_HOUR);
  await say(stage, 'Second');
  const [only, ...others] = stage.sandbox.world.commentsOn(1);
  expect(others).toEqual([]);
  expect(only?.edits).toHaveLength(2);
  expect(parseMarker(only?.body ?? '')).toMatchObject({ comment: 'question' });
  expect(await settled(stage, 'Second')).toEqual(END);
});

it('is no news to the next run', async () => {
  const stage = await staged();
  await say(stage, 'First');
  stage.pass(HALF_HOUR);
  expect((await say(stage, 'First')).quiet).toBe(true);
});

describe.each(['before', 'after'] as const)('a run that dies right %s a request', (timing) => {
  it.each(requests)('while it posts converges when that was request %i', async (at) => {
    const stage = await staged();
    await say(stage, 'Second', { death: { at, timing } satisfies Death }).catch(() => undefined);
    expect(await settled(stage, 'Second')).toEqual(END);
  });

  it.each(requests)('while it edits converges when that was request %i', async (at) => {
    const stage = await staged();
    await say(stage, 'First');
    stage.pass(HALF_HOUR);
    await say(stage, 'Second', { death: { at, timing } satisfies Death }).catch(() => undefined);
    expect(await settled(stage, 'Second')).toEqual(END);
  });
});

it.each([{ kind: 'status', status: 502 }, { kind: 'reset' }] as const)(
  'an answer lost as $kind after the comment was posted changes nothing in the end',
  async (effect) => {
    const stage = await staged();
    stage.sandbox.faults.add({ when: ({ operation }) => operation === 'AddComment', timing: 'after', effect });
    await say(stage, 'Second').catch(() => undefined);
    expect(await settled(stage, 'Second')).toEqual(END);
  },
);

it('a comment of Steward that memory does not know is taken up where it is found', async () => {
  const stage = await staged();
  await say(stage, 'First');
  const comment = stage.sandbox.world.commentsOn(1)[0]?.id ?? '';
  const other = await staged();
  const written = { ...place, subject, comment, digest: digest('First', 16) };
  await postingTick(other.world(), () => [], { comments: [written] });
  expect((await other.memory()).state.comments).toEqual({
    [subject]: { purpose: 'question', on: 'issue', number: 1, comment, digest: digest('First', 16) },
  });
});

it('a comment that a person deleted is forgotten, and may be said again', async () => {
  const stage = await staged();
  await say(stage, 'First');
  const { world } = stage.sandbox;
  world.data.comments = [];
  for (const comment of world.commentsOn(1)) world.forget(comment);
  stage.pass(HALF_HOUR);
  expect((await say(stage, 'Second')).failures).toEqual([]);
  expect(await settled(stage, 'Second')).toEqual(END);
});

it('each comment posted counts as a notification, edits do not, and the cap refuses one more', async () => {
  const stage = await staged();
  const config = 'caps:\n  notifications-a-week: 1\n';
  await say(stage, 'First', { config });
  stage.pass(HALF_HOUR);
  await say(stage, 'Second', { config });
  expect((await stage.memory()).state.windows.notifications).toBe(1);
  stage.sandbox.world.openIssue({ title: 'It breaks again', by: 'octo' });
  const other = { ...place, number: 2 };
  const report = await postingTick(stage.world({ config }), () => [
    { kind: 'post-comment', subject: commentSubject(other), ...other, body: 'Third', asked: true },
  ]);
  expect(report.refused).toMatchObject([{ policy: 'cap-notifications' }]);
});

it('in mode observe nothing is posted, and what would have been is told', async () => {
  const stage = await staged();
  const report = await say(stage, 'First', { mode: 'observe' });
  expect(stage.sandbox.world.commentsOn(1)).toEqual([]);
  expect(report.done).toMatchObject([{ kind: 'commented', number: 1 }]);
});
