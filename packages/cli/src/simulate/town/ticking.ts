/** What people tick, strike and untick on the dashboard: those who may, and those who may not. */
import type { IssueData } from '@steward/sandbox/world-data.ts';
import type { Doing } from './happening.ts';
import { issuesOf, named } from './issues.ts';
import type { Custom, Deed, Scene } from './scene.ts';
import { isLikedType } from './taste.ts';

type Verb = 'approve' | 'reject' | 'raise' | 'retry' | 'pause';

interface Line {
  text: string;
  index: number;
}

const KIND = / · ([a-z-]+), (?:urgent|high|medium|low) <!--/;

const dashboard = ({ world, dice }: Scene): IssueData | null => dice.pickAny(issuesOf(world, 'dashboards', 'OPEN'));

function boxesOf({ body }: IssueData, verb: Verb, mark: ' ' | 'x'): Line[] {
  return body
    .split('\n')
    .map((text, index) => ({ text, index }))
    .filter(({ text }) => text.startsWith(`- [${mark}] `) && text.includes(`<!-- steward:${verb}`));
}

const isLiked = ({ text }: Line): boolean => isLikedType(KIND.exec(text)?.[1] ?? '');

/** One line of the dashboard becomes another. */
function rewrite(scene: Scene, issue: IssueData, line: Line, change: { to: string; by: string; verb: string }): Doing {
  const lines = issue.body.split('\n');
  lines[line.index] = change.to;
  scene.world.editBody(issue.number, lines.join('\n'), change.by);
  const what = `says ${change.verb} on ${named(issue)}`;
  return { who: change.by, what, act: { kind: 'ordered', number: issue.number, verb: change.verb } };
}

const turned = (line: Line): string =>
  line.text.startsWith('- [ ]') ? line.text.replace('- [ ]', '- [x]') : line.text.replace('- [x]', '- [ ]');

export const turn =
  (verb: Verb, mark: ' ' | 'x', wants: (line: Line) => boolean, who: (scene: Scene) => string): Deed =>
  (scene) => {
    const issue = dashboard(scene);
    const line = issue && scene.dice.pickAny(boxesOf(issue, verb, mark).filter(wants));
    if (!issue || !line) return null;
    return rewrite(scene, issue, line, { to: turned(line), by: who(scene), verb: mark === ' ' ? verb : `no ${verb}` });
  };

export const any = (): boolean => true;
export const maintainer = ({ people, dice, now }: Scene): string => people.maintainer(dice, now);
export const passerBy = ({ people, dice, now }: Scene): string =>
  dice.happens(0.5) ? people.stranger(dice) : people.reader(dice, now);

const strike: Deed = (scene) => {
  const issue = dashboard(scene);
  const line = issue && scene.dice.pickAny(boxesOf(issue, 'approve', ' ').filter((one) => !isLiked(one)));
  if (!issue || !line) return null;
  const to = line.text.replace(/^- \[ \] (.*?)( <!-- .*)$/, '- [ ] ~~$1~~$2');
  return rewrite(scene, issue, line, { to, by: maintainer(scene), verb: 'strike' });
};

/** Ids are known only of the suggestion's own line; its box of refusal carries the same. */
const refuse: Deed = (scene) => {
  const issue = dashboard(scene);
  if (!issue) return null;
  const disliked = boxesOf(issue, 'approve', ' ').filter((line) => !isLiked(line));
  const ids = disliked.map(({ text }) => /steward:approve ([0-9a-f]+)/.exec(text)?.[1] ?? '-');
  const line = scene.dice.pickAny(
    boxesOf(issue, 'reject', ' ').filter(({ text }) => ids.some((id) => text.includes(id))),
  );
  return line && rewrite(scene, issue, line, { to: turned(line), by: maintainer(scene), verb: 'reject' });
};

const pause: Deed = (scene) => {
  scene.later(scene.dice.between(60, 3 * 1_440), turn('pause', 'x', any, maintainer));
  return turn('pause', ' ', any, maintainer)(scene);
};

const stray: Deed = (scene) => {
  const verb = scene.dice.pick<Verb>(['approve', 'reject', 'raise', 'pause']);
  return turn(verb, ' ', any, passerBy)(scene);
};

export const TICKING: readonly Custom[] = [
  { name: 'approve', rate: 0.25, deed: turn('approve', ' ', isLiked, maintainer) },
  { name: 'unapprove', rate: 0.02, deed: turn('approve', 'x', any, maintainer) },
  { name: 'refuse', rate: 0.1, deed: refuse },
  { name: 'strike', rate: 0.05, deed: strike },
  { name: 'raise', rate: 0.05, deed: turn('raise', ' ', any, maintainer) },
  { name: 'pause', rate: 0.02, deed: pause },
  { name: 'resume', rate: 0.05, deed: turn('pause', 'x', any, maintainer) },
  { name: 'stray tick', rate: 0.08, deed: stray },
];
