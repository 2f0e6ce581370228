/** The tasks that wait, in their order, each with what stands out; and, folded, the whole order with all its reasons. */
import { codeSpan, shorten, tableCell } from '../domain/markdown.ts';
import type { Place, QueueRules } from '../domain/queue.ts';

/** How tasks are named and aged, and how long lists end, as everywhere on the dashboard. */
export interface Manner {
  reference(place: Place): string;
  age(place: Place): string;
  listed(lines: readonly string[], most: number): string;
}

export function waitingList(queue: readonly Place[], most: number, { reference, age, listed }: Manner): string {
  const lines = queue.map((place) => {
    const facts = [place.blocked ?? place.task.priority, age(place), ...place.notes];
    return `${place.position}. ${reference(place)} (${facts.join(', ')})`;
  });
  return listed(lines, most);
}

/** Rows of the whole order for each line of the list: what is folded takes more. */
const FOLDED = 4;

export function wholeOrder(
  queue: readonly Place[],
  most: number,
  { rules, next, reference }: { rules: Pick<QueueRules, 'queue'>; next: string } & Pick<Manner, 'reference'>,
): string {
  if (queue.length < 2 || most === 0) return '';
  const shown = queue.slice(0, most * FOLDED);
  const rows = shown.map((place) => {
    const { number } = place.task;
    const cells = [
      String(place.position),
      number === undefined ? reference(place) : `#${number}`,
      String(place.score),
      shorten(place.reasons.join(', '), 300),
    ];
    return `| ${cells.map(tableCell).join(' | ')} |`;
  });
  const rest = queue.length - shown.length;
  return [
    `<details><summary>Why this order</summary>\n\n${howToChange(rules, next)}\n`,
    '| Place | Task | Points | Because |',
    '|---|---|---|---|',
    ...rows,
    ...(rest > 0 ? ['', `and ${rest.toLocaleString('en-US')} more`] : []),
    '\n</details>',
  ].join('\n');
}

const howToChange = ({ queue }: Pick<QueueRules, 'queue'>, next: string): string =>
  [
    queue === 'fifo'
      ? 'The oldest first (`queue: fifo`).'
      : 'By points; a priority label, an issue type, a milestone or a dependency on the issue changes them.',
    `\`order\` in \`.github/steward.yml\` and the label ${codeSpan(next)} go before all; what is blocked never leads.`,
  ].join(' ');
