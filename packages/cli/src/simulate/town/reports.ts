/** New issues: bugs and questions in several languages, what Steward has said already, and what strangers try. */

import type { Dice } from '@steward/sandbox/dice.ts';
import { BARBS, barb, canary, canaryInLine } from './barbs.ts';
import { type Doing, type IssueNature, shown } from './happening.ts';
import { issuesOf, markerOf } from './issues.ts';
import { capital, coin, complaint, errand, paragraph } from './phrases.ts';
import type { Custom, Deed, Scene } from './scene.ts';
import { foreignText } from './tongues.ts';

/** From here on somebody closes an old one instead of opening another. */
export const MOST_OPEN = 38;

interface Draft {
  title: string;
  body: string;
  by: string;
  labels?: readonly string[];
}

function open(scene: Scene, nature: IssueNature, draft: Draft): Doing | null {
  const { world } = scene;
  if (issuesOf(world, 'people', 'OPEN').length >= MOST_OPEN) return null;
  const labels = (draft.labels ?? []).filter((name) => world.label(name) !== null);
  const title = [...draft.title].slice(0, 250).join('');
  const { number } = world.openIssue({ ...draft, title, labels });
  return {
    who: draft.by,
    what: `opens #${number} (${nature}): ${shown(title)}`,
    act: { kind: 'opened-issue', number, nature },
  };
}

const report: Deed = (scene) => {
  const { dice, people, now } = scene;
  return open(scene, 'bug', {
    title: capital(complaint(dice)),
    body: `${paragraph(dice, dice.between(1, 6))}\n\n\`\`\`\n${coin(dice)}: ${complaint(dice)}\n\`\`\`\n`,
    labels: dice.happens(0.4) ? ['bug'] : [],
    by: people.anybody(dice, now),
  });
};

const ask: Deed = (scene) => {
  const { dice, people, now } = scene;
  return open(scene, 'question', {
    title: `How do I ${errand(dice)}?`,
    body: dice.happens(0.2) ? '' : paragraph(dice, 2),
    labels: dice.happens(0.3) ? ['question'] : [],
    by: people.reader(dice, now),
  });
};

const writeAbroad: Deed = (scene) => {
  const { dice, people, now } = scene;
  return open(scene, 'tongue', { ...foreignText(dice), by: people.reader(dice, now) });
};

/** What Steward has written, or nearly: it must neither be taken for Steward's, nor written a second time. */
const repeat: Deed = (scene) => {
  const { world, dice, people, now } = scene;
  const issue = dice.pickAny(issuesOf(world, 'tasks'));
  if (issue === null) return null;
  const title = dice.happens(0.5) ? issue.title : `Please: ${issue.title.toLowerCase()}`;
  return open(scene, 'duplicate', { title, body: paragraph(dice, 1), by: people.anybody(dice, now) });
};

const title = (scene: Scene): string => {
  const { world, dice } = scene;
  const said = dice.happens(0.5) ? `${capital(complaint(dice))} ` : '';
  return `${said}${barb(world, dice)}`;
};

const attack: Deed = (scene) => {
  const { world, dice, people, now } = scene;
  const barbs = Array.from({ length: dice.between(2, 6) }, () => dice.pick(BARBS)(world, dice));
  return open(scene, 'hostile', {
    title: title(scene),
    body: [paragraph(dice, 1), ...barbs, dice.happens(0.1) ? flood(dice) : ''].join('\n\n'),
    by: dice.happens(0.7) ? people.stranger(dice) : people.reader(dice, now),
  });
};

const flood = (dice: Dice): string => dice.pick(['[', '*a_ ', '![a](', '> ', '`', '<!--', '| ']).repeat(6_000);

/** Steward's own marker under another title: it counts only by its author. */
const forge: Deed = (scene) => {
  const { world, dice, people } = scene;
  const which = dice.happens(0.25) ? 'dashboards' : 'tasks';
  const issue = dice.pickAny(issuesOf(world, which));
  if (issue === null) return null;
  const whole = dice.happens(0.4);
  return open(scene, 'forged-marker', {
    title: whole ? issue.title : capital(errand(dice)),
    body: whole ? issue.body : `${paragraph(dice, 1)}\n${markerOf(issue) ?? ''}`,
    labels: whole ? issue.labels : [],
    by: people.stranger(dice),
  });
};

const leak: Deed = (scene) => {
  const { dice, people, now } = scene;
  const inTitle = dice.happens(0.4);
  return open(scene, 'canary', {
    title: inTitle ? `${capital(complaint(dice))} ${canaryInLine(dice)}` : capital(complaint(dice)),
    body: `${paragraph(dice, 1)}\n\n\`\`\`\n${canary(dice)}\n\`\`\`\n`,
    by: people.reader(dice, now),
  });
};

export const REPORTS: readonly Custom[] = [
  { name: 'report', rate: 0.35, deed: report },
  { name: 'ask', rate: 0.14, deed: ask },
  { name: 'write abroad', rate: 0.06, deed: writeAbroad },
  { name: 'repeat', rate: 0.06, deed: repeat },
  { name: 'attack', rate: 0.1, deed: attack },
  { name: 'forge', rate: 0.07, deed: forge },
  { name: 'leak', rate: 0.06, deed: leak },
];
