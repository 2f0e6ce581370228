/** Whether the work moves: what waits, what is in hand, what came back, and how agents do. */
import type { AgentRecord } from '../../domain/agent.ts';
import { codeSpan, counted } from '../../domain/markdown.ts';
import { isOpen, type Status, type Task } from '../../domain/task.ts';
import { daysBetween } from '../../domain/time.ts';
import { type Check, fault, type HealthFacts, percent, warning } from './facts.ts';

const WAITING: readonly Status[] = ['ready', 'blocked', 'retrying'];
const MOST_NAMED = 5;
/** What was counted fades: three attempts of the last weeks are enough to say something. */
const LEAST_ATTEMPTS = 3;
const LEAST_REVIEWED = 4;
/** Below that share of free agents new work waits. */
const FREE = 30;

const waitingIn = (tasks: readonly Task[]): Task[] => tasks.filter(({ status }) => WAITING.includes(status));

/** However long, it is no fault of Steward's. */
export const queue: Check = ({ tasks, settings }) => {
  const waiting = waitingIn(tasks).length;
  return waiting > settings.queue ? warning(`${waiting} tasks wait`) : null;
};

export const waiting: Check = ({ tasks, settings, now }) => {
  const days = settings['waiting-days'];
  const old = waitingIn(tasks).filter(({ opened, since }) => daysBetween(opened ?? since, now) > days);
  return old.length === 0 ? null : warning(`${counted(old.length, 'task')} waited over ${days} days: ${numbers(old)}`);
};

/** Leases that have run out end in the same run; what is left stands still all the same. */
export const work: Check = ({ state, settings, now }) => {
  const days = settings['silent-days'];
  const still = Object.values(state.leases).filter(({ pull, seen }) => pull === null && daysBetween(seen, now) > days);
  if (still.length === 0) return null;
  return warning(`no sign for over ${days} days of ${counted(still.length, 'task')} in hand: ${numbers(still)}`);
};

export const pullRequests: Check = ({ tasks, state, settings, now }) => {
  const days = settings['pull-request-days'];
  const standing = tasks.filter(({ status, since, id }) => {
    const returned = state.leases[id]?.returned ?? since;
    return status === 'in-review' && daysBetween(latest(returned, since), now) > days;
  });
  if (standing.length === 0) return null;
  return warning(
    `no movement for over ${days} days in pull requests of ${counted(standing.length, 'task')}: ${numbers(standing)}`,
  );
};

const latest = (a: string, b: string): string => (a > b ? a : b);

function numbers(all: readonly { number?: number }[]): string {
  const shown = all.flatMap(({ number }) => (number === undefined ? [] : [`#${number}`])).slice(0, MOST_NAMED);
  return [...shown, ...(all.length > shown.length ? [`and ${all.length - shown.length} more`] : [])].join(', ');
}

export const agents: Check = ({ agents: names, state, now, tasks }) => {
  if (names.length === 0) return null;
  const away = names.filter((name) => isAway(state.agents[name], now));
  const share = percent(names.length - away.length, names.length);
  if (share >= FREE) return null;
  const words = `${away.length} of ${counted(names.length, 'agent')} cannot be asked: ${away.slice(0, MOST_NAMED).map(codeSpan).join(', ')}`;
  return share === 0 && tasks.some(isOpen) ? fault(words) : warning(words);
};

const isAway = (record: AgentRecord | undefined, now: string): boolean =>
  [record?.restsUntil, record?.refused?.until].some((until) => typeof until === 'string' && until > now);

/** Who it is stands there only where that may be told. */
export const attempts: Check = ({ agents: names, state, settings, tellsAgents }: HealthFacts) => {
  const bad = names.flatMap((name) => {
    const { done, failed } = outcomesOf(state.agents[name]);
    const share = percent(failed, done + failed);
    return done + failed >= LEAST_ATTEMPTS && share > settings.attempts ? [{ name, share }] : [];
  });
  if (bad.length === 0) return null;
  if (!tellsAgents) return warning(`most attempts of ${counted(bad.length, 'agent')} failed lately`);
  const named = bad.slice(0, MOST_NAMED).map(({ name, share }) => `${codeSpan(name)} (${share} %)`);
  return warning(`most attempts failed lately: ${named.join(', ')}`);
};

/** Of all types of task, as far as they have not faded. */
export function outcomesOf(record: AgentRecord | undefined): { done: number; failed: number } {
  const all = Object.values(record?.outcomes ?? {});
  return {
    done: all.reduce((sum, [done]) => sum + done, 0),
    failed: all.reduce((sum, [, failed]) => sum + failed, 0),
  };
}

export const reviews: Check = ({ state, settings }) => {
  const reviewed = Object.values(state.reviews).filter(({ overall, agent }) => agent && overall !== null);
  const back = reviewed.filter(({ overall }) => overall === 'changes-requested' || overall === 'needs-person');
  if (reviewed.length < LEAST_REVIEWED || percent(back.length, reviewed.length) <= settings.reviews) return null;
  return warning(`${back.length} of ${reviewed.length} reviewed pull requests were not accepted`);
};
