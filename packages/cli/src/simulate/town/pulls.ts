/** Pull requests of people and bots, from the first push to the merge, or to the day on which somebody tidies up. */

import type { Conclusion, PullRequestData, ReviewData } from '@steward/sandbox/world-data.ts';
import { afterPush } from './aftermath.ts';
import { barb } from './barbs.ts';
import { applied, type Change, faultsOf } from './codebase.ts';
import { MAKERS, type Site, touched } from './faults.ts';
import { type Doing, shown } from './happening.ts';
import { issuesOf } from './issues.ts';
import { BOTS } from './people.ts';
import { capital, coin, errand, paragraph } from './phrases.ts';
import { mend } from './repairs.ts';
import { type Custom, DAY, type Deed, HOUR, type Proposal, type Scene } from './scene.ts';
import { changeNumbers, plainWork, raiseDependency } from './works.ts';

const MOST_OPEN = 6;

export const siteOf = ({ world, code, dice }: Scene): Site => ({ world, code: code.code, dice });

export const named = ({ number, title }: Pick<PullRequestData, 'number' | 'title'>): string =>
  `pull request #${number} ${shown(title)}`;

/** The proposal and its pull request, as long as it is open. */
export function openOne(scene: Scene, number: number): { proposal: Proposal; pull: PullRequestData } | null {
  const [proposal, pull] = [scene.proposals.get(number), scene.world.pullRequest(number)];
  return proposal !== undefined && pull?.state === 'OPEN' ? { proposal, pull } : null;
}

interface Draft {
  change: Change | null;
  branch: string;
  author: string;
  title: string;
  body: string;
}

export async function propose(scene: Scene, { change, branch, author, title, body }: Draft): Promise<Doing | null> {
  const { world, proposals, dice } = scene;
  const peoples = [...proposals.values()].filter(({ byAgent }) => byAgent === undefined);
  if (change === null || peoples.length >= MOST_OPEN) return null;
  await world.pushCommit({ branch, files: { ...change.files }, message: change.message, by: author });
  const short = [...title].slice(0, 200).join('');
  const pull = await world.openPullRequest({
    title: short,
    body,
    head: branch,
    by: author,
    isDraft: dice.happens(0.1),
  });
  proposals.set(pull.number, { number: pull.number, branch, author, change });
  scene.later(dice.between(2, 12), checking(pull.number));
  scene.later(dice.between(HOUR, 2 * DAY), living(pull.number, dice.between(0, 3)));
  return { who: author, what: `opens ${named(pull)}`, act: { kind: 'opened-pull', number: pull.number } };
}

const proposeWork: Deed = (scene) => {
  const { dice, people, now, world, code } = scene;
  const author = people.maintainer(dice, now);
  const fault = dice.pickAny(code.code.faults);
  const site = siteOf(scene);
  const change = dice.weigh<() => Change | null>([
    [() => (fault === null ? null : mend(site, fault)), 4],
    [() => MAKERS[dice.pick(['todo', 'skipped-test', 'suppressed-check'] as const)](site), 1.5],
    [() => plainWork(site), 3],
  ])();
  const hostile = dice.happens(0.1);
  const issue = dice.pickAny([...issuesOf(world, 'people', 'OPEN'), ...issuesOf(world, 'tasks', 'OPEN')]);
  const closes = issue !== null && dice.happens(0.4) ? `\n\n${dice.pick(['Fixes', 'Closes'])} #${issue.number}` : '';
  return propose(scene, {
    change,
    branch: `${author}/${coin(dice)}`,
    author,
    title: hostile ? `${capital(errand(dice))} ${barb(world, dice)}` : capital(errand(dice)),
    body: `${paragraph(dice, 2)}${closes}${hostile ? `\n\n${barb(world, dice)}` : ''}`,
  });
};

/** A bot raises a version, or pins what is not pinned. */
const proposeUpdate: Deed = (scene) => {
  const { dice, code } = scene;
  const unpinned = dice.pickAny(faultsOf(code.code, 'unpinned-action').filter(({ good }) => good !== ''));
  const pins = unpinned !== null && dice.happens(0.7);
  const author = pins || dice.happens(0.5) ? BOTS.renovate : BOTS.dependabot;
  const change = pins ? mend(siteOf(scene), unpinned) : raiseDependency(siteOf(scene));
  const branch = `${author.replace('[bot]', '')}/${coin(dice)}`;
  const title = pins ? 'Pin an action' : 'Bump vitest from 5.1.1 to 5.2.0';
  return propose(scene, { change, branch, author, title, body: 'Merge with `@dependabot merge`.' });
};

/** The workflow of the branch's newest commit ends at once, for better or worse. */
export const checking =
  (number: number): Deed =>
  async (scene) => {
    const { world, dice } = scene;
    const found = openOne(scene, number);
    if (found === null) return null;
    const conclusion = dice.weigh<Conclusion>([
      ['success', 8],
      ['failure', 3],
      ['action_required', 0.5],
      ['cancelled', 0.5],
    ]);
    const { branch } = found.proposal;
    const draft = { workflow: 'ci.yml', workflowName: 'ci', event: 'pull_request', jobs: [{ name: 'test' }] };
    await world.addWorkflowRun({ ...draft, branch, conclusion });
    return {
      who: 'github-actions',
      what: `checks ${named(found.pull)}: ${conclusion}`,
      act: { kind: 'checked-pull', number, conclusion },
    };
  };

export type Step = (
  scene: Scene,
  found: { proposal: Proposal; pull: PullRequestData },
) => Doing | null | Promise<Doing | null>;

export const review: Step = ({ world, dice, people, now }, { pull }) => {
  const state = dice.weigh<ReviewData['state']>([
    ['APPROVED', 4],
    ['CHANGES_REQUESTED', 2],
    ['COMMENTED', 2],
  ]);
  const who = people.triager(dice, now);
  world.review(pull.number, { by: who, state, body: paragraph(dice, 1) });
  const what = `reviews ${named(pull)}: ${state.toLowerCase().replace('_', ' ')}`;
  return { who, what, act: { kind: 'reviewed-pull', number: pull.number, state } };
};

/** More of the same: a number of a file that it changes anyway, or of another. */
export const push: Step = async (scene, { proposal, pull }) => {
  const { world, dice, code } = scene;
  const { branch, author, change } = proposal;
  const theirs = applied(code.code, change);
  const files = touched({ code: theirs, dice });
  if (files === null) return null;
  const oid = await world.pushCommit({ branch, files, message: 'Do as the review said', by: author });
  proposal.change = { ...change, files: { ...change.files, ...files } };
  await world.judgeMergeability(pull.number);
  scene.later(dice.between(2, 12), checking(pull.number));
  const what = `pushes ${oid.slice(0, 7)} to ${named(pull)}`;
  return { who: author, what, act: { kind: 'pushed-pull', number: pull.number, oid } };
};

export const talk: Step = ({ world, dice, people, now }, { pull }) => {
  const who = people.anybody(dice, now);
  world.comment(pull.number, paragraph(dice, 1), who);
  return { who, what: `comments on ${named(pull)}`, act: { kind: 'commented', number: pull.number, hostile: false } };
};

/** Steward watches what bears its label, whoever gave it. */
const mark: Step = ({ world, dice, people, now }, { pull }) => {
  const labels = [dice.pick(['steward', 'dependencies', 'wontfix'])];
  if (labels.every((name) => pull.labels.includes(name))) return null;
  const who = people.triager(dice, now);
  world.addLabels(pull.number, labels, who);
  return { who, what: `labels ${named(pull)} ${labels}`, act: { kind: 'labelled', number: pull.number, labels } };
};

/** The branch begins anew on the newest commit: nothing contradicts it any more. */
export const rebase: Step = async (scene, { proposal, pull }) => {
  const { world, code, dice } = scene;
  const change = changeNumbers(siteOf(scene));
  if (change === null) return null;
  const { branch, author, number } = proposal;
  await world.moveBranch(branch, code.head);
  const { files, message } = change;
  const oid = await world.pushCommit({ branch, files: { ...files }, message, by: author });
  proposal.change = change;
  await world.judgeMergeability(number);
  scene.later(dice.between(2, 12), checking(number));
  const what = `forces ${oid.slice(0, 7)} onto ${named(pull)}`;
  return { who: author, what, act: { kind: 'pushed-pull', number, oid } };
};

export const closing: Step = async (scene, { proposal, pull }) => {
  const { world, dice, people, now, proposals } = scene;
  const who = dice.happens(0.4) ? proposal.author : people.maintainer(dice, now);
  world.closePullRequest(pull.number, who);
  proposals.delete(pull.number);
  await world.moveBranch(proposal.branch, null);
  return { who, what: `closes ${named(pull)}`, act: { kind: 'closed-pull', number: pull.number } };
};

export const merging: Step = async (scene, found) => {
  const { world, dice, people, now, proposals, code } = scene;
  const { proposal, pull } = found;
  if ((await world.judgeMergeability(pull.number)) === 'CONFLICTING') {
    return dice.happens(0.6) ? rebase(scene, found) : closing(scene, found);
  }
  const who = people.maintainer(dice, now);
  await world.mergePullRequest(pull.number, who);
  proposals.delete(pull.number);
  const { oid, paths } = await code.adopt(scene, proposal.change);
  await world.moveBranch(proposal.branch, null);
  afterPush(scene, paths);
  return { who, what: `merges ${named(pull)}`, act: { kind: 'merged-pull', number: pull.number, oid } };
};

/** One step after another; after the last it is merged, closed, or forgotten for a month. */
const living =
  (number: number, steps: number): Deed =>
  async (scene) => {
    const { dice } = scene;
    const found = openOne(scene, number);
    if (found === null) return null;
    if (steps <= 0) return ending(scene, found);
    const step = dice.weigh<Step>([
      [review, 5],
      [push, 3],
      [talk, 2],
      [mark, 1.5],
      [rebase, 0.5],
    ]);
    scene.later(dice.between(HOUR, 3 * DAY), living(number, steps - 1));
    return step(scene, found);
  };

const ending: Step = async (scene, found) => {
  const { dice } = scene;
  const end = dice.weigh<Step | 'rot'>([
    [merging, 6],
    [closing, 2],
    ['rot', 1.5],
  ]);
  const { number } = found.pull;
  if (end === 'rot') scene.later(dice.between(20 * DAY, 40 * DAY), tidying(number));
  const done = end === 'rot' ? null : await end(scene, found);
  if (scene.proposals.has(number) && end !== 'rot') scene.later(dice.between(HOUR, DAY), living(number, 0));
  return done;
};

const tidying =
  (number: number): Deed =>
  (scene) => {
    const found = openOne(scene, number);
    return found === null ? null : closing(scene, found);
  };

export const PULLS: readonly Custom[] = [
  { name: 'propose', rate: 0.14, deed: proposeWork },
  { name: 'update', rate: 0.07, deed: proposeUpdate },
];
