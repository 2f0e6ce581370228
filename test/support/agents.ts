/** Agents, records and tasks to choose for, with what a test says of them. */
import { selectAgent } from '@steward/core/decide/hand-off/selection.ts';
import { type Agent, type AgentRecord, EMPTY_RECORD, type Wanted } from '@steward/core/domain/agent.ts';
import { type AttemptEnd, attemptEnded, attemptStarted } from '@steward/core/domain/agent-record.ts';

export const NOW = '2026-11-20T10:00:00.000Z';

export const agent = (name: string, change: Partial<Agent> = {}): Agent => ({
  ...{ name, kind: 'workflow', skills: {}, otherwise: 0.8, capacity: 2, cost: null, environment: 'default' },
  ...{ workflow: 'steward-agent.yml' },
  ...change,
});

export const wanted = (change: Partial<Wanted> = {}): Wanted => ({
  ...{ id: '0123456789ab', type: 'bug-fix', category: 'development', priority: 'medium' },
  ...{ environment: 'default', failed: [] },
  ...change,
});

export const end = (change: Partial<AttemptEnd> = {}): AttemptEnd => ({
  ...{ at: NOW, type: 'bug-fix', failure: null, hours: null, rounds: null, usd: null },
  ...change,
});

/** What is remembered after attempts that started and ended, one letter each: `+` well, `-` badly. */
export const seen = (outcomes: string, change: Partial<AttemptEnd> = {}): AgentRecord =>
  [...outcomes].reduce<AgentRecord>((record, outcome) => {
    const started = attemptStarted(record, { at: NOW, hours: 0.1 });
    return attemptEnded(started, end({ failure: outcome === '+' ? null : 'rejected', ...change }));
  }, EMPTY_RECORD);

type Input = Parameters<typeof selectAgent>[0];

export const select = (agents: readonly Agent[], change: Partial<Input> = {}) =>
  selectAgent({ wanted: wanted(), agents, records: {}, loads: {}, now: NOW, seed: 'seed', ...change });
