/** Pushes to the default branch: work with and without faults, settings, and now and then a branch that goes back. */

import { afterPush } from './aftermath.ts';
import { type Change, type Fault, type FaultRule, MOST_FAULTS, textAt } from './codebase.ts';
import { MAKERS, type Site, touched } from './faults.ts';
import { type Doing, shown } from './happening.ts';
import { oddWork } from './oddities.ts';
import { mend, move, reword } from './repairs.ts';
import { type Custom, type Deed, HOUR, type Scene } from './scene.ts';
import { CONFIGURATION, isValid, mendedConfiguration, otherConfiguration, otherGoals } from './settings.ts';
import { plainWork } from './works.ts';

const siteOf = ({ world, code, dice }: Scene): Site => ({ world, code: code.code, dice });

/** Pushes a change, starts the workflows, and says so in one line. */
async function push(scene: Scene, change: Change | null, by?: string): Promise<Doing | null> {
  if (change === null) return null;
  const who = by ?? scene.people.maintainer(scene.dice, scene.now);
  const oid = await scene.code.push(scene, change, who);
  const paths = Object.keys(change.files);
  afterPush(scene, paths);
  const what = `pushes ${oid.slice(0, 7)}, ${change.kind}${change.rule === undefined ? '' : ` (${change.rule})`}: ${shown(change.message)}`;
  return { who, what, act: { kind: 'pushed', oid, change: change.kind, rule: change.rule ?? null, paths } };
}

const addFault: Deed = async (scene) => {
  const { dice, code } = scene;
  if (code.code.faults.length >= MOST_FAULTS) return mendFault(scene);
  const rule = dice.weigh([
    ['todo', 3],
    ['skipped-test', 3],
    ['suppressed-check', 3],
    ['unpinned-action', 2],
    ['untested-source', 1.5],
    ['failing-workflow', 1.2],
  ] satisfies readonly (readonly [FaultRule, number])[]);
  const change = MAKERS[rule](siteOf(scene));
  // A file counts as changed often only once it has changed again.
  if (rule === 'untested-source' && change !== null)
    scene.later(dice.between(1, 20), touching(Object.keys(change.files)));
  if (dice.happens(0.2)) scene.later(dice.between(1, 4), work);
  return push(scene, change);
};

const touching =
  (paths: readonly string[]): Deed =>
  (scene) => {
    const here = paths.filter((path) => scene.code.code.files.has(path));
    const files = touched(siteOf(scene), here);
    return push(scene, files === null ? null : { kind: 'plain', message: `Go on with ${here[0]}`, files });
  };

/** A red default branch is mended before anything else. */
function nextFault({ dice, code }: Scene): Fault | null {
  const broken = code.code.faults.find(({ rule }) => rule === 'failing-workflow');
  if (broken !== undefined && dice.happens(0.6)) return broken;
  return dice.pickAny(code.code.faults);
}

const mendFault: Deed = (scene) => {
  const fault = nextFault(scene);
  return fault === null ? null : push(scene, mend(siteOf(scene), fault));
};

const carryFault: Deed = (scene) => {
  const fault = scene.dice.pickAny(
    scene.code.code.faults.filter(({ rule }) => rule === 'todo' || rule === 'skipped-test'),
  );
  if (fault === null) return null;
  const change = scene.dice.happens(0.5) ? move(siteOf(scene), fault) : reword(siteOf(scene), fault);
  return push(scene, change);
};

const work: Deed = (scene) => push(scene, plainWork(siteOf(scene)));

/** Several small pushes within minutes. */
const workALot: Deed = (scene) => {
  const { dice } = scene;
  for (
    let minutes = dice.between(1, 5), left = dice.between(1, 3);
    left > 0;
    left -= 1, minutes += dice.between(1, 5)
  ) {
    scene.later(minutes, dice.happens(0.4) ? mendFault : work);
  }
  return work(scene);
};

const addOddity: Deed = (scene) => push(scene, oddWork(siteOf(scene)));

async function configure(scene: Scene, change: Change): Promise<Doing | null> {
  const pushed = await push(scene, change, scene.people.owner);
  if (pushed === null) return null;
  const valid = isValid(textAt(scene.code.code, CONFIGURATION));
  return { ...pushed, act: { kind: 'configured', oid: scene.code.head, valid } };
}

/** A configuration that cannot be obeyed is noticed within the day. */
function mendLater(scene: Scene, before: string): void {
  scene.later(scene.dice.between(40, 9 * HOUR), (later) =>
    isValid(textAt(later.code.code, CONFIGURATION)) ? null : configure(later, mendedConfiguration(before, later)),
  );
}

const changeConfiguration: Deed = async (scene) => {
  const before = textAt(scene.code.code, CONFIGURATION);
  const configured = await configure(scene, otherConfiguration(scene));
  mendLater(scene, before);
  return configured;
};

const changeGoals: Deed = (scene) => push(scene, otherGoals(siteOf(scene)), scene.people.owner);

/** The branch is set back by a few commits; mostly something else follows at once, as after an amended commit. */
const rewind: Deed = async (scene) => {
  const { world, code, dice } = scene;
  const from = code.head;
  const oid = code.past[dice.between(0, 2)];
  if (oid === undefined) return null;
  await world.moveBranch(world.repository.defaultBranch, oid);
  code.recall(oid);
  afterPush(scene, []);
  if (dice.happens(0.7)) scene.later(1, work);
  mendLater(scene, '');
  const who = scene.people.maintainer(dice, scene.now);
  const what = `forces the default branch from ${from.slice(0, 7)} back to ${oid.slice(0, 7)}`;
  return { who, what, act: { kind: 'rewound', oid, from } };
};

export const PUSHES: readonly Custom[] = [
  { name: 'fault', rate: 0.55, deed: addFault },
  { name: 'mend', rate: 0.5, deed: mendFault },
  { name: 'carry', rate: 0.12, deed: carryFault },
  { name: 'work', rate: 0.3, deed: work },
  { name: 'work a lot', rate: 0.06, deed: workALot },
  { name: 'oddity', rate: 0.07, deed: addOddity },
  { name: 'configuration', rate: 0.07, deed: changeConfiguration },
  { name: 'goals', rate: 0.04, deed: changeGoals },
  { name: 'rewind', rate: 0.03, deed: rewind },
];
