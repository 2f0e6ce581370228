/** Who can be given tasks: what each has in hand, and how it did so far, as far as that is to be seen here. */
import { type Agent, type AgentRecord, EMPTY_RECORD } from '../../domain/agent.ts';
import { costOf, lately, measuredHours } from '../../domain/agent-record.ts';
import { agentsOf } from '../../domain/agent-settings.ts';
import { DEFAULT_ENVIRONMENT } from '../../domain/environment-settings.ts';
import { codeSpan, counted, tableCell } from '../../domain/markdown.ts';
import { folded, minute } from '../phrases.ts';
import type { Scene } from '../scene.ts';

interface Row {
  agent: string;
  hand: string;
  success: string;
  speed: string;
  cost: string;
  note: string;
}

const TITLES: Record<keyof Row, string> = {
  ...{ agent: 'Agent', hand: 'In hand', success: 'Done', speed: 'Pull request', cost: 'Each', note: 'Note' },
};

export function agents(scene: Scene): string {
  const all = agentsOf(scene.config).map((agent) => ({ agent, load: loadOf(agent, scene) }));
  // Those at work first; of the others, in the order of their names.
  const rows = all.sort((a, b) => b.load - a.load).map(({ agent, load }) => rowOf(agent, load, scene));
  const columns = (Object.keys(TITLES) as (keyof Row)[]).filter((name) => rows.some((row) => row[name] !== ''));
  const { items, folded: more } = scene.room;
  const rest = rows.slice(items);
  const left = rest.length - more;
  return [
    tableOf(rows.slice(0, items), columns),
    folded(counted(rest.length, 'more agent'), tableOf(rest.slice(0, more), columns)),
    ...(left > 0 && more === 0 ? [`and ${counted(left, 'more agent')}`] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function tableOf(rows: readonly Row[], columns: readonly (keyof Row)[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(tableCell).join(' | ')} |`;
  return [
    line(columns.map((name) => TITLES[name])),
    `|${'---|'.repeat(columns.length)}`,
    ...rows.map((row) => line(columns.map((name) => row[name]))),
  ].join('\n');
}

const loadOf = ({ name }: Agent, { state }: Scene): number =>
  Object.values(state.leases).filter((lease) => lease.agent === name).length;

function rowOf(agent: Agent, load: number, scene: Scene): Row {
  const record = scene.state.agents[agent.name] ?? EMPTY_RECORD;
  const { visibility } = scene.config;
  const isPrivate = scene.snapshot.repository.private;
  const isMeasured = visibility.agents ?? isPrivate;
  const isPriced = visibility.money ?? isPrivate;
  return {
    agent: `${codeSpan(agent.name)} (${kindOf(agent)})`,
    hand: `${load} of ${agent.capacity}`,
    success: isMeasured ? successWords(record) : '',
    speed: isMeasured ? speedWords(record) : '',
    cost: isPriced ? costWords(agent, record) : '',
    note: restWords(record, scene),
  };
}

const kindOf = ({ kind, environment }: Agent): string =>
  environment === DEFAULT_ENVIRONMENT ? kind : `${kind}, ${environment}`;

/** A share of so few says nothing. */
const FEW = 4;
/** Said where it is another by so much than it was in all. */
const OTHERWISE = 0.2;

/** What was counted, and not the smoothed share that chooses: nobody who did nothing is shown with a success. */
function successWords(record: AgentRecord): string {
  const [done, failed] = record.ended ?? [0, 0];
  const all = done + failed;
  if (all === 0) return 'nothing yet';
  const of = `${done.toLocaleString('en-US')} of ${all.toLocaleString('en-US')}`;
  if (all < FEW) return of;
  const recent = lately(record);
  const differs = recent !== null && Math.abs(recent - done / all) >= OTHERWISE;
  return `${of} (${percent(done / all)}${differs ? `, lately ${percent(recent)}` : ''})`;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function speedWords({ toPull, toStart }: AgentRecord): string {
  const [pull, start] = [measuredHours(toPull), measuredHours(toStart)];
  if (pull === null) return start === null ? '' : `starts in ${spanOf(start)}`;
  return `after ${spanOf(pull)}${start === null ? '' : `, starts in ${spanOf(start)}`}`;
}

function spanOf(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 90) return counted(Math.max(1, minutes), 'minute');
  return hours < 48 ? counted(Math.round(hours), 'hour') : counted(Math.round(hours / 24), 'day');
}

function costWords({ cost }: Agent, record: AgentRecord): string {
  const usd = costOf(record, cost);
  return usd === null ? 'unknown' : `${usd.toFixed(2)} USD`;
}

/** Up to what was last seen: who is back by then does not rest. */
function restWords({ restsUntil, notStarted }: AgentRecord, { state }: Scene): string {
  if (restsUntil === null || restsUntil <= (state.watermark ?? '')) return '';
  const why = notStarted > 1 ? `did not start ${notStarted} times` : 'its quota is used up';
  return `rests until ${minute(restsUntil)}: ${why}`;
}
