/** What people do to Steward's own issues, its dashboard and its label: accept, reject, change their minds, scribble, delete. */

import type { IssueData } from '@steward/sandbox/world-data.ts';
import { barb } from './barbs.ts';
import { close, commentOn, label, open, remove, reopen, retitle, unpin } from './discussions.ts';
import type { CloseReason, Doing } from './happening.ts';
import { edited, issuesOf, markerOf, withoutMarker } from './issues.ts';
import { capital, errand, paragraph } from './phrases.ts';
import type { Custom, Deed, Scene } from './scene.ts';
import { isLikedTask } from './taste.ts';

const talk: Deed = (scene) => commentOn(scene, open(scene, 'tasks'), scene.people.anybody(scene.dice, scene.now));

/** One of those that people like is done, one of those that they do not is refused. */
const closeAs =
  (reason: CloseReason): Deed =>
  (scene) => {
    const { world, dice, people, now } = scene;
    const fits = issuesOf(world, 'tasks', 'OPEN').filter((issue) => isLikedTask(issue) !== (reason !== 'COMPLETED'));
    return close(scene, dice.pickAny(fits), people.triager(dice, now), reason);
  };

const changeMind: Deed = (scene) => {
  const { dice, people, now, world } = scene;
  return reopen(scene, dice.pickAny(issuesOf(world, 'tasks', 'CLOSED').slice(-12)), people.triager(dice, now));
};

/** A closed one is closed for another reason: rejected after all, or done after all. */
const closeAgain: Deed = (scene) => {
  const { dice, people, now, world } = scene;
  const issue = dice.pickAny(issuesOf(world, 'tasks', 'CLOSED').slice(-12));
  const reason = issue?.stateReason === 'COMPLETED' ? 'NOT_PLANNED' : 'COMPLETED';
  return close(scene, issue, people.triager(dice, now), reason);
};

const EDITS: readonly ((body: string, scene: Scene) => string)[] = [
  (body, { dice }) => `${body}\n\nNote: ${errand(dice)}`,
  (body, { dice }) => `${paragraph(dice, 1)}\n\n${body}`,
  (body, { world, dice }) => `${body}\n\n${barb(world, dice)}`,
  (body) => withoutMarker(body),
  (body) => body.replace(/"task":"(\w)/, (_, first: string) => `"task":"${first === 'a' ? 'b' : 'a'}`),
  (body) => body.replace(/"fingerprints":\[[^\]]*\]/, '"fingerprints":[]'),
  (body) => body.replace(/"intent":"\w+"/, '"intent":"deadbeefdeadbeef"'),
  (body) => body.replace(' -->', ',"copy":true} -->').replace('},"copy"', ',"copy"'),
  (body) => `${body}\n<!-- steward:v1 {"intent":"deadbeefdeadbeef","dashboard":true} -->`,
  (body) => body.slice(0, Math.floor(body.length / 2)),
  () => '',
];

const edit = (scene: Scene, issue: IssueData | null): Doing | null => {
  if (issue === null) return null;
  const who = scene.people.triager(scene.dice, scene.now);
  const body = scene.dice.pick(EDITS)(issue.body, scene);
  return body === issue.body ? null : edited(scene.world, issue, body, who);
};

const scribble: Deed = (scene) => edit(scene, scene.dice.pickAny(issuesOf(scene.world, 'tasks').slice(-20)));

/** One of Steward's issues gets the marker of another. */
const swapMarker: Deed = (scene) => {
  const { dice, world, people, now } = scene;
  const [one, other] = [open(scene, 'tasks'), open(scene, 'tasks')];
  const [own, foreign] = [one, other].map((issue) => (issue === null ? null : markerOf(issue)));
  if (one === null || !own || !foreign || own === foreign) return null;
  return edited(
    world,
    one,
    one.body.replace(own, () => foreign),
    people.triager(dice, now),
  );
};

const rename: Deed = (scene) => {
  const { dice, people, now, world } = scene;
  const title = dice.happens(0.7) ? capital(errand(dice)) : `${capital(errand(dice))} ${barb(world, dice)}`;
  return retitle(scene, open(scene, 'tasks'), [...title].slice(0, 200).join(''), people.triager(dice, now));
};

const sort: Deed = (scene) => {
  const { dice, people, now } = scene;
  const name = dice.weigh([
    ['steward', 2],
    ['steward:approved', 3],
    ['wontfix', 1],
    ['bug', 1],
  ]);
  return label(scene, open(scene, 'tasks'), [name], people.triager(dice, now));
};

const dispose: Deed = (scene) => remove(scene, scene.dice.pickAny(issuesOf(scene.world, 'tasks').slice(-25)));

const dashboardOf = (scene: Scene): IssueData | null => open(scene, 'dashboards');

const scribbleOnDashboard: Deed = (scene) => {
  const { dice, people, now, world } = scene;
  const issue = dashboardOf(scene);
  if (issue === null) return null;
  if (dice.happens(0.5)) return edit(scene, issue);
  const ticked = issue.body.replace('- [ ]', '- [x]');
  const body = ticked === issue.body ? `${issue.body}\n- [x] ${errand(dice)}` : ticked;
  return edited(world, issue, body, dice.happens(0.5) ? people.triager(dice, now) : people.owner);
};

const talkToDashboard: Deed = (scene) =>
  commentOn(scene, dashboardOf(scene), scene.people.anybody(scene.dice, scene.now));
const closeDashboard: Deed = (scene) => {
  const reason = scene.dice.pick<CloseReason>(['COMPLETED', 'NOT_PLANNED']);
  return close(scene, dashboardOf(scene), scene.people.triager(scene.dice, scene.now), reason);
};
const reopenDashboard: Deed = (scene) => {
  const closed = issuesOf(scene.world, 'dashboards', 'CLOSED');
  return reopen(scene, scene.dice.pickAny(closed), scene.people.triager(scene.dice, scene.now));
};
const renameDashboard: Deed = (scene) => retitle(scene, dashboardOf(scene), 'Robots at work', scene.people.owner);
const unpinDashboard: Deed = (scene) => unpin(scene, dashboardOf(scene), scene.people.owner);
const deleteDashboard: Deed = (scene) => remove(scene, dashboardOf(scene));

const deleteLabel: Deed = ({ world, people }) => {
  const name = 'steward';
  if (world.label(name) === null) return null;
  world.deleteLabel(name);
  return { who: people.owner, what: `deletes the label ${name}`, act: { kind: 'deleted-label', name } };
};

export const MEDDLING: readonly Custom[] = [
  { name: 'talk to steward', rate: 0.12, deed: talk },
  { name: 'accept', rate: 0.16, deed: closeAs('COMPLETED') },
  { name: 'reject', rate: 0.16, deed: closeAs('NOT_PLANNED') },
  { name: 'call duplicate', rate: 0.06, deed: closeAs('DUPLICATE') },
  { name: 'change mind', rate: 0.06, deed: changeMind },
  { name: 'close again', rate: 0.03, deed: closeAgain },
  { name: 'scribble', rate: 0.1, deed: scribble },
  { name: 'swap markers', rate: 0.03, deed: swapMarker },
  { name: 'rename task', rate: 0.04, deed: rename },
  { name: 'sort task', rate: 0.08, deed: sort },
  { name: 'dispose', rate: 0.04, deed: dispose },
  { name: 'scribble on dashboard', rate: 0.06, deed: scribbleOnDashboard },
  { name: 'talk to dashboard', rate: 0.03, deed: talkToDashboard },
  { name: 'close dashboard', rate: 0.02, deed: closeDashboard },
  { name: 'reopen dashboard', rate: 0.03, deed: reopenDashboard },
  { name: 'rename dashboard', rate: 0.015, deed: renameDashboard },
  { name: 'unpin dashboard', rate: 0.03, deed: unpinDashboard },
  { name: 'delete dashboard', rate: 0.012, deed: deleteDashboard },
  { name: 'delete label', rate: 0.015, deed: deleteLabel },
];
