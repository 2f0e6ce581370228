/** The one issue about health: kept as it should be on a ledger, whoever looked. */
import { digest } from '../domain/digest.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { HEALTH, type HealthIssue, type HealthRecord } from '../domain/health.ts';
import type { Outcome, Proposal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import { composed } from '../guard/judge.ts';
import { HEALTH_LEFT, renderHealthIssue, renderHealthOver } from '../report/health-issue.ts';
import { cleaningOf, type Tick } from './tick.ts';

/** Opens, edits or closes it, or nothing. `isTakenOver`: the claim on it is this run's own. */
export function healthProposals(tick: Tick, { state }: Ledger, isTakenOver = false): Proposal[] {
  const { health } = state;
  if (state.leaving) return farewell(health?.issue ?? null);
  if (health === null || health.at === null) return [];
  const { findings, issue } = health;
  if (issue?.open) return keep(tick, health, issue);
  const claimed = Object.values(state.claims).some(({ subject }) => subject === HEALTH);
  if (!isWanted(tick) || !isNews(health) || (claimed && !isTakenOver)) return [];
  return [{ kind: 'open-health', subject: HEALTH, body: renderHealthIssue(findings) }];
}

/** Nobody will look any more, so nothing is to wait for it. */
const farewell = (issue: HealthIssue | null): Proposal[] =>
  issue?.open ? [{ kind: 'close-health', subject: HEALTH, number: issue.number, body: HEALTH_LEFT, left: true }] : [];

const isWanted = ({ mode, config }: Tick): boolean => mode !== 'suggest' && config.health.issue;

/** What a person has closed once is known. */
const isNews = ({ findings, issue }: HealthRecord): boolean =>
  findings.some(({ check }) => !issue?.accepted?.includes(check));

function keep(tick: Tick, { findings, at }: HealthRecord, issue: HealthIssue): Proposal[] {
  const { number } = issue;
  const isWell = findings.length === 0;
  if (isWell || !isWanted(tick))
    return [{ kind: 'close-health', subject: HEALTH, number, body: renderHealthOver(at ?? '', isWell) }];
  const body = renderHealthIssue(findings);
  return saysSo(tick, issue, body) ? [] : [{ kind: 'update-health', subject: HEALTH, number, body }];
}

const saysSo = (tick: Tick, issue: HealthIssue, body: string): boolean =>
  issue.digest === digest(composed(body, cleaningOf(tick)), 16);

/** It says already what it should: that is not due any more. */
export function healthKept(tick: Tick, { state: { health } }: Ledger): LedgerEvent[] {
  if (!health?.due || !health.issue?.open || health.findings.length === 0 || !isWanted(tick)) return [];
  const { number, intent, digest: written } = health.issue;
  if (!saysSo(tick, health.issue, renderHealthIssue(health.findings))) return [];
  return [{ kind: 'health-written', number, intent, digest: written }];
}

/** Another run reserved it and never opened it: opened now if it is still wanted, else given up. */
export function takenOverHealth(tick: Tick, ledger: Ledger): { proposals: Proposal[]; outcomes: Outcome[] } {
  const proposals = healthProposals(tick, ledger, true).filter(({ kind }) => kind === 'open-health');
  if (proposals.length > 0) return { proposals, outcomes: [] };
  const effect = { kind: 'open-health', subject: HEALTH } as const;
  return { proposals, outcomes: [{ kind: 'refused', effect, reason: 'it is not wanted any more', gone: true }] };
}
