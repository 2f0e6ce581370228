/** The issue that tells what is wrong with Steward itself, and what it says once nothing is. */
import { HEALTH_LEVELS, type HealthLevel, type KnownFinding } from '../domain/health.ts';
import { remedyOf } from '../domain/health-remedies.ts';
import { counted } from '../domain/markdown.ts';

export const LEVEL_WORDS: Record<HealthLevel, string> = { fault: 'Broken', warning: 'Worth a look' };

const HEADS = {
  token: 'Token',
  quota: "GitHub's limit",
  ledger: 'Memory',
  runs: 'Failed runs',
  activity: 'Missing runs',
  durations: 'Slow runs',
  agents: 'Agents',
  attempts: 'Attempts',
  reviews: 'Reviews',
  work: 'Work in hand',
  'pull-requests': 'Pull requests',
  queue: 'Queue',
  waiting: 'Waiting tasks',
  memory: "Runner's memory",
  disk: "Runner's disk",
} as const satisfies Record<KnownFinding['check'], string>;

/** One finding in two lines: what, and what helps. */
export const findingLines = ({ check, words, since }: KnownFinding): string =>
  `- **${HEADS[check]}** (since ${since.slice(0, 10)}): ${words}.\n  ${remedyOf(check)}.`;

export const findingLine = ({ check, words }: KnownFinding): string => `${HEADS[check]}: ${words}`;

/** The body without its marker: it changes only when what is found does. */
export function renderHealthIssue(findings: readonly KnownFinding[]): string {
  const parts = HEALTH_LEVELS.map((level) => [level, findings.filter((one) => one.level === level)] as const);
  return [
    `${counted(findings.length, 'thing')} about Steward itself ${findings.length > 1 ? 'need' : 'needs'} a person. This issue is edited in place, and closed when nothing is wrong any more.`,
    ...parts
      .filter(([, some]) => some.length > 0)
      .map(([level, some]) => `### ${LEVEL_WORDS[level]}\n${some.map(findingLines).join('\n')}`),
    'Steward looks once a day; running its workflow with the action `health` looks at once. From which point on it tells of something is set under `health` in the configuration. Close this issue to hear no more of what it says now.',
  ].join('\n\n');
}

/** Why the issue is closed, for whoever opens it later. `at`: of the last look. */
export const renderHealthOver = (at: string, isWell: boolean): string =>
  isWell
    ? `Closed by Steward: the look of ${at.slice(0, 16).replace('T', ' ')} UTC found nothing wrong any more.`
    : 'Closed by Steward: as it is set now, only the dashboard says what is wrong.';

export const HEALTH_LEFT = 'Closed by Steward: it left this repository, so nobody looks any more.';
