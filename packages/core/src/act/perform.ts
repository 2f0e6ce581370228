/** The only writer: carries out what guard approved, compares before it sets, and tells honestly what happened. */
import { TIMES } from '../domain/intent.ts';
import { renderMarker } from '../domain/marker.ts';
import type { Approved, ApprovedOf, Outcome, ProposalKind } from '../domain/proposal.ts';
import type { Clock, RepoWriter, WriteResult, Written } from '../ports.ts';

export interface Hands {
  writer: RepoWriter;
  clock: Clock;
  /** `clock.elapsed()` just before the read that preceded the reserve: the act window counts from there. */
  reservedAt: number;
  /** Intents this run holds, by subject. */
  intents: ReadonlyMap<string, string>;
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

function outcomeOf(effect: Approved, result: WriteResult<Written>): Outcome {
  if (result.kind !== 'done') return { ...result, effect };
  return { kind: 'done', effect, changed: true, number: result.value.number, updatedAt: result.value.updatedAt };
}

/** Creating calls are sent only inside the act window, and never without an intent. */
async function create(
  effect: ApprovedOf<'open-issue'> | ApprovedOf<'open-dashboard'>,
  hands: Hands,
  markerOf: (intent: string) => string,
): Promise<Outcome> {
  const intent = hands.intents.get(effect.subject);
  if (!intent) return { kind: 'refused', effect, reason: 'it was not reserved' };
  if (hands.clock.elapsed() - hands.reservedAt > TIMES.act) {
    return { kind: 'late', effect, reason: 'the time to send it had passed' };
  }
  const label = hands.before.find(({ kind, effect: { kind: of } }) => kind === 'refused' && of === 'create-label');
  if (label) return { ...label, effect };
  const { title, body, labels } = effect;
  return outcomeOf(effect, await hands.writer.createIssue({ title, body: `${body}\n${markerOf(intent)}`, labels }));
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
  'create-label': async (effect, { writer }) => {
    const { name, color, description } = effect;
    const result = await writer.createLabel({ name, color, description });
    return result.kind === 'done' ? { kind: 'done', effect, changed: result.value.made } : { ...result, effect };
  },
  'link-dependency': async (effect, { writer }) => {
    const result = await writer.linkIssue({ number: effect.number, blockedBy: effect.blockedBy });
    if (result.kind !== 'done') return { ...result, effect };
    const { value } = result;
    if (!value.made) return { kind: 'done', effect, changed: false };
    return { kind: 'done', effect, changed: true, ...value.issue, also: value.blocker };
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
};
