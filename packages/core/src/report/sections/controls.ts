/** Boxes that are not about a suggestion's approval: refusing, raising, pausing. Folded, but for the one switch. */
import { isAdopting } from '../../domain/adoption.ts';
import { renderBox } from '../../domain/box.ts';
import { isOpen, realNumber, type Task } from '../../domain/task.ts';
import { folded, referenceOf, titleOf } from '../phrases.ts';
import { having, type Scene } from '../scene.ts';
import { MOST_BOXES } from './suggestions.ts';

/** So many tasks can be raised by a tick: those that come first anyway. */
const RAISED = 20;

export const controls = (scene: Scene): string =>
  [
    folded('Refuse a suggestion for ever', refusals(scene)),
    folded('Raise a priority', raises(scene)),
    folded('Have a task tried again', retries(scene)),
    renderBox({ verb: 'pause', ticked: scene.state.paused }, 'Pause everything'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');

const refusals = (scene: Scene): string =>
  having(scene, 'suggested')
    .slice(0, MOST_BOXES)
    .map((task) => renderBox({ verb: 'reject', task: task.id, ticked: false }, refused(task, scene)))
    .join('\n');

/** Of a person's issue only the adoption is refused, not the issue. */
const refused = (task: Task, scene: Scene): string =>
  isAdopting(task) ? `Adopt #${task.adopts.number}: ${titleOf(task, scene)}` : titleOf(task, scene);

/** Only where there is somebody to try it. */
const retries = (scene: Scene): string =>
  Object.keys(scene.config.agents).length === 0
    ? ''
    : having(scene, 'escalated')
        .slice(0, RAISED)
        .map((task) => renderBox({ verb: 'retry', task: task.id, ticked: false }, referenceOf(task, scene)))
        .join('\n');

const raises = (scene: Scene): string =>
  scene.tasks
    .filter((task) => isOpen(task) && task.priority !== 'urgent' && realNumber(task.number) !== null)
    .slice(0, RAISED)
    .map((task) => renderBox({ verb: 'raise', task: task.id, ticked: false }, raised(task, scene)))
    .join('\n');

const raised = (task: Task, scene: Scene): string => `${referenceOf(task, scene)} (${task.priority})`;
