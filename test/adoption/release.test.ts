/** The ways out of an adoption: the label taken off, the issue ignored, somebody assigned; and what is none of these. */
import { releaseOf } from '@steward/core/decide/intake/release.ts';
import { adoptionId } from '@steward/core/domain/adoption.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BOT, boardOf, issueOf, peoplesWords, saidBy, settings, TREE, town } from './town.ts';

const raise = stagesOf([TREE]);
const DAY = 24 * 60 * MINUTE;
const AUTO = settings('adopt: good-bug-reports');
const LABELLED = settings('adopt: labelled');
const taskOf = async (stage: Stage, number = 1) => (await stage.memory()).tasks[adoptionId(number)];
const next = (stage: Stage, options = AUTO, wait = HALF_HOUR) => {
  stage.pass(wait);
  return stage.tick(options);
};
const assign = (stage: Stage, logins: string[]): void => {
  const issue = issueOf(stage, 1);
  issue.assignees = logins;
  stage.sandbox.world.comment(1, 'See who has it.', 'passer-by');
};

async function taken(options = AUTO): Promise<Stage> {
  const world = town([{}]);
  world.labels?.push({ name: 'steward:ignore' });
  const stage = await raise([TREE], { world });
  if (options === LABELLED) stage.sandbox.world.addLabels(1, ['steward'], 'maintainer');
  await stage.tick(options);
  expect(await taskOf(stage)).toMatchObject({ status: 'ready', number: 1 });
  expect(issueOf(stage, 1).labels).toContain('steward');
  stage.pass(HALF_HOUR);
  return stage;
}

const lose = async (stage: Stage, options = AUTO): Promise<void> => {
  stage.git(['update-ref', '-d', 'refs/heads/steward/state']);
  for (let round = 0; round < 4; round++) await next(stage, options);
};

describe('a task on a person’s issue', () => {
  it.each([
    ['good-bug-reports', AUTO],
    ['labelled', LABELLED],
  ])('ends when a person takes the label off, and comes back when it is put again (%s)', async (_, options) => {
    const stage = await taken(options);
    const before = peoplesWords(stage);
    stage.sandbox.world.removeLabels(1, ['steward'], 'sorter');
    const report = await stage.tick(options);
    expect(report.left).toContainEqual({ title: '#1', reason: 'its label was taken off' });
    expect(await taskOf(stage)).toBeUndefined();
    expect(Object.values((await stage.memory()).rejected)).toMatchObject([{ reason: 'cancelled', number: 1 }]);
    expect(boardOf(stage)).not.toContain('#1');
    for (const wait of [HALF_HOUR, DAY, DAY]) await next(stage, options, wait);
    expect(await taskOf(stage)).toBeUndefined();
    expect(issueOf(stage, 1).labels).toEqual([]);
    expect((await next(stage, options)).quiet).toBe(true);
    stage.sandbox.world.addLabels(1, ['steward'], 'maintainer');
    await next(stage, options);
    expect(await taskOf(stage)).toMatchObject({ status: 'ready', number: 1 });
    expect(saidBy(stage, BOT, 1)).toHaveLength(1);
    expect(peoplesWords(stage)).toBe(before);
  });

  it.each([
    ['good-bug-reports', AUTO],
    ['labelled', LABELLED],
  ])('stays ended after memory was lost, and its label stays off (%s)', async (_, options) => {
    const stage = await taken(options);
    stage.sandbox.world.removeLabels(1, ['steward'], 'maintainer');
    await stage.tick(options);
    // So many newer ones that no look at the newest shows it: the rebuild alone has to see it.
    for (let n = 0; n < 26; n++) stage.sandbox.world.openIssue({ title: `Report ${n}`, body: 'Nightly.', by: BOT });
    await lose(stage, options);
    for (const wait of [DAY, DAY]) await next(stage, options, wait);
    expect(await taskOf(stage)).toBeUndefined();
    expect(issueOf(stage, 1).labels).toEqual([]);
    expect(saidBy(stage, BOT, 1)).toHaveLength(1);
  });

  it('ends when the label of being ignored is put, and comes back when that is taken off', async () => {
    const stage = await taken();
    stage.sandbox.world.addLabels(1, ['steward:ignore'], 'sorter');
    await stage.tick(AUTO);
    expect(await taskOf(stage)).toBeUndefined();
    for (const wait of [HALF_HOUR, DAY]) await next(stage, AUTO, wait);
    await lose(stage);
    expect(await taskOf(stage)).toBeUndefined();
    expect(issueOf(stage, 1).labels).toEqual(['steward', 'steward:ignore']);
    stage.sandbox.world.removeLabels(1, ['steward:ignore'], 'sorter');
    await next(stage);
    expect(await taskOf(stage)).toMatchObject({ status: 'ready', number: 1 });
    expect(saidBy(stage, BOT, 1)).toHaveLength(1);
  });

  it('is theirs once somebody is assigned, and Steward’s again when nobody is', async () => {
    const stage = await taken(LABELLED);
    assign(stage, ['maintainer']);
    await stage.tick(LABELLED);
    expect(await taskOf(stage)).toBeUndefined();
    for (const wait of [HALF_HOUR, DAY]) await next(stage, LABELLED, wait);
    expect(await taskOf(stage)).toBeUndefined();
    expect(boardOf(stage)).not.toContain('left alone although');
    assign(stage, []);
    await next(stage, LABELLED);
    expect(await taskOf(stage)).toMatchObject({ status: 'ready', number: 1 });
    expect(saidBy(stage, BOT, 1)).toHaveLength(1);
  });

  it('goes on while it is in review, and ends when that did not', async () => {
    const stage = await taken();
    const { world } = stage.sandbox;
    await world.pushCommit({ branch: 'blanks', files: { 'a.py': 'a = 1\n' }, message: 'x', by: 'visitor' });
    const { number } = await world.openPullRequest({
      title: 'Blanks',
      body: 'Fixes #1.',
      head: 'blanks',
      by: 'visitor',
    });
    await stage.tick(AUTO);
    expect(await taskOf(stage)).toMatchObject({ status: 'in-review' });
    world.removeLabels(1, ['steward'], 'maintainer');
    await next(stage);
    expect(await taskOf(stage)).toMatchObject({ status: 'in-review' });
    world.closePullRequest(number, 'visitor');
    await next(stage);
    await next(stage, AUTO, DAY);
    expect(await taskOf(stage)).toBeUndefined();
  });

  it('does not end by a bot that sorts labels, by a label deleted everywhere, nor where Steward died before labelling', async () => {
    const sorted = await taken();
    sorted.sandbox.world.removeLabels(1, ['steward'], 'labeler[bot]');
    await sorted.tick(AUTO);
    expect(await taskOf(sorted)).toMatchObject({ status: 'ready' });
    const bare = await taken();
    issueOf(bare, 1).labels = [];
    bare.sandbox.world.comment(1, 'Where did it go?', 'visitor');
    await bare.tick(AUTO);
    expect(await taskOf(bare)).toMatchObject({ status: 'ready' });
    await lose(bare);
    expect(await taskOf(bare)).toMatchObject({ status: 'ready' });
    expect(issueOf(bare, 1).labels).toEqual(['steward']);
  });

  it('waits for nothing where it is ordered and the label goes before it is taken up', async () => {
    const stage = await raise([TREE], { world: town([{}]) });
    stage.sandbox.world.addLabels(1, ['steward'], 'maintainer');
    const asleep = settings('quiet-hours:\n  from: 8\n  to: 12\n  timezone: UTC');
    await stage.tick(asleep);
    expect(await taskOf(stage)).toMatchObject({ status: 'suggested', approved: { by: 'maintainer' } });
    stage.pass(HALF_HOUR);
    stage.sandbox.world.removeLabels(1, ['steward'], 'maintainer');
    await stage.tick(asleep);
    await next(stage, asleep, 4 * 60 * MINUTE);
    expect(await taskOf(stage)).toBeUndefined();
    expect(saidBy(stage, BOT, 1)).toEqual([]);
  });
});

describe('whose hand took the label off', () => {
  const { labels } = DEFAULT_CONFIG;
  const at = (minute: number): string => `2026-11-02T00:0${minute}:00Z`;
  const report = (by: string, put: { label: string; by: string; at: string }[] = []) => ({
    ...{ id: 'I', number: 12, kind: 'issue' as const, author: 'visitor', open: true, stateReason: null, labels: [] },
    ...{ createdAt: at(0), updatedAt: at(0), association: 'NONE', locked: false, assignees: 0, pulls: [], remarks: [] },
    ...{ unread: 0, title: untrusted('A title'), body: untrusted('') },
    labelled: [{ label: labels.task, by: 'me', at: at(1) }, ...put],
    unlabelled: [{ label: labels.task, by, at: at(2) }],
  });
  const hands = { labels, identities: ['me', 'github-actions[bot]'], given: false };
  const off = (by: string) => ({ reason: 'its label was taken off', by });

  it('is not seen where Steward assigned the person whom it asked, and is where another is assigned besides', () => {
    const assigned = (assignees: number) => ({ ...report('sorter'), labels: [labels.task], assignees });
    expect(releaseOf(assigned(1), hands)).toEqual({ reason: 'assigned' });
    expect(releaseOf(assigned(1), { ...hands, asked: true })).toBeNull();
    expect(releaseOf(assigned(2), { ...hands, asked: true })).toEqual({ reason: 'assigned' });
  });

  it('was a person’s, a bot’s, or Steward’s own', () => {
    expect(releaseOf(report('sorter'), hands)).toEqual(off('sorter'));
    expect(releaseOf(report('github-actions[bot]'), { ...hands, given: true })).toBeNull();
    expect(releaseOf(report('me'), hands)).toBeNull();
  });

  it('was its owner’s where the token is a person’s and the ledger knows of no such act of Steward', () => {
    expect(releaseOf(report('me'), { ...hands, given: true })).toEqual(off('me'));
  });

  it('counts no more once it is put again, or approved', () => {
    const again = (label: string) => report('sorter', [{ label, by: 'maintainer', at: at(3) }]);
    expect(releaseOf(again(labels.task), hands)).toBeNull();
    expect(releaseOf(again(labels.approved), hands)).toBeNull();
    expect(releaseOf(again('bug'), hands)).toEqual(off('sorter'));
  });
});
