/** The analysis of a window: every figure counted from recorded events and the state, none asked of a model. */
import type { Allowance, Analysis, Forecast, Window } from '../../domain/analysis.ts';
import type { RecordedEvent } from '../../domain/event.ts';
import { later } from '../../domain/intent.ts';
import type { Ledger } from '../../domain/state.ts';
import { momentOf } from '../../domain/time.ts';
import { adviceOf } from './advice.ts';
import { type Chronicle, chronicleOf } from './chronicle.ts';
import { isBefore, rounded } from './numbers.ts';
import { presentOf } from './present.ts';
import { modelsOf } from './spending.ts';
import { agentsOf, attemptsOf, costsBy, endsBy, pairingsOf, rulesOf } from './success.ts';
import {
  approvalOf,
  bottleneckOf,
  completionOf,
  responseOf,
  type Scope,
  staysOf,
  tasksOf,
  velocityOf,
  weeklyOf,
  weeksOf,
} from './work.ts';

const HOUR = 3_600_000;

export interface AnalysisFacts {
  now: string;
  /** Hours that the window has, up to now. */
  hours: number;
  /** As many as were read, in whatever order; those before the window say what those within are about. */
  events: readonly RecordedEvent[];
  /** Since when events were looked for. */
  readFrom: string;
  unread: number;
  ledger: Pick<Ledger, 'state' | 'tasks'>;
  /** Days without an event after which an open task is stale. */
  staleAfter: number;
  allowances: readonly Allowance[];
  /** Whether it may be told here how agents do, and what is spent. */
  shows: { agents: boolean; money: boolean };
}

export function analyze(facts: AnalysisFacts): Analysis {
  const { now, hours, ledger, shows } = facts;
  const chronicle = chronicleOf(facts.events, ledger);
  const window = { from: later(now, -hours * HOUR), to: later(now, 1) };
  const scope = { chronicle, window, before: windowBefore(facts, window) };
  const stays = staysOf(scope);
  const weeks = weeksOf(scope);
  const tasks = tasksOf(scope);
  const found: Analysis = {
    ...{ window, since: chronicle.first, unread: facts.unread, status: 'unknown', tasks, weeks, stays },
    completion: completionOf(scope),
    velocity: velocityOf(scope),
    weekly: weeklyOf(weeks),
    approval: approvalOf(scope),
    response: responseOf(scope),
    bottleneck: bottleneckOf(stays),
    ...{ types: endsBy('type', scope), categories: endsBy('category', scope), rules: rulesOf(scope) },
    ...moneyAndAgents(scope, tasks.done, shows),
    present: presentOf(ledger, chronicle, facts),
    ...{ forecast: null, advice: [] },
  };
  const advice = adviceOf({ ...found, ...moneyAndAgents(scope, tasks.done, ALL) }, facts.allowances).filter(
    ({ about }) => about === undefined || shows[about],
  );
  return seenAs({ ...found, forecast: forecastOf(found), advice, status: statusOf(chronicle, advice.length) }, shows);
}

const ALL = { agents: true, money: true };

/** Null where events of that time may be missing. */
function windowBefore({ hours, readFrom, unread, ledger, events }: AnalysisFacts, { from }: Window): Window | null {
  const before = { from: later(from, -hours * HOUR), to: from };
  const installed = ledger.state.installed?.at ?? null;
  const isLost = events.some(({ kind, at }) => kind === 'rebuilt' && !isBefore(at, before.from));
  const isRead = unread === 0 && !isLost && momentOf(readFrom) <= momentOf(before.from);
  return isRead && isBefore(installed, later(before.from, 1)) ? before : null;
}

function moneyAndAgents(
  scope: Scope,
  done: number,
  { agents, money }: { agents: boolean; money: boolean },
): Pick<Analysis, 'attempts' | 'agents' | 'pairings' | 'costs' | 'models' | 'hidden'> {
  const costs = () => ({ agents: costsBy('agent', scope), categories: costsBy('category', scope) });
  return {
    ...(agents
      ? { attempts: attemptsOf(scope), agents: agentsOf(scope), pairings: pairingsOf(scope) }
      : { attempts: null, agents: null, pairings: null }),
    ...(money
      ? { costs: costs(), models: modelsOf(scope.chronicle, scope.window, done) }
      : { costs: null, models: null }),
    hidden: [...(agents ? [] : (['agents'] as const)), ...(money ? [] : (['money'] as const))],
  };
}

/** Who has what in hand stands on the dashboard for everybody; how many each has does so too. What agents cost names them. */
const seenAs = (analysis: Analysis, { agents }: AnalysisFacts['shows']): Analysis =>
  agents || analysis.costs === null ? analysis : { ...analysis, costs: { ...analysis.costs, agents: [] } };

const statusOf = ({ events }: Chronicle, advices: number): Analysis['status'] => {
  if (events.length === 0) return 'unknown';
  return advices > 0 ? 'attention' : 'good';
};

const LEAST_DONE = 5;
const DAYS_A_WEEK = 7;

/** If it goes on as in the window; of fewer tasks nothing is foretold. */
function forecastOf({ tasks, velocity, present, window }: Analysis): Forecast | null {
  const days = (momentOf(window.to) - momentOf(window.from)) / (24 * HOUR);
  if (tasks.done < LEAST_DONE || days < DAYS_A_WEEK || present.open === 0) return null;
  const weeks = rounded((present.open * days) / (tasks.done * DAYS_A_WEEK));
  return { perWeek: velocity.perWeek, open: present.open, weeks, n: tasks.done };
}
