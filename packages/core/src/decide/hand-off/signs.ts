/** What the signs of an agent mean for its lease: that it started, that it is alive, or that its attempt is over. */
import { later } from '../../domain/intent.ts';
import {
  branchOf,
  callOf,
  dueOf,
  type Ending,
  generationOf,
  type Lease,
  ranOut,
  type Sign,
} from '../../domain/lease.ts';
import { parseMarker } from '../../domain/marker.ts';
import type { BranchSight, CommentSight, IssueSight, RunSight, Sights } from '../../domain/sight.ts';
import type { ReviewRecord } from '../../domain/verdict.ts';
import { readQuestion } from './question.ts';
import { saysNoQuota } from './quota.ts';

export type Meaning =
  | { kind: 'started'; sign: Sign; ref: string }
  | { kind: 'signed' }
  /** The comment that hands it over is there: the run that posted it died before it said so. */
  | { kind: 'handed'; ref: string }
  /** `by`: the person who has the task now. */
  | { kind: 'ended'; ending: Ending; hint?: string; by?: string };

export interface Reading {
  sights: Sights;
  /** What was said of pull requests. */
  reviews: Readonly<Record<string, ReviewRecord>>;
  /** Accounts that are Steward's. */
  identities: readonly string[];
  /** Whether an account is known as another agent's than the one that has the lease. */
  isOthers: (login: string, lease: Pick<Lease, 'agent'>) => boolean;
  /** Of the ledger. */
  epoch: string;
  now: string;
}

/** A run that passed has so long until what it made shows. Milliseconds. */
const GRACE = 30 * 60_000;
const RUNNING = ['in_progress', 'completed'];

/** The one thing that follows; null: nothing new. What ends it comes before what shows it alive. */
export function meaningOf(lease: Lease, reading: Reading): Meaning | null {
  const seen = lookFor(lease, reading);
  const over = takenOver(seen) ?? leftBy(seen) ?? said(seen) ?? judged(seen) ?? runEnded(seen) ?? branchGone(seen);
  return over ?? handedOver(seen) ?? outOfTime(seen) ?? firstSign(seen) ?? anotherSign(seen);
}

interface Seen extends Reading {
  lease: Lease;
  run: RunSight | undefined;
  issue: IssueSight | undefined;
  branch: { ref: string; at: string } | undefined;
  /** Of what came back. */
  review: ReviewRecord | undefined;
  /** A draft of it is open. */
  drafts: boolean;
  /** What was said on the issue after the hand-off, Steward's own words and other agents' aside: an agent may speak by the same account. */
  words: readonly CommentSight[];
}

function lookFor(lease: Lease, reading: Reading): Seen {
  const { sights } = reading;
  const issue = sights.issues.find(({ number }) => number === lease.number);
  const name = branchOf(lease);
  const found = sights.branches.find(
    (branch) => (branch.name === name || branch.name.startsWith(`${name}-`)) && !isLeftOver(branch, lease),
  );
  const words = (issue?.comments ?? []).filter(
    ({ author, createdAt, id, body }) =>
      createdAt >= lease.at &&
      id !== lease.handed?.ref &&
      parseMarker(body) === null &&
      !reading.isOthers(author, lease),
  );
  return {
    ...reading,
    ...{ lease, issue, words },
    run: lease.kind === 'workflow' ? sights.runs?.find(({ id }) => id === lease.handed?.ref) : undefined,
    review: lease.pull === null ? undefined : reading.reviews[lease.pull],
    drafts: Object.values(reading.reviews).some(({ counter, draft }) => draft === true && counter === lease.counter),
    branch: found && { ref: `${found.name} ${found.oid}`, at: found.committedAt },
  };
}

/** Clocks of agents' machines differ from GitHub's by no more than that. */
const SKEW = 10 * 60_000;

/**
 * A task whose issue was closed and opened again is tried from the first attempt on, and a branch of that name may be left of the
 * time before. What nobody committed to since the hand-off shows nobody at work.
 */
const isLeftOver = ({ committedAt }: BranchSight, { at, started }: Lease): boolean =>
  started?.sign !== 'branch' && committedAt !== '' && committedAt < later(at, -SKEW);

/** Of an author: only GitHub writes the brackets, whatever people call themselves. */
export const isBot = (login: string): boolean => login.endsWith('[bot]');

/** Of who is assigned or reacts: there GitHub names Copilot as if it were a person, by these logins. */
export const isMachine = (login: string): boolean => isBot(login) || /^copilot(?:-swe-agent)?$/i.test(login);

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A person who took the issue has it, whoever had it before and whatever came back; who was there already did not take it. */
function takenOver({ lease, issue }: Seen): Meaning | null {
  const { kind, started, bystanders = [] } = lease;
  const people = (issue?.assignees ?? []).filter((login) => !isMachine(login));
  if (kind === 'person' && (started?.sign !== 'assignment' || people.some((login) => isSame(login, started.ref))))
    return null;
  const by = people.find((login) => !bystanders.some((one) => isSame(one, login)));
  return by === undefined ? null : { kind: 'ended', ending: 'taken-over', by };
}

/** A person it was given to is not assigned any more, and nobody else took it: it was given back. */
function leftBy({ lease, issue }: Seen): Meaning | null {
  const { started, kind, pull } = lease;
  if (kind !== 'person' || started?.sign !== 'assignment' || pull !== null || issue === undefined) return null;
  const isTheirs = issue.assignees.some((login) => isSame(login, started.ref));
  return isTheirs ? null : { kind: 'ended', ending: 'declined' };
}

/** What an agent says of itself; people's remarks are theirs. */
function said({ words }: Seen): Meaning | null {
  const own = words.filter(({ author }) => isBot(author)).at(-1);
  if (own === undefined) return null;
  const question = readQuestion(own.body);
  if (question !== null) return { kind: 'ended', ending: 'question', hint: question };
  return saysNoQuota(own.body) ? { kind: 'ended', ending: 'no-quota' } : null;
}

/** By its marker. What its agent does there can be seen from the next look on, so nothing has run out before that. */
function handedOver({ lease, issue, identities, epoch }: Seen): Meaning | null {
  if (lease.kind !== 'mention' || lease.handed !== null) return null;
  const intent = callOf(generationOf(epoch, lease));
  const call = issue?.comments.find(
    ({ author, body }) => (isBot(author) || identities.includes(author)) && parseMarker(body)?.intent === intent,
  );
  return call === undefined ? null : { kind: 'handed', ref: call.id };
}

/**
 * What came back was not accepted. Agents that read what is said of it may mend it, until they had their rounds or their
 * time; a workflow's run reads nothing any more, so once it is over, another attempt gets the hints. People are left to it.
 */
function judged({ lease, run, review, now }: Seen): Meaning | null {
  if (lease.kind === 'person' || !review || review.stale || review.hint === undefined) return null;
  const isLast = review.hopeless === true || review.overall === 'needs-person';
  const isDeaf = lease.kind === 'workflow' && run?.status === 'completed';
  return isLast || isDeaf || ranOut(lease, now) !== null
    ? { kind: 'ended', ending: 'rejected', hint: review.hint }
    : null;
}

/** As many branches as are read: where there are more, one that is not among them says nothing. */
const MOST_BRANCHES = 100;

/** Somebody deleted what it had begun, and there is no pull request of it. */
function branchGone({ lease, branch, drafts, sights }: Seen): Meaning | null {
  const had = lease.started?.sign === 'branch' && lease.pull === null && !drafts;
  if (!had || branch !== undefined || sights.branches.length >= MOST_BRANCHES) return null;
  return { kind: 'ended', ending: 'rejected', hint: 'its branch was deleted before there was a pull request' };
}

function runEnded({ lease, run, branch, drafts, now }: Seen): Meaning | null {
  if (run?.status !== 'completed' || lease.pull !== null) return null;
  if (run.conclusion !== 'success') {
    const hint = `its run ended as ${/^[a-z_]{1,30}$/.exec(run.conclusion ?? '')?.[0] ?? 'failed'}`;
    return { kind: 'ended', ending: 'run-failed', hint };
  }
  if (branch !== undefined || drafts || Date.parse(now) < Date.parse(later(run.updatedAt, GRACE))) return null;
  return { kind: 'ended', ending: 'run-failed', hint: 'its run passed and left no branch' };
}

/** Its run may be at work and only not be seen: as long as runs cannot be read, it has the time of its silence besides. */
const isBlind = ({ lease: { kind, handed, patience }, sights, now }: Seen, due: string): boolean =>
  kind === 'workflow' &&
  sights.runs === null &&
  handed !== null &&
  handed.ref !== '' &&
  Date.parse(now) < Date.parse(later(due, patience.silence));

function outOfTime({ lease, now, ...seen }: Seen): Meaning | null {
  const failure = ranOut(lease, now);
  // What came back is judged by what it is.
  if (failure === null || lease.pull !== null || isBlind({ lease, now, ...seen }, dueOf(lease) ?? now)) return null;
  return (
    firstSign({ lease, now, ...seen }) ?? anotherSign({ lease, now, ...seen }) ?? { kind: 'ended', ending: failure }
  );
}

/** What counts as a start depends on how the agent was reached. */
function firstSign({ lease, run, issue, branch, words, identities }: Seen): Meaning | null {
  if (lease.started !== null) return null;
  if (run !== undefined && RUNNING.includes(run.status)) return { kind: 'started', sign: 'run', ref: run.id };
  if (branch !== undefined) return { kind: 'started', sign: 'branch', ref: branch.ref };
  if (lease.kind === 'mention') {
    // GraphQL does not tell bots from people here; people rarely look at a comment that way.
    const eye = issue?.seenBy.find((login) => !identities.includes(login));
    if (eye !== undefined) return { kind: 'started', sign: 'reaction', ref: eye };
    const word = words.find(({ author }) => isBot(author));
    if (word !== undefined) return { kind: 'started', sign: 'comment', ref: word.id };
  }
  if (lease.kind === 'copilot') {
    // That it is assigned shows only that Steward assigned it: it puts its eyes on an issue that it begins with.
    const eye = issue?.seenBy.find(isMachine);
    if (eye !== undefined) return { kind: 'started', sign: 'reaction', ref: eye };
  }
  if (lease.kind === 'person') {
    const able = (issue?.assignees ?? []).filter((login) => !isMachine(login));
    const own = able.find((login) => isSame(login, lease.handed?.ref ?? '')) ?? able[0];
    if (own !== undefined) return { kind: 'started', sign: 'assignment', ref: own };
  }
  return null;
}

/** Anything of it that moved since it was last heard of: what others say keeps no lease alive. */
function anotherSign({ lease, run, branch, words, identities, now }: Seen): Meaning | null {
  if (lease.started === null) return null;
  const whose = lease.started.sign === 'assignment' ? lease.started.ref : '';
  const own = words.filter(
    ({ author }) => isBot(author) || identities.includes(author) || (lease.kind === 'person' && isSame(author, whose)),
  );
  const times = [run?.updatedAt, branch?.at, ...own.map(({ createdAt }) => createdAt)];
  // Whoever commits dates it: what lies ahead of GitHub's time says nothing yet.
  const isNew = (time: string): boolean => time > lease.seen && Date.parse(time) <= Date.parse(now);
  return times.some((time) => time !== undefined && isNew(time)) ? { kind: 'signed' } : null;
}
