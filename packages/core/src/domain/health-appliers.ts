/** What events about Steward's health do to the ledger. */
import { canonical } from './digest.ts';
import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';
import { EMPTY_HEALTH, type HealthRecord, MOST_REDS, withSince } from './health.ts';

type Kind =
  | 'health-checked'
  | 'health-opened'
  | 'health-written'
  | 'health-refused'
  | 'health-seen'
  | 'health-closed'
  | 'health-gone';
type HealthAppliers = { [K in Kind]: (draft: Draft, event: Extract<LedgerEvent, { kind: K }>, at: string) => void };

const change = ({ state }: Draft, parts: Partial<HealthRecord>): HealthRecord => {
  const health = { ...(state.health ?? EMPTY_HEALTH), ...parts };
  state.health = health;
  return health;
};

export const HEALTH_APPLIERS: HealthAppliers = {
  'health-checked': (draft, { findings, unknown, red }, at) => {
    const before = draft.state.health ?? EMPTY_HEALTH;
    const known = withSince(findings, before.findings, at);
    // What a person closed told of what is over now: the next is another.
    const issue = known.length === 0 && before.issue?.open === false ? null : before.issue;
    const reds = red === undefined ? before.reds : [...before.reds, red].slice(-MOST_REDS);
    change(draft, { at, findings: known, unknown, issue, reds, due: issue?.open ? at : null });
    if (canonical(known) !== canonical(before.findings)) draft.show(at);
  },
  'health-opened': (draft, { intent, number, digest, found }, at) => {
    draft.claims.delete(intent);
    change(draft, { issue: { number, intent, digest, open: true }, due: found ? at : null });
    draft.show(at);
  },
  // Found where memory did not know it: what it is to say is seen to at once.
  'health-written': (draft, { number, intent, digest }, at) => {
    const isKnown = draft.state.health?.issue?.number === number;
    change(draft, { issue: { number, intent, digest, open: true }, due: isKnown ? null : at });
    if (!isKnown) draft.show(at);
  },
  'health-refused': (draft) => {
    change(draft, { due: null });
  },
  'health-seen': (draft, { number, open }, at) => {
    const { issue, findings } = draft.state.health ?? EMPTY_HEALTH;
    if (issue?.number !== number) return;
    const { accepted: _, ...known } = issue;
    const accepted = open ? {} : { accepted: findings.map(({ check }) => check) };
    change(draft, { issue: { ...known, open, ...accepted }, due: open ? at : null });
    draft.show(at);
  },
  'health-closed': (draft, _event, at) => {
    change(draft, { issue: null, due: null });
    draft.show(at);
  },
  'health-gone': (draft, _event, at) => {
    change(draft, { issue: null, due: null });
    draft.show(at);
  },
};

/** All that can be read back of it is its issue; how Steward does is looked at anew. */
export const rebuiltHealth = ({ health }: Extract<LedgerEvent, { kind: 'rebuilt' }>): HealthRecord | null =>
  health ? { ...EMPTY_HEALTH, issue: { ...health, open: true } } : null;
