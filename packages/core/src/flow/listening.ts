/** What people say on the issues of tasks: orders, answers, and work of their own; read only where something changed. */
import { isBot, isMachine } from '../decide/hand-off/signs.ts';
import { belongingOf, holderOf } from '../decide/review/belonging.ts';
import { agentsOf } from '../domain/agent-settings.ts';
import { applyAll } from '../domain/apply.ts';
import { type Command, mayCommand, type Order, spokenIn, TASK_VERBS, WHOLE_VERBS } from '../domain/command.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { codeSpan } from '../domain/markdown.ts';
import type { CommentSight, IssueSight } from '../domain/sight.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, realNumber, type Task } from '../domain/task.ts';
import type { Held } from '../record/transaction.ts';
import { answersIn, askedOn } from './answering.ts';
import { followed } from './commanding.ts';
import { identitiesOf, type Tick } from './tick.ts';
import { agentEvents } from './watching.ts';

/** Orders that were given in comments on a task's issue, up to the newest of them. */
export interface Heard {
  task: string;
  until: string;
  given: Order[];
}

/** One request for all issues that changed and were not looked at yet; none where none did. */
export async function listen(tick: Tick, { ledger, at }: Held): Promise<void> {
  // What this run hears asked may be answered already.
  const asked = askedOn(tick, applyAll(ledger, agentEvents(tick, ledger), at));
  const changed = changedTasks(tick, ledger);
  const numbers = new Set([...asked, ...changed].map(({ number }) => number));
  tick.takers = await takersIn(tick, ledger);
  if (numbers.size === 0) return;
  const issues = await issuesOf(tick, [...numbers]);
  tick.answers = await answersIn(tick, asked, issues);
  const heard: Heard[] = [];
  for (const { task, number } of changed) {
    const issue = issues.get(number);
    const one = issue ? await heardOn(tick, task, issue) : null;
    if (one) heard.push(one);
  }
  tick.heard = heard;
}

/** Open tasks, and people's issues that are only suggested, whose issue changed. */
function changedTasks({ news }: Tick, { tasks }: Ledger): { task: Task; number: number }[] {
  const numbers = new Set(news.foreign.flatMap(({ kind, number }) => (kind === 'issue' ? [number] : [])));
  if (numbers.size === 0) return [];
  return Object.values(tasks).flatMap((task) => {
    const number = realNumber(isOpen(task) ? task.number : task.adopts?.number);
    const isAsked = isOpen(task) || task.status === 'suggested';
    return number !== null && isAsked && numbers.has(number) ? [{ task, number }] : [];
  });
}

/** What agents have in hand was looked at already. */
async function issuesOf(tick: Tick, numbers: readonly number[]): Promise<Map<number, IssueSight>> {
  const known = new Map((tick.sights?.issues ?? []).map((issue) => [issue.number, issue]));
  const missing = numbers.filter((number) => !known.has(number));
  if (missing.length === 0) return known;
  const watched = missing.map((number) => ({ number, comment: null, branch: null, dispatched: null }));
  const { issues } = await tick.world.reader.sights(watched);
  for (const issue of issues) known.set(issue.number, issue);
  return known;
}

async function heardOn(tick: Tick, task: Task, { number, comments, assignees }: IssueSight): Promise<Heard | null> {
  const spoken = freshOf(tick, task, comments).flatMap((comment) => {
    const words = spokenIn(comment.body);
    return words.length > 0 ? [{ ...comment, words }] : [];
  });
  const until = spoken.at(-1)?.createdAt;
  if (until === undefined) return null;
  const given: Order[] = [];
  for (const { author: by, createdAt: at, words } of spoken) {
    tellUnknown(tick, number, words);
    const known = words.flatMap(({ verb }) => verb ?? []);
    if (known.length === 0) continue;
    if (mayCommand(await tick.world.reader.role(by)))
      given.push(...known.map((verb) => ({ command: commandOf(verb, task), by, at, assigned: peopleOf(assignees) })));
    else tell(tick, `${codeSpan(`/steward ${known.join(', ')}`)} on #${number} is of somebody who may not write here`);
  }
  return { task: task.id, until, given };
}

const commandOf = (verb: Command['verb'], { id: task }: Task): Command =>
  verb === 'pause' || verb === 'resume' ? { verb } : { verb, task };

const peopleOf = (assignees: readonly string[]): string[] => assignees.filter((login) => !isMachine(login));

/** Said by people since the issue was last listened to. */
function freshOf(tick: Tick, { heard, opened, since }: Task, comments: readonly CommentSight[]): CommentSight[] {
  const from = heard ?? opened ?? since;
  const identities = identitiesOf(tick, tick.state);
  return comments.filter(({ author, createdAt }) => createdAt > from && !isBot(author) && !identities.includes(author));
}

/** Nobody is answered for a slip of the pen: the run's summary says it. */
function tellUnknown(tick: Tick, number: number, words: ReturnType<typeof spokenIn>): void {
  // What is said of a plan is heard where plans are made.
  const [first] = words.filter(({ word, verb }) => verb === null && word !== 'plan');
  if (first === undefined) return;
  const known = [...TASK_VERBS, ...WHOLE_VERBS].join(', ');
  tell(tick, `${codeSpan(`/steward ${first.word}`)} on #${number} is no order that Steward knows: ${known}`);
}

const tell = ({ told }: Tick, words: string): void => {
  told.warnings.push(`${words}.`);
};

/** People who may write and opened a pull request that closes what an agent has in hand. */
async function takersIn(tick: Tick, { state }: Ledger): Promise<Tick['takers'][number][]> {
  const leases = Object.values(state.leases);
  const identities = identitiesOf(tick, state);
  const takers: Tick['takers'][number][] = [];
  const whose = { agents: agentsOf(tick.config), identities };
  for (const { author, open, pull, createdAt } of leases.length === 0 ? [] : tick.news.foreign) {
    if (!pull || !open || isBot(author) || identities.includes(author)) continue;
    const lease = leases.find(({ number }) => pull.closes.includes(number));
    // Of a task that was given to a person, this is what comes back.
    if (!lease || lease.kind === 'person') continue;
    // Agents push branches from which people open the pull request.
    if (belongingOf({ ...pull, author, createdAt }, holderOf(lease), whose) !== 'person') continue;
    if (mayCommand(await tick.world.reader.role(author))) takers.push({ task: lease.task, by: author });
  }
  return takers;
}

/** What the ledger notes of all that, where nobody noted it before. */
export function heardEvents(
  tick: Tick,
  ledger: Ledger,
  applied: (ledger: Ledger, event: LedgerEvent) => Ledger,
): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  let current = ledger;
  const add = (more: readonly LedgerEvent[]): void => {
    events.push(...more);
    current = more.reduce(applied, current);
  };
  for (const { task, by } of tick.takers) if (task in current.state.leases) add([{ kind: 'taken', task, by }]);
  for (const { task, until, given } of tick.heard) {
    const known = current.tasks[task];
    const from = known?.heard ?? '';
    if (!known || from >= until) continue;
    add(
      followed(
        current,
        given.filter(({ at }) => at > from),
        applied,
      ),
    );
    if (current.tasks[task]) add([{ kind: 'heard', task, until }]);
  }
  return events;
}
