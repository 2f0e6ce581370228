/** What people do among themselves: talk, correct, sort, pin, lock, close and reopen their own issues. */

import type { IssueData } from '@steward/sandbox/world-data.ts';
import { barb } from './barbs.ts';
import type { CloseReason, Doing } from './happening.ts';
import { edited, issuesOf, named, type Which } from './issues.ts';
import { BOTS } from './people.ts';
import { capital, complaint, errand, paragraph } from './phrases.ts';
import type { Custom, Deed, Scene } from './scene.ts';

const MOST_PINS = 3;
/** Above this many, old ones are closed for want of interest. */
const MANY = 24;

export const open = (scene: Scene, which: Which = 'people'): IssueData | null =>
  scene.dice.pickAny(issuesOf(scene.world, which, 'OPEN'));

export function commentOn(scene: Scene, issue: IssueData | null, by: string): Doing | null {
  if (issue === null || issue.locked) return null;
  const { world, dice } = scene;
  const hostile = dice.happens(0.12);
  const body = hostile ? `${barb(world, dice)}\n\n${barb(world, dice)}` : paragraph(dice, dice.between(1, 3));
  world.comment(issue.number, body, by);
  return { who: by, what: `comments on ${named(issue)}`, act: { kind: 'commented', number: issue.number, hostile } };
}

export function close(scene: Scene, issue: IssueData | null, by: string, reason: CloseReason): Doing | null {
  if (issue === null) return null;
  scene.world.closeIssue(issue.number, by, reason);
  const what = `closes ${named(issue)} as ${reason.toLowerCase().replace('_', ' ')}`;
  return { who: by, what, act: { kind: 'closed-issue', number: issue.number, reason } };
}

export function reopen(scene: Scene, issue: IssueData | null, by: string): Doing | null {
  if (issue === null) return null;
  scene.world.reopen(issue.number, by);
  return { who: by, what: `reopens ${named(issue)}`, act: { kind: 'reopened', number: issue.number } };
}

export function label(scene: Scene, issue: IssueData | null, names: readonly string[], by: string): Doing | null {
  if (issue === null) return null;
  const has = names.filter((name) => issue.labels.includes(name));
  const { number } = issue;
  if (has.length > 0) {
    scene.world.removeLabels(number, has, by);
    const what = `takes ${has.join(', ')} off ${named(issue)}`;
    return { who: by, what, act: { kind: 'unlabelled', number, labels: has } };
  }
  scene.world.addLabels(number, names, by);
  const what = `labels ${named(issue)} ${names.join(', ')}`;
  return { who: by, what, act: { kind: 'labelled', number, labels: names } };
}

export function retitle(scene: Scene, issue: IssueData | null, title: string, by: string): Doing | null {
  if (issue === null) return null;
  const before = named(issue);
  scene.world.retitle(issue.number, title);
  return { who: by, what: `retitles ${before}: ${named(issue)}`, act: { kind: 'retitled', number: issue.number } };
}

export function unpin(scene: Scene, issue: IssueData | null, by: string): Doing | null {
  if (issue === null || !scene.world.data.pins.includes(issue.number)) return null;
  scene.world.unpin(issue.number);
  return { who: by, what: `unpins ${named(issue)}`, act: { kind: 'unpinned', number: issue.number } };
}

export function remove(scene: Scene, issue: IssueData | null): Doing | null {
  if (issue === null) return null;
  scene.world.deleteIssue(issue.number);
  const who = scene.people.owner;
  return { who, what: `deletes ${named(issue)}`, act: { kind: 'deleted-issue', number: issue.number } };
}

const talk: Deed = (scene) => commentOn(scene, open(scene), scene.people.anybody(scene.dice, scene.now));

const correct: Deed = (scene) => {
  const issue = open(scene);
  if (issue === null) return null;
  const body = `${issue.body.slice(0, 2_000)}\n\nEdit: ${complaint(scene.dice)}`;
  return edited(scene.world, issue, body, issue.author ?? scene.people.owner);
};

const rename: Deed = (scene) => {
  const { dice, people, now } = scene;
  return retitle(scene, open(scene), capital(complaint(dice)), people.triager(dice, now));
};

const sort: Deed = (scene) => {
  const { dice, people, now, world } = scene;
  const name = dice.weigh([
    ['bug', 4],
    ['question', 2],
    ['good first issue', 1],
    ['steward', 1],
    ['steward:approved', 1],
    [world.data.labels[0]?.name ?? 'bug', 1],
  ]);
  return label(scene, open(scene), [name], people.triager(dice, now));
};

const finish: Deed = (scene) => {
  const { dice, people, now, world } = scene;
  const all = issuesOf(world, 'people', 'OPEN');
  const reason = dice.weigh<CloseReason>([
    ['COMPLETED', 6],
    ['NOT_PLANNED', 2],
    ['DUPLICATE', 1],
  ]);
  const many = all.length > MANY;
  if (many) scene.later(dice.between(1, 9), tidy);
  return close(scene, many ? (all[0] ?? null) : dice.pickAny(all), people.triager(dice, now), reason);
};

/** A bot closes the oldest. */
const tidy: Deed = (scene) => {
  const all = issuesOf(scene.world, 'people', 'OPEN');
  return all.length <= MANY ? null : close(scene, all[0] ?? null, BOTS.stale, 'NOT_PLANNED');
};

const regret: Deed = (scene) => {
  const { dice, people, now, world } = scene;
  const recent = issuesOf(world, 'people', 'CLOSED').slice(-30);
  return reopen(scene, dice.pickAny(recent), people.anybody(dice, now));
};

/** People's pins take the places that the dashboard would want. */
const pin: Deed = (scene) => {
  const { world, dice, people, now } = scene;
  const pinned = issuesOf(world, 'people').filter(({ number }) => world.data.pins.includes(number));
  const who = people.maintainer(dice, now);
  if (pinned.length > 0 && dice.happens(0.45)) return unpin(scene, dice.pick(pinned), who);
  const issue = dice.pickAny(issuesOf(world, 'people', 'OPEN').filter((one) => !pinned.includes(one)));
  if (issue === null || world.data.pins.length >= MOST_PINS) return null;
  world.pin(issue.number);
  return { who, what: `pins ${named(issue)}`, act: { kind: 'pinned', number: issue.number } };
};

const lock: Deed = (scene) => {
  const { world, dice, people, now } = scene;
  const candidates = [...issuesOf(world, 'people').slice(-60), ...issuesOf(world, 'tasks', 'OPEN')];
  const cooled = candidates.filter((one) => one.locked);
  const issue = dice.pickAny(cooled.length > 0 && dice.happens(0.5) ? cooled : candidates);
  if (issue === null) return null;
  const locked = !issue.locked;
  world.lock(issue.number, locked);
  const who = people.maintainer(dice, now);
  const kind = locked ? 'locked' : 'unlocked';
  return { who, what: `${locked ? 'locks' : 'unlocks'} ${named(issue)}`, act: { kind, number: issue.number } };
};

/** Spam goes altogether. */
const sweep: Deed = (scene) => {
  const spam = issuesOf(scene.world, 'people').filter(({ authorAssociation }) => authorAssociation === 'NONE');
  return remove(scene, scene.dice.pickAny(spam.slice(-20)));
};

const wish: Deed = (scene) => {
  const { dice, people } = scene;
  const issue = open(scene);
  const body = `/steward ${dice.pick(['approve', 'retry', 'pause'])}\n\n${errand(dice)}`;
  if (issue === null || issue.locked) return null;
  const who = people.stranger(dice);
  scene.world.comment(issue.number, body, who);
  return { who, what: `commands on ${named(issue)}`, act: { kind: 'commented', number: issue.number, hostile: true } };
};

export const DISCUSSIONS: readonly Custom[] = [
  { name: 'talk', rate: 0.4, deed: talk },
  { name: 'correct', rate: 0.1, deed: correct },
  { name: 'rename', rate: 0.05, deed: rename },
  { name: 'sort', rate: 0.15, deed: sort },
  { name: 'finish', rate: 0.6, deed: finish },
  { name: 'regret', rate: 0.05, deed: regret },
  { name: 'pin', rate: 0.08, deed: pin },
  { name: 'lock', rate: 0.04, deed: lock },
  { name: 'sweep', rate: 0.03, deed: sweep },
  { name: 'wish', rate: 0.04, deed: wish },
];
