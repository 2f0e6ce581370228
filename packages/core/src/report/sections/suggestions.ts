/** What Steward would do next, each with its evidence and a box: a tick is an approval. */
import { isAdopting } from '../../domain/adoption.ts';
import { renderBox } from '../../domain/box.ts';
import { counted, link, shorten, titleText } from '../../domain/markdown.ts';
import { isOpen, type Task } from '../../domain/task.ts';
import { andMore, titleOf } from '../phrases.ts';
import { having, type Scene } from '../scene.ts';
import { notified } from './header.ts';

/** Twice what any cap lets stand here: boxes are controls, and none is cut off for want of room. */
export const MOST_BOXES = 40;

export function suggestions(scene: Scene): string {
  // People's issues come first, whatever their score.
  const all = having(scene, 'suggested');
  const tasks = [...all.filter(isAdopting), ...all.filter((task) => !isAdopting(task))];
  if (tasks.length === 0)
    return scene.caps.suggestions === 0 ? 'Turned off (`caps.suggestions: 0`).' : 'Nothing to suggest.';
  const rest = tasks.length - MOST_BOXES;
  return [
    tasks
      .slice(0, MOST_BOXES)
      .map((task) => suggestion(task, scene))
      .join('\n'),
    ...(rest > 0 ? [andMore(rest)] : []),
    howToAnswer(scene),
  ].join('\n\n');
}

function suggestion(task: Task, scene: Scene): string {
  if (isAdopting(task)) return adoption(task, scene);
  const { details } = scene.room;
  const because = details ? task.reasons.slice(0, 2).map((reason) => titleText(shorten(reason, 100))) : [];
  const facts = [
    `**${titleOf(task, scene)}**${because.length > 0 ? `: ${because.join(', ')}` : ''}`,
    ...(details ? evidence(task) : []),
    task.approved ? 'approved, opened when a place is free' : `${task.type}, ${task.priority}`,
  ];
  return renderBox({ verb: 'approve', task: task.id, ticked: task.approved !== undefined }, facts.join(' · '));
}

/** A tick takes it up: the criteria go into a comment there. */
function adoption(task: Task & { adopts: { number: number } }, scene: Scene): string {
  const { id, adopts, type, priority, approved } = task;
  const why = approved ? 'ordered; taken up as soon as there is room' : 'it can be repeated, and criteria are ready';
  const facts = [`**Adopt #${adopts.number}**: ${why}`, titleOf(task, scene), `${type}, ${priority}`];
  return renderBox({ verb: 'approve', task: id, ticked: approved !== undefined }, facts.join(' · '));
}

/** A line that is longer than any box's is not read back. */
const LONGEST_ADDRESS = 1_000;

function evidence({ evidence: [first, ...others] }: Task): string[] {
  if (first === undefined || first.url.length > LONGEST_ADDRESS) return [];
  return [`${link('evidence', first.url)}${others.length === 0 ? '' : ` and ${others.length} more`}`];
}

/** What a person can do about them, and what is in the way; nothing is promised that this version does not read. */
function howToAnswer(scene: Scene): string {
  const { mode, caps } = scene;
  const done = having(scene, 'suggested').some(isAdopting) ? 'opened or taken up' : 'opened';
  const pace = `at most ${caps['new-issues-a-day']} a day, ${caps['open-tasks']} open`;
  const all =
    mode === 'assist' || mode === 'autopilot'
      ? `Tick one to have it ${done} first (write access needed); the others follow, best first: ${pace}.`
      : `Tick one to have it ${done} (write access needed): ${pace}. In this mode nothing else is opened.`;
  return [all, ...hindrance(scene), 'To refuse one for ever, see Controls.'].join(' ');
}

function hindrance(scene: Scene): string[] {
  const { caps, tasks, state } = scene;
  const open = tasks.filter(isOpen).length;
  if (state.paused) return ['Nothing is opened while Steward is paused.'];
  if (open >= caps['open-tasks'])
    return [`${counted(open, 'task')} are open now: the next is opened when one is done.`];
  return notified(scene) >= caps['notifications-a-week']
    ? ['No notification is left this week, so the next is opened when a new one begins.']
    : [];
}
