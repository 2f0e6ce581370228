/** What is new since the last tick: nothing new and nothing due is a quiet tick. */
import type { Config } from '../domain/config.ts';
import { canonical } from '../domain/digest.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { later } from '../domain/intent.ts';
import { checksOf, deploymentsOf, goalsOf, type Snapshot, type Stub, stubKey } from '../domain/snapshot.ts';
import type { State } from '../domain/state.ts';
import { nextDaily, OVERLAP, weekOf } from '../domain/time.ts';

const DAY = 86_400_000;

export interface News {
  /** Issues and pull requests that changed, other than by Steward's recorded writes. */
  foreign: Stub[];
  headMoved: boolean;
  checksChanged: boolean;
  othersChanged: boolean;
  /** A deployment failed that had not before, or one that had does not any more. */
  deploymentsTurned: boolean;
  goalsChanged: boolean;
  /** The mode or the configuration is another than the last time. */
  settingsChanged: boolean;
  /** `nextDue` is reached. */
  due: boolean;
  /** The daily hour is reached. */
  daily: boolean;
  /** It is the first time in its week. */
  weekly: boolean;
  /** What GitHub put off may be tried again. */
  retry: boolean;
}

/**
 * States of the pull requests that are watched: Steward's by label, and those of tasks. One that the query did not show
 * is as it was: what changes of it moves it among the newest.
 */
export function pullsOf(snapshot: Snapshot, { reviews, pulls }: Pick<State, 'reviews' | 'pulls'>): State['pulls'] {
  const known = Object.keys(reviews).flatMap((number) => {
    const seen = snapshot.stubs.find((stub) => stub.kind === 'pull' && String(stub.number) === number)?.pull?.state;
    const state = seen ?? pulls[number];
    return state === undefined ? [] : [[number, state] as const];
  });
  return { ...Object.fromEntries(known), ...snapshot.stewardPulls };
}

export function findNews(snapshot: Snapshot, state: State): News {
  const now = Date.parse(snapshot.now);
  const daily = state.daily !== null && now >= Date.parse(state.daily) ? state.daily : null;
  return {
    foreign: snapshot.stubs.filter((stub) => isForeign(stub, state)),
    headMoved: (snapshot.head?.oid ?? null) !== state.head,
    checksChanged: checksOf(snapshot.head) !== state.checks,
    othersChanged:
      canonical(deploymentsOf(snapshot)) !== canonical(state.deployments) ||
      canonical(pullsOf(snapshot, state)) !== canonical(state.pulls),
    deploymentsTurned: failedIn(deploymentsOf(snapshot)) !== failedIn(state.deployments),
    goalsChanged: goalsOf(snapshot) !== state.goals,
    settingsChanged: snapshot.settings !== undefined && snapshot.settings !== state.settings,
    due: state.nextDue !== null && now >= Date.parse(state.nextDue),
    daily: daily !== null,
    weekly: daily !== null && weekOf(later(daily, -DAY)) !== weekOf(snapshot.now),
    retry: state.retryAt !== null && now >= Date.parse(state.retryAt),
  };
}

const failedIn = (deployments: State['deployments']): string =>
  Object.keys(deployments)
    .filter((name) => /^(?:FAILURE|ERROR) /.test(deployments[name] ?? ''))
    .sort()
    .join();

function isForeign(stub: Stub, state: State): boolean {
  if (state.watermark === null) return true;
  if (Date.parse(stub.updatedAt) <= Date.parse(state.watermark) - OVERLAP) return false;
  return state.seen[stubKey(stub)] !== stub.updatedAt;
}

/** The time before which nothing of the world needs reading; null where everything is new. */
export const horizonOf = (state: State): number | null =>
  state.watermark === null ? null : Date.parse(state.watermark) - OVERLAP;

export const hasNews = (news: News): boolean =>
  news.foreign.length > 0 ||
  news.headMoved ||
  news.checksChanged ||
  news.othersChanged ||
  news.goalsChanged ||
  news.settingsChanged;

export const isQuiet = (state: State, news: News): boolean => state.installed !== null && !hasNews(news) && !news.due;

/**
 * Notes what was seen, so that it is never news again. `unrecorded`: own issues that no record accounts for yet.
 * `daily`: daily work that stays due, since this run does not do it; null: the next is another day's.
 */
export function observedEvent(
  snapshot: Snapshot,
  {
    config,
    state,
    unrecorded,
    daily,
  }: { config: Config; state: State; unrecorded: ReadonlySet<number>; daily: string | null },
): LedgerEvent {
  const oldest = Date.parse(snapshot.now) - OVERLAP;
  const seen = snapshot.stubs
    .filter((stub) => Date.parse(stub.updatedAt) > oldest && !(stub.kind === 'issue' && unrecorded.has(stub.number)))
    .map((stub) => [stubKey(stub), stub.updatedAt]);
  return {
    kind: 'observed',
    watermark: snapshot.now,
    seen: Object.fromEntries(seen),
    head: snapshot.head?.oid ?? null,
    checks: checksOf(snapshot.head),
    deployments: deploymentsOf(snapshot),
    pulls: pullsOf(snapshot, state),
    goals: goalsOf(snapshot),
    ...(snapshot.settings !== undefined && { settings: snapshot.settings }),
    daily: daily ?? nextDaily(snapshot.now, config['daily-hour']),
  };
}
