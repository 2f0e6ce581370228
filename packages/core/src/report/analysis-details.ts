/** Figures of an analysis by type, category, rule, agent and model, folded: short tables, each count with what it is of. */
import type { Analysis, Cost, Ends } from '../domain/analysis.ts';
import { codeSpan, counted, tableCell } from '../domain/markdown.ts';
import { folded } from './phrases.ts';

const MOST_ROWS = 12;
/** A share of so few says nothing. */
const FEW = 4;
const UNSAID = 'too few to say';

export const percentOf = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

/** Hours as people say them; `-` where nothing was measured. */
export function spanOf(hours: number | null): string {
  if (hours === null) return '-';
  if (hours < 1 / 60) return 'under a minute';
  if (hours < 1.5) return counted(Math.round(hours * 60), 'minute');
  return hours < 48 ? counted(Math.round(hours), 'hour') : counted(Math.round(hours / 24), 'day');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(tableCell).join(' | ')} |`;
  return [line(head), `|${head.map((_, index) => (index === 0 ? '---|' : '---:|')).join('')}`, ...rows.map(line)].join(
    '\n',
  );
}

export function analysisDetails(analysis: Analysis): string {
  const parts = [
    ends('Type', analysis.types),
    // Where each type is a category of its own, they say the same.
    ...(analysis.categories.length < analysis.types.length ? [ends('Category', analysis.categories)] : []),
    rules(analysis),
    agents(analysis),
    costs(analysis),
    models(analysis),
  ];
  return folded(
    analysis.agents === null ? 'By type and rule' : 'By type, rule and agent',
    parts.filter((part) => part !== '').join('\n\n'),
  );
}

/** Nothing of no rows; of many the first, and how many are left out. A last column of shares that say nothing is none. */
function listed(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const isSaid = rows.some((row) => row.at(-1) !== UNSAID);
  if (!isSaid)
    return listed(
      head.slice(0, -1),
      rows.map((row) => row.slice(0, -1)),
    );
  const rest = rows.length - MOST_ROWS;
  return [table(head, rows.slice(0, MOST_ROWS)), ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n\n');
}

const share = (part: number, whole: number): string => (whole < FEW ? UNSAID : percentOf(part, whole));

const ends = (what: string, all: readonly Ends[]): string =>
  listed(
    [what, 'Done', 'Rejected', 'Cancelled', 'Done, of those that ended'],
    all.map(({ name, done, rejected, cancelled }) => [
      name,
      ...[done, rejected, cancelled].map(String),
      share(done, done + rejected + cancelled),
    ]),
  );

const rules = ({ rules: all }: Analysis): string =>
  listed(
    ['Rule', 'Taken up', 'Refused', 'Taken up, not refused'],
    all.map(({ name, taken, refused }) => [
      codeSpan(name),
      String(taken),
      String(refused),
      share(taken, taken + refused),
    ]),
  );

function agents({ agents: all, attempts }: Analysis): string {
  const rows = (all ?? []).map(({ name, done, failed }) => [
    codeSpan(name),
    String(done),
    String(failed),
    share(done, done + failed),
  ]);
  if (attempts === null || rows.length === 0) return '';
  const { perTask, firstTry } = attempts;
  const each =
    perTask === null
      ? ''
      : `A task that was done took ${perTask} attempts on average, those that only asked not counted; ${firstTry.count} of ${firstTry.of} took one.`;
  return [listed(['Agent', 'Attempts done', 'Failed', 'Success'], rows), each]
    .filter((part) => part !== '')
    .join('\n\n');
}

const costRow = ({ name, usd, known, unknown }: Cost): string[] => [
  name,
  known === 0 ? 'unknown' : usd.toFixed(2),
  String(known),
  String(unknown),
];

function costs({ costs: all }: Analysis): string {
  if (all === null) return '';
  const head = (what: string): string[] => [what, 'USD', 'Attempts of known price', 'Of unknown price'];
  const byAgent = all.agents.map((cost) => costRow({ ...cost, name: codeSpan(cost.name) }));
  return [listed(head('Cost by agent'), byAgent), listed(head('Cost by category'), all.categories.map(costRow))]
    .filter((part) => part !== '')
    .join('\n\n');
}

function models({ models: all, tasks }: Analysis): string {
  if (all === null) return '';
  const rows = all.models.map(({ name, answered, failed, tokens, untold, usd, unpriced }) => [
    codeSpan(name),
    String(answered),
    String(failed),
    `${tokens.toLocaleString('en-US')}${untold === 0 ? '' : `, unknown for ${untold}`}`,
    `${usd.toFixed(2)}${unpriced === 0 ? '' : `, unknown for ${unpriced}`}`,
  ]);
  const each = all.perTask === null ? 'unknown' : `${all.perTask.toFixed(2)} USD`;
  return [
    listed(['Model', 'Answered', 'Failed', 'Tokens', 'USD'], rows),
    listed(['Cost by role', 'USD', 'Calls of known price', 'Of unknown price'], all.roles.map(costRow)),
    ...(tasks.done === 0 ? [] : [`For each of ${counted(tasks.done, 'task')} done: ${each}`]),
  ].join('\n\n');
}
