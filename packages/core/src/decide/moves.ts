/** Which moves this tick makes, best first, with the reasons. Deterministic: work in hand comes before new work. */
import type { Config, Mode } from '../domain/config.ts';
import { isExpired, takesPlace } from '../domain/intent.ts';
import { plansDue } from '../domain/plan.ts';
import { isDueAgain, WORDING_ROLES } from '../domain/postponed.ts';
import type { State } from '../domain/state.ts';
import type { Move } from '../domain/tick.ts';
import type { News } from './news.ts';
import { reviewable } from './review/reviewable.ts';

export interface Slots {
  /** Issues that may be opened now. */
  open: number;
  /** Suggestions that may stand on the dashboard. */
  suggestions: number;
}

/** People's issues that may be taken up now: none is opened for that, but the criteria notify, and each holds a place. */
export function roomForIssues(state: State, { caps }: Config): number {
  const claimed = Object.values(state.claims).filter(takesPlace).length;
  return Math.max(
    0,
    Math.min(
      caps['open-tasks'] - state.counts.open - claimed,
      caps['notifications-a-week'] - state.windows.notifications,
    ),
  );
}

/** What the caps leave, counting what is reserved. */
export function slotsOf(state: State, config: Config, mode: Mode): Slots {
  const { caps } = config;
  const open = Math.min(roomForIssues(state, config), caps['new-issues-a-day'] - state.windows.opened);
  const opens = mode === 'assist' || mode === 'autopilot' || mode === 'observe';
  return { open: opens ? Math.max(0, open) : 0, suggestions: caps.suggestions };
}

export interface Situation {
  state: State;
  news: News;
  now: string;
  config: Config;
  mode: Mode;
  head: string | null;
  /** Foreign issues that are by Steward: a copy of something, or an issue a person closed. */
  own: number;
  /** Open tasks, or what they wait for, that changed on GitHub. */
  moved: number;
  /** Needs of open tasks that GitHub has not been told of. */
  unlinked: number;
  /** Suggestions that people approved and that are no issues yet. */
  approved: number;
  /** Foreign issues of people that could become tasks. */
  reported: number;
  /** Older ones are to be looked at: those of the backlog, and those that could not be done with. */
  backlog: boolean;
  /** Tasks that could be handed to an agent now. */
  handable: number;
  /** Tasks about which a person is still to be asked. */
  asking: number;
}

export function chooseMoves(situation: Situation): Move[] {
  const moves = [
    recover(situation),
    review(situation),
    handOff(situation),
    approve(situation),
    plan(situation),
    adopt(situation),
    generate(situation),
    prioritize(situation),
    health(situation),
    analyze(situation),
    dashboard(situation),
  ];
  return moves.filter((move): move is Move => move !== null).sort((a, b) => b.score - a.score);
}

function recover({ state, now, own }: Situation): Move | null {
  const expired = Object.values(state.claims).filter((claim) => isExpired(claim, now)).length;
  const reasons = [
    ...(state.lost ? [`memory was lost: ${state.lost.reason}`] : []),
    ...(expired > 0 ? [`${expired} reservation${expired > 1 ? 's' : ''} expired`] : []),
    ...(own > 0 ? [`${own} issue${own > 1 ? 's' : ''} of Steward changed`] : []),
    ...(state.closing.length > 0 ? [`${state.closing.length} to close`] : []),
  ];
  return reasons.length > 0 ? { kind: 'recover', score: 100, reasons } : null;
}

/** What people want comes before what Steward found. */
function approve({ state, approved }: Situation): Move | null {
  if (state.lost || state.paused || approved === 0) return null;
  return { kind: 'approve', score: 80, reasons: [`${approved} approved suggestion${approved > 1 ? 's' : ''}`] };
}

/** What people want taken apart comes before single tasks of theirs. */
function plan({ state, now, news, config }: Situation): Move | null {
  if (state.lost || state.paused || !config.planning.enabled) return null;
  const due = plansDue(state.plans, now, news.daily);
  if (due.length === 0) return null;
  return { kind: 'plan', score: 70, reasons: [`${due.length} issue${due.length > 1 ? 's' : ''} to plan`] };
}

/** Work in hand comes before new work. */
function review({ state, now }: Situation): Move | null {
  if (state.lost || state.paused) return null;
  const numbers = reviewable(state, now);
  if (numbers.length === 0) return null;
  const shown = numbers.slice(0, 3).map((number) => `#${number}`);
  const many = `${numbers.length} pull request${numbers.length > 1 ? 's' : ''} to look at`;
  const names = [...shown, ...(numbers.length > 3 ? ['…'] : [])].join(', ');
  return { kind: 'review', score: 90, reasons: [`${many} (${names})`] };
}

/** What waits to be done comes before new work. */
function handOff({ handable, asking }: Situation): Move | null {
  const reasons = [
    ...(handable > 0 ? [`${handable} task${handable > 1 ? 's' : ''} for agents`] : []),
    ...(asking > 0 ? [`${asking} task${asking > 1 ? 's' : ''} for a person`] : []),
  ];
  return reasons.length > 0 ? { kind: 'hand-off', score: 85, reasons } : null;
}

/** People's issues come before invented ones. */
function adopt({ state, reported, backlog, config }: Situation): Move | null {
  if (state.lost || state.paused || config.caps['open-tasks'] === 0) return null;
  const reasons = [
    ...(reported > 0 ? [`${reported} issue${reported > 1 ? 's' : ''} by people`] : []),
    ...(backlog ? ['older issues by people'] : []),
  ];
  return reasons.length > 0 ? { kind: 'adopt', score: 60, reasons } : null;
}

/** While Steward is paused what is suggested stays as it is. */
function generate({ state, news, now, config, mode, head }: Situation): Move | null {
  if (state.lost || state.paused || head === null) return null;
  const last = state.generated;
  const causes = [
    ...(last === null ? ['first look'] : []),
    ...(last && last.head !== head ? ['head moved'] : []),
    ...(last && last.goals !== state.goals ? ['goals changed'] : []),
    ...(last && news.settingsChanged ? ['settings changed'] : []),
    ...(last && news.retry ? ['what was put off is tried again'] : []),
    ...(last && last.revision !== state.revision ? ['tasks changed'] : []),
    ...(last && news.checksChanged ? ['checks changed'] : []),
    ...(last && news.deploymentsTurned ? ['deployments changed'] : []),
    ...(last && isDueAgain(state.postponed, WORDING_ROLES, now) ? ['models may be asked again'] : []),
    ...(last && news.daily ? ['daily'] : []),
  ];
  if (causes.length === 0) return null;
  // What was put off waits for its time, whatever happens meanwhile; a new day looks again.
  if (state.retryAt !== null && !news.retry && !news.daily && Date.parse(state.retryAt) > Date.parse(now)) return null;
  const slots = slotsOf(state, config, mode);
  // Without any room there may still be suggestions to take back.
  if (slots.open === 0 && slots.suggestions === 0 && state.counts.suggested === 0) return null;
  const free =
    slots.open > 0 ? `${slots.open} new issue${slots.open > 1 ? 's' : ''}` : `${slots.suggestions} suggestions`;
  return { kind: 'generate', score: 50, reasons: [...causes, `room for ${free}`] };
}

/** The order itself follows from memory; this asks GitHub what people arranged, so it waits for a sign that they did. */
function prioritize({ state, news, mode, moved, unlinked }: Situation): Move | null {
  if (state.lost || state.counts.open === 0) return null;
  const links = mode === 'suggest' ? 0 : unlinked;
  const reasons = [
    ...(moved > 0 ? [`${moved} issue${moved > 1 ? 's' : ''} in the queue changed`] : []),
    ...(links > 0 ? [`${links} dependenc${links > 1 ? 'ies' : 'y'} to link`] : []),
    ...(news.settingsChanged ? ['settings changed'] : []),
    ...(news.daily ? ['daily'] : []),
  ];
  return reasons.length > 0 ? { kind: 'prioritize', score: 30, reasons } : null;
}

/** Once a day; also where memory does not say how it was. */
function health({ state, news }: Situation): Move | null {
  if (state.lost) return null;
  const reasons = [
    ...(news.daily ? ['daily'] : []),
    ...(state.health && state.health.at === null ? ['memory does not say how it was'] : []),
  ];
  return reasons.length > 0 ? { kind: 'health', score: 20, reasons } : null;
}

/** With the first daily work of a week: nothing is written, and the summary of that run tells it. */
const analyze = ({ state, news }: Situation): Move | null =>
  state.lost || !news.weekly ? null : { kind: 'analyze', score: 15, reasons: ['weekly'] };

function dashboard({ state }: Situation): Move | null {
  if (state.lost) return null;
  if (state.dashboard && !state.dashboard.open) return null;
  return { kind: 'dashboard', score: 10, reasons: [state.dashboard ? 'something changed' : 'there is none yet'] };
}
