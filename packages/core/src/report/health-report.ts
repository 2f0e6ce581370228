/** Four reports about Steward itself, each one screen: health, performance, budget, and only what is broken now. */
import type { AgentRecord } from '../domain/agent.ts';
import { agentsOf } from '../domain/agent-settings.ts';
import type { Config } from '../domain/config.ts';
import { HEALTH_LEVELS, type HealthCheck, type HealthReport, type KnownFinding, statusOf } from '../domain/health.ts';
import { hasLimits } from '../domain/limits/resolve.ts';
import { limitStandings } from '../domain/limits/standing.ts';
import { codeSpan, counted } from '../domain/markdown.ts';
import type { Known } from '../domain/remote.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { State } from '../domain/state.ts';
import type { OwnRun } from '../domain/vitals.ts';
import { agentLine, rulesLine, runLines } from './health-figures.ts';
import { findingLines, LEVEL_WORDS } from './health-issue.ts';
import { minute } from './phrases.ts';
import { worldLine } from './sections/health.ts';

export interface HealthScene {
  state: State;
  config: Config;
  snapshot: Pick<Snapshot, 'repository' | 'head' | 'deployments'>;
  runs: Known<readonly OwnRun[]>;
  unknown: readonly { check: HealthCheck; reason: string }[];
}

const REPORTS: Record<HealthReport, (scene: HealthScene) => string> = {
  health,
  performance: doings,
  budget,
  emergency,
};

export const renderHealthReport = (report: HealthReport, scene: HealthScene): string => `${REPORTS[report](scene)}\n`;

const findingsOf = ({ state }: HealthScene): readonly KnownFinding[] => state.health?.findings ?? [];

function health(scene: HealthScene): string {
  const findings = findingsOf(scene);
  const parts = HEALTH_LEVELS.map((level) => [level, findings.filter((one) => one.level === level)] as const);
  return [
    `## Health: ${statusOf(scene.state.health)}`,
    ...(findings.length === 0 ? ['Nothing is wrong, as far as could be seen.'] : []),
    ...parts
      .filter(([, some]) => some.length > 0)
      .map(([level, some]) => `### ${LEVEL_WORDS[level]}\n${some.map(findingLines).join('\n')}`),
    ...notSeen(scene),
    ...limitLines(scene),
    worldLine(scene),
  ].join('\n\n');
}

const notSeen = ({ unknown }: HealthScene): string[] =>
  unknown.length === 0 ? [] : [`Not to be seen: ${unknown.map(({ check }) => check).join(', ')}.`];

/** The clients that have least left, first; nothing where nothing is limited. */
function limitLines({ state, config }: HealthScene): string[] {
  if (!hasLimits(config.limits)) return [];
  const now = Date.parse(state.health?.at ?? state.watermark ?? state.installed?.at ?? '');
  const tightest = limitStandings(state, config.limits, now)
    .flatMap(({ client, endpoint, rules }) => rules.map((rule) => ({ ...rule, name: `${client} ${endpoint}` })))
    .sort((a, b) => a.remaining / a.limit - b.remaining / b.limit);
  const lines = tightest
    .slice(0, MOST_TOLD)
    .map(({ name, remaining, limit, rule }) => `- ${codeSpan(name)}: ${remaining} of ${limit} left (${rule})`);
  const names = Object.keys(state.limits ?? {}).length;
  const full = tightest.some(({ remaining }) => remaining === 0);
  return [
    [
      `### Limits: ${counted(names, 'client')} counted`,
      ...lines,
      ...(full ? ['- one that is used up needs a higher limit, another tier, or to ask less often'] : []),
    ].join('\n'),
  ];
}

const MOST_TOLD = 5;

/** Agents' figures where everybody reads: only where the owner said so. */
function doings(scene: HealthScene): string {
  const { state, config, snapshot, runs } = scene;
  const isShown = config.visibility.agents ?? snapshot.repository.private;
  const agents = agentsOf(config).map(({ name }) => agentLine(name, state.agents[name]));
  return [
    '## Performance',
    `### Runs of the last week\n${runLines(runs)}`,
    ...(agents.length === 0 ? [] : [`### Agents\n${isShown ? agents.join('\n') : HIDDEN}`]),
    `### Suggestions by rule\n${rulesLine(state)}`,
    `### Tasks\n- ${state.counts.done} done, ${state.counts.rejected} rejected, ${state.counts.open} open`,
  ].join('\n\n');
}

const HIDDEN = 'Not shown where everybody reads; `visibility.agents: true` shows them.';
const HIDDEN_MONEY = 'Not shown where everybody reads; `visibility.money: true` shows it.';

/** What nobody told is unknown, and not nothing. */
function budget({ state, config, snapshot }: HealthScene): string {
  const isShown = config.visibility.money ?? snapshot.repository.private;
  const lines = agentsOf(config).map(({ name }) => spentLine(name, state.agents[name]));
  return [
    '## Budget',
    isShown ? lines.join('\n') || 'No agent is set, and no model is asked: nothing is spent on them.' : HIDDEN_MONEY,
    `What runs of Actions and GitHub's own agents cost is unknown here: GitHub tells that on the billing page.`,
    `Notifications this week: ${state.windows.notifications} of ${config.caps['notifications-a-week']}. Issues opened today: ${state.windows.opened} of ${config.caps['new-issues-a-day']}.`,
  ].join('\n\n');
}

function spentLine(name: string, record: AgentRecord | undefined): string {
  const { count, usd, unknown } = record?.spent ?? { count: 0, usd: 0, unknown: 0 };
  const known = count === 0 ? 'nothing was told' : `${usd.toFixed(2)} USD for ${counted(count, 'attempt')}`;
  const rest = unknown === 0 ? '' : `, unknown for ${counted(unknown, 'attempt')}`;
  return `- ${codeSpan(name)}: ${known}${rest}`;
}

/** Only what does not work now. */
function emergency(scene: HealthScene): string {
  const { state } = scene;
  const broken = findingsOf(scene).filter(({ level }) => level === 'fault');
  const lines = [
    ...(state.lost ? [`- **Memory** is being rebuilt until ${minute(state.lost.until)}`] : []),
    ...(state.paused ? ['- Steward is **paused**'] : []),
    ...broken.map(findingLines),
    ...worldLine(scene)
      .split(' · ')
      .filter((line) => / failed$/.test(line))
      .map((line) => `- ${line}`),
  ];
  return ['## Broken now', lines.length === 0 ? 'Nothing, as far as could be seen.' : lines.join('\n')].join('\n\n');
}
