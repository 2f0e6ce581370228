/** What came of it: this week, this month, in all; the weeks as bars with the same numbers in words; the rest folded. */
import { MOST_REMEMBERED, type Month } from '../../domain/lessons.ts';
import { codeSpan, counted } from '../../domain/markdown.ts';
import { weekOf, weeksBetween } from '../../domain/time.ts';
import { chartDiagram } from '../chart.ts';
import { folded } from '../phrases.ts';
import type { Scene } from '../scene.ts';

export function soFar(scene: Scene): string {
  const months = monthLines(scene);
  const facts = [...thisWeek(scene), ...months.slice(0, 1), ...inAll(scene)].map((line) => `- ${line}`);
  const [earlier, rules] = [months.slice(1), answered(scene)];
  return [
    facts.join('\n'),
    ...weekChart(scene),
    folded(
      earlier.length > 0 ? 'Earlier months, and rules' : 'By rule',
      [...earlier, ...rules].map((line) => `- ${line}`).join('\n'),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The week of the last daily work, or a later one in which something was done since. */
function weekNow({ state, asOf }: Scene): string | null {
  const known = [...Object.keys(state.weeks), ...(asOf === null ? [] : [weekOf(asOf)])];
  return known.sort().at(-1) ?? null;
}

function thisWeek(scene: Scene): string[] {
  const week = weekNow(scene);
  return week === null || Object.keys(scene.state.weeks).length === 0
    ? []
    : [`This week: ${scene.state.weeks[week] ?? 0} done`];
}

const MOST_MONTHS = 6;

/** The newest first; a month in which nothing happened is none. */
const monthLines = ({ state: { months } }: Scene): string[] =>
  Object.entries(months)
    .filter(([, month]) => Object.values(month).some((count) => count > 0))
    .sort(([a], [b]) => (a > b ? -1 : 1))
    .slice(0, MOST_MONTHS)
    .map(([name, month]) => `${name}: ${monthText(month)}`);

const monthText = ({ suggested, accepted, rejected, done }: Month): string =>
  `${suggested} suggested, ${accepted} taken up, ${rejected} rejected, ${done} done`;

function inAll({ state: { counts, durations } }: Scene): string[] {
  if (counts.done + counts.rejected === 0) return [];
  const all = Object.values(durations);
  const count = all.reduce((sum, duration) => sum + duration.count, 0);
  const hours = all.reduce((sum, duration) => sum + duration.hours, 0);
  const open = count === 0 ? [] : [`open for ${spanOf(hours / count)} on average`];
  return [`In all: ${[`${counts.done} done`, `${counts.rejected} rejected`, ...open].join(', ')}`];
}

const spanOf = (hours: number): string =>
  hours < 48 ? counted(Math.max(1, Math.round(hours)), 'hour') : counted(Math.round(hours / 24), 'day');

/** One bar says nothing that the words do not. */
function weekChart(scene: Scene): string[] {
  const { weeks } = scene.state;
  const [first] = Object.keys(weeks).sort();
  const now = weekNow(scene);
  if (first === undefined || now === null) return [];
  const names = weeksBetween(first, now, MOST_REMEMBERED.weeks);
  if (names.length < 2) return [];
  const bars = names.map((name) => ({ name: name.slice(5), value: weeks[name] ?? 0 }));
  return [
    chartDiagram({ title: 'Tasks done per week', unit: 'done', bars }),
    `Done per week: ${bars.map(({ name, value }) => `${name} ${value}`).join(', ')}`,
  ];
}

const MOST_RULES = 12;

/** How often people said yes to a rule's suggestions, of those they answered. */
function answered({ state: { lessons } }: Scene): string[] {
  const rules = Object.entries(lessons.rules)
    .filter(([, [, accepted, rejected]]) => accepted + rejected > 0)
    .sort(([a, [, yesA, noA]], [b, [, yesB, noB]]) => yesB + noB - yesA - noA || (a < b ? -1 : 1))
    .slice(0, MOST_RULES)
    .map(([name, [, accepted, rejected]]) => `${codeSpan(name)} ${accepted} of ${accepted + rejected}`);
  return rules.length === 0 ? [] : [`Accepted by rule: ${rules.join(', ')}`];
}
