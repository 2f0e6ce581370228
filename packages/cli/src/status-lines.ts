/** What `steward status`, `tasks` and `queue` say, as data and as lines of a terminal. */
import { budgetsOf } from '@steward/core/domain/budget-settings.ts';
import { accountAt } from '@steward/core/domain/money/account.ts';
import { microOf, usdFigure, usdOf } from '@steward/core/domain/money/amount.ts';
import { queueOf, queueRules } from '@steward/core/domain/queue.ts';
import { asShown, isOpen, type Task } from '@steward/core/domain/task.ts';
import { type Place, shownPath } from './place.ts';
import type { Remembered } from './real-repository.ts';
import { cutTo, harmless, type Paint, type Wrap } from './terminal.ts';

export interface Status {
  repository: string;
  installed: boolean;
  mode: string;
  paused: boolean;
  /** When Steward last looked, and when something is due although nothing changes. */
  lastTick: string | null;
  nextDue: string | null;
  dashboard: string | null;
  open: number;
  suggested: number;
  done: number;
  caps: { name: string; used: number; of: number }[];
  /** US dollars for models, of today and of this month, and what they may be; null: none was ever asked. */
  money: { today: number; day: number; thisMonth: number; month: number; spentOut: boolean } | null;
  inHand: { agent: string; number: number; since: string; started: boolean }[];
  warnings: string[];
}

export function statusOf({ overview, config, mode, kept, state, tasks }: Remembered, place: Place): Status {
  const { repository, left } = overview;
  const open = tasks.filter(isOpen).length;
  const suggested = tasks.filter(({ status }) => status === 'suggested').length;
  const { opened = 0, notifications = 0 } = state?.windows ?? {};
  const board = state?.dashboard?.number;
  // Where nobody serves the world any more its addresses lead nowhere.
  const page = kept === null ? null : kept.dashboard && shownPath(place, kept.dashboard);
  return {
    repository: repository.name,
    installed: state?.installed != null,
    mode,
    paused: state?.paused ?? false,
    lastTick: state?.watermark ?? null,
    nextDue: state?.nextDue ?? null,
    dashboard: board === undefined ? null : kept === null ? `${repository.url}/issues/${board}` : page,
    ...{ open, suggested, done: state?.counts.done ?? 0 },
    caps: [
      { name: 'open tasks', used: open, of: config.caps['open-tasks'] },
      { name: 'suggestions', used: suggested, of: config.caps.suggestions },
      { name: 'new issues a day', used: opened, of: config.caps['new-issues-a-day'] },
      { name: 'notifications a week', used: notifications, of: config.caps['notifications-a-week'] },
    ],
    money: moneyOf(state, config, overview.now),
    inHand: Object.values(state?.leases ?? {})
      .map(({ agent, number, at, started }) => ({ agent, number, since: at, started: started !== null }))
      .sort((a, b) => a.number - b.number),
    warnings: warningsOf(state, left !== undefined),
  };
}

function moneyOf(state: Remembered['state'], config: Remembered['config'], now: string): Status['money'] {
  if (!state?.money) return null;
  const { day, month } = budgetsOf(config.budgets);
  const account = accountAt(state.money, now);
  return {
    ...{ today: usdOf(account.today.micro), day: usdOf(day.micro) },
    ...{ thisMonth: usdOf(account.thisMonth), month: usdOf(month) },
    spentOut: account.spentOut === account.day,
  };
}

function moneyLine({ today, day, thisMonth, month, spentOut }: NonNullable<Status['money']>, paint: Paint): string {
  const [first, second] = [
    [today, day],
    [thisMonth, month],
  ].map(([used = 0, of = 0]) => `${usdFigure(microOf(used))} of ${usdFigure(microOf(of))} USD`);
  const isFull = today >= day || thisMonth >= month;
  const note = spentOut ? ' (memory was rebuilt: today counts as spent)' : isFull ? ' (used up)' : '';
  return `models: ${first} today, ${second} this month${note === '' ? '' : paint('yellow', note)}`;
}

function warningsOf(state: Remembered['state'], hasLeft: boolean): string[] {
  if (!state?.installed) {
    return [hasLeft ? 'Steward left this repository and stays out of it.' : 'Steward has not run here yet.'];
  }
  const { lost, leaving, undoing, denied, closing } = state;
  return [
    ...(lost ? [`Memory was lost (${lost.reason}): it is rebuilt after ${minute(lost.until)}.`] : []),
    ...(leaving ? ['Steward is leaving this repository: the next run goes on with it.'] : []),
    ...(undoing ? [`Run ${undoing.run} is being taken back: the next run goes on with it.`] : []),
    ...(denied ? [`An order of ${denied.by} was not followed: only people with write access may give any.`] : []),
    ...(closing.length > 0 ? [`${closing.length} extra copies wait to be closed.`] : []),
  ];
}

export function statusLines(status: Status, paint: Paint, wrap: Wrap): string[] {
  const { repository, mode, paused, lastTick, nextDue, dashboard, caps, money, inHand, warnings } = status;
  const state = paused ? paint('yellow', 'paused') : status.installed ? paint('green', 'at work') : 'not installed';
  const lines = [
    ...(lastTick ? [`Last looked ${minute(lastTick)}${nextDue ? `, next due ${minute(nextDue)}` : ''}.`] : []),
    ...(dashboard ? [harmless(dashboard)] : []),
    `${status.open} open, ${status.suggested} suggested, ${status.done} done.`,
    ...caps.map(({ name, used, of }) => `${name}: ${used} of ${of}${used >= of ? paint('yellow', ' (full)') : ''}`),
    ...(money ? [moneyLine(money, paint)] : []),
    ...inHand.map(
      ({ agent, number, since, started }) =>
        `${harmless(agent)} has #${number} in hand since ${minute(since)}${started ? '' : ', and was not seen yet'}.`,
    ),
  ];
  return [
    ...wrap(`${paint('bold', harmless(repository))}: ${state}, mode ${mode}`, 2),
    ...lines.flatMap((line) => wrap(`  ${line}`, 4)),
    ...warnings.flatMap((text) => wrap(`! ${harmless(text)}`, 2).map((line) => paint('yellow', line))),
  ];
}

export interface QueuePlace {
  position: number;
  number: number | null;
  title: string;
  score: number;
  reasons: string[];
  blocked: string | null;
}

export function placesOf({ config, state, tasks }: Remembered): QueuePlace[] {
  const rules = queueRules(config, { daily: state?.daily ?? null });
  return queueOf(tasks, rules).map(({ task, position, score, reasons, blocked }) => ({
    ...{ position, number: task.number ?? null, title: task.title, score, reasons, blocked },
  }));
}

export function placeLines(places: readonly QueuePlace[], columns: number, paint: Paint): string[] {
  if (places.length === 0) return ['Nothing waits.'];
  return places.flatMap(({ position, number, title, score, reasons, blocked }) => {
    const head = `${String(position).padStart(3)}. ${number === null ? '·' : `#${number}`} ${harmless(title)}`;
    const why = harmless([`score ${score}`, ...reasons].join(' · '));
    return [cutTo(blocked === null ? head : paint('dim', head), columns), paint('dim', cutTo(`     ${why}`, columns))];
  });
}

export const shownTask = (task: Task) => {
  const { id, number, title, type, category, priority, status, score, agent, since } = asShown(task);
  return { id, number: number ?? null, title, type, category, priority, status, score, agent: agent ?? null, since };
};

export const minute = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
