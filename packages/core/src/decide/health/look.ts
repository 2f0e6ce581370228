/** Every check of health, total over its names: what is wrong, the gravest first, and what could not be seen. */
import { HEALTH_CHECKS, HEALTH_LEVELS, type HealthCheck, type HealthFinding } from '../../domain/health.ts';
import { quota, token } from './access.ts';
import type { Check, HealthFacts, HealthLook } from './facts.ts';
import { activity, durations, runs } from './own-runs.ts';
import { disk, ledger, memory } from './room.ts';
import { agents, attempts, pullRequests, queue, reviews, waiting, work } from './work.ts';

const CHECKS: Record<HealthCheck, Check> = {
  ...{ token, quota, ledger, runs, activity, durations, agents, attempts, reviews, work },
  ...{ 'pull-requests': pullRequests, queue, waiting, memory, disk },
};

/** What cannot be seen now is not over. */
const lastSeen = ({ state }: HealthFacts, wanted: HealthCheck): HealthFinding[] =>
  (state.health?.findings ?? [])
    .filter(({ check }) => check === wanted)
    .map(({ check, level, words }) => ({ check, level, words }));

/** Deterministic: the same facts give the same findings in the same order. */
export function lookAt(facts: HealthFacts): HealthLook {
  const look: HealthLook = { findings: [], unknown: [] };
  for (const check of HEALTH_CHECKS) {
    const result = CHECKS[check](facts);
    if (result === null) continue;
    if ('unknown' in result) {
      look.unknown.push({ check, reason: result.unknown });
      look.findings.push(...lastSeen(facts, check));
    } else look.findings.push({ check, ...result });
  }
  look.findings.sort((a, b) => HEALTH_LEVELS.indexOf(a.level) - HEALTH_LEVELS.indexOf(b.level));
  return look;
}
