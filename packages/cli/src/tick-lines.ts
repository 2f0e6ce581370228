/** What one tick did as lines of a terminal: observe, evidence, decide, act, record. */
import { counted } from '@steward/core/domain/markdown.ts';
import { microOf, usdText } from '@steward/core/domain/money/amount.ts';
import { tokensText } from '@steward/core/domain/money/tokens.ts';
import type { Done, TickReport } from '@steward/core/domain/tick.ts';
import type { UndoReport } from '@steward/core/domain/undo.ts';
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import { harmless, type Paint } from './terminal.ts';

const NAME_WIDTH = 10;
const MOST_REFUSALS = 10;

export function tickLines(report: TickReport, requests: readonly RequestRecord[], paint: Paint): string[] {
  const line = (name: string, parts: readonly string[]): string =>
    `  ${paint('bold', name.padEnd(NAME_WIDTH))}${parts.filter((part) => part !== '').join(' · ')}`;
  const looked = looking(requests);
  const observed = line('observe', [counted(looked, 'request'), ...report.observed.map(harmless)]);
  const warnings = report.warnings.map((warning) => line('warning', [paint('yellow', harmless(warning))]));
  if (report.head === null) return [observed, line('quiet', ['no commit yet: there is nothing to read']), ...warnings];
  if (report.quiet) return [observed, line('quiet', ['nothing changed, nothing written', due(report)]), ...warnings];
  return [
    observed,
    ...(looksForWork(report) ? [line('evidence', [evidence(report)])] : []),
    line('decide', [decisions(report)]),
    ...(report.model.calls > 0 ? [line('ask', asked(report))] : []),
    line('act', acts(report, looked)),
    ...undos(report).map((text) => line('undo', [text])),
    line('record', records(report)),
    ...report.failures.map((failure) => line('failed', [paint('red', harmless(failure))])),
    ...refusals(report).map((text) => line('refused', [text])),
    ...warnings,
  ];
}

/** Each model with how its calls ended. */
function asked({ calls = [], model: { tokens, untold = 0, usd } }: TickReport): string[] {
  const ended = Map.groupBy(calls, ({ model, result }) => `${model} ${result}`);
  const most = calls.some(({ assumed }) => assumed) ? 'at most ' : '';
  const said = [...ended].map(([what, { length }]) => (length > 1 ? `${what} (${length})` : what));
  return [
    said.map(harmless).join(', '),
    tokensText(tokens, untold),
    usd === null ? '' : `${most}${usdText(microOf(usd))}`,
  ];
}

/** Requests before the first that changes something or reads files: the looking. */
function looking(requests: readonly RequestRecord[]): number {
  const api = requests.findIndex((request) => request.write || request.kind === 'git');
  return api < 0 ? requests.length : api;
}

const due = ({ nextDue }: TickReport): string =>
  nextDue === null ? '' : `next work due ${nextDue.slice(0, 16).replace('T', ' ')} UTC`;

export const looksForWork = ({ moves, evidence: { findings } }: TickReport): boolean =>
  findings > 0 || moves.some(({ kind }) => kind === 'generate');

const records = ({ mode, sequence, events, seconds }: TickReport): string[] => [
  ...(mode === 'observe' ? ['nothing is kept in mode observe'] : [`sequence ${sequence}`, counted(events, 'event')]),
  `${seconds} s in all`,
];

function evidence({ evidence: { findings, rules, causes, seconds } }: TickReport): string {
  const by = rules === 0 ? '' : ` by ${counted(rules, 'rule')}`;
  const time = seconds === undefined ? '' : ` in ${seconds} s`;
  const found = findings === 0 ? 'nothing found' : counted(findings, 'finding');
  return `${found}${by}${time}${causes < findings ? `, ${counted(causes, 'cause')}` : ''}`;
}

function decisions({ moves, left }: TickReport): string {
  const chosen = moves.map(({ kind, reasons }) =>
    reasons.length === 0 ? kind : `${kind} (${reasons.map(harmless).join(', ')})`,
  );
  const said = chosen.length === 0 ? 'nothing to do' : chosen.join(', then ');
  return left.length === 0
    ? said
    : `${said}; ${left.length.toLocaleString('en-US')} left: ${grouped(left.map(({ reason }) => reason))}`;
}

/** `6 no slot, 2 near-duplicates`: equal reasons are counted, whatever their details in brackets. */
function grouped(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    const name = harmless(reason).replace(/ \([^()]*\)$/, '');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const ordered = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return ordered.map(([name, count]) => `${count.toLocaleString('en-US')} ${name}`).join(', ');
}

const THINGS: Partial<Record<Done['kind'], [one: string, many: string]>> = {
  commented: ['comment', 'comments'],
  opened: ['issue', 'issues'],
  'handed-over': ['task handed over', 'tasks handed over'],
  taken: ['task left to a person', 'tasks left to a person'],
  'given-back': ['task given back', 'tasks given back'],
  suggested: ['suggestion', 'suggestions'],
  withdrawn: ['suggestion withdrawn', 'suggestions withdrawn'],
  dashboard: ['dashboard', 'dashboards'],
  pinned: ['pin', 'pins'],
  label: ['label', 'labels'],
  closed: ['issue closed', 'issues closed'],
  'taken-back': ['thing taken back', 'things taken back'],
  reopened: ['issue opened again', 'issues opened again'],
  rebuilt: ['rebuild', 'rebuilds'],
};

function acts(report: TickReport, looked: number): string[] {
  const would = report.mode === 'observe' ? 'would have: ' : '';
  const counts = new Map<string, number>();
  for (const { kind, wrote } of report.done) {
    if (THINGS[kind] && (wrote || would !== '')) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const things = [...counts].map(([kind, count]) =>
    counted(count, ...(THINGS[kind as Done['kind']] ?? ['thing', 'things'])),
  );
  const { graphql, rest, writes } = report.requests;
  const asked = Math.max(0, graphql + rest - looked);
  return [
    things.length === 0 ? 'nothing to write' : would + things.join(', '),
    `${counted(asked, 'request')}, ${counted(writes, 'write')}`,
  ];
}

const UNDO_WORDS: Record<UndoReport['outcome'], string> = {
  done: 'taken back',
  begun: 'being taken back: the next cycle goes on',
  before: 'was taken back before',
  nothing: 'left nothing that could be taken back',
};

function undos({ mode, undo }: TickReport): string[] {
  if (!undo) return [];
  const isRehearsed = mode === 'observe' && undo.outcome === 'done';
  return [
    `run ${harmless(undo.run)} ${isRehearsed ? 'would be taken back' : UNDO_WORDS[undo.outcome]}`,
    ...undo.spared.slice(0, MOST_REFUSALS).map(({ what, reason }) => `left ${harmless(what)}: ${harmless(reason)}`),
    ...(undo.spared.length > MOST_REFUSALS ? [`and ${undo.spared.length - MOST_REFUSALS} more left`] : []),
  ];
}

function refusals({ refused }: TickReport): string[] {
  const groups = new Map<string, string[]>();
  for (const { policy, reason, title, subject } of refused) {
    const key = `${policy}: ${harmless(reason)}`;
    groups.set(key, [...(groups.get(key) ?? []), harmless(title === '' ? subject : title)]);
  }
  const lines = [...groups].map(([key, titles]) =>
    titles.length === 1 ? `${key} (${titles[0]})` : `${titles.length} by ${key}`,
  );
  const rest = lines.length - MOST_REFUSALS;
  return rest > 0 ? [...lines.slice(0, MOST_REFUSALS), `and ${rest} more`] : lines;
}
