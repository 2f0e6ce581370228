/** Looking at Steward's own health: what is seen of runs, tokens, work and machine, and what is told of it. Writes nothing. */
import type { HealthLook } from '../decide/health/facts.ts';
import { lookAt } from '../decide/health/look.ts';
import { agentsOf } from '../domain/agent-settings.ts';
import type { HealthCheck, HealthFinding } from '../domain/health.ts';
import { remedyOf } from '../domain/health-remedies.ts';
import { later } from '../domain/intent.ts';
import { MOST_STATE } from '../domain/ledger.ts';
import type { Known } from '../domain/remote.ts';
import type { Ledger } from '../domain/state.ts';
import type { OwnRun, TokenSeen } from '../domain/vitals.ts';
import { cleanReason } from '../guard/specification.ts';
import { cleaningOf, type Tick } from './tick.ts';

const DAY = 86_400_000;
const DAYS = 7;

/** What a look found, as the ledger keeps it. */
export interface Looked {
  findings: HealthFinding[];
  unknown: HealthCheck[];
  /** The run that ends red because of it. */
  red?: string;
}

/** One look: three requests at most. What is broken makes the run red: a look is made once a day, and on request. */
export async function lookAtHealth(
  tick: Tick,
  ledger: Ledger,
): Promise<{ looked: Looked; look: HealthLook; runs: Known<OwnRun[]> }> {
  const { config, world, snapshot } = tick;
  const runs = await ownRuns(tick);
  const look = lookAt({
    ...{ now: snapshot.now, settings: config.health, state: ledger.state, tasks: Object.values(ledger.tasks), runs },
    agents: tick.mode === 'autopilot' ? agentsOf(config).map(({ name }) => name) : [],
    tellsAgents: config.visibility.agents ?? snapshot.repository.private,
    tokens: await tokensSeen(tick),
    runner: (await world.machine?.vitals()) ?? { memory: null, disk: null },
    ledger: { bytes: new TextEncoder().encode(snapshot.ledger?.text ?? '').length, most: MOST_STATE },
  });
  tell(tick, look);
  const { findings, unknown } = look;
  const isRed = findings.some(({ level }) => level === 'fault');
  const red = isRed && { red: world.run.id.replace(/-\d+$/, '') };
  return { looked: { findings, unknown: unknown.map(({ check }) => check), ...red }, look, runs };
}

async function ownRuns({ world, snapshot }: Tick): Promise<Known<OwnRun[]>> {
  const workflow = world.settings.workflow?.split('/').at(-1) ?? null;
  if (workflow === null) return { kind: 'unknown', reason: 'this run belongs to no workflow' };
  return world.reader.remote.ownRuns(workflow, later(snapshot.now, -DAYS * DAY));
}

async function tokensSeen({ world }: Tick): Promise<TokenSeen[]> {
  const seen: TokenSeen[] = [];
  for (const input of ['github-token', 'agent-token'] as const) {
    const gauge = world.gauges[input];
    if (gauge) seen.push({ input, vitals: await gauge.vitals() });
  }
  return seen;
}

function tell(tick: Tick, { findings, unknown }: HealthLook): void {
  for (const { check, level, words } of findings) {
    const text = `Health: ${words}. ${remedyOf(check)}.`;
    if (level === 'fault') tick.told.failures.push(text);
    else tick.told.warnings.push(text);
  }
  const reasons = new Map<string, string[]>();
  for (const { check, reason } of unknown) reasons.set(reason, [...(reasons.get(reason) ?? []), check]);
  const clean = (reason: string): string => cleanReason(reason, cleaningOf(tick));
  tick.told.unknown.push(
    ...[...reasons].map(([reason, checks]) => `health of ${checks.join(', ')} (${clean(reason)})`),
  );
}
