/** How a run is taken back: what of it still stands as it left it, and why the rest is left alone. */
import { recordedComment } from '../../domain/comment.ts';
import { digest } from '../../domain/digest.ts';
import { endedBefore } from '../../domain/known-work.ts';
import { parseMarker, withoutMarker } from '../../domain/marker.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { CommentDetail } from '../../domain/snapshot.ts';
import type { Ledger } from '../../domain/state.ts';
import { isOpen, realNumber, type Task } from '../../domain/task.ts';
import { type Hands, isMarkedUndone, touchOf } from '../../domain/touch.ts';
import { type HandledIssue, isLabelOf, type Spared, TAKEN_BACK, withClosingNote } from '../../domain/undo.ts';
import type { Deeds, PostedComment, Relabelling } from './deeds.ts';

export interface UndoInput extends Omit<Hands, 'tasks'> {
  run: string;
  deeds: Deeds;
  ledger: Ledger;
  now: string;
  /** Suggestions that may stand on the dashboard at once. */
  suggestions: number;
  /** As just read, by number. */
  issues: ReadonlyMap<number, HandledIssue>;
  /** By GitHub's id. */
  comments: ReadonlyMap<string, CommentDetail>;
}

type Of<K extends Proposal['kind']> = Extract<Proposal, { kind: K }>;

export interface UndoPlan {
  closing: Of<'close-issue'>[];
  /** Labels and comments. */
  restoring: (Of<'set-labels'> | Of<'edit-comment'>)[];
  /** Suggestions that are put back. */
  returning: Of<'suggest'>[];
  /** Tasks that end without a write: suggestions, and people's issues, which are never closed. */
  ending: string[];
  spared: Spared[];
}

type Step = Partial<UndoPlan>;

export const isIdle = ({ closing, restoring, returning, ending }: UndoPlan): boolean =>
  closing.length + restoring.length + returning.length + ending.length === 0;

/** What has to be read before anything is planned. */
export function placesOf(deeds: Deeds, ledger: Ledger): { issues: number[]; discussions: number[] } {
  const opened = tasksOf(deeds, ledger).map(({ number }) => number);
  const discussions = [...deeds.comments.values()].map(({ number }) => number);
  return {
    issues: [...new Set([...opened, ...deeds.relabelled.keys()])].sort((a, b) => a - b),
    discussions: [...new Set(discussions)].sort((a, b) => a - b),
  };
}

export function planUndo(input: UndoInput): UndoPlan {
  const { deeds, ledger, run } = input;
  const opened = tasksOf(deeds, ledger).map((task) => takeBack(input, task));
  const closed = new Set(opened.flatMap(({ closing = [] }) => closing.map(({ number }) => number)));
  // What a run made is told by its intents for ever. The rest may since have been done anew, with good reason.
  const isFirst = !ledger.state.undone.some((item) => item.run === run);
  const once = isFirst
    ? [
        ...[...deeds.opened].map(([task, number]) => alreadyEnded(input, task, number)),
        ...[...deeds.suggested].map((task) => withdraw(input, task)),
        ...[...deeds.relabelled]
          .sort(([a], [b]) => a - b)
          .map(([number, change]) => (closed.has(number) ? {} : restore(input, number, change))),
      ]
    : [];
  const steps: Step[] = [...opened, ...once, ...[...deeds.comments.values()].map((posted) => unsay(input, posted))];
  const all = <K extends keyof UndoPlan>(key: K): UndoPlan[K] =>
    steps.flatMap((step): unknown[] => step[key] ?? []) as UndoPlan[K];
  const ending = all('ending');
  const returned = isFirst ? putBack(input, ending) : {};
  return {
    closing: all('closing'),
    restoring: all('restoring'),
    returning: returned.returning ?? [],
    ending,
    spared: [...all('spared'), ...(returned.spared ?? []), ...(isFirst ? deeds.stays : [])],
  };
}

const spare = (what: string, reason: string): Step => ({ spared: [{ what, reason }] });

/** Open tasks with an issue that the run opened or took up, whoever recorded it. */
const tasksOf = ({ intents }: Deeds, { tasks }: Ledger): (Task & { number: number })[] =>
  Object.values(tasks)
    .filter(
      (task): task is Task & { number: number } =>
        task.intent !== undefined && intents.has(task.intent) && isOpen(task) && realNumber(task.number) !== null,
    )
    .sort((a, b) => a.number - b.number);

function takeBack(input: UndoInput, task: Task & { number: number }): Step {
  const { deeds, ledger, identities, run, now } = input;
  const { id, number } = task;
  const what = `#${number}`;
  const issue = input.issues.get(number);
  if (!issue) return spare(what, 'it is gone');
  const isNoted = ledger.state.undoing?.issues.includes(number) === true;
  if (!issue.open && isNoted && isMarkedUndone(issue)) return { ending: [id] };
  const touch = touchOf(issue, task, { ...input, tasks: ledger.tasks });
  if (!identities.includes(issue.author)) {
    const isWaiting = task.status === 'ready' || task.status === 'blocked';
    return isWaiting ? { ending: [id] } : spare(what, `work on it has begun (${task.status})`);
  }
  if (touch) return spare(what, touch);
  const priority = deeds.priorities.get(id);
  if (priority !== undefined && priority !== task.priority) return spare(what, 'somebody changed its priority');
  const text = withoutMarker(issue.body);
  const body = isMarkedUndone(issue) ? text : withClosingNote(text, now);
  return { closing: [{ kind: 'close-issue', subject: id, number, issue, body, undoes: run }] };
}

function alreadyEnded({ ledger }: UndoInput, task: string, number: number): Step {
  const known = ledger.tasks[task];
  if (known && isOpen(known)) return {};
  const end = Object.values(ledger.rejected).find((item) => item.number === number);
  return end?.reason === 'undone' ? {} : spare(`#${number}`, 'it is closed already');
}

function withdraw({ ledger }: UndoInput, id: string): Step {
  const task = ledger.tasks[id];
  if (task?.status !== 'suggested') return {};
  const what = `the suggestion “${task.title}”`;
  if (task.approved) return spare(what, 'somebody approved it');
  const isClaimed = Object.values(ledger.state.claims).some(({ subject }) => subject === id);
  return isClaimed ? spare(what, 'another run is opening it') : { ending: [id] };
}

/** Only where labels are still as the run left them; those of the dashboard follow what people order. */
function restore(
  { ledger, issues, run, identities }: UndoInput,
  number: number,
  { labels, added, removed }: Relabelling,
): Step {
  const task = Object.values(ledger.tasks).find((item) => item.number === number && isOpen(item));
  const issue = issues.get(number);
  if (!task || !issue?.open) return {};
  const given = task.labels ?? [];
  const isSame = given.length === labels.length && given.every((name) => labels.includes(name));
  if (!isSame) return spare(`labels of #${number}`, 'a later run changed them');
  const add = removed.filter((name) => !issue.labels.includes(name));
  const remove = added.filter((name) => issue.labels.includes(name) && isLabelOf(issue, name, identities));
  if (add.length + remove.length === 0) return {};
  const subject = `labels of #${number}`;
  return { restoring: [{ kind: 'set-labels', subject, number, labels: given, add, remove, undoes: run }] };
}

function unsay({ ledger, comments, identities, run }: UndoInput, posted: PostedComment): Step {
  const { subject, intent, purpose, on, number, task } = posted;
  const what = `a comment on #${number}`;
  const known = recordedComment(ledger, subject, task);
  const comment = known && comments.get(known.comment);
  if (!known || !comment) return {};
  if (known.digest === digest(TAKEN_BACK, 16)) return {};
  if (!identities.includes(comment.author) || parseMarker(comment.body)?.intent !== intent)
    return spare(what, 'a later run wrote it anew');
  if (digest(withoutMarker(comment.body), 16) !== known.digest) return spare(what, 'somebody edited it');
  return {
    restoring: [
      {
        ...{ kind: 'edit-comment', subject, purpose, on, number, task },
        ...{ comment: known.comment, body: TAKEN_BACK, undoes: run },
      },
    ],
  };
}

/** As far as there is room: what is suggested since stays. */
function putBack({ deeds, ledger, suggestions }: UndoInput, ending: readonly string[]): Step {
  const gone = deeds.withdrawn.filter((item) => !ledger.tasks[item.id] && !endedBefore(ledger, item));
  const standing = Object.values(ledger.tasks).filter(
    ({ id, status }) => status === 'suggested' && !ending.includes(id),
  );
  const room = Math.max(0, suggestions - standing.length);
  return {
    returning: gone
      .slice(0, room)
      .map((specification) => ({ kind: 'suggest', subject: specification.id, specification })),
    spared: gone.slice(room).map(({ title }) => ({
      what: `the suggestion “${title}”`,
      reason: 'it was withdrawn, and there is no room to put it back',
    })),
  };
}
