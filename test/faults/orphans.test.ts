/** Issues of Steward that no record accounts for, while something is being created: never two for one subject, never a crash. */
import { apply } from '@steward/core/domain/apply.ts';
import type { Claim } from '@steward/core/domain/intent.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import { type OwnIssue, reconcile } from '@steward/core/record/recovery.ts';
import { expect, it } from 'vitest';

const AT = '2026-11-20T09:07:00Z';
const TASK = 'aaaaaaaaaaaa';

const claim = (kind: Claim['kind'], subject: string, intent: string): Claim => ({
  ...{ intent, kind, subject, token: 'another run', first: AT, at: AT },
  expires: '2026-11-20T09:17:00Z',
});

const claiming = (...claims: Claim[]): Ledger => ({
  ...EMPTY_LEDGER,
  state: { ...EMPTY_LEDGER.state, claims: Object.fromEntries(claims.map((item) => [item.intent, item])) },
});

const issue = (marker: OwnIssue['marker'], change: Partial<OwnIssue> = {}): OwnIssue =>
  ({
    ...{ kind: 'issue', id: 'I_7', number: 7, title: 'A task', author: 'github-actions[bot]', labels: [], body: '' },
    ...{ open: true, stateReason: null, createdAt: AT, updatedAt: AT, marker },
    ...change,
  }) as OwnIssue;

const kindsOf = (ledger: Ledger, marker: OwnIssue['marker'], change: Partial<OwnIssue> = {}): string[] =>
  reconcile(
    ledger,
    [issue(marker, change)],
    () => true,
    (current, event) => apply(current, event, AT),
  ).map(({ kind }) => kind);

it('an older copy of what another run is creating right now is noted to close, not recorded', () => {
  const ledger = claiming(claim('open-issue', TASK, 'bbbbbbbbbbbb'));
  expect(kindsOf(ledger, { intent: 'cccccccccccc', task: TASK, fingerprints: [] })).toEqual(['closing-noted']);
});

it('a task that bears the intent of the dashboard is not taken for it', () => {
  const ledger = claiming(claim('open-dashboard', 'dashboard', 'bbbbbbbbbbbb'));
  expect(kindsOf(ledger, { intent: 'bbbbbbbbbbbb', task: TASK, fingerprints: [] })).toEqual(['adopted', 'wrote']);
});

it('a dashboard that bears the intent of a task does not end its claim', () => {
  const ledger = claiming(claim('open-issue', TASK, 'bbbbbbbbbbbb'));
  expect(kindsOf(ledger, { intent: 'bbbbbbbbbbbb', dashboard: true })).toEqual(['dashboard-written', 'wrote']);
});

it('what a person closed as not planned stays rejected although no record of its opening is left', () => {
  const marker = { intent: 'cccccccccccc', task: TASK, fingerprints: ['dddddddddddd'] };
  const closed = { open: false, stateReason: 'NOT_PLANNED' as const };
  expect(kindsOf(EMPTY_LEDGER, marker, closed)).toEqual(['adopted', 'moved', 'wrote']);
});
