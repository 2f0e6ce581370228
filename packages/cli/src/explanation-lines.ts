/** What `steward explain` prints of one task. */
import type { Explanation } from '@steward/core/decide/hand-off/explanation.ts';
import { endingWords } from '@steward/core/domain/lease.ts';
import { asRanked } from '@steward/core/domain/task.ts';
import { harmless, type Paint, type Wrap } from './terminal.ts';

const NEEDS_TOKEN = ['mention', 'copilot'];

export function explanationLines(explanation: Explanation, now: string, paint: Paint, wrap: Wrap): string[] {
  const { task, environment, general, ranking, attempts } = explanation;
  const { title, number, type, category, priority, status } = asRanked(task);
  const name = number === undefined ? task.id : `#${number}`;
  const needsToken = ranking.some(({ kind, score }) => score > 0 && NEEDS_TOKEN.includes(kind));
  const lines = [
    `${paint('bold', name)} ${harmless(title)}`,
    `  ${[type, category, priority, status.replace('-', ' '), `environment ${environment}`].join(' · ')}`,
    '',
    `${minute(now)}: ${harmless(shownTimes(explanation.fate))}`,
    ...general.map((reason) => paint('yellow', `  but ${reason}`)),
    ...titled('Who would be asked, the first first:', ranking.flatMap(rankLine)),
    ...(needsToken ? [paint('dim', '  supposing that `agent-token` is handed in')] : []),
    ...titled('Tried before:', attempts.map(attemptLine)),
  ];
  return lines.flatMap((line) => (line === '' ? [''] : wrap(line, LIST.test(line) ? 6 : 2)));
}

/** A place in a list: what belongs to it is set in below it. */
const LIST = /^ {2}(?:\d+\.|–) /;

const titled = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', title, ...lines]);

function rankLine({ agent, kind, score, reasons }: Explanation['ranking'][number], index: number): string[] {
  const said = shownTimes(reasons.join(', '));
  const place = score > 0 ? `${index + 1}.`.padEnd(4) : '–   ';
  return [`  ${place}${agent} (${kind})${score > 0 ? ` ${score.toFixed(2)}` : ''}: ${harmless(said)}`];
}

const attemptLine = ({ attempt, agent, from, to, ending, hint }: Explanation['attempts'][number]): string =>
  `  ${`${attempt}.`.padEnd(4)}${agent}, ${minute(from)} to ${minute(to)}: ${endingWords(ending)}${hint === undefined ? '' : ` (${harmless(hint)})`}`;

const minute = (at: string): string => (at === '' ? 'Now' : `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`);

/** Moments inside of sentences, as people read them. */
const shownTimes = (text: string): string =>
  text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (at) => minute(at));
