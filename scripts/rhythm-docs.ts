// A page for each rhythm that `steward init` knows: what it costs, and how long things wait, from the constants that make it so.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CADENCES,
  type Cadence,
  costLines,
  minutesAMonth,
  minutesBetween,
  RHYTHMS,
} from '../packages/cli/src/init/cadence.ts';
import { DEFAULT_CONFIG } from '../packages/core/src/domain/config.ts';
import { TIMES } from '../packages/core/src/domain/intent.ts';
import { table } from './action-docs.ts';

/** The daily upkeep, which every rhythm has: the last of the crons of the workflow. */
function dailyCron(): string {
  const text = readFileSync(join(import.meta.dirname, '../workflows/steward.yml'), 'utf8');
  const cron = [...text.matchAll(/- cron: '([^']+)'/g)].at(-1)?.[1];
  if (cron === undefined) throw new Error('workflows/steward.yml has no cron.');
  return cron;
}

const WORDS: Readonly<Record<Cadence, string>> = {
  'half-hourly': 'The default for public repositories, where minutes cost nothing, and for all in which agents work.',
  hourly: 'For private repositories in which agents work: half the minutes, and agents wait half an hour longer.',
  'four-hourly':
    'For private repositories in which people do the work and want a dashboard that is true several times a day.',
  daily:
    'For repositories that sleep, or to try Steward for next to nothing: one run in the morning does everything that is due.',
};

const span = (minutes: number): string => (minutes < 120 ? `${minutes} minutes` : `${minutes / 60} hours`);
const pageOf = (cadence: Cadence): string => `workflows/rhythms/${cadence}.md`;

export function rhythmsTable(): string {
  const rows = CADENCES.map((cadence) => [
    `[${cadence}](rhythms/${cadence}.md)`,
    span(minutesBetween(cadence)),
    String(minutesAMonth(cadence)).replace(/\B(?=(?:\d{3})+$)/g, ','),
    WORDS[cadence],
  ]);
  return table(['`--cadence`', 'A look every', 'Minutes a month, at least', 'For whom'], rows);
}

/** How long a thing may lie there before the next run does something about it, if GitHub starts runs when they are due. */
function waits(cadence: Cadence): string {
  const gap = minutesBetween(cadence);
  const { 'start-within': start, 'silent-after': silent } = DEFAULT_CONFIG['hand-off'];
  const { interval, 'missed-runs': missed } = DEFAULT_CONFIG.health;
  return table(
    ['What', 'How long at most', 'What sets it'],
    [
      ['an issue, a comment, a tick on the dashboard is seen', span(gap), 'the cron'],
      ['a pull request is reviewed, after its checks ended', span(gap), 'the cron'],
      ['a task that is ready goes to a free agent', span(gap), 'the cron'],
      [
        'an agent that did not start gives its place up',
        span(start + gap),
        `\`hand-off.start-within\` (${start} minutes), and a run`,
      ],
      [
        'an agent that fell silent gives its place up',
        span(silent * 60 + gap),
        `\`hand-off.silent-after\` (${silent} hours), and a run`,
      ],
      [
        'evidence is looked at though nothing changed; Steward looks at its own health',
        '24 hours',
        `\`daily-hour\` (${DEFAULT_CONFIG['daily-hour']}:00 UTC)`,
      ],
      [
        'what a dead run left half done is finished',
        span(Math.max(gap, Math.ceil(TIMES.expiry / 60_000 / gap) * gap)),
        `${TIMES.expiry / 60_000} minutes, and a run`,
      ],
      ['a lost memory is rebuilt', span(2 * gap), 'two runs'],
      [
        'runs that stay away are told as a fault',
        span(Math.max(interval, gap) * (missed + 1)),
        gap === interval
          ? '`health.interval`, `health.missed-runs`'
          : `\`health.interval: ${gap}\`, to be set; \`health.missed-runs\``,
      ],
    ],
  );
}

function page(cadence: Cadence, daily: string): string {
  const { cron } = RHYTHMS[cadence];
  const [minutes = '', ...costs] = costLines(cadence);
  const crons = [cron, daily].flatMap((line) => (line === null ? [] : [`    - cron: '${line}'`]));
  const [sets, to] = [minutesBetween(cadence) === DEFAULT_CONFIG.health.interval, minutesBetween(cadence)];
  return `# ${cadence[0]?.toUpperCase()}${cadence.slice(1)}

${WORDS[cadence]}

\`\`\`yaml
on:
  schedule:
${crons.join('\n')}
\`\`\`

\`steward init --cadence ${cadence}\` writes it, and \`steward init --upgrade --cadence ${cadence}\` changes to it.${
    sets
      ? ''
      : ` Where\n\`.github/steward.yml\` is there already, put \`health: { interval: ${to} }\` into it, or the look at health misses runs that nobody meant to start.`
  }

## What it costs

${minutes}

${costs.map((line) => `- ${line.trim()}`).join('\n')}

A run in which nothing changed is one request and writes nothing. GitHub may start a run late or leave one out at full hours; the next
one makes up for it, and nothing is done twice.

## How long things wait

${waits(cadence)}

By hand it is quicker: Actions, steward, *Run workflow*. Other rhythms: ${CADENCES.filter((one) => one !== cadence)
    .map((one) => `[${one}](${one}.md)`)
    .join(', ')}. All lines of the workflow: [README](../README.md).
`;
}

export const rhythmPages: Readonly<Record<string, () => string>> = Object.fromEntries(
  CADENCES.map((cadence) => [pageOf(cadence), () => page(cadence, dailyCron())]),
);
