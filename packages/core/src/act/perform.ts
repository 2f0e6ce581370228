/** The only writer: carries out what guard approved, compares before it sets, and tells honestly what happened. */
import type { CommentPlace } from '../domain/comment.ts';
import { digest } from '../domain/digest.ts';
import { TIMES } from '../domain/intent.ts';
import { callOf } from '../domain/lease.ts';
import { LEFT_LABEL } from '../domain/leaving.ts';
import { type Marker, renderMarker } from '../domain/marker.ts';
import type { Approved, ApprovedOf, Outcome, ProposalKind } from '../domain/proposal.ts';
import type { Clock, Linked, RepoWriter, WriteResult, Written, WrittenComment } from '../ports.ts';

export interface Hands {
  writer: RepoWriter;
  clock: Clock;
  /** `clock.elapsed()` just before the read that preceded the reserve: the act window counts from there. */
  reservedAt: number;
  /** Intents this run holds, by subject. */
  intents: ReadonlyMap<string, string>;
  /** Leases this run holds, by task, each with its generation. */
  leases: ReadonlyMap<string, { generation: string; branch: string }>;
  /** Writes with the token for agents; null: none was handed in. */
  agentWriter: RepoWriter | null;
  /** Intent of what exists already, by subject: a dashboard that is rewritten keeps its marker. */
  dashboardIntent: string;
  /** What this run has done before: where the label was refused, no issue can carry it. */
  before: readonly Outcome[];
}

type Handlers = { [K in ProposalKind]: (effect: ApprovedOf<K>, hands: Hands) => Promise<Outcome> };

/** Carries out the effects in order, one after another. After an ambiguous answer the rest still goes on. */
export async function perform(effects: readonly Approved[], hands: Hands): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const effect of effects) {
    const handler = HANDLERS[effect.kind] as (effect: Approved, hands: Hands) => Promise<Outcome>;
    outcomes.push(await handler(effect, { ...hands, before: [...hands.before, ...outcomes] }));
  }
  return outcomes;
}

function outcomeOf(effect: Approved, result: WriteResult<Written | WrittenComment>): Outcome {
  return result.kind === 'done' ? { kind: 'done', effect, changed: true, ...result.value } : { ...result, effect };
}

/** What is not there any more is as it was to be, whoever removed it. */
function removed(effect: Approved, result: WriteResult<true>): Outcome {
  if (result.kind === 'refused' && result.gone) return { kind: 'done', effect, changed: false };
  return result.kind === 'done' ? { kind: 'done', effect, changed: true } : { ...result, effect };
}

function linkOutcome(effect: Approved, result: WriteResult<Linked>): Outcome {
  if (result.kind !== 'done') return { ...result, effect };
  const { value } = result;
  if (!value.made) return { kind: 'done', effect, changed: false };
  return { kind: 'done', effect, changed: true, ...value.issue, also: value.blocker };
}

const isTooLate = ({ clock, reservedAt }: Hands): boolean => clock.elapsed() - reservedAt > TIMES.act;

/** The intent to create under, or why it may not be sent: only inside the act window, and never without an intent. */
function intentFor(effect: Approved, hands: Hands): { intent: string } | { outcome: Outcome } {
  const intent = hands.intents.get(effect.subject);
  if (!intent) return { outcome: { kind: 'refused', effect, reason: 'it was not reserved' } };
  if (isTooLate(hands)) {
    return { outcome: { kind: 'late', effect, reason: 'the time to send it had passed' } };
  }
  return { intent };
}

async function create(
  effect: ApprovedOf<'open-issue'> | ApprovedOf<'open-dashboard'> | ApprovedOf<'open-health'>,
  hands: Hands,
  markerOf: (intent: string) => string,
): Promise<Outcome> {
  const held = intentFor(effect, hands);
  if ('outcome' in held) return held.outcome;
  const label = hands.before.find(({ kind, effect: { kind: of } }) => kind === 'refused' && of === 'create-label');
  if (label) return { ...label, effect };
  const { title, body, labels } = effect;
  return outcomeOf(
    effect,
    await hands.writer.createIssue({ title, body: `${body}\n${markerOf(held.intent)}`, labels }),
  );
}

const commentMarker = (intent: string, { purpose, task }: CommentPlace): Marker => ({
  intent,
  comment: purpose,
  ...(task !== null && { task }),
});

/** Once, under the lease, inside the act window: what goes unanswered shows by the agent's first sign, or it does not. */
async function handOver(effect: ApprovedOf<'hand-off'>, hands: Hands): Promise<Outcome> {
  const lease = hands.leases.get(effect.subject);
  if (!lease) return { kind: 'refused', effect, reason: 'it was not reserved' };
  if (isTooLate(hands)) return { kind: 'late', effect, reason: 'the time to send it had passed' };
  // It would be refused again, where what stands against it is the agent's set-up, or GitHub's limit.
  const before = hands.before.find(
    (one) => one.kind === 'refused' && one.about !== 'issue' && one.effect.agent === effect.agent,
  );
  if (before) return { ...before, effect };
  const { number, reach, subject: task, attempt, body } = effect;
  const writer = hands.agentWriter ?? hands.writer;
  if (reach.by === 'workflow') {
    const { generation, branch } = lease;
    const inputs = { task, issue: String(number), attempt: String(attempt), generation, branch, instructions: body };
    const result = await hands.writer.dispatchWorkflow({ workflow: reach.workflow, ref: reach.ref, inputs });
    if (result.kind !== 'done') return { ...result, effect };
    return { kind: 'done', effect, changed: true, ...(result.value.run !== null && { ref: result.value.run }) };
  }
  if (reach.by === 'mention' || reach.by === 'team') {
    // By its marker it is told from what the agent says.
    const marker = renderMarker({ intent: callOf(lease.generation), task, fingerprints: [] });
    const text = { number, body: `${body}\n${marker}` };
    const sent = reach.by === 'team' ? hands.writer.createComment(text) : writer.callAgent(text);
    const outcome = outcomeOf(effect, await sent);
    return outcome.kind === 'done' ? { ...outcome, ref: outcome.comment ?? '' } : outcome;
  }
  if (reach.by === 'copilot')
    return outcomeOf(effect, await writer.assignCopilot({ number, instructions: body, again: attempt > 1 }));
  return assignOne(effect, reach.logins, hands.writer);
}

/** The first of these that GitHub lets be assigned; what it says of the last where it lets none. */
async function assignOne(
  effect: ApprovedOf<'hand-off' | 'ask-person'>,
  logins: readonly string[],
  writer: RepoWriter,
): Promise<Outcome> {
  let last: Outcome = { kind: 'refused', effect, reason: 'there is nobody to assign' };
  for (const login of logins) {
    const result = await writer.assignIssue({ number: effect.number, login });
    last = outcomeOf(effect, result);
    const isLeftOut = result.kind === 'refused' && result.retryAfter === undefined;
    if (!isLeftOut) return last.kind === 'done' ? { ...last, ref: login } : last;
  }
  return last;
}

/** Assigned again, whoever is assigned stays so. Whom GitHub leaves out is passed over; nobody is asked without words. */
async function askPerson(effect: ApprovedOf<'ask-person'>, hands: Hands): Promise<Outcome> {
  const { writer, before } = hands;
  const { number, people } = effect;
  if (isTooLate(hands)) return { kind: 'late', effect, reason: 'the time to send it had passed' };
  const words = before.findLast(({ effect: of }) => of.purpose === 'escalation' && of.number === number);
  if (words && words.kind !== 'done') return { ...words, effect };
  return people.length === 0 ? { kind: 'done', effect, changed: false } : assignOne(effect, people, writer);
}

const HANDLERS: Handlers = {
  'open-issue': (effect, hands) => {
    const { id: task, fingerprints, score } = effect.specification;
    return create(effect, hands, (intent) => renderMarker({ intent, task, fingerprints, score }));
  },
  // Writes nothing to the repository by itself: a suggestion stands in the ledger and on the dashboard.
  suggest: async (effect) => ({ kind: 'done', effect, changed: false }),
  'open-dashboard': (effect, hands) => create(effect, hands, (intent) => renderMarker({ intent, dashboard: true })),
  'update-dashboard': async (effect, { writer, dashboardIntent }) => {
    const marker = renderMarker({ intent: dashboardIntent, dashboard: true });
    return outcomeOf(effect, await writer.updateIssue({ number: effect.number, body: `${effect.body}\n${marker}` }));
  },
  'pin-dashboard': async (effect, { writer }) => outcomeOf(effect, await writer.pinIssue({ number: effect.number })),
  'open-health': (effect, hands) => create(effect, hands, (intent) => renderMarker({ intent, health: true })),
  'update-health': async (effect, { writer }) => {
    const { number, body, intent } = effect;
    return outcomeOf(
      effect,
      await writer.updateIssue({ number, body: `${body}\n${renderMarker({ intent, health: true })}` }),
    );
  },
  'close-health': async (effect, { writer }) => {
    const { number, intent, label, left } = effect;
    const marker = renderMarker({ intent, health: true, over: true, ...(left && { left }) });
    const closing = {
      number,
      duplicateOf: null,
      done: true,
      body: `${effect.body}\n${marker}`,
      remove: [label],
    } as const;
    return outcomeOf(effect, await writer.closeIssue(closing));
  },
  'create-label': async (effect, { writer }) => {
    const { name, color, description } = effect;
    const result = await writer.createLabel({ name, color, description });
    return result.kind === 'done' ? { kind: 'done', effect, changed: result.value.made } : { ...result, effect };
  },
  'link-dependency': async (effect, { writer }) =>
    linkOutcome(effect, await writer.linkIssue({ number: effect.number, blockedBy: effect.blockedBy })),
  'link-child': async (effect, { writer }) =>
    linkOutcome(effect, await writer.linkChild({ number: effect.number, parent: effect.parent })),
  'set-labels': async (effect, { writer, before }) => {
    const { number, add, remove } = effect;
    const refused = before.find(({ kind, effect: done }) => kind === 'refused' && add.includes(done.name ?? ''));
    if (refused) return { ...refused, effect };
    // The label says that the issue was taken up: so it does only once the criteria stand there.
    const criteria = before.findLast(({ effect: of }) => of.purpose === 'criteria' && of.number === number);
    if (criteria && criteria.kind !== 'done') return { ...criteria, effect };
    if (add.length + remove.length === 0) return { kind: 'done', effect, changed: false };
    return outcomeOf(effect, await writer.setLabels({ number, add, remove }));
  },
  'close-copy': async (effect, { writer }) => {
    const text =
      effect.of === null
        ? 'Closed by Steward: there is no room for it now.'
        : `Closed by Steward: the same as #${effect.of}.`;
    const marker = renderMarker({ intent: effect.subject, dashboard: true, copy: true });
    return outcomeOf(
      effect,
      await writer.closeIssue({ number: effect.number, duplicateOf: effect.of, body: `${text}\n${marker}` }),
    );
  },
  'close-issue': async (effect, { writer }) => {
    const { number, body, marker, remove = [] } = effect;
    const text = `${body}\n${renderMarker(marker)}`;
    return outcomeOf(effect, await writer.closeIssue({ number, duplicateOf: null, body: text, remove }));
  },
  'reopen-issue': async (effect, { writer }) => outcomeOf(effect, await writer.reopenIssue({ number: effect.number })),
  'leave-dashboard': async (effect, { writer, dashboardIntent }) => {
    const { number, body, remove = [] } = effect;
    const text = `${body}\n${renderMarker({ intent: dashboardIntent, dashboard: true, left: true })}`;
    return outcomeOf(
      effect,
      await writer.closeIssue({ number, duplicateOf: null, body: text, remove, add: [LEFT_LABEL] }),
    );
  },
  'unpin-dashboard': async (effect, { writer }) =>
    outcomeOf(effect, await writer.unpinIssue({ number: effect.number })),
  'delete-label': async (effect, { writer }) => removed(effect, await writer.deleteLabel({ name: effect.name })),
  'delete-branch': async (effect, { writer }) =>
    removed(effect, await writer.deleteBranch({ branch: effect.branch, expected: effect.oid })),
  'hand-off': handOver,
  'ask-person': askPerson,
  'post-comment': async (effect, hands) => {
    const held = intentFor(effect, hands);
    if ('outcome' in held) return held.outcome;
    const body = `${effect.body}\n${renderMarker(commentMarker(held.intent, effect))}`;
    return outcomeOf(effect, await hands.writer.createComment({ number: effect.number, body }));
  },
  // Its own name is enough of an intent: what is edited exists, and is told by its id.
  'edit-comment': async (effect, { writer }) => {
    const { on, number, comment, undoes } = effect;
    const marker = {
      ...commentMarker(digest(comment, 24), effect),
      ...(undoes !== undefined && { undone: true as const }),
    };
    const body = `${effect.body}\n${renderMarker(marker)}`;
    return outcomeOf(effect, await writer.updateComment({ on, number, comment, body }));
  },
};
