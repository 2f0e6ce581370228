/** The pinned issue: what a maintainer wants to know each morning, as a pure function of what Steward knows. */
import { isAdopting } from '../domain/adoption.ts';
import { renderBox } from '../domain/box.ts';
import { WORDS } from '../domain/command.ts';
import type { Config, Mode } from '../domain/config.ts';
import { codeSpan, counted, link, linkTarget, shorten, tableCell, titleText } from '../domain/markdown.ts';
import { orderTasks, type Place, type QueueRules, queueOf, queueRules } from '../domain/queue.ts';
import { agentPullCap } from '../domain/review-capacity.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Ledger, State } from '../domain/state.ts';
import { asShown, isOpen, type Status, type Task } from '../domain/task.ts';
import { daysBetween } from '../domain/time.ts';
import { healthLine } from './health.ts';
import { learnedLines, soFar } from './learning.ts';
import { waitingList, wholeOrder } from './waiting.ts';

/** What GitHub takes is 65,536; act adds the marker, and a person may add a note. */
export const DASHBOARD_LIMIT = 60_000;

export interface DashboardInput {
  /** With every open and suggested task. */
  ledger: Pick<Ledger, 'state' | 'tasks'>;
  snapshot: Pick<Snapshot, 'repository' | 'head' | 'deployments'>;
  config: Config;
  mode: Mode;
}

/** What the sections are written from. */
interface Scene extends DashboardInput {
  state: State;
  caps: Config['caps'];
  url: string;
  /** In order. */
  tasks: readonly Task[];
  rules: QueueRules;
  /** The tasks that wait. */
  queue: readonly Place[];
  /** Time of the last daily work: ages count up to it, so that they change once a day and not at midnight. */
  asOf: string | null;
}

/** How many items each list shows; the smallest that fits is chosen, so nothing else is ever cut off. */
const LENGTHS = [50, 25, 10, 5, 2, 0];

/** The body without its marker, at most 60,000 characters. */
export function renderDashboard(input: DashboardInput): string {
  const scene = sceneOf(input);
  for (const most of LENGTHS) {
    const body = render(scene, most);
    if (body.length <= DASHBOARD_LIMIT) return body;
  }
  throw new Error('a dashboard without any item is larger than the limit');
}

function sceneOf(input: DashboardInput): Scene {
  const { state } = input.ledger;
  const rules = queueRules(input.config, state);
  const tasks = Object.values(input.ledger.tasks).map(asShown);
  return {
    ...input,
    state,
    caps: input.config.caps,
    url: input.snapshot.repository.url,
    tasks: orderTasks(tasks, rules),
    rules,
    queue: queueOf(tasks, rules),
    asOf: rules.asOf,
  };
}

function render(input: Scene, most: number): string {
  const of = (statuses: readonly Status[]) => input.tasks.filter((task) => statuses.includes(task.status));
  const sections: [string, string][] = [
    ['Needs you', listed(needs(input, of(['escalated'])), most, input)],
    ['Perhaps the same', listed(alike(input), most, input, false)],
    ['Suggestions', suggestions(input, of(['suggested']), most)],
    ['In progress', progress(of(['leased', 'working', 'in-review']), most, input)],
    ['Waiting', waiting(input, most)],
    ['Health', healthLine(input.snapshot, input.tasks)],
    ['Learned', learnedLines(input.state, input.config).join('\n')],
    ['So far', soFar(input.state)],
    ['Controls', controls(input)],
  ];
  return [
    header(input),
    ...sections.filter(([, body]) => body !== '').map(([title, body]) => `### ${title}\n${body}`),
    footer(input),
  ].join('\n\n');
}

function header({ mode, caps, tasks, state, asOf }: Scene): string {
  const open = tasks.filter(isOpen).length;
  const agents = Object.values(state.reviews).filter(({ agent }) => agent).length;
  const most = agentPullCap(caps['agent-pull-requests'], state.merges, asOf ?? state.merges.at(-1) ?? '');
  return [
    `**Mode: ${mode}**${state.paused ? ' (paused)' : ''}`,
    `caps ${open}/${caps['open-tasks']} tasks, ${agents}/${most} agent pull requests, ${state.windows.notifications}/${caps['notifications-a-week']} notifications this week`,
  ].join(' · ');
}

function needs(input: Scene, escalated: readonly Task[]): string[] {
  const { state } = input;
  return [
    ...(state.paused ? ['Paused: nothing is opened until a person resumes'] : []),
    ...(state.lost
      ? [
          `The memory was lost (${titleText(state.lost.reason)}); nothing is opened until ${minute(state.lost.until)}, then it is rebuilt from the issues`,
        ]
      : []),
    ...denial(input),
    ...escalated.map(
      (task) => `${task.number === undefined ? 'A task' : `#${task.number}`} needs a person: ${title(task)}`,
    ),
    ...(state.dashboard?.pinned === 'refused'
      ? ['This issue could not be pinned: three others are pinned. Unpin one and pin this by hand, or leave it']
      : []),
  ].map((text) => `- ${text}`);
}

function suggestions(input: Scene, tasks: readonly Task[], most: number): string {
  if (tasks.length === 0)
    return input.caps.suggestions === 0 ? 'Turned off (`caps.suggestions: 0`).' : 'Nothing to suggest.';
  // Boxes are controls: none is cut off. Where room is short, their words are.
  const isShort = most < 10;
  // People's issues come first, whatever their score.
  const ordered = [...tasks.filter(isAdopting), ...tasks.filter((task) => !isAdopting(task))];
  const lines = ordered.map((task) => {
    if (isAdopting(task)) return adoption(task, isShort);
    const first = task.evidence[0];
    const evidence = first && !isShort ? ` · ${link('evidence', first.url)}` : '';
    const state = task.approved ? 'approved, opened when a place is free' : `${task.type}, ${task.priority}`;
    const words = `**${boxTitle(task, isShort)}**${evidence} · ${state}`;
    return renderBox({ verb: 'approve', task: task.id, ticked: task.approved !== undefined }, words);
  });
  return `${lines.join('\n')}\n\n${howToAnswer(input)}\n\n${refusals(tasks, isShort)}`;
}

const boxTitle = (task: Task, isShort: boolean): string => (isShort ? titleText(shorten(task.title, 60)) : title(task));

/** For ever is said where it is done. */
const refusals = (tasks: readonly Task[], isShort: boolean): string =>
  [
    '<details><summary>Refuse one for ever</summary>',
    '',
    ...tasks.map((task) => renderBox({ verb: 'reject', task: task.id, ticked: false }, boxTitle(task, isShort))),
    '',
    '</details>',
  ].join('\n');

/** A tick takes it up: the criteria go into a comment there. */
function adoption(task: Task & { adopts: { number: number } }, isShort: boolean): string {
  const { id, adopts, type, priority, approved } = task;
  const why = approved ? 'ordered; taken up as soon as there is room' : 'it can be repeated, and criteria are ready';
  const words = `**Adopt #${adopts.number}**: ${why} · ${boxTitle(task, isShort)} · ${type}, ${priority}`;
  return renderBox({ verb: 'approve', task: id, ticked: approved !== undefined }, words);
}

/** Issues of people that say the same: shown, and left to people. */
const alike = ({ state }: Scene): string[] =>
  state.intake.alike.map(({ number, of }) => `- #${number} looks like #${of}`);

/** What a person can do about a suggestion; nothing is promised that this version does not read. */
function howToAnswer({ mode, caps }: Scene): string {
  const tick = 'Tick one to have it opened (write access needed)';
  if (mode === 'assist' || mode === 'autopilot') {
    return `${tick}. The rest follow best first as places get free: at most ${caps['new-issues-a-day']} a day, ${caps['open-tasks']} open.`;
  }
  return `${tick}: at most ${caps['new-issues-a-day']} a day, ${caps['open-tasks']} open. In this mode nothing else is opened.`;
}

/** So many tasks can be raised by a tick: those that come first anyway. */
const RAISED = 20;

/** Raising, and the one switch. */
function controls({ state, tasks }: Scene): string {
  const open = tasks.filter((task) => isOpen(task) && task.priority !== 'urgent' && isNumbered(task)).slice(0, RAISED);
  const raise =
    open.length === 0
      ? []
      : [
          '<details><summary>Raise a priority</summary>',
          '',
          ...open.map((task) =>
            renderBox({ verb: 'raise', task: task.id, ticked: false }, `#${task.number} (${task.priority})`),
          ),
          '',
          '</details>',
          '',
        ];
  return [...raise, renderBox({ verb: 'pause', ticked: state.paused }, 'Pause everything')].join('\n');
}

/** Whose tick was undone, once: gone with the next that counted. */
const denial = ({ state: { denied } }: Scene): string[] =>
  denied === null
    ? []
    : [
        `${minute(denied.at)}: ${codeSpan(denied.by)} may not ${WORDS[denied.verb]} here (write access needed), so it was undone`,
      ];

function progress(tasks: readonly Task[], most: number, input: Scene): string {
  if (tasks.length === 0) return '';
  const rows = tasks
    .slice(0, most)
    .map(
      (task) => `| ${[reference(task), task.agent ?? '', task.status, age(task, input)].map(tableCell).join(' | ')} |`,
    );
  const rest = tasks.length - rows.length;
  return [
    '| Task | Agent | State | Since |',
    '|---|---|---|---|',
    ...rows,
    ...(rest > 0 ? ['', more(rest, input)] : []),
  ].join('\n');
}

function waiting(scene: Scene, most: number): string {
  const { queue, config, rules } = scene;
  const manner = {
    reference: ({ task }: Place) => reference(task),
    age: ({ task }: Place) => age(task, scene),
    listed: (lines: readonly string[], length: number) => listed(lines, length, scene),
  };
  const whole = wholeOrder(queue, most, { ...manner, rules, next: config.labels.next });
  return [waitingList(queue, most, manner), whole].filter((part) => part !== '').join('\n\n');
}

const footer = (scene: Scene): string =>
  `<sub>${[...lastChange(scene), link('runs', `${scene.url}/actions`)].join(' · ')}</sub>`;

/** The newest change of a task: part of the state, so that the text stays as it is while nothing changes. */
function lastChange({ tasks }: Scene): string[] {
  const newest = tasks.reduce<Task | null>((last, task) => (last && last.since >= task.since ? last : task), null);
  if (!newest) return [];
  const what = isNumbered(newest)
    ? `#${newest.number} became ${newest.status}`
    : `a ${newest.status === 'suggested' ? 'suggestion came' : `task became ${newest.status}`}`;
  return [`Tasks last changed ${minute(newest.since)}, when ${what}`];
}

/** `2026-11-20 09:37 UTC` */
const minute = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

const title = (task: Task): string => titleText(shorten(task.title, 256));

/** A number below zero is of an issue that mode `observe` only imagines. */
const isNumbered = ({ number }: Task): boolean => number !== undefined && number > 0;

const reference = (task: Task): string => (isNumbered(task) ? `#${task.number} ${title(task)}` : title(task));

function age(task: Task, { asOf }: Scene): string {
  const days = asOf === null ? 0 : daysBetween(task.since, asOf);
  return days === 0 ? 'new' : counted(days, 'day');
}

function listed(lines: readonly string[], most: number, input: Scene, searchable = true): string {
  const rest = lines.length - most;
  if (rest <= 0) return lines.join('\n');
  const note = searchable ? more(rest, input) : `and ${rest.toLocaleString('en-US')} more`;
  return [...lines.slice(0, most), '', note].join('\n').trim();
}

function more(count: number, { url, config }: Scene): string {
  const query = encodeURIComponent(`is:issue is:open label:"${config.labels.task}"`).replaceAll('%20', '+');
  return `and [${count.toLocaleString('en-US')} more](${linkTarget(`${url}/issues?q=${query}`)})`;
}
