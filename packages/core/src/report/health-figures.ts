/** Figures of the performance report, each in a line; where nothing was measured, that is said. */
import type { AgentRecord } from '../domain/agent.ts';
import { measuredHours } from '../domain/agent-figures.ts';
import { codeSpan, counted } from '../domain/markdown.ts';
import type { Known } from '../domain/remote.ts';
import type { State } from '../domain/state.ts';
import type { OwnRun } from '../domain/vitals.ts';

const MOST_RULES = 10;

export function runLines(runs: Known<readonly OwnRun[]>): string {
  if (runs.kind === 'unknown') return `- unknown: ${runs.reason}`;
  if (runs.value.length === 0) return '- none was seen';
  const lengths = runs.value
    .map(({ startedAt, endedAt }) => Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)))
    .sort((a, b) => a - b);
  const at = (share: number): string => minutes(lengths[Math.ceil(share * lengths.length) - 1] ?? 0);
  const failed = runs.value.filter(({ conclusion }) => conclusion !== 'success').length;
  return [
    `- ${counted(lengths.length, 'run')}, ${failed} of them not green`,
    `- half took at most ${at(0.5)} minutes, nine in ten at most ${at(0.9)}, the longest ${at(1)}`,
  ].join('\n');
}

const minutes = (length: number): string => (Math.round(length / 6_000) / 10).toFixed(1);

/** Ended attempts, and how long until its first sign and its pull request. */
export function agentLine(name: string, record: AgentRecord | undefined): string {
  const [done, failed] = record?.ended ?? [0, 0];
  if (record === undefined || done + failed === 0) return `- ${codeSpan(name)}: nothing ended yet`;
  const spans = [
    ['starts after', measuredHours(record.toStart)],
    ['pull request after', measuredHours(record.toPull)],
  ] as const;
  const said = spans.flatMap(([words, hours]) => (hours === null ? [] : [`${words} ${spanOf(hours)}`]));
  return `- ${codeSpan(name)}: ${[`${done} of ${counted(done + failed, 'attempt')} done`, ...said].join(' · ')}`;
}

const spanOf = (hours: number): string =>
  hours < 1.5 ? counted(Math.max(1, Math.round(hours * 60)), 'minute') : counted(Math.round(hours), 'hour');

export function rulesLine({ lessons }: Pick<State, 'lessons'>): string {
  const answered = Object.entries(lessons.rules)
    .filter(([, [, accepted, rejected]]) => accepted + rejected > 0)
    .sort(([a, [, yesA, noA]], [b, [, yesB, noB]]) => yesB + noB - yesA - noA || (a < b ? -1 : 1))
    .slice(0, MOST_RULES);
  if (answered.length === 0) return '- nobody has answered a suggestion yet';
  return answered
    .map(
      ([name, [, accepted, rejected, done]]) =>
        `- ${codeSpan(name)}: ${accepted} of ${accepted + rejected} wanted, ${done} done`,
    )
    .join('\n');
}
