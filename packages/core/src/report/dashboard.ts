/** The pinned issue: what a maintainer wants to know each morning, as a pure function of what Steward knows. */
import type { Config, Mode } from '../domain/config.ts';
import { counted, link, linkTarget, shorten, tableCell, titleText } from '../domain/markdown.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { State } from '../domain/state.ts';
import { isOpen, type Status, type Task } from '../domain/task.ts';
import { daysBetween } from '../domain/time.ts';
import { healthLine } from './health.ts';
import { orderTasks } from './order.ts';

/** What GitHub takes is 65,536; act adds the marker, and a person may add a note. */
export const DASHBOARD_LIMIT = 60_000;

export interface DashboardInput {
  mode: Mode;
  caps: Config['caps'];
  /** The label of Steward's issues, for the search that lists them all. */
  label: string;
  repository: Pick<Snapshot['repository'], 'url' | 'branch'>;
  state: Pick<State, 'paused' | 'lost' | 'windows' | 'dashboard' | 'counts'>;
  /** Every suggested and open task. */
  tasks: readonly Task[];
  head: Snapshot['head'];
  deployments: Snapshot['deployments'];
  /** What happened in the last seven days to `asOf`; null where that was not read. */
  week: { opened: number; done: number; rejected: number } | null;
  /** Time of the last daily work: ages count up to it, so that the text changes once a day at most. */
  asOf: string;
  /** When the text last changed, and why: `when #228 came back`. */
  changed: { at: string; why: string };
  /** Branch of the ledger; null where there is none. */
  ledger: string | null;
}

/** How many items each list shows; the smallest that fits is chosen, so nothing else is ever cut off. */
const LENGTHS = [50, 25, 10, 5, 2, 0];

/** The body without its marker, at most 60,000 characters. */
export function renderDashboard(input: DashboardInput): string {
  const texts = LENGTHS.map((most) => () => render(input, most));
  for (const text of texts) {
    const body = text();
    if (body.length <= DASHBOARD_LIMIT) return body;
  }
  throw new Error('a dashboard without any item is larger than the limit');
}

const CHANGED = /^<sub>Changed [^·\n]*/m;

/** The body but for the time and the reason of its last change: equal contents need no write. */
export const contentOf = (body: string): string => body.replace(CHANGED, '<sub>');

function render(input: DashboardInput, most: number): string {
  const of = (statuses: readonly Status[]) => orderTasks(input.tasks.filter((task) => statuses.includes(task.status)));
  const sections: [string, string][] = [
    ['Needs you', listed(needs(input, of(['escalated'])), most, input)],
    ['Suggestions', suggestions(input, of(['suggested']), most)],
    ['In progress', progress(of(['leased', 'working', 'in-review', 'retrying']), most, input)],
    ['Waiting', waiting(of(['ready', 'blocked']), most, input)],
    ['Health', healthLine({ branch: input.repository.branch, head: input.head, deployments: input.deployments })],
    ['This week', week(input)],
  ];
  return [
    header(input),
    ...sections.filter(([, body]) => body !== '').map(([title, body]) => `### ${title}\n${body}`),
    footer(input),
  ].join('\n\n');
}

function header({ mode, caps, tasks, state }: DashboardInput): string {
  const open = tasks.filter(isOpen).length;
  return [
    `**Mode: ${mode}**${state.paused ? ' (paused)' : ''}`,
    `caps ${open}/${caps['open-tasks']} tasks, ${state.windows.notifications}/${caps['notifications-a-week']} notifications this week`,
  ].join(' · ');
}

function needs({ state }: DashboardInput, escalated: readonly Task[]): string[] {
  return [
    ...(state.paused ? ['Paused: nothing is opened until a person resumes'] : []),
    ...(state.lost
      ? [
          `The memory was lost (${titleText(state.lost.reason)}); nothing is opened until ${minute(state.lost.until)}, then it is rebuilt from the issues`,
        ]
      : []),
    ...escalated.map((task) => `${reference(task)} needs a person`),
    ...(state.dashboard?.pinned === 'refused'
      ? ['This issue could not be pinned: three others are pinned. Unpin one and pin this by hand, or leave it']
      : []),
  ].map((text) => `- ${text}`);
}

function suggestions(input: DashboardInput, tasks: readonly Task[], most: number): string {
  if (tasks.length === 0) return 'Nothing to suggest.';
  const lines = tasks.map((task) => {
    const first = task.evidence[0];
    const evidence = first ? ` · ${link('evidence', first.url)}` : '';
    return `- **${title(task)}**${evidence} · ${task.type}, ${task.priority}`;
  });
  return `${listed(lines, most, input, false)}\n\n${howToAnswer(input)}`;
}

/** What a person can do today about a suggestion; nothing is promised that this version does not read. */
function howToAnswer({ mode, caps }: DashboardInput): string {
  const refuse =
    'Closing one of its issues as *not planned* keeps it from coming back; `rules` in `.github/steward.yml` turns a whole rule off.';
  if (mode === 'assist' || mode === 'autopilot') {
    return `Opened best first as places get free: at most ${caps['new-issues-a-day']} a day, ${caps['open-tasks']} open. ${refuse}`;
  }
  return `None of these is an issue yet. With \`mode: assist\` in \`.github/steward.yml\` Steward opens them, best first, at most ${caps['new-issues-a-day']} a day. ${refuse}`;
}

function progress(tasks: readonly Task[], most: number, input: DashboardInput): string {
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

function waiting(tasks: readonly Task[], most: number, input: DashboardInput): string {
  const numbers = new Map(input.tasks.map((task) => [task.id, task.number]));
  const lines = tasks.map((task, index) => {
    const blockers = task.dependsOn.map((id) => numbers.get(id)).filter((number) => number !== undefined);
    const state =
      blockers.length > 0 ? `blocked by ${blockers.map((number) => `#${number}`).join(', ')}` : task.priority;
    return `${index + 1}. ${reference(task)} (${state}, ${age(task, input)})`;
  });
  return listed(lines, most, input);
}

function week({ week: counts, state }: DashboardInput): string {
  const said = ({ done, rejected }: { done: number; rejected: number }) => `${done} done · ${rejected} rejected`;
  if (counts) return `${counts.opened} opened · ${said(counts)}`;
  return state.counts.done + state.counts.rejected === 0 ? '' : `Since the beginning: ${said(state.counts)}`;
}

function footer({ changed, repository, ledger }: DashboardInput): string {
  const links = [
    link('runs', `${repository.url}/actions`),
    ...(ledger === null ? [] : [link('memory', `${repository.url}/tree/${encodeURI(ledger)}`)]),
  ];
  const why = titleText(changed.why).replaceAll('·', ',');
  return `<sub>Changed ${minute(changed.at)}, ${why} · ${links.join(' · ')}</sub>`;
}

/** `2026-11-20 09:37 UTC` */
const minute = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

const title = (task: Task): string => titleText(shorten(task.title, 256));

const reference = (task: Task): string => (task.number === undefined ? title(task) : `#${task.number} ${title(task)}`);

function age(task: Task, { asOf }: DashboardInput): string {
  const days = daysBetween(task.since, asOf);
  return days === 0 ? 'new' : counted(days, 'day');
}

function listed(lines: readonly string[], most: number, input: DashboardInput, searchable = true): string {
  const rest = lines.length - most;
  if (rest <= 0) return lines.join('\n');
  const note = searchable ? more(rest, input) : `and ${rest.toLocaleString('en-US')} more`;
  return [...lines.slice(0, most), '', note].join('\n').trim();
}

function more(count: number, { repository, label }: DashboardInput): string {
  const query = encodeURIComponent(`is:issue is:open label:"${label}"`).replaceAll('%20', '+');
  return `and [${count.toLocaleString('en-US')} more](${linkTarget(`${repository.url}/issues?q=${query}`)})`;
}
