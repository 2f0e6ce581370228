/** Reviewing: pull requests read, judged, and said in one comment each, which is edited while they change. */
import { hintOf, isHopeless } from '../decide/review/hint.ts';
import { taskOfPull } from '../decide/review/linking.ts';
import { factsOf, freshUntil, type ReviewInput, reviewPull } from '../decide/review/review.ts';
import { reviewable } from '../decide/review/reviewable.ts';
import { isRetried, rivalOf } from '../decide/review/rival.ts';
import { type CommentRecord, commentSubject, recordedComment } from '../domain/comment.ts';
import { digest } from '../domain/digest.ts';
import type { CommentWritten, LedgerEvent } from '../domain/event.ts';
import { UserError } from '../domain/failure.ts';
import { later, TIMES } from '../domain/intent.ts';
import type { Outcome, Proposal } from '../domain/proposal.ts';
import type { PullDetail, WorkflowText } from '../domain/pull-request.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, type Task } from '../domain/task.ts';
import type { Review, ReviewRecord } from '../domain/verdict.ts';
import { composed } from '../guard/judge.ts';
import { cleanReview } from '../guard/review.ts';
import { cleanReason, textsOf } from '../guard/specification.ts';
import { ownComments } from '../record/comments.ts';
import { bodyDigest } from '../record/lasting-issues.ts';
import { renderReview } from '../report/review.ts';
import { type Ask, askNobody } from './ask.ts';
import { gradeDiff } from './grading.ts';
import { leaksIn } from './leaks.ts';
import { linkingOf } from './noticing.ts';
import { NO_REVIEWING, type Reviewing } from './reviewing-result.ts';
import { cleaningOf, identitiesOf, type Tick } from './tick.ts';

/** Looked at in one run; the rest stays due. */
const MOST_REVIEWED = 5;
/** So long until something is looked at again that nothing tells of, such as a thread that was resolved. */
const AGAIN = 6 * 3_600_000;

/** One pull request that was looked at. */
interface Look {
  number: number;
  proposal: Proposal | null;
  comment: CommentWritten | null;
  events: (said: Said) => LedgerEvent[];
}

/** Whether what was to be said is said; else, for how long it is left. */
type Said = { done: true } | { done: false; wait: number };

/** Looks at what is due, or at the one asked about, on the ledger as it would be once what was seen is noted. Writes nothing. */
export async function reviewPulls(
  tick: Tick,
  ledger: Ledger,
  asked: number | null,
  ask: Ask = askNobody,
): Promise<Reviewing> {
  const due = reviewable(ledger.state, tick.snapshot.now);
  const numbers = due.filter((number) => asked === null || number === asked).slice(0, MOST_REVIEWED);
  if (numbers.length === 0) return NO_REVIEWING;
  const files = await tick.world.reader.workflows(tick.snapshot.head?.oid ?? '');
  const looks: Look[] = [];
  for (const number of numbers) {
    const look = await lookAt(tick, ledger, number, { files, ask }).catch((error: unknown) =>
      failed(tick, number, error),
    );
    if (look) looks.push(look);
  }
  const proposals = looks.flatMap(({ proposal }) => (proposal ? [proposal] : []));
  return {
    proposals,
    comments: looks.flatMap(({ comment }) => (comment ? [comment] : [])),
    secrets: await tick.world.inspector.inspect(textsOf(proposals)),
    learned: (outcomes) => looks.flatMap((look) => look.events(saidOf(look, outcomes))),
  };
}

/** What cannot be read stops nothing else: the run ends red, and it stays due. */
function failed(tick: Tick, number: number, error: unknown): null {
  if (!(error instanceof UserError)) throw error;
  const reason = cleanReason(`${error.message} ${error.remedy}`, cleaningOf(tick));
  tick.told.failures.push(`#${number} was not reviewed: ${reason}`);
  return null;
}

/** What went unanswered is looked up once its claim has expired; what was refused is tried later. */
function saidOf({ proposal }: Look, outcomes: readonly Outcome[]): Said {
  if (!proposal) return { done: true };
  const outcome = outcomes.find(({ effect }) => effect.subject === proposal.subject && effect.kind === proposal.kind);
  if (outcome?.kind === 'done') return { done: true };
  const isSoon =
    outcome?.kind === 'ambiguous' || outcome?.kind === 'late' || (outcome?.kind === 'refused' && outcome.gone);
  return { done: false, wait: isSoon ? TIMES.expiry : AGAIN };
}

async function lookAt(
  tick: Tick,
  ledger: Ledger,
  number: number,
  { files, ask }: { files: readonly WorkflowText[] | null; ask: Ask },
): Promise<Look | null> {
  const record = ledger.state.reviews[number];
  if (!record) return null;
  const detail = await readPull(tick, number);
  // What ended meanwhile is told by the lists of the next run, with all that follows from it.
  if (detail?.state !== 'open') return { number, ...NOTHING, events: () => (detail ? [] : [goneOf(number)]) };
  const task = taskOf(tick, ledger, record, detail);
  const rival = rivalOf(ledger, record, number);
  const input = { ...(await inputOf(tick, detail, task, files)), ...(rival && { rival }) };
  const facts = factsOf(input);
  const isKnown = facts === record.facts && record.overall !== null;
  const round = isKnown ? record.round : roundOf(record, detail);
  const plain = reviewPull({ ...input, round });
  const grades = await gradeDiff(tick, { input, review: plain }, ask);
  const review = grades === null ? plain : reviewPull({ ...input, round, grades });
  // What a model once read still holds where nobody can be asked again.
  const isSame = isKnown && (grades === null || (review.overall === record.overall && metOf(review) === record.met));
  tell(tick, number, isSame ? { ...review, overall: record.overall ?? review.overall } : review);
  const hint = isSame ? (record.hint ?? null) : hintOf(cleanReview(review, cleaningOf(tick)));
  const events = (said: Said) => reviewedEvents({ record, task, facts, review, input, hint, isSame }, said);
  if (isSame) return { number, ...NOTHING, events };
  return { number, ...(await wordsOf(tick, ledger, { detail, task, review, record })), events };
}

const NOTHING = { proposal: null, comment: null };

const goneOf = (number: number): LedgerEvent => ({ kind: 'pull-ended', number, merged: false });

/** Each new head after changes were asked for is another round. */
const roundOf = ({ overall, head, round }: ReviewRecord, detail: PullDetail): number =>
  overall === 'changes-requested' && head !== detail.head ? round + 1 : round;

/** GitHub works out whether it can be merged when first asked, and says so a moment later. */
async function readPull({ world }: Tick, number: number): Promise<PullDetail | null> {
  const detail = await world.reader.pull(number);
  if (detail?.state !== 'open' || detail.mergeable !== 'unknown') return detail;
  await world.clock.sleep(3_000);
  return world.reader.pull(number);
}

function taskOf(tick: Tick, ledger: Ledger, { task: id }: ReviewRecord, detail: PullDetail): Task | null {
  const known = id === null ? undefined : ledger.tasks[id];
  if (known && isOpen(known)) return known;
  return taskOfPull(detail, linkingOf(tick, ledger));
}

async function inputOf(
  tick: Tick,
  detail: PullDetail,
  task: Task | null,
  files: readonly WorkflowText[] | null,
): Promise<Omit<ReviewInput, 'round'>> {
  const { repository, now } = tick.snapshot;
  return {
    ...{ detail, task, files, now, policy: tick.config.review, leaks: await leaksIn(tick, detail) },
    repository: { url: repository.url, branch: repository.branch ?? '' },
  };
}

function tell(tick: Tick, number: number, review: Review): void {
  const { overall, criteria } = cleanReview(review, cleaningOf(tick));
  tick.told.reviews.push({
    ...{ number, overall, met: metOf(review), of: criteria.length },
    criteria: criteria.map(({ n, ruling, reason }) => ({ n, ruling, reason })),
  });
}

const metOf = ({ criteria }: Review): number => criteria.filter(({ ruling }) => ruling === 'met').length;

interface Matter {
  detail: PullDetail;
  task: Task | null;
  review: Review;
  record: ReviewRecord;
}

/** Posted where there is no comment, edited where it reads otherwise; memory may have lost the one that stands there. */
async function wordsOf(
  tick: Tick,
  ledger: Ledger,
  { detail, task, review, record }: Matter,
): Promise<Pick<Look, 'proposal' | 'comment'>> {
  const { number, url } = detail;
  const cleaning = cleaningOf(tick);
  const agent = /^[\w-]{1,40}$/.exec(task?.agent ?? '')?.[0] ?? null;
  const clean = cleanReview(review, cleaning);
  const body = composed(
    renderReview({ review: clean, pull: { number, url }, agent, retried: isRetried(ledger, record, clean) }),
    cleaning,
  );
  const place = { purpose: 'review', on: 'pull', number, task: task?.id ?? null } as const;
  const subject = commentSubject(place);
  const known = recordedComment(ledger, subject, place.task);
  const comment = known ? null : await findComment(tick, ledger, { ...place, subject });
  const stands: Pick<CommentRecord, 'comment' | 'digest'> | null = known ?? comment;
  if (!stands) return { comment, proposal: { kind: 'post-comment', subject, ...place, body, asked: record.asked } };
  if (stands.digest === digest(body, 16)) return { comment, proposal: null };
  return { comment, proposal: { kind: 'edit-comment', subject, ...place, comment: stands.comment, body } };
}

async function findComment(
  tick: Tick,
  ledger: Ledger,
  place: Omit<CommentWritten, 'comment' | 'digest'>,
): Promise<CommentWritten | null> {
  const listed = await tick.world.reader.comments({ number: place.number, since: null });
  const own = ownComments(listed, identitiesOf(tick, ledger.state)).find(({ marker }) => marker.comment === 'review');
  return own ? { ...place, comment: own.id, digest: bodyDigest(own) } : null;
}

interface Ruled {
  record: ReviewRecord;
  task: Task | null;
  facts: string;
  review: Review;
  input: Omit<ReviewInput, 'round'>;
  hint: string | null;
  /** It was said before. */
  isSame: boolean;
}

function reviewedEvents({ record, task, facts, review, input, hint, isSame }: Ruled, said: Said): LedgerEvent[] {
  const { detail, now } = input;
  const { number } = detail;
  const { asked, agent, wanted } = record;
  const link: LedgerEvent[] =
    task && task.id !== record.task
      ? [{ kind: 'pull-linked', number, task: task.id, asked, agent, wanted, state: null }]
      : [];
  const { head, round, clicks, criteria } = review;
  const overall = isSame ? (record.overall ?? review.overall) : review.overall;
  const met = isSame ? record.met : metOf(review);
  const result = { number, head, overall, met, of: criteria.length, round, clicks };
  const kept = said.done
    ? { facts, due: dueOf({ overall, clicks }, input) }
    : { facts: '', due: later(now, said.wait) };
  const wrong = { ...(hint !== null && { hint }), ...(isHopeless(review) && { hopeless: true as const }) };
  return [...link, { kind: 'reviewed', ...result, ...kept, ...wrong }];
}

/** What no sign tells of is looked at again after a while: what waits, and threads. */
function dueOf(
  { overall, clicks }: Pick<ReviewRecord, 'overall' | 'clicks'>,
  { detail, now }: Pick<ReviewInput, 'detail' | 'now'>,
): string | null {
  if (overall !== 'waiting' && !clicks.includes('resolve-threads')) return null;
  return freshUntil(detail, now) ?? later(now, AGAIN);
}
