/** Who can be given tasks: what each has in hand, and how it did so far, as far as that is to be seen here. */
import { type Agent, type AgentRecord, EMPTY_RECORD } from '../../domain/agent.ts';
import { costOf, lately, measuredHours } from '../../domain/agent-figures.ts';
import { agentsOf } from '../../domain/agent-settings.ts';
import { DEFAULT_ENVIRONMENT } from '../../domain/environment-settings.ts';
import { codeSpan, counted } from '../../domain/markdown.ts';
import { folded, listed, minute } from '../phrases.ts';
import type { Scene } from '../scene.ts';

export function agents(scene: Scene): string {
  const all = agentsOf(scene.config).map((agent) => ({ agent, load: loadOf(agent, scene) }));
  // Those at work first; of the others, in the order of their names.
  const lines = all.sort((a, b) => b.load - a.load).map(({ agent, load }) => lineOf(agent, load, scene));
  const { items, folded: more } = scene.room;
  const rest = lines.slice(items);
  const words = counted(rest.length, 'more agent');
  return [
    lines.slice(0, items).join('\n'),
    ...(rest.length === 0 ? [] : [more === 0 ? `and ${words}` : folded(words, listed(rest, more))]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const loadOf = ({ name }: Agent, { state }: Scene): number =>
  Object.values(state.leases).filter((lease) => lease.agent === name).length;

/** A line and no table: what is known differs from agent to agent, and a phone shows it whole. */
function lineOf(agent: Agent, load: number, scene: Scene): string {
  const record = scene.state.agents[agent.name] ?? EMPTY_RECORD;
  const { visibility } = scene.config;
  const isPrivate = scene.snapshot.repository.private;
  const facts = [
    `${load} of ${agent.capacity} in hand`,
    ...((visibility.agents ?? isPrivate) ? [successWords(record), ...speedWords(record)] : []),
    ...((visibility.money ?? isPrivate) ? [costWords(agent, record)] : []),
    ...restWords(record, scene),
  ];
  return `- ${[codeSpan(agent.name), ...kindOf(agent)].join(' ')}: ${facts.join(' · ')}`;
}

/** What its name does not say by itself. */
function kindOf({ name, kind, environment }: Agent): string[] {
  const words = [...(kind === name ? [] : [kind]), ...(environment === DEFAULT_ENVIRONMENT ? [] : [environment])];
  return words.length === 0 ? [] : [`(${words.join(', ')})`];
}

/** A share of so few says nothing. */
const FEW = 4;
/** Said where it is another by so much than it was in all. */
const OTHERWISE = 0.2;

/** What was counted, and not the smoothed share that chooses: nobody who did nothing is shown with a success. */
function successWords(record: AgentRecord): string {
  const [done, failed] = record.ended ?? [0, 0];
  const all = done + failed;
  if (all === 0) return 'nothing ended yet';
  const of = `${done.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} attempts done`;
  if (all < FEW) return of;
  const recent = lately(record);
  const differs = recent !== null && Math.abs(recent - done / all) >= OTHERWISE;
  return `${of} (${percent(done / all)}${differs ? `, lately ${percent(recent)}` : ''})`;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** From the hand-off on. */
function speedWords({ toPull, toStart }: AgentRecord): string[] {
  const [pull, start] = [measuredHours(toPull), measuredHours(toStart)];
  return [
    ...(start === null ? [] : [`starts within ${spanOf(start)}`]),
    ...(pull === null ? [] : [`pull request after ${spanOf(pull)}`]),
  ];
}

function spanOf(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 90) return counted(Math.max(1, minutes), 'minute');
  return hours < 48 ? counted(Math.round(hours), 'hour') : counted(Math.round(hours / 24), 'day');
}

function costWords({ cost }: Agent, record: AgentRecord): string {
  const usd = costOf(record, cost);
  return usd === null ? 'cost unknown' : `about ${usd.toFixed(2)} USD each`;
}

/** Up to what was last seen: who is back by then does not rest. */
function restWords(record: AgentRecord, { state }: Scene): string[] {
  const { restsUntil, notStarted, refused } = record;
  const seen = state.watermark ?? '';
  // What GitHub said stands among what needs somebody.
  if (refused !== undefined && refused.until > seen) return [`rests until ${minute(refused.until)}: refused by GitHub`];
  if (restsUntil === null || restsUntil <= seen) return [];
  const why = notStarted > 1 ? `did not start ${notStarted} times` : 'its quota is used up';
  return [`rests until ${minute(restsUntil)}: ${why}`];
}
