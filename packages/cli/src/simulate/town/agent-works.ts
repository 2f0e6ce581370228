/** Agents among people: what they change, and what people make of it: answers, reviews, merges, reverts, and taking over. */

import type { Deed as AgentDeed } from '@steward/sandbox/agents/errand.ts';
import type { Job } from '@steward/sandbox/agents/work.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import { afterPush } from './aftermath.ts';
import type { Change, Code } from './codebase.ts';
import { type Site, touched } from './faults.ts';
import type { Doing } from './happening.ts';
import { capital, errand, paragraph } from './phrases.ts';
import { checking, closing, merging, named, openOne, push, review, talk } from './pulls.ts';
import { mend } from './repairs.ts';
import { DAY, type Deed, HOUR, type Proposal, type Scene } from './scene.ts';

/** Mostly what was asked; now and then something else. Null: there is nothing to do. */
export function workOf(site: Site, { instructions }: Pick<Job, 'instructions'>): Change | null {
  const { dice, code } = site;
  const fault = code.faults.find(({ path }) => instructions.paths.includes(path));
  const asked = fault !== undefined && !dice.happens(0.15) ? mend(site, fault) : null;
  if (asked !== null) return asked;
  const files = touched(site);
  return files === null ? null : { kind: 'plain', message: capital(errand(dice)), files };
}

/** What follows from a deed of an agent, if anything does. */
export function reactTo(scene: Scene, deed: AgentDeed, change: Change | null): void {
  const { dice, inHand } = scene;
  const { issue, pull } = deed;
  if (issue !== null && deed.what === 'started') inHand.set(issue, deed.agent);
  else if (issue !== null && deed.what !== 'checked') inHand.delete(issue);
  if (deed.what === 'asked' && issue !== null) answersTo(scene, issue);
  if (pull === undefined) {
    if (deed.what === 'left-branch' && issue !== null) scene.later(dice.between(HOUR, DAY), openFor(issue));
    return;
  }
  if (deed.what === 'checked') {
    // Somebody lets the checks of a workflow's pull request run.
    if (scene.world.pullRequest(pull)?.author === workflowBot.login)
      scene.later(dice.between(20, 12 * HOUR), checking(pull));
    return;
  }
  adoptPull(scene, pull, change);
}

function adoptPull(scene: Scene, number: number, change: Change | null): void {
  const { world, proposals, dice } = scene;
  const found = world.pullRequest(number);
  if (found === null) return;
  const known = proposals.get(number);
  proposals.set(number, {
    ...{ number, branch: found.headRefName, author: found.author ?? '', byAgent: true },
    change: change ?? known?.change ?? NOTHING,
  });
  if (found.author !== workflowBot.login) scene.later(dice.between(2, 12), checking(number));
  if (known === undefined) scene.later(dice.between(HOUR, 2 * DAY), judging(number, dice.between(0, 2)));
}

const NOTHING: Change = { kind: 'plain', message: 'Nothing', files: {} };

type Found = { proposal: Proposal; pull: NonNullable<ReturnType<typeof openOne>>['pull'] };

/** A person looks at an agent's pull request: some steps, then it is merged, closed, or left for long. */
const judging =
  (number: number, steps: number): Deed =>
  async (scene) => {
    const found = openOne(scene, number);
    if (found === null) return null;
    const { dice } = scene;
    if (steps > 0) {
      scene.later(dice.between(HOUR, DAY), judging(number, steps - 1));
      const step = dice.weigh([
        [review, 5],
        [talk, 2],
        [push, 0.7],
      ]);
      return step(scene, found);
    }
    return conclude(scene, found);
  };

async function conclude(scene: Scene, found: Found): Promise<Doing | null> {
  const { dice } = scene;
  const { number } = found.pull;
  // Nobody merges what changes nothing.
  const isEmpty = found.pull.changedFiles === 0;
  const end = dice.weigh<'merge' | 'close' | 'lose' | 'rot'>([
    ['merge', isEmpty ? 0 : 7],
    ['close', 2],
    ['lose', 0.4],
    ['rot', 0.6],
  ]);
  if (end === 'rot') {
    scene.later(dice.between(4 * DAY, 12 * DAY), judging(number, 0));
    return null;
  }
  if (end === 'lose') return loseBranch(scene, found);
  if (end === 'close') return closing(scene, found);
  const before = scene.code.code;
  const done = await merging(scene, found);
  if (scene.proposals.has(number)) scene.later(dice.between(HOUR, DAY), judging(number, 0));
  else if (done?.act.kind === 'merged-pull' && dice.happens(0.12)) {
    const { oid } = done.act;
    scene.later(dice.between(2 * HOUR, 2 * DAY), reverting({ number, oid, before, after: scene.code.code }));
  }
  return done;
}

/** The branch is deleted, and GitHub closes what it was for. */
async function loseBranch(scene: Scene, { proposal, pull }: Found): Promise<Doing> {
  const { world, proposals, people, dice, now } = scene;
  const who = people.maintainer(dice, now);
  await world.moveBranch(proposal.branch, null);
  if (world.pullRequest(pull.number)?.state === 'OPEN') world.closePullRequest(pull.number, who);
  proposals.delete(pull.number);
  const what = `deletes the branch of ${named(pull)}`;
  return { who, what, act: { kind: 'closed-pull', number: pull.number } };
}

/** As it was before, where nobody has changed the same files since; and mostly the issue is open again. */
const reverting =
  ({ number, oid, before, after }: { number: number; oid: string; before: Code; after: Code }): Deed =>
  async (scene) => {
    const { world, code, people, dice, now } = scene;
    const paths = [...new Set([...before.files.keys(), ...after.files.keys()])].filter(
      (path) => before.files.get(path) !== after.files.get(path),
    );
    if (paths.length === 0 || paths.some((path) => code.code.files.get(path) !== after.files.get(path))) return null;
    const pull = world.pullRequest(number);
    if (pull === null) return null;
    const who = people.maintainer(dice, now);
    const files = Object.fromEntries(paths.map((path) => [path, before.files.get(path) ?? null]));
    const known = new Set(code.code.faults.map(({ id }) => id));
    const added = before.faults.filter(({ id, path }) => paths.includes(path) && !known.has(id));
    const message = `Revert "${pull.title}" (#${number})\n\nThis reverts commit ${oid}.`;
    const head = await code.push({ world }, { kind: 'plain', message, files, added }, who);
    afterPush(scene, paths);
    for (const issue of pull.closes) {
      if (world.issue(issue)?.state === 'CLOSED' && dice.happens(0.7)) world.reopen(issue, who);
    }
    const what = `reverts ${named(pull)} with ${head.slice(0, 7)}`;
    return { who, what, act: { kind: 'pushed', oid: head, change: 'plain', rule: null, paths } };
  };

/** Somebody without a say may come first; somebody with one mostly answers in the end. */
function answersTo(scene: Scene, issue: number): void {
  const { dice } = scene;
  if (dice.happens(0.4)) scene.later(dice.between(10, DAY), answering(issue, false));
  if (dice.happens(0.75)) scene.later(dice.between(30, 3 * DAY), answering(issue, true));
}

const answering =
  (number: number, mayDecide: boolean): Deed =>
  ({ world, dice, people, now }) => {
    const issue = world.issue(number);
    if (issue?.state !== 'OPEN' || issue.locked) return null;
    const who = mayDecide ? people.maintainer(dice, now) : people.reader(dice, now);
    world.comment(number, dice.pick(['Yes, behind a setting.', 'No, drop it.', paragraph(dice, 1)]), who);
    return { who, what: `answers on #${number}`, act: { kind: 'commented', number, hostile: false } };
  };

/** What a workflow left as a branch, because Actions may open no pull requests here. */
const openFor =
  (issue: number): Deed =>
  async (scene) => {
    const { world, people, dice, now } = scene;
    const said = world.commentsOn(issue).findLast(({ body }) => body.includes('/compare/'));
    const branch = /\/compare\/[^.\s]+\.\.\.(\S+)/.exec(said?.body ?? '')?.[1];
    if (branch === undefined || world.issue(issue)?.state !== 'OPEN') return null;
    if ((await world.git.ref(`refs/heads/${branch}`)) === null) return null;
    if (world.data.pullRequests.some(({ state, headRefName }) => state === 'OPEN' && headRefName === branch))
      return null;
    const who = people.maintainer(dice, now);
    const title = world.issue(issue)?.title ?? '';
    const pull = await world.openPullRequest({ title, body: `Closes #${issue}`, head: branch, by: who });
    adoptPull(scene, pull.number, null);
    return { who, what: `opens ${named(pull)}`, act: { kind: 'opened-pull', number: pull.number } };
  };
