/** Reserve, act, settle: the events that hold a creating effect before it is sent, and that end its claim after. */
import type { CommentPlace } from '../domain/comment.ts';
import { digest } from '../domain/digest.ts';
import type { CommentWritten, LedgerEvent } from '../domain/event.ts';
import { HEALTH } from '../domain/health.ts';
import { type Claim, CREATING, type CreatingKind, intentOf, isExpired, later, TIMES } from '../domain/intent.ts';
import type { Approved, EffectName, Outcome } from '../domain/proposal.ts';
import type { Links } from '../domain/standing.ts';
import type { Ledger } from '../domain/state.ts';
import type { Held, Run } from './transaction.ts';

type Creating = Extract<Approved, { kind: CreatingKind }>;

export const isCreating = (effect: Approved): effect is Creating => creates(effect);

/** Whether this effect is one that was reserved before it was sent. */
export const creates = ({ kind }: Pick<EffectName, 'kind'>): boolean => (CREATING as readonly string[]).includes(kind);

/** Claims for what is about to be created. The occurrence is taken here, inside the transaction. */
export function reserveEvents(held: Held, approved: readonly Approved[], run: Run): LedgerEvent[] {
  return approved.filter(isCreating).map((effect, index): LedgerEvent => {
    const { epoch } = held.ledger.state;
    const occurrence = held.ledger.state.occurrence + index;
    const content = contentOf(effect);
    const claim: Claim = {
      intent: intentOf({ kind: effect.kind, subject: effect.subject, content: digest(content), epoch, occurrence }),
      kind: effect.kind,
      subject: effect.subject,
      ...(effect.kind === 'post-comment' && { comment: placeOf(effect) }),
      token: run.token,
      first: held.at,
      at: held.at,
      expires: later(held.at, TIMES.expiry),
    };
    if (effect.kind !== 'open-issue') return { kind: 'reserved', claim };
    const again = effect.subject in held.ledger.tasks && { again: true as const };
    return { kind: 'reserved', claim, specification: effect.specification, ...again };
  });
}

const placeOf = ({ purpose, on, number, task }: CommentPlace): CommentPlace => ({ purpose, on, number, task });

function contentOf(effect: Creating): string {
  if (effect.kind === 'open-issue') return effect.specification.fingerprints.join();
  if (effect.kind === 'open-health') return HEALTH;
  return effect.kind === 'post-comment' ? effect.body : 'dashboard';
}

/** The intents a run holds, by subject: what it may create now. */
export function intentsOf(ledger: Ledger, run: Run): Map<string, string> {
  const own = Object.values(ledger.state.claims).filter((claim) => claim.token === run.token);
  return new Map(own.map((claim) => [claim.subject, claim.intent]));
}

/** Claims whose owner has had all the time there is; each goes on with the same intent under a new token. */
export function takeOverEvents(held: Held, run: Run): LedgerEvent[] {
  return Object.values(held.ledger.state.claims)
    .filter((claim) => claim.token !== run.token && isExpired(claim, held.at))
    .map((claim) => ({
      kind: 'taken-over',
      intent: claim.intent,
      token: run.token,
      claimedAt: held.at,
      expires: later(held.at, TIMES.expiry),
    }));
}

/**
 * What the ledger learns from acting. Only a claim that still carries the run's own token is settled or released;
 * an ambiguous one is left to expire, so that whoever takes it over lists after everything late has landed.
 */
export function settleEvents(ledger: Ledger, run: Run, outcomes: readonly Outcome[]): LedgerEvent[] {
  const events = outcomes.flatMap((outcome): LedgerEvent[] => {
    const { effect } = outcome;
    const wrote = wroteEvent(outcome);
    if (creates(effect)) {
      const claim = Object.values(ledger.state.claims).find(
        (item) => item.subject === effect.subject && item.kind === effect.kind && item.token === run.token,
      );
      if (!claim || outcome.kind === 'ambiguous') return [];
      if (outcome.kind !== 'done') return [{ kind: 'released', intent: claim.intent, reason: outcome.reason }];
      return [createdEvent(claim, outcome), ...openedLabels(outcome.number, effect), ...wrote];
    }
    if (outcome.kind !== 'done') return outcome.kind === 'refused' ? refusedEvents(ledger, outcome) : [];
    if (effect.kind === 'ask-person') return [...askedEvents(ledger, effect, outcome.ref ?? null), ...wrote];
    if (effect.kind === 'update-dashboard') {
      const intent = ledger.state.dashboard?.intent ?? '';
      const { number = 0, body = '' } = effect;
      return [
        { kind: 'dashboard-written', number, intent, digest: digest(body, 16) },
        ...missedEvent(ledger, outcome.previous),
        ...wrote,
      ];
    }
    if (effect.kind === 'update-health' || effect.kind === 'close-health')
      return [...healthEvents(ledger, effect), ...wrote];
    if (effect.kind === 'set-labels') return [...labelledEvents(effect), ...wrote];
    if (effect.kind === 'close-issue') return [...takenBackEvents(ledger, effect), ...wrote];
    if (effect.kind === 'pin-dashboard') return [{ kind: 'dashboard-pinned', pinned: 'yes' }, ...wrote];
    if (effect.kind === 'link-dependency')
      return [...linkedEvents(ledger, effect, outcome.changed ? 'own' : 'native'), ...wrote];
    if (effect.kind === 'link-child')
      return [...childEvents(ledger, effect, outcome.changed ? 'own' : 'native'), ...wrote];
    if (effect.kind === 'close-copy') return [{ kind: 'closing-done', number: effect.number ?? 0 }, ...wrote];
    if (effect.kind === 'edit-comment') return [...editedEvents(outcome), ...wrote];
    // A comment that calls an agent, or an assignment, is no news either.
    if (effect.kind === 'hand-off') return wrote;
    return [];
  });
  return [...events, ...putOffEvents(outcomes)];
}

/** What came too late, or was put off, is due again soon; what was refused waits for a change or a new day. */
function putOffEvents(outcomes: readonly Outcome[]): LedgerEvent[] {
  // A task that was not handed over has a time of its own.
  const others = outcomes.filter(({ effect }) => effect.kind !== 'hand-off');
  const waits = others.flatMap((outcome) => {
    if (outcome.kind === 'late') return [0];
    // Who is assigned twice is assigned once: what went unanswered is simply sent again.
    if (outcome.kind === 'ambiguous' && outcome.effect.kind === 'ask-person') return [0];
    return outcome.kind === 'refused' && outcome.retryAfter !== undefined ? [outcome.retryAfter] : [];
  });
  return waits.length > 0 ? [{ kind: 'put-off', retryAfter: Math.max(...waits) }] : [];
}

/** A refusal that the ledger learns from; all others are only told. */
function refusedEvents(ledger: Ledger, outcome: Extract<Outcome, { kind: 'refused' }>): LedgerEvent[] {
  const { effect, gone, retryAfter } = outcome;
  const { kind, subject, number = 0, task = null } = effect;
  if (kind === 'link-dependency' && retryAfter === undefined) return linkedEvents(ledger, effect, 'refused');
  if (kind === 'link-child' && retryAfter === undefined) return childEvents(ledger, effect, 'refused');
  if (kind === 'ask-person' && retryAfter === undefined) return askedEvents(ledger, effect, null);
  if (kind === 'close-copy' && gone) return [{ kind: 'closing-done', number }];
  if (kind === 'update-dashboard' && gone) return [{ kind: 'dashboard-gone', number }];
  if (kind === 'update-dashboard') return [{ kind: 'dashboard-refused', number }];
  if (kind === 'update-health' || kind === 'close-health')
    return [{ kind: gone ? 'health-gone' : 'health-refused', number }];
  if (kind === 'edit-comment' && gone) return [{ kind: 'comment-gone', subject, task }];
  return kind === 'pin-dashboard' ? [{ kind: 'dashboard-pinned', pinned: 'refused' }] : [];
}

/** Another run may have asked meanwhile, or the task has ended. */
function askedEvents({ tasks }: Ledger, { subject: task, key = '' }: EffectName, person: string | null): LedgerEvent[] {
  const ask = tasks[task]?.ask;
  return ask?.key === key && ask.person === undefined ? [{ kind: 'asked', task, key, person }] : [];
}

/** A link that GitHub refused is not asked for again: it was told, and the order holds without it. */
function linkedEvents({ tasks }: Ledger, { task: id, needs = '' }: EffectName, as: Links[string]): LedgerEvent[] {
  const task = tasks[id ?? ''];
  if (!task?.dependsOn.includes(needs) || task.links?.[needs] === as) return [];
  return [{ kind: 'linked', task: task.id, needs, as }];
}

/** The same of a sub-issue: whoever put it below another meant it. */
function childEvents(
  { tasks }: Ledger,
  { task = null, key = '', parent = 0 }: EffectName,
  as: 'own' | 'native' | 'refused',
): LedgerEvent[] {
  if (task === null || !tasks[task] || tasks[task].child !== undefined) return [];
  return [{ kind: 'child-linked', task, story: { of: parent, key }, as }];
}

type Done = Extract<Outcome, { kind: 'done' }>;

function createdEvent(
  { kind, intent, subject, comment: place }: Claim,
  { effect, number = 0, comment = '', changed }: Done,
) {
  const written = digest(effect.body ?? '', 16);
  const events: Record<CreatingKind, LedgerEvent> = {
    'open-issue': { kind: 'opened', intent, number, task: subject },
    'open-dashboard': { kind: 'dashboard-opened', intent, number, digest: written },
    'open-health': { kind: 'health-opened', intent, number, digest: written, ...(!changed && { found: true }) },
    'post-comment': {
      ...{ purpose: 'note', on: 'issue', number, task: null, ...place },
      ...{ kind: 'commented', intent, subject, comment, digest: written },
    },
  };
  return events[kind];
}

/** Another run may have closed it before. */
function healthEvents({ state }: Ledger, { kind, number = 0, body = '' }: EffectName): LedgerEvent[] {
  const known = state.health?.issue;
  if (known?.number !== number) return [];
  if (kind === 'close-health') return [{ kind: 'health-closed', number }];
  return [{ kind: 'health-written', number, intent: known.intent, digest: digest(body, 16) }];
}

function editedEvents({ effect }: Done): LedgerEvent[] {
  const { subject, purpose, on, number, comment, task = null, body = '' } = effect;
  if (!purpose || !on || number === undefined || comment === undefined) return [];
  const written: CommentWritten = { subject, purpose, on, number, task, comment, digest: digest(body, 16) };
  return [{ kind: 'comment-written', ...written }];
}

/** What was restored is as if a person had done it: the ledger goes on as before, so it is not set once more. */
const labelledEvents = ({ number = 0, labels = [], add = [], remove = [], undoes }: EffectName): LedgerEvent[] =>
  undoes === undefined ? [{ kind: 'labelled', number, labels, added: add, removed: remove }] : [];

/** Another run may have seen it closed before. */
const takenBackEvents = ({ tasks }: Ledger, { subject: task, undoes: run = '' }: EffectName): LedgerEvent[] =>
  task in tasks ? [{ kind: 'taken-back', task, run }] : [];

/** Only where more than the usual label was given: that one needs no words. */
const openedLabels = (number: number | undefined, { kind, labels = [] }: EffectName): LedgerEvent[] =>
  kind === 'open-issue' && number !== undefined && labels.length > 1 ? [{ kind: 'labelled', number, labels }] : [];

/** The text that was written over was not the one that had been read: somebody was there in between. */
function missedEvent({ state }: Ledger, previous: { id: string; editor: string } | undefined): LedgerEvent[] {
  if (!previous || state.identities.includes(previous.editor) || previous.id === state.orders.edit?.id) return [];
  return [{ kind: 'orders-missed' }];
}

function wroteEvent(outcome: Outcome): LedgerEvent[] {
  if (outcome.kind !== 'done' || outcome.number === undefined || outcome.updatedAt === undefined) return [];
  const { effect, number, updatedAt, also } = outcome;
  const written: LedgerEvent = { kind: 'wrote', key: `${effect.on ?? 'issue'}:${number}`, updatedAt };
  return also ? [written, { kind: 'wrote', key: `issue:${also.number}`, updatedAt: also.updatedAt }] : [written];
}
