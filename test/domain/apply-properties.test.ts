/** Any history that runs could have written: what always holds of the ledger after it, whichever kinds of event it is made of. */

import { chronicleOf } from '@steward/core/decide/analysis/chronicle.ts';
import { openTry, statusOf } from '@steward/core/decide/analysis/course.ts';
import { APPLIERS } from '@steward/core/domain/appliers.ts';
import { apply, replay } from '@steward/core/domain/apply.ts';
import { type CommentPlace, commentSubject, recordedComment } from '@steward/core/domain/comment.ts';
import { canonical, digest } from '@steward/core/domain/digest.ts';
import type { EventKind, LedgerEvent, RecordedEvent } from '@steward/core/domain/event.ts';
import { later, TIMES } from '@steward/core/domain/intent.ts';
import { dueOf, IN_HAND, type Lease } from '@steward/core/domain/lease.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import { isOpen, type Task, TRANSITIONS } from '@steward/core/domain/task.ts';
import { BATCH_WAIT } from '@steward/core/domain/thinking.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';
import { claim, INSTALLED, lease, NOON, specification, task } from '../support/memory.ts';
import { spentCall } from '../support/money.ts';

/** What picks an event: its kind, what it is about, and how long after the last one it comes. */
interface Choice {
  kind: EventKind;
  of: number;
  minutes: number;
}

type Legal = { [K in EventKind]: (ledger: Ledger, of: number, at: string) => LedgerEvent | null };

const pick = <T>(items: readonly T[], of: number): T | undefined => items[of % Math.max(1, items.length)];
const claimsOf = ({ state }: Ledger) => Object.values(state.claims);
const claimed = (ledger: Ledger, subject: string): boolean => claimsOf(ledger).some((item) => item.subject === subject);
const named = (of: number): string => `thing ${of % 9}`;
const issueClaim = (ledger: Ledger, of: number) =>
  pick(
    claimsOf(ledger).filter(({ kind }) => kind === 'open-issue'),
    of,
  );
const boardClaim = (ledger: Ledger) => claimsOf(ledger).find(({ kind }) => kind === 'open-dashboard');

/** Where a comment may stand: some are about a task, some about none. */
function place(ledger: Ledger, of: number): CommentPlace & { subject: string } {
  const number = of % 7;
  const task = of % 2 ? (pick(Object.keys(ledger.tasks), of) ?? null) : null;
  return { purpose: 'note', on: 'issue', number, task, subject: commentSubject({ purpose: 'note', number }) };
}

/** Whether nothing yet holds the place of this work: it is unknown, or only suggested. */
function isFree(ledger: Ledger, id: string): boolean {
  const known = ledger.tasks[id];
  return (!known || known.status === 'suggested') && !claimed(ledger, id);
}

const leasesOf = ({ state }: Ledger): Lease[] => Object.values(state.leases);

const suggestedOf = (ledger: Ledger): Task[] =>
  Object.values(ledger.tasks).filter(({ status }) => status === 'suggested');

const use = (of: number) => ({ client: `client-${of % 150}`, endpoint: 'calls', requests: 1, tokens: of });

const rebuiltTasks = (of: number): Task[] =>
  Array.from({ length: of % 4 }, (_, index) => task(named(of + index), { number: of + index + 1 }));

const LEGAL: Legal = {
  installed: ({ state }) => (state.installed ? null : INSTALLED),
  observed: ({ state }, of, at) => ({
    ...{ kind: 'observed', watermark: at, seen: { [`issue:${of}`]: at }, head: `h${of % 3}`, checks: `c${of % 2}` },
    ...{ deployments: of % 2 ? {} : { a: `SUCCESS ${of}` }, pulls: {}, goals: null, daily: later(at, 3_600_000) },
    ...(of % 3 === 0 && { settings: digest(`${state.settings}${of}`, 12) }),
  }),
  wrote: (_, of, at) => ({ kind: 'wrote', key: `issue:${of}`, updatedAt: at }),
  generated: ({ state }, of, at) => ({
    ...{ kind: 'generated', head: `h${of % 3}`, goals: null, revision: state.revision, day: at.slice(0, 10) },
  }),
  reserved: (ledger, of, at) => {
    const intent = digest(`intent ${ledger.state.occurrence}`, 24);
    const times = { intent, first: at, at, expires: later(at, TIMES.expiry) };
    if (of % 5 === 0) {
      const isWanted = ledger.state.dashboard === null && !claimed(ledger, 'dashboard');
      return isWanted ? { kind: 'reserved', claim: claim('dashboard', times) } : null;
    }
    if (of % 5 === 1) {
      const spoken = place(ledger, of);
      const one = claim(spoken.subject, times);
      return claimed(ledger, spoken.subject) || recordedComment(ledger, spoken.subject, spoken.task)
        ? null
        : { kind: 'reserved', claim: { ...one, kind: 'post-comment', comment: spoken } };
    }
    if (of % 10 === 2 && !claimed(ledger, 'health') && !ledger.state.health?.issue) {
      return { kind: 'reserved', claim: { ...claim('health', times), kind: 'open-health' } };
    }
    const wanted = specification(named(of));
    return isFree(ledger, wanted.id)
      ? { kind: 'reserved', claim: claim(wanted.id, times), specification: wanted }
      : null;
  },
  'taken-over': (ledger, of, at) => {
    const held = pick(claimsOf(ledger), of);
    const rest = { token: `run-${of}`, claimedAt: at, expires: later(at, TIMES.expiry) };
    return held ? { kind: 'taken-over', intent: held.intent, ...rest } : null;
  },
  released: (ledger, of) => {
    const held = pick(claimsOf(ledger), of);
    return held ? { kind: 'released', intent: held.intent, reason: 'refused' } : null;
  },
  'answered-by-model': (_, of, at) => {
    const answers = { [digest(`brief ${of % 60}`, 24)]: { value: { of }, model: 'anthropic/claude-haiku-5-5', at } };
    return { kind: 'answered-by-model', answers };
  },
  unanswered: (_, of) => ({ kind: 'unanswered', briefs: [digest(`brief ${of % 60}`, 24)] }),
  postponed: (_, of) => ({
    ...{ kind: 'postponed', briefs: { [digest(`brief ${of % 60}`, 24)]: of % 2 ? 'specify' : 'review' } },
  }),
  'batch-reserved': ({ state }, of, at) => {
    const intent = digest(`batch ${of}`, 24);
    const questions = [{ id: digest(`question ${of}`, 24), role: 'specify' as const, form: 'tasks', briefs: ['b'] }];
    const batch = { intent, model: { provider: 'anthropic' as const, id: 'claude-haiku-5-5' }, questions, id: null };
    const times = { token: `t${of}`, first: at, expires: later(at, TIMES.expiry), until: later(at, BATCH_WAIT) };
    return state.batches?.[intent] ? null : { kind: 'batch-reserved', batch: { ...batch, ...times } };
  },
  'batch-taken': ({ state }, of, at) => {
    const batch = pick(Object.values(state.batches ?? {}), of);
    const expires = later(at, TIMES.expiry);
    return batch ? { kind: 'batch-taken', intent: batch.intent, token: `u${of}`, expires } : null;
  },
  'batch-sent': ({ state }, of) => {
    const batch = pick(Object.values(state.batches ?? {}), of);
    return batch ? { kind: 'batch-sent', intent: batch.intent, id: `batch_${of}` } : null;
  },
  'batch-unseen': ({ state }, of) => {
    const batch = pick(Object.values(state.batches ?? {}), of);
    return batch ? { kind: 'batch-unseen', intent: batch.intent } : null;
  },
  'batch-ended': ({ state }, of) => {
    const batch = pick(Object.values(state.batches ?? {}), of);
    return batch ? { kind: 'batch-ended', intent: batch.intent } : null;
  },
  spending: ({ state }, of, at) => {
    const token = `run-${of % 5}`;
    const amount = { micro: of * 1_000, tokens: of };
    return state.money?.holds[token]
      ? null
      : { kind: 'spending', hold: { token, ...amount, at, expires: later(at, TIMES.expiry), purpose: 'questions' } };
  },
  spent: (_, of) => ({
    ...{ kind: 'spent', token: `run-${of % 5}`, calls: of % 2 ? [spentCall(of)] : [] },
    charged: { micro: of * 100, tokens: of % 3 },
  }),
  'spending-expired': ({ state }, of) => {
    const token = pick(Object.keys(state.money?.holds ?? {}), of);
    return token === undefined ? null : { kind: 'spending-expired', token };
  },
  'money-warned': (_, of) => ({ kind: 'money-warned', bound: of % 2 ? 'day' : 'month', step: of % 3 ? 75 : 90 }),
  'put-off': (_, of) => ({ kind: 'put-off', retryAfter: of * 1_000 }),
  opened: (ledger, of) => {
    const held = issueClaim(ledger, of);
    return held ? { kind: 'opened', intent: held.intent, number: of + 1, task: held.subject } : null;
  },
  'dashboard-opened': (ledger, of) => {
    const held = boardClaim(ledger);
    return held ? { kind: 'dashboard-opened', intent: held.intent, number: of + 1, digest: 'd' } : null;
  },
  'dashboard-written': ({ state }, of) =>
    state.dashboard ? { ...state.dashboard, kind: 'dashboard-written', digest: `d${of}` } : null,
  'dashboard-refused': ({ state }) =>
    state.dashboard ? { kind: 'dashboard-refused', number: state.dashboard.number } : null,
  'dashboard-pinned': (_, of) => ({ kind: 'dashboard-pinned', pinned: of % 2 ? 'yes' : 'refused' }),
  'dashboard-seen': (_, of) => ({ kind: 'dashboard-seen', open: of % 2 === 0 }),
  'limit-taken': (_, of, at) => ({
    kind: 'limit-taken',
    ...use(of),
    row: ['rbm', Date.parse(at) + of * 997, 0, of, of],
  }),
  'limit-returned': ({ state }, of, at) =>
    state.limits ? { kind: 'limit-returned', ...use(of), row: ['rbm', Date.parse(at), 0, of, 0] } : null,
  'limit-refused': (_, of) => ({ kind: 'limit-refused', ...use(of), times: 1 + (of % 3) }),
  'limit-observed': (_, of) => ({
    ...{ kind: 'limit-observed', client: named(of), endpoint: 'calls', calls: 2, failed: of % 2, milliseconds: of },
  }),
  'health-checked': (_, of) => ({
    ...{ kind: 'health-checked', unknown: [], ...(of % 3 === 0 && { red: String(of) }) },
    findings: of % 2 ? [] : [{ check: 'queue', level: 'warning', words: `${of} tasks wait` }],
  }),
  'health-opened': (ledger, of) => {
    const held = claimsOf(ledger).find(({ kind }) => kind === 'open-health');
    return held ? { kind: 'health-opened', intent: held.intent, number: of + 1, digest: 'd' } : null;
  },
  'health-written': (ledger, of) => {
    if (claimed(ledger, 'health')) return null;
    const found = { number: of + 1, intent: digest(`health ${of}`, 24) };
    return { ...(ledger.state.health?.issue ?? found), kind: 'health-written', digest: `d${of}` };
  },
  'health-refused': ({ state }) =>
    state.health?.issue ? { kind: 'health-refused', number: state.health.issue.number } : null,
  'health-seen': ({ state }, of) => ({
    kind: 'health-seen',
    number: state.health?.issue?.number ?? 0,
    open: of % 2 === 0,
  }),
  'health-closed': ({ state }) =>
    state.health?.issue ? { kind: 'health-closed', number: state.health.issue.number } : null,
  'health-gone': ({ state }) =>
    state.health?.issue ? { kind: 'health-gone', number: state.health.issue.number } : null,
  'dashboard-gone': ({ state }) =>
    state.dashboard ? { kind: 'dashboard-gone', number: state.dashboard.number } : null,
  suggested: (ledger, of) => {
    const wanted = specification(named(of));
    return isFree(ledger, wanted.id) ? { kind: 'suggested', specification: wanted } : null;
  },
  withdrawn: (ledger, of) => {
    const waiting = Object.values(ledger.tasks).filter(
      ({ id, status }) => status === 'suggested' && !claimed(ledger, id),
    );
    const one = pick(waiting, of);
    return one ? { kind: 'withdrawn', task: one.id, reason: 'gone' } : null;
  },
  adopted: (ledger, of) => {
    const one = task(named(of), { number: of + 1 });
    return isFree(ledger, one.id) ? { kind: 'adopted', task: one } : null;
  },
  intake: (_, of) => ({
    ...{
      kind: 'intake',
      below: of % 3 === 0 ? null : of,
      again: [of],
      alike: of % 2 ? [{ number: of + 1, of: 1 }] : [],
    },
  }),
  moved: (ledger, of) => {
    const one = pick(
      Object.values(ledger.tasks).filter(({ id }) => !claimed(ledger, id)),
      of,
    );
    // What a suggestion becomes by itself is never `ready`: it is opened. And nobody works without a lease.
    const next =
      one && TRANSITIONS[one.status].filter((status) => !['suggested', 'leased', 'working'].includes(status));
    const status = next && pick(next, of);
    return one && status ? { kind: 'moved', task: one.id, status, reason: 'test' } : null;
  },
  ranked: (ledger, of) => {
    const one = pick(Object.values(ledger.tasks), of);
    const standing = of % 3 ? { priority: 'high' as const, awaits: [of] } : null;
    return one ? { kind: 'ranked', task: one.id, standing } : null;
  },
  related: (ledger, of) => {
    const one = pick(Object.values(ledger.tasks), of);
    const needs = specification(named(of)).id;
    return one
      ? { kind: 'related', task: one.id, dependsOn: [needs], links: of % 2 ? { [needs]: 'native' } : {} }
      : null;
  },
  linked: (ledger, of) => {
    const one = pick(Object.values(ledger.tasks), of);
    return one ? { kind: 'linked', task: one.id, needs: named(of), as: of % 2 ? 'native' : 'refused' } : null;
  },
  'plan-wanted': (_, of) => ({ kind: 'plan-wanted', number: 1 + (of % 30) }),
  planned: (_, of, at) => ({
    ...{ kind: 'planned', number: 1 + (of % 30) },
    record: { source: `s${of}`, plan: of % 3 ? `p${of}` : null, at, heard: null, due: of % 2 ? at : null },
  }),
  'plan-approved': (_, of, at) => ({ kind: 'plan-approved', number: 1 + (of % 30), by: 'ada', given: at }),
  'plan-ended': (_, of) => ({ kind: 'plan-ended', number: 1 + (of % 30) }),
  'child-linked': ({ tasks }, of) => ({
    ...{ kind: 'child-linked', task: pick(Object.keys(tasks), of) ?? named(of), as: of % 2 ? 'own' : 'refused' },
    story: { of: 1 + (of % 30), key: `story-${of}` },
  }),
  'closing-noted': (_, of) => ({ kind: 'closing-noted', number: of + 100, of: of % 2 ? null : of }),
  'closing-done': ({ state }, of) => {
    const one = pick(state.closing, of);
    return one ? { kind: 'closing-done', number: one.number } : null;
  },
  commented: (ledger, of) => {
    const held = pick(
      claimsOf(ledger).filter(({ kind }) => kind === 'post-comment'),
      of,
    );
    if (!held?.comment) return null;
    const { intent, subject, comment: spoken } = held;
    return { ...spoken, kind: 'commented', intent, subject, comment: `IC_${of}`, digest: 'd' };
  },
  'comment-written': (ledger, of) => ({
    ...{ ...place(ledger, of), kind: 'comment-written', comment: `IC_${of}`, digest: `d${of}` },
  }),
  'comment-gone': (ledger, of) => {
    const { subject, task } = place(ledger, of);
    return { kind: 'comment-gone', subject, task };
  },
  'pull-linked': ({ tasks, state }, of) => {
    const about = of % 3 === 0 ? null : (pick(Object.keys(tasks), of) ?? null);
    const whose = { asked: of % 4 === 0, agent: of % 2 === 0, wanted: of % 5 !== 0 };
    const counter = about === null ? undefined : state.leases[about]?.counter;
    const tie = counter === undefined ? {} : { counter, tie: (['own', 'branch', 'draft'] as const)[of % 3] ?? 'own' };
    const aside = of % 6 === 1 ? { aside: true as const } : {};
    const seen = of % 7 ? `s${of}` : null;
    return { kind: 'pull-linked', number: of % 25, task: about, ...whose, state: seen, ...tie, ...aside };
  },
  reviewed: ({ state }, of, at) => {
    const number = pick(Object.keys(state.reviews), of);
    const counts = { head: `h${of}`, facts: `f${of}`, met: 1, of: 3, round: (of % 3) + 1 };
    const rest = { clicks: [], due: of % 2 ? later(at, 60_000) : null } as const;
    return number === undefined
      ? null
      : {
          ...{ kind: 'reviewed', number: Number(number), overall: of % 2 ? 'waiting' : 'changes-requested' },
          ...{ ...counts, ...rest, clicks: [], ...(of % 2 === 0 && { hint: 'h' }) },
        };
  },
  'pull-ended': ({ state }, of, at) => {
    const number = pick(Object.keys(state.reviews), of);
    if (number === undefined) return null;
    const landed = { pull: Number(number), task: named(of), number: of + 1, type: 'testing', own: true } as const;
    const more = of % 4 === 0 ? { landed: { ...landed, at, ...(of % 8 === 0 && { agent: 'codex' }) } } : {};
    return { kind: 'pull-ended', number: Number(number), merged: of % 2 === 0, ...more };
  },
  reverted: ({ state }, of) => {
    const one = pick(state.landed ?? [], of);
    return one ? { kind: 'reverted', pull: one.pull, revert: of } : null;
  },
  revived: (ledger, of, at) => {
    const able = Object.values(ledger.tasks).filter(
      ({ id, status, attempts }) =>
        TRANSITIONS[status].includes('leased') && !(id in ledger.state.leases) && attempts?.length,
    );
    const one = pick(able, of);
    const attempt = one?.attempts?.at(-1)?.attempt ?? 1;
    const counter = ledger.state.handOffs + 1;
    return one ? { kind: 'revived', lease: lease(one, { counter, attempt, at, seen: at }) } : null;
  },
  paused: (_, of) => ({ kind: 'paused', paused: of % 2 === 0, by: 'octo' }),
  approved: (ledger, of) => {
    const one = pick(suggestedOf(ledger), of);
    return one ? { kind: 'approved', task: one.id, by: 'octo' } : null;
  },
  unapproved: (ledger, of) => {
    const one = pick(
      suggestedOf(ledger).filter(({ approved }) => approved),
      of,
    );
    return one ? { kind: 'unapproved', task: one.id, by: 'octo' } : null;
  },
  raised: (ledger, of) => {
    const one = pick(Object.values(ledger.tasks), of);
    return one ? { kind: 'raised', task: one.id, priority: of % 2 ? 'urgent' : 'high', by: 'octo' } : null;
  },
  denied: (_, of) => ({ kind: 'denied', verb: of % 2 ? 'approve' : 'pause', by: 'stranger' }),
  'orders-read': (_, of, at) => ({ kind: 'orders-read', edit: { id: `e${of}`, at } }),
  lifted: (ledger, of) => {
    const one = pick(Object.values(ledger.tasks), of);
    return one ? { kind: 'lifted', task: one.id, priority: 'high', reason: 'an attempt failed' } : null;
  },
  overdue: (ledger, of) => {
    const one = pick(Object.values(ledger.tasks).filter(isOpen), of);
    return one ? { kind: 'overdue', task: one.id, deadline: `2026-11-${10 + (of % 9)}` } : null;
  },
  asking: (ledger, of) => {
    const one = pick(
      Object.values(ledger.tasks).filter(({ ask }) => ask),
      of,
    );
    return one?.ask ? { kind: 'asking', task: one.id, key: one.ask.key, people: ['octo'] } : null;
  },
  asked: (ledger, of) => {
    const one = pick(
      Object.values(ledger.tasks).filter(({ ask }) => ask),
      of,
    );
    return one?.ask ? { kind: 'asked', task: one.id, key: one.ask.key, person: of % 2 ? 'octo' : null } : null;
  },
  leased: (ledger, of, at) => {
    const free = Object.values(ledger.tasks).filter(
      ({ id, status }) => TRANSITIONS[status].includes('leased') && !(id in ledger.state.leases),
    );
    const one = pick(free, of);
    return one ? { kind: 'leased', lease: lease(one, { counter: ledger.state.handOffs + 1, at, seen: at }) } : null;
  },
  answered: (ledger, of) => {
    const one = pick(
      Object.values(ledger.tasks).filter(({ status }) => status === 'blocked'),
      of,
    );
    return one ? { kind: 'answered', task: one.id, by: 'octo', words: 'Yes.' } : null;
  },
  taken: (ledger, of) => {
    const one = pick(Object.values(ledger.tasks).filter(isOpen), of);
    return one ? { kind: 'taken', task: one.id, by: `octo${of % 3}` } : null;
  },
  'given-back': (ledger, of) => {
    const isBack = ({ status }: Task): boolean =>
      status === 'escalated' || status === 'retrying' || status === 'blocked';
    const one = pick(Object.values(ledger.tasks).filter(isBack), of);
    return one ? { kind: 'given-back', task: one.id, by: 'octo', bystanders: of % 2 ? ['octo'] : [] } : null;
  },
  heard: (ledger, of, at) => {
    const one = pick(Object.values(ledger.tasks), of);
    return one ? { kind: 'heard', task: one.id, until: at } : null;
  },
  'hand-off-due': (_, of, at) => ({ kind: 'hand-off-due', due: of % 2 ? later(at, of * 60_000) : null }),
  'handed-over': (ledger, of) => {
    const one = pick(leasesOf(ledger), of);
    return one ? { kind: 'handed-over', task: one.task, counter: one.counter, ref: `run ${of}` } : null;
  },
  'not-handed': (ledger, of, at) => {
    const one = pick(leasesOf(ledger), of);
    const resumes = of % 3 ? null : later(at, of * 60_000);
    return one
      ? { kind: 'not-handed', task: one.task, counter: one.counter, reason: of % 2 ? 'no' : null, resumes }
      : null;
  },
  started: (ledger, of) => {
    const one = pick(leasesOf(ledger), of);
    return one ? { kind: 'started', task: one.task, counter: one.counter, sign: 'run', ref: `run ${of}` } : null;
  },
  signed: (ledger, of) => {
    const one = pick(leasesOf(ledger), of);
    return one ? { kind: 'signed', task: one.task, counter: one.counter } : null;
  },
  'attempt-ended': (ledger, of, at) => {
    const one = pick(leasesOf(ledger), of);
    if (!one) return null;
    const next = of % 2 ? 'retrying' : 'escalated';
    const resumes = of % 2 ? later(at, of * 60_000) : null;
    return { kind: 'attempt-ended', task: one.task, counter: one.counter, ending: 'silent', hint: 'h', next, resumes };
  },
  'orders-missed': () => ({ kind: 'orders-missed' }),
  examined: (_, of) => ({ kind: 'examined', findings: of % 2 ? ['sixty-days'] : [] }),
  labelled: (_, of) => ({ kind: 'labelled', number: of + 1, labels: ['steward', `status:${of % 3}`] }),
  'undo-begun': ({ state }, of) =>
    state.undoing === null ? { kind: 'undo-begun', run: `${of % 4}-1`, issues: [of + 1] } : null,
  'taken-back': (ledger, of) => {
    const one = pick(
      Object.values(ledger.tasks).filter(({ id }) => !claimed(ledger, id)),
      of,
    );
    return one && of % 3 === 0 ? { kind: 'taken-back', task: one.id, run: ledger.state.undoing?.run ?? '' } : null;
  },
  undone: ({ state }) =>
    state.undoing && { kind: 'undone', run: state.undoing.run, spared: [{ what: '#1', reason: 'it is assigned' }] },
  leaving: (_, of) => ({ kind: 'leaving', issues: [of + 1] }),
  circuits: (_, of, at) => ({
    kind: 'circuits',
    circuits:
      of % 3 ? { openai: { failures: of, cause: 'overload', at, until: later(at, of * 60_000), opened: 1 } } : {},
  }),
  'model-traits': (_, of) => ({
    ...{ kind: 'model-traits', found: { [`openai/m${of % 40}`]: of % 2 ? { effort: false } : { format: 'text' } } },
  }),
  refused: () => ({
    ...{ kind: 'refused', refusals: [{ kind: 'suggest', subject: 's', title: 't', policy: 'size', reason: 'r' }] },
  }),
  lost: ({ state }, of, at) =>
    of % 4 === 0 && !state.lost ? { kind: 'lost', since: at, until: later(at, TIMES.lossWait), reason: 'gone' } : null,
  rebuilt: ({ state }, of, at) => {
    if (!state.lost) return null;
    const tasks = rebuiltTasks(of);
    const ended = specification('an ended thing');
    const rejected = { [ended.fingerprints[0] ?? '']: { reason: 'done' as const, task: ended.id, at } };
    const board = of % 2 ? null : { number: 4, intent: 'abcdef12', digest: 'd', open: true };
    const rest = { dashboard: board, closings: [{ number: 9, of: null }], opened: 3, notifications: 10 };
    return { ...{ kind: 'rebuilt', epoch: `e${of}`, baseline: null, identities: ['a'], tasks, rejected }, ...rest };
  },
};

/** While memory is lost nothing is created, taken or ended. */
const WHILE_LOST: readonly EventKind[] = ['rebuilt', 'observed', 'wrote', 'paused', 'refused', 'denied'];

function play(choices: readonly Choice[]): { ledger: Ledger; events: RecordedEvent[]; steps: Ledger[] } {
  let ledger = EMPTY_LEDGER;
  let at = NOON;
  const events: RecordedEvent[] = [];
  const steps: Ledger[] = [];
  for (const { kind, of, minutes } of choices) {
    at = later(at, minutes * 60_000);
    if (ledger.state.lost && !WHILE_LOST.includes(kind)) continue;
    const event = LEGAL[kind](ledger, of, at);
    if (event === null) continue;
    ledger = apply(ledger, event, at);
    steps.push(ledger);
    events.push({ ...event, sequence: events.length + 1, at });
  }
  return { ledger, events, steps };
}

const KINDS = Object.keys(APPLIERS) as EventKind[];
/** What makes work comes more often than the rest. */
const WEIGHTED: EventKind[] = [
  ...KINDS,
  ...(['suggested', 'suggested', 'reserved', 'reserved', 'reserved', 'opened', 'opened', 'moved', 'adopted'] as const),
  ...(['dashboard-opened', 'dashboard-opened', 'dashboard-gone', 'rebuilt', 'leased', 'leased', 'started'] as const),
];
const choices = fc.array(fc.record({ kind: fc.constantFrom(...WEIGHTED), of: fc.nat(60), minutes: fc.nat(900) }), {
  maxLength: 80,
  size: 'max',
});

const holds = (check: (played: ReturnType<typeof play>) => void): void =>
  fc.assert(
    fc.property(choices, (picked) => check(play(picked))),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
  );

describe('after any history that runs could have written', () => {
  it('every kind of event was in some of them', () => {
    const seen = new Set(fc.sample(choices, 1_000).flatMap((picked) => play(picked).events.map(({ kind }) => kind)));
    expect([...seen].sort()).toEqual([...KINDS].sort());
  });

  it('the counts are what counting again gives', () => {
    holds(({ ledger: { state, tasks }, events, steps }) => {
      if (state.lost) return;
      expect(state.counts.open).toBe(Object.values(tasks).filter(isOpen).length);
      expect(state.counts.suggested).toBe(Object.values(tasks).filter(({ status }) => status === 'suggested').length);
      const since = events.findLastIndex(({ kind }) => kind === 'rebuilt');
      const ends = (status: string) =>
        events.slice(since + 1).filter((one) => one.kind === 'moved' && one.status === status);
      const undone = events.filter((one, index) => {
        const landed = one.kind === 'reverted' ? steps[index - 1]?.state.landed : undefined;
        const known = landed?.find(({ pull }) => one.kind === 'reverted' && pull === one.pull);
        return index > since && known?.counted === true && known.reverted === undefined;
      });
      expect(state.counts.done).toBe(ends('done').length + (since < 0 ? 0 : 1) - undone.length);
      expect(state.counts.rejected).toBe(ends('rejected').length);
    });
  });

  it('no subject is claimed twice, and none that has ended or is open already', () => {
    holds(({ steps }) => {
      for (const ledger of steps) {
        const subjects = claimsOf(ledger).map(({ subject }) => subject);
        expect(new Set(subjects).size).toBe(subjects.length);
        for (const { kind, subject, intent } of claimsOf(ledger)) {
          if (kind === 'post-comment') continue;
          if (kind === 'open-dashboard') expect(ledger.state.dashboard).toBeNull();
          else if (kind === 'open-health') expect(ledger.state.health?.issue ?? null).toBeNull();
          else expect(ledger.tasks[subject]).toMatchObject({ status: 'suggested', intent });
        }
      }
    });
  });

  it('a lease is of a task in hand, one for each, and none has the generation of another', () => {
    holds(({ steps }) => {
      for (const ledger of steps) {
        for (const { task: id, agent } of leasesOf(ledger)) {
          expect(ledger.tasks[id]).toMatchObject({ agent });
          expect(IN_HAND).toContain(ledger.tasks[id]?.status);
        }
        const counters = leasesOf(ledger).map(({ counter }) => counter);
        expect(new Set(counters).size).toBe(counters.length);
        expect(Math.max(0, ...counters)).toBeLessThanOrEqual(ledger.state.handOffs);
        for (const { id, status } of Object.values(ledger.tasks))
          if (status === 'leased' || status === 'working') expect(ledger.state.leases).toHaveProperty(id);
      }
    });
  });

  it('no ended task is kept among the others, and each of its fingerprints is remembered', () => {
    holds(({ ledger, events }) => {
      for (const { status } of Object.values(ledger.tasks))
        expect(['done', 'rejected', 'cancelled']).not.toContain(status);
      const last = events.at(-1);
      if (last?.kind !== 'moved' || !['done', 'rejected', 'cancelled'].includes(last.status)) return;
      expect(Object.values(ledger.rejected).map((one) => one.task)).toContain(last.task);
    });
  });

  it('replaying gives the same, whole or from any point, and as often as one likes', () => {
    fc.assert(
      fc.property(choices, fc.nat(80), (picked, cut) => {
        const { ledger, events, steps } = play(picked);
        const read = JSON.parse(JSON.stringify(events)) as RecordedEvent[];
        expect(replay(read, EMPTY_LEDGER)).toEqual(ledger);
        expect(replay(read, EMPTY_LEDGER)).toEqual(ledger);
        const at = Math.min(cut, read.length);
        const middle = at === 0 ? EMPTY_LEDGER : (steps[at - 1] ?? EMPTY_LEDGER);
        expect(replay(read.slice(at), JSON.parse(JSON.stringify(middle)))).toEqual(ledger);
      }),
      { numRuns: 200 },
    );
  });

  it('what is written down and read back is the same', () => {
    holds(({ ledger }) => {
      expect(JSON.parse(JSON.stringify(ledger))).toEqual(ledger);
      expect(canonical(JSON.parse(canonical(ledger)))).toBe(canonical(ledger));
    });
  });

  it('no event changed a ledger that came before it', () => {
    holds(({ events, steps }) => {
      const texts = steps.map((ledger) => canonical(ledger));
      let ledger = EMPTY_LEDGER;
      events.forEach((event, index) => {
        ledger = apply(ledger, event, event.at);
        expect(canonical(ledger)).toBe(texts[index]);
      });
      expect(steps.map((step) => canonical(step))).toEqual(texts);
    });
  });

  it('the next run is due no later than anything that waits for a time', () => {
    holds(({ ledger: { state } }) => {
      const waits = [
        ...claimsOf({ state } as Ledger).map(({ expires }) => expires),
        ...(state.lost ? [state.lost.until] : [...leasesOf({ state } as Ledger).map(dueOf), state.unshown]),
      ];
      for (const wait of waits) if (wait !== null) expect(state.nextDue !== null && state.nextDue <= wait).toBe(true);
    });
  });

  it('an analysis that only reads its events finds each task where it is, and nobody else at work', () => {
    holds(({ ledger, events }) => {
      const { courses } = chronicleOf(events, { tasks: {} });
      const found = courses.flatMap((course) => {
        const status = statusOf(course);
        return status === null ? [] : [[course.id, status]];
      });
      const known = Object.values(ledger.tasks).map(({ id, status }) => [id, status]);
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(known));
      const working = courses.flatMap((course) => openTry(course)?.counter ?? []).sort();
      expect(working).toEqual(
        leasesOf(ledger)
          .map(({ counter }) => counter)
          .sort(),
      );
    });
  });
});
