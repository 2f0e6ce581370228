/** Issues of Steward's own that are of no task and are edited in place: what a sight of one means for the ledger. */
import { digest } from '../domain/digest.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { HEALTH } from '../domain/health.ts';
import { type Marker, parseMarker, withoutMarker } from '../domain/marker.ts';
import type { IssueDetail } from '../domain/snapshot.ts';
import type { Ledger, State } from '../domain/state.ts';
import type { OwnIssue } from './recovery.ts';

/** Of a body as GitHub gives it back, without the marker: comparable with what Steward last wrote. */
export function bodyDigest(issue: { body: string }): string {
  return digest(withoutMarker(issue.body), 16);
}

export function dashboardEvents({ state }: Ledger, issue: OwnIssue): LedgerEvent[] {
  const claim = state.claims[issue.marker.intent];
  if (claim?.kind === 'open-dashboard' && !state.dashboard) {
    const opened: LedgerEvent = {
      kind: 'dashboard-opened',
      intent: claim.intent,
      number: issue.number,
      digest: bodyDigest(issue),
    };
    return issue.open ? [opened] : [opened, { kind: 'dashboard-seen', open: false }];
  }
  if (state.dashboard?.number === issue.number) {
    return state.dashboard.open === issue.open ? [] : [{ kind: 'dashboard-seen', open: issue.open }];
  }
  if (!issue.open) return [];
  if (isClaimed(state, 'dashboard')) return [{ kind: 'closing-noted', number: issue.number, of: null }];
  if (state.dashboard) return [{ kind: 'closing-noted', number: issue.number, of: state.dashboard.number }];
  return [{ kind: 'dashboard-written', number: issue.number, intent: issue.marker.intent, digest: bodyDigest(issue) }];
}

/** The marker of the issue about health, where this is the one that is recorded. */
export function recordedHealth(
  { health }: State,
  { number, body }: Pick<IssueDetail, 'number' | 'body'>,
): Marker | null {
  if (health?.issue?.number !== number) return null;
  return { intent: health.issue.intent, health: true, ...(parseMarker(body)?.over === true && { over: true }) };
}

export function healthEvents({ state }: Ledger, { number, open, marker, body }: OwnIssue): LedgerEvent[] {
  const { intent } = marker;
  const written = bodyDigest({ body });
  const known = state.health?.issue ?? null;
  const closed: LedgerEvent[] = open ? [] : [{ kind: 'health-seen', number, open }];
  if (state.claims[intent]?.kind === 'open-health' && !known?.open) {
    return [{ kind: 'health-opened', intent, number, digest: written, found: true }, ...closed];
  }
  if (known?.number === number) {
    // The run that closed it died before it said so; whoever opens it again has said more than that.
    if (!open && known.open && marker.over) return [{ kind: 'health-closed', number }];
    return known.open === open ? [] : [{ kind: 'health-seen', number, open }];
  }
  if (!open) return [];
  if (isClaimed(state, HEALTH)) return [{ kind: 'closing-noted', number, of: null }];
  if (known?.open) return [{ kind: 'closing-noted', number, of: known.number }];
  return [{ kind: 'health-written', number, intent, digest: written }];
}

const isClaimed = ({ claims }: State, subject: string): boolean =>
  Object.values(claims).some((claim) => claim.subject === subject);

/** The open issue about health among all of Steward's own; more than one of them are copies. `own`: by number. */
export function rebuiltHealth(own: readonly OwnIssue[]): {
  health: { number: number; intent: string; digest: string } | null;
  copies: { number: number; of: number }[];
} {
  const [first, ...rest] = own.filter(({ marker, open }) => marker.health && open);
  if (!first) return { health: null, copies: [] };
  const { number, marker } = first;
  return {
    health: { number, intent: marker.intent, digest: bodyDigest(first) },
    copies: rest.map((copy) => ({ number: copy.number, of: number })),
  };
}
