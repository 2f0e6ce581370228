/** The step summary of one tick: warnings first, then what was done, what was left and why, and what it cost. */
import { codeSpan, counted, shorten, titleText } from '../domain/markdown.ts';
import { microOf, usdText } from '../domain/money/amount.ts';
import { tokensText } from '../domain/money/tokens.ts';
import type { Refusal } from '../domain/proposal.ts';
import type { Done, Left, TickReport } from '../domain/tick.ts';
import type { UndoReport } from '../domain/undo.ts';
import { callsTable } from './calls.ts';

/** GitHub drops a step summary of more than 1 MiB whole. */
export const SUMMARY_LIMIT = 1_000_000;

const MOST_ITEMS = 100;
const MOST_REFUSALS = 30;

export function renderSummary(report: TickReport): string {
  const blocks = [warnings(report), ...(report.quiet ? [quiet(report)] : busy(report)), health(report)];
  return cut(`${blocks.filter((block) => block !== '').join('\n\n')}\n`);
}

/** Whoever looks at a green run reads of what is wrong all the same. */
function health({ health: known, moves }: TickReport): string {
  if (!known || known.findings.length === 0 || moves.some(({ kind }) => kind === 'health')) return '';
  const since = known.findings.map((finding) => finding.since).sort()[0] ?? '';
  const where = known.issue === null ? '' : ` (#${known.issue})`;
  const faults = known.findings.filter(({ level }) => level === 'fault').length;
  const grave = faults > 0 ? `, ${faults} of them broken` : '';
  return `Health of Steward itself: ${counted(known.findings.length, 'finding')} since ${since.slice(0, 10)}${where}${grave}.`;
}

/** What failed, then what to know. */
const warnings = ({ warnings: known, failures }: TickReport): string =>
  [
    ...failures.map((text) => `**Failed:** ${titleText(shorten(text, 1_000))}`),
    ...known.map((text) => `**Warning:** ${titleText(shorten(text, 1_000))}`),
  ]
    .slice(0, MOST_ITEMS)
    .join('\n\n');

function quiet(report: TickReport): string {
  const since = report.previous === null ? '' : ` since ${moment(report.previous, report.at)}`;
  return `Nothing changed${since}. ${cost(report)}${due(report)}`;
}

function busy(report: TickReport): string[] {
  return [
    mode(report),
    saw(report),
    done(report),
    configuredMode(report),
    undo(report),
    report.leave?.words ?? '',
    nothing(report),
    left(report.left),
    kept(report.kept ?? []),
    refused(report.refused),
    report.sent?.words ?? '',
    unknown(report.unknown),
    callsTable(report.calls ?? []),
    `${cost(report)}${due(report)}`,
  ];
}

function mode({ mode: name, configured, done: all }: TickReport): string {
  if (name !== 'observe') return `**Mode: ${name}**`;
  const opens = configured === 'autopilot' ? configured : 'assist';
  const rest = all.length === 0 ? ' written nothing either.' : ':';
  return `**Observe: nothing was written, sent to a model or notified.** In mode \`${opens}\` this run would have${rest}`;
}

/** Whoever observes first and lets the configuration decide then is to know what that mode does. */
const configuredMode = ({ mode: name, configured, done: all }: TickReport): string =>
  name === 'observe' && configured === 'suggest' && all.some(({ kind }) => kind === 'opened')
    ? 'In mode `suggest`, which the configuration names, it would have opened the dashboard alone, and suggested the rest there.'
    : '';

function saw({ head, observed, evidence, mode: name }: TickReport): string {
  if (name === 'observe') return '';
  const found =
    evidence.rules === 0 ? [] : [`${counted(evidence.findings, 'finding')} by ${counted(evidence.rules, 'rule')}`];
  const at = head === null ? ['no commit'] : [`head ${head.slice(0, 7)}`];
  return [...at, ...observed.map(titleText), ...found].join(' · ');
}

const WORDS: Record<Done['kind'], string> = {
  opened: 'opened',
  'handed-over': 'handed over',
  taken: 'left to a person',
  'given-back': 'took back from a person',
  commented: 'wrote',
  suggested: 'suggested',
  withdrawn: 'withdrew',
  dashboard: 'wrote',
  health: 'wrote',
  pinned: 'pinned',
  label: 'made the label',
  linked: 'linked',
  asked: 'asked a person about',
  closed: 'closed',
  'taken-back': 'took back',
  reopened: 'opened again',
  unpinned: 'unpinned',
  removed: 'removed',
  rebuilt: 'rebuilt',
};

function done({ done: all, mode: name }: TickReport): string {
  const items = all.filter((item) => item.wrote || name === 'observe').map(doneLine);
  if (items.length === 0) return name === 'observe' ? '' : 'Nothing to write.';
  const rest = items.length - MOST_ITEMS;
  const lines = items.slice(0, MOST_ITEMS).map((item, index) => `${index + 1}. ${item}`);
  return [...lines, ...(rest > 0 ? ['', `and ${rest.toLocaleString('en-US')} more`] : [])].join('\n');
}

/** What became of the run that was to be taken back, and each thing that was left alone. */
function undo({ undo: told, mode: name }: TickReport): string {
  if (!told) return '';
  const { outcome, spared, run } = told;
  const rest = spared.length - MOST_ITEMS;
  const lines = spared
    .slice(0, MOST_ITEMS)
    .map(({ what, reason }) => `- ${titleText(shorten(what, 300))}: ${titleText(shorten(reason, 300))}`);
  return [
    `Run ${codeSpan(run)} of ${told.at.slice(0, 16).replace('T', ' ')} UTC ${UNDO_WORDS[outcome](name === 'observe')}`,
    ...(lines.length > 0 ? ['', `Left alone ${spared.length.toLocaleString('en-US')}:`, '', ...lines] : []),
    ...(rest > 0 ? [`- and ${rest.toLocaleString('en-US')} more`] : []),
  ].join('\n');
}

const UNDO_WORDS: Record<UndoReport['outcome'], (isRehearsed: boolean) => string> = {
  done: (isRehearsed) => (isRehearsed ? 'would be taken back.' : 'was taken back.'),
  begun: () => 'is being taken back: what is not known yet, the next run finishes.',
  before: () => 'was taken back before. Nothing more was done.',
  nothing: () => 'left nothing that could be taken back.',
};

/** Said where work was looked for and none was left; not where there was only no room for it. */
function nothing({ head, moves, proposals, left: rest, evidence }: TickReport): string {
  if (head === null) return 'Nothing to suggest: there is no commit yet.';
  if (proposals > 0 || !moves.some(({ kind }) => kind === 'generate')) return '';
  if (evidence.findings === 0) return 'Nothing to suggest: the rules found nothing.';
  return rest.some(({ reason }) => reason === 'no slot') ? '' : 'Nothing to suggest: what the rules found is known.';
}

const FIRST_NUMBER: readonly Done['kind'][] = ['opened', 'handed-over', 'taken', 'given-back'];

function doneLine({ kind, number, title, why }: Done): string {
  const what = titleText(shorten(title, 300));
  const because = why === undefined ? '' : `: ${titleText(shorten(why, 500))}`;
  if (number === undefined || number < 0) return `${WORDS[kind]} ${what}${because}`;
  return FIRST_NUMBER.includes(kind)
    ? `${WORDS[kind]} #${number} ${what}${because}`
    : `${WORDS[kind]} ${what} (#${number})${because}`;
}

/** `6 no slot · 2 already reported (#212, #187)`: equal reasons are counted, what differs is in brackets. */
export function groupReasons(reasons: readonly string[]): string {
  const groups = new Map<string, { count: number; details: Set<string> }>();
  for (const reason of reasons) {
    const [, name = reason, detail] = /^(.*?)(?: \(([^()]*)\))?$/s.exec(reason) ?? [];
    const group = groups.get(name) ?? { count: 0, details: new Set<string>() };
    group.count++;
    if (detail !== undefined) group.details.add(detail);
    groups.set(name, group);
  }
  return [...groups]
    .sort(([a, { count: countA }], [b, { count: countB }]) => countB - countA || (a < b ? -1 : 1))
    .map(([name, { count, details }]) => {
      const shown = [...details].slice(0, 10);
      const rest = details.size > shown.length ? [...shown, '…'] : shown;
      return `${count} ${titleText(shorten(name, 200))}${rest.length > 0 ? ` (${titleText(shorten(rest.join(', '), 300))})` : ''}`;
    })
    .slice(0, 20)
    .join(' · ');
}

const left = (all: readonly Left[]): string =>
  all.length === 0
    ? ''
    : `Left ${all.length.toLocaleString('en-US')}: ${groupReasons(all.map(({ reason }) => reason))}`;

const kept = (all: readonly Left[]): string =>
  all.length === 0
    ? ''
    : `Not handed over ${all.length.toLocaleString('en-US')}: ${groupReasons(all.map(({ reason }) => reason))}`;

/** Nobody is warned of what they may not want; but what is not known is not none. */
const unknown = (all: readonly string[]): string =>
  all.length === 0 ? '' : `Not known, and not counted as none: ${all.join('; ')}.`;

function refused(all: readonly Refusal[]): string {
  if (all.length === 0) return '';
  const lines = all.slice(0, MOST_REFUSALS).map(({ policy, title, reason }) => {
    const subject = title === '' ? '' : ` ${titleText(shorten(title, 200))}:`;
    return `- ${codeSpan(policy)}${subject} ${titleText(shorten(reason, 300))}`;
  });
  const rest = all.length - lines.length;
  return [
    `Refused ${all.length.toLocaleString('en-US')}: ${groupReasons(all.map(({ policy }) => policy))}`,
    '',
    ...lines,
    ...(rest > 0 ? [`- and ${rest.toLocaleString('en-US')} more`] : []),
  ].join('\n');
}

function cost({ requests, model, calls = [], seconds, quiet: isQuiet }: TickReport): string {
  const most = calls.some(({ assumed }) => assumed) ? 'at most ' : '';
  const parts = [
    counted(requests.graphql + requests.rest, 'request'),
    counted(requests.writes, 'write'),
    tokensText(model.tokens, model.untold ?? 0),
    ...(model.usd ? [`${most}${usdText(microOf(model.usd))}`] : []),
    ...(isQuiet ? [] : [`${seconds.toFixed(1)} s`]),
  ];
  return `${parts.join(', ')}.`;
}

const due = ({ nextDue, at }: TickReport): string => (nextDue === null ? '' : ` Next due: ${moment(nextDue, at)}.`);

/** The time alone on the same day, else with its date. */
const moment = (time: string, now: string): string =>
  `${time.slice(0, 10) === now.slice(0, 10) ? '' : `${time.slice(0, 10)} `}${time.slice(11, 16)} UTC`;

/** Cut at a line's end, by bytes, with a word about it. */
function cut(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= SUMMARY_LIMIT) return text;
  const whole = new TextDecoder().decode(bytes.subarray(0, SUMMARY_LIMIT - 100));
  return `${whole.slice(0, Math.max(0, whole.lastIndexOf('\n')))}\n\nCut here: the rest is in the log.\n`;
}
