/** People who take what agents have, finish what none could do, and tell Steward so. */

import { workOf } from './agent-works.ts';
import { issuesOf } from './issues.ts';
import { capital, coin, errand, paragraph } from './phrases.ts';
import { propose, siteOf } from './pulls.ts';
import { type Custom, DAY, type Deed, HOUR, type Scene } from './scene.ts';
import { any, maintainer, passerBy, turn } from './ticking.ts';

/** A person takes what an agent has: by assigning themself, by a pull request of their own, or both. */
const takeOver: Deed = async (scene) => {
  const { world, dice, people, now, inHand, code } = scene;
  const number = dice.pickAny([...inHand.keys()].filter((one) => world.issue(one)?.state === 'OPEN'));
  if (number === null) return null;
  const who = people.maintainer(dice, now);
  const isAssigned = dice.happens(0.6);
  if (isAssigned) {
    world.assign(number, [who], who);
    scene.later(dice.between(4 * HOUR, 4 * DAY), leaving(number, who));
  }
  if (!isAssigned || dice.happens(0.4)) {
    const change = workOf(siteOf(scene), { instructions: { paths: [...code.code.files.keys()] } as never });
    const body = `${paragraph(dice, 1)}\n\nCloses #${number}`;
    const draft = { change, branch: `${who}/${coin(dice)}`, author: who, title: capital(errand(dice)), body };
    const proposed = await propose(scene, draft);
    if (proposed !== null) return proposed;
  }
  if (!isAssigned) return null;
  return { who, what: `takes #${number}`, act: { kind: 'ordered', number, verb: 'take' } };
};

/** Whoever took it is done with it, or gives it back. */
const leaving =
  (number: number, who: string): Deed =>
  ({ world, dice }) => {
    if (world.issue(number)?.state !== 'OPEN') return null;
    if (dice.happens(0.7)) {
      world.closeIssue(number, who, 'COMPLETED');
      return { who, what: `finishes #${number}`, act: { kind: 'closed-issue', number, reason: 'COMPLETED' } };
    }
    world.unassign(number, [who], who);
    return { who, what: `gives #${number} back`, act: { kind: 'ordered', number, verb: 'give back' } };
  };

/** What no agent could do, a person does in the end. */
const finish: Deed = ({ world, dice, people, now, inHand, proposals }) => {
  const worked = new Set([...proposals.values()].flatMap((one) => world.pullRequest(one.number)?.closes ?? []));
  const idle = issuesOf(world, 'tasks', 'OPEN').filter(({ number }) => !inHand.has(number) && !worked.has(number));
  const issue = dice.pickAny(idle);
  if (issue === null) return null;
  const who = people.maintainer(dice, now);
  world.closeIssue(issue.number, who, 'COMPLETED');
  const { number } = issue;
  return { who, what: `finishes #${number}`, act: { kind: 'closed-issue', number, reason: 'COMPLETED' } };
};

/** Words for Steward on a task's issue: of those who may give orders, and of others. */
const order =
  (word: string, who: (scene: Scene) => string): Deed =>
  (scene) => {
    const { world, dice } = scene;
    const issue = dice.pickAny(issuesOf(world, 'tasks', 'OPEN').filter(({ locked }) => !locked));
    if (issue === null) return null;
    const by = who(scene);
    world.comment(issue.number, `/steward ${word}`, by);
    return {
      who: by,
      what: `says ${word} on #${issue.number}`,
      act: { kind: 'ordered', number: issue.number, verb: word },
    };
  };

export const AGENT_CUSTOMS: readonly Custom[] = [
  { name: 'retry', rate: 0.1, deed: turn('retry', ' ', any, maintainer) },
  { name: 'word take', rate: 0.05, deed: order('take', maintainer) },
  { name: 'word release', rate: 0.08, deed: order('release', maintainer) },
  { name: 'word retry', rate: 0.08, deed: order('retry', maintainer) },
  { name: 'stray word', rate: 0.05, deed: order('take', passerBy) },
  { name: 'take over', rate: 0.3, deed: takeOver },
  { name: 'finish', rate: 0.35, deed: finish },
];
