/** The tasks that wait, in their order: the first with what stands out, and, folded, all with the reasons for their place. */
import { codeSpan, shorten } from '../../domain/markdown.ts';
import type { Place } from '../../domain/queue.ts';
import { ageOf, folded, moreTasks, referenceOf } from '../phrases.ts';
import type { Scene } from '../scene.ts';

export function waiting(scene: Scene): string {
  const { queue, room } = scene;
  const lines = queue.slice(0, room.items).map(({ task, position, blocked, notes }) => {
    const facts = [blocked ?? task.priority, ageOf(task, scene), ...notes];
    return `${position}. ${referenceOf(task, scene)} (${facts.join(', ')})`;
  });
  const rest = queue.length - lines.length;
  const whole = folded(
    rest > 0 ? `The whole order of ${queue.length.toLocaleString('en-US')}` : 'Why this order',
    reasons(scene),
  );
  return [lines.join('\n'), whole === '' && rest > 0 ? moreTasks(scene)(rest) : whole]
    .filter((part) => part !== '')
    .join('\n\n');
}

const LONGEST_REASONS = 300;

function reasons(scene: Scene): string {
  const { queue, room } = scene;
  if (queue.length < 2 || room.folded === 0) return '';
  const shown = queue.slice(0, room.folded);
  const rest = queue.length - shown.length;
  return [
    howToChange(scene),
    shown.map((place) => reason(place, scene)).join('\n'),
    ...(rest > 0 ? [moreTasks(scene)(rest)] : []),
  ].join('\n\n');
}

const reason = ({ task, position, score, reasons: all }: Place, scene: Scene): string =>
  `${position}. ${referenceOf(task, scene)}: ${[...points(scene, score), shorten(all.join(', '), LONGEST_REASONS)].join(', ')}`;

/** In turn, points count for nothing. */
const points = ({ rules }: Scene, score: number): string[] => (rules.queue === 'fifo' ? [] : [`${score} points`]);

const howToChange = ({ rules, config }: Scene): string =>
  [
    rules.queue === 'fifo'
      ? 'The oldest first (`queue: fifo`).'
      : 'By points; a priority label, an issue type, a milestone or a dependency on the issue changes them.',
    `\`order\` in \`.github/steward.yml\` and the label ${codeSpan(config.labels.next)} go before all; what is blocked never leads.`,
  ].join(' ');
