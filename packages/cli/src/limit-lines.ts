/** What `steward limits` says, as lines of a terminal. */

import type { LimitUsage } from '@steward/core/domain/limits/standing.ts';
import { counted } from '@steward/core/domain/markdown.ts';
import type { LimitReport, TierChange } from './commands/limits.ts';
import { minute } from './status-lines.ts';
import { harmless, type Paint } from './terminal.ts';

const count = (value: number): string => value.toLocaleString('en-US');

export function dashboardLines(report: LimitReport, paint: Paint): string[] {
  const standings = report.standings.flatMap(({ client, endpoint, as, rules, factor }) => [
    `${paint('bold', harmless(`${client} ${endpoint}`))}${as === null ? ': no limits are set' : ` (${as})`}${factor === null ? '' : `, × ${factor}`}`,
    ...rules.map(
      ({ rule, limit, remaining, reset }) =>
        `  ${count(remaining)} of ${count(limit)} left: ${rule}${remaining < limit ? `; all again at ${minute(reset)}` : ''}`,
    ),
  ]);
  return [
    headLine(report),
    ...(standings.length === 0 ? ['Nothing is counted yet.'] : standings),
    ...alertLines(report, paint),
  ];
}

const headLine = ({ repository, at, enabled }: LimitReport): string =>
  `${repository}: ${enabled ? 'limits are kept' : 'nothing is limited'}, as seen at ${minute(at)}`;

export function usageLines(report: LimitReport, paint: Paint): string[] {
  const { usage, hours, unread } = report;
  const lines = usage.map(({ client, endpoint, taken, refused, tokens, calls, failed, milliseconds }) =>
    [
      `${paint('bold', harmless(`${client} ${endpoint}`))}: ${count(taken)} let through, ${count(refused)} refused`,
      ...(tokens === 0 ? [] : [`${count(tokens)} tokens`]),
      ...(calls === 0
        ? []
        : [`${counted(calls, 'call')}, ${count(failed)} failed, ${count(milliseconds ?? 0)} ms on average`]),
    ].join(', '),
  );
  return [
    `${report.repository}: the last ${hours === 1 ? 'hour' : `${count(hours)} hours`} up to ${minute(report.at)}`,
    ...(lines.length === 0 ? ['Nothing was asked.'] : lines),
    ...(unread.length === 0 ? [] : [`Not to be read, and not counted: ${unread.map(harmless).join(', ')}`]),
    ...alertLines(report, paint),
  ];
}

const alertLines = ({ alerts }: LimitReport, paint: Paint): string[] =>
  alerts.map(({ words, remedy }) => `${paint('yellow', '!')} ${harmless(words)}: ${remedy}`);

export const tierLines = ({ client, tier, lines, now }: TierChange): string[] => [
  `Steward never writes its configuration. To give ${client} the tier ${tier}${now === null ? '' : ` (now: ${now})`}, write in .github/steward.yml:`,
  ...lines.map((line) => `  ${line}`),
];

const COLUMNS = [
  'client',
  'endpoint',
  'taken',
  'refused',
  'tokens',
  'calls',
  'failed',
  'milliseconds',
  'last',
] as const;

export const csvLines = (usage: readonly LimitUsage[]): string[] => [
  COLUMNS.join(),
  ...usage.map((one) => COLUMNS.map((column) => csvCell(one[column])).join()),
];

/** What a spreadsheet would take for a formula is kept from being one. */
function csvCell(value: string | number | null): string {
  if (typeof value !== 'string') return String(value ?? '');
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
