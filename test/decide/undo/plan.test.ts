/** What of a run is taken back, and why the rest is left: decided from its events, the ledger and the world as it is. */
import { deedsOf, didSomething } from '@steward/core/decide/undo/deeds.ts';
import { isIdle, placesOf, planUndo, type UndoInput } from '@steward/core/decide/undo/plan.ts';
import { digest } from '@steward/core/domain/digest.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { KnownWork } from '@steward/core/domain/known-work.ts';
import { renderMarker } from '@steward/core/domain/marker.ts';
import type { CommentDetail } from '@steward/core/domain/snapshot.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import { type HandledIssue, TAKEN_BACK } from '@steward/core/domain/undo.ts';
import { describe, expect, it } from 'vitest';
import { claim, ledgerAfter, NOON, specification, task } from '../../support/memory.ts';

const ME = 'github-actions[bot]';
const RUN = '7-1';
const made = specification('a');
const held = claim(made.id);
const opening: LedgerEvent[] = [
  { kind: 'reserved', claim: held, specification: made },
  { kind: 'opened', intent: held.intent, number: 5, task: made.id },
];

const handled = (change: Partial<HandledIssue> = {}): HandledIssue => ({
  ...{ id: 'I_5', number: 5, kind: 'issue', author: ME, open: true, stateReason: null, labels: ['steward'] },
  ...{ title: untrusted(made.title), body: untrusted('Words'), createdAt: NOON, updatedAt: NOON },
  ...{
    edited: false,
    assigned: false,
    milestone: false,
    family: false,
    blockedBy: [],
    blocking: [],
    pulls: [],
    comments: [],
    more: false,
    movers: [],
    labelled: [],
  },
  ...change,
});

function plan(events: LedgerEvent[], ledger: Ledger, change: Partial<UndoInput> & { issue?: HandledIssue } = {}) {
  const { issue = handled(), ...rest } = change;
  return planUndo({
    ...{ run: RUN, deeds: deedsOf(events), ledger, now: NOON, suggestions: 5, identities: [ME], label: 'steward' },
    ...{ issues: new Map([[issue.number, issue]]), comments: new Map() },
    ...rest,
  });
}

describe('an issue', () => {
  it('that the run opened is closed, with its words', () => {
    const { closing, ending, spared } = plan(opening, ledgerAfter(opening));
    expect(closing).toMatchObject([{ subject: made.id, number: 5, undoes: RUN }]);
    expect(closing[0]?.body).toMatch(/^\*\*Taken back\*\* on 2026-11-20.*\n\nWords$/s);
    expect([ending, spared]).toEqual([[], []]);
  });

  it.each([
    ['own', 1],
    ['native', 0],
  ] as const)('that another waits for by a dependency that is `%s` is closed %i times', (as, times) => {
    const other = task('b', { number: 6, dependsOn: [made.id], links: { [made.id]: as } });
    const ledger = ledgerAfter([...opening, { kind: 'adopted', task: other }]);
    const waits = handled({ blocking: [{ number: 6, open: true, elsewhere: false }] });
    expect(plan(opening, ledger, { issue: waits }).closing).toHaveLength(times);
  });

  it('that another run recorded, since this one died, is closed as well', () => {
    const [reserved] = opening;
    if (!reserved) throw new Error('nothing');
    expect(plan([reserved], ledgerAfter(opening)).closing).toHaveLength(1);
  });

  it('of another run is none of it', () => {
    expect(isIdle(plan([], ledgerAfter(opening)))).toBe(true);
    expect(placesOf(deedsOf([]), ledgerAfter(opening))).toEqual({ issues: [], discussions: [] });
  });

  it('that is not there any more, or whose priority changed, is spared', () => {
    const ledger = ledgerAfter([...opening, { kind: 'raised', task: made.id, priority: 'high', by: 'octo' }]);
    expect(plan(opening, ledger).spared).toEqual([{ what: '#5', reason: 'somebody changed its priority' }]);
    expect(plan(opening, ledger, { issues: new Map() }).spared).toEqual([{ what: '#5', reason: 'it is gone' }]);
  });

  it('that was noted and marked when the run before died only ends in the ledger; unnoted it counts as a person’s', () => {
    const marker = renderMarker({ intent: held.intent, task: made.id, fingerprints: made.fingerprints, undone: true });
    const issue = handled({ open: false, stateReason: 'NOT_PLANNED', edited: true, body: untrusted(`W\n${marker}`) });
    const begun = ledgerAfter([...opening, { kind: 'undo-begun', run: RUN, issues: [5] }]);
    expect(plan(opening, begun, { issue })).toMatchObject({ closing: [], ending: [made.id], spared: [] });
    expect(plan(opening, ledgerAfter(opening), { issue })).toMatchObject({ ending: [], spared: [{ what: '#5' }] });
  });

  it('of a person that was taken up is never closed: the task ends, unless work on it has begun', () => {
    const place = { purpose: 'criteria', on: 'issue', number: 5, task: made.id } as const;
    const commented: LedgerEvent = {
      ...{ kind: 'commented', intent: held.intent, subject: 'criteria #5', comment: 'IC_5', digest: 'd', ...place },
    };
    const taken = task('a', { number: 5, intent: held.intent });
    const issue = handled({ author: 'octo', title: untrusted('It breaks'), comments: [{ author: 'octo', body: 'x' }] });
    const ledger = ledgerAfter([{ kind: 'adopted', task: taken }]);
    expect(plan([commented], ledger, { issue })).toMatchObject({ closing: [], ending: [made.id] });
    const working = ledgerAfter([{ kind: 'adopted', task: { ...taken, status: 'working' } }]);
    expect(plan([commented], working, { issue }).spared).toEqual([
      { what: '#5', reason: 'work on it has begun (working)' },
    ]);
  });
});

describe('a suggestion', () => {
  const suggested: LedgerEvent = { kind: 'suggested', specification: made };

  it('that was new is withdrawn, one that only reads otherwise stays', () => {
    expect(plan([suggested], ledgerAfter([suggested])).ending).toEqual([made.id]);
    expect(isIdle(plan([{ ...suggested, again: true }], ledgerAfter([suggested])))).toBe(true);
  });

  it('that another run is opening stays', () => {
    const ledger = ledgerAfter([suggested, { kind: 'reserved', claim: held, specification: made, again: true }]);
    expect(plan([suggested], ledger)).toMatchObject({ ending: [], spared: [{ reason: 'another run is opening it' }] });
  });

  it('that was withdrawn comes back as far as there is room, and only once', () => {
    const withdrawn = ['a', 'b'].map((name): LedgerEvent => {
      const of = specification(name);
      return { kind: 'withdrawn', task: of.id, reason: 'gone', specification: of };
    });
    const { returning, spared } = plan(withdrawn, ledgerAfter([]), { suggestions: 1 });
    expect(returning.map(({ subject }) => subject)).toEqual([made.id]);
    expect(spared).toMatchObject([{ reason: expect.stringContaining('no room') }]);
    const undone = ledgerAfter([
      { kind: 'undo-begun', run: RUN, issues: [] },
      { kind: 'undone', run: RUN, spared: [] },
    ]);
    expect(isIdle(plan(withdrawn, undone))).toBe(true);
  });

  it('that an older version withdrew is told of, since nothing says what it was', () => {
    expect(plan([{ kind: 'withdrawn', task: made.id, reason: 'gone' }], ledgerAfter([])).spared).toMatchObject([
      { what: 'a suggestion' },
    ]);
  });
});

describe('a comment', () => {
  const place = { purpose: 'question', on: 'issue', number: 3, task: null } as const;
  const said = 'Which version?';
  const intent = digest('a question', 24);
  const subject = 'question #3';
  const commented: LedgerEvent = {
    ...{ kind: 'commented', intent, subject, comment: 'IC_3', digest: digest(said, 16), ...place },
  };
  const ledger = (body = said) =>
    ledgerAfter([{ kind: 'comment-written', subject, comment: 'IC_3', digest: digest(body, 16), ...place }]);
  const standing = (body: string, by = intent, author = ME): Map<string, CommentDetail> => {
    const marked = untrusted(`${body}\n${renderMarker({ intent: by, comment: 'question' })}`);
    const detail = { id: 'IC_3', number: 3, author, body: marked, createdAt: NOON, updatedAt: NOON };
    return new Map([[detail.id, detail]]);
  };

  it('that still reads as it was written is taken back in its place', () => {
    const { restoring } = plan([commented], ledger(), { comments: standing(said) });
    expect(restoring).toMatchObject([
      { kind: 'edit-comment', subject, comment: 'IC_3', body: TAKEN_BACK, undoes: RUN },
    ]);
  });

  it.each([
    ['somebody edited it', standing(`${said} Mine.`)],
    ['a later run wrote it anew', standing(said, 'ffffffffffff')],
    ['a later run wrote it anew', standing(said, intent, 'octo')],
  ])('is left alone where %s', (reason, comments) => {
    expect(plan([commented], ledger(), { comments })).toMatchObject({ restoring: [], spared: [{ reason }] });
  });

  it('that is deleted, or was taken back before, is nothing to do', () => {
    expect(isIdle(plan([commented], ledger()))).toBe(true);
    expect(isIdle(plan([commented], ledger(TAKEN_BACK), { comments: standing(TAKEN_BACK, 'ffffffffffff') }))).toBe(
      true,
    );
  });

  it('that was only edited is told of', () => {
    const edited: LedgerEvent = { kind: 'comment-written', subject, comment: 'IC_3', digest: 'd', ...place };
    expect(plan([edited], ledger()).spared).toMatchObject([{ what: 'a comment on #3' }]);
  });
});

it('labels of one run that cancel each other are left as they are', () => {
  const change = (added: string[], removed: string[], labels: string[]): LedgerEvent => ({
    ...{ kind: 'labelled', number: 5, labels, added, removed },
  });
  const events = [change(['new'], ['old'], ['steward', 'new']), change(['old'], ['new'], ['steward', 'old'])];
  const ledger = ledgerAfter([{ kind: 'adopted', task: task('a', { number: 5, labels: ['steward', 'old'] }) }]);
  const issue = handled({ labels: ['steward', 'old'] });
  expect(isIdle(plan(events, ledger, { issue }))).toBe(true);
  const [first] = events;
  if (!first) throw new Error('nothing');
  const given = ledgerAfter([{ kind: 'adopted', task: task('a', { number: 5, labels: ['steward', 'new'] }) }]);
  const by = (account: string) => handled({ labels: ['steward', 'new'], labelled: [{ label: 'new', by: account }] });
  expect(plan([first], given, { issue: by(ME) }).restoring).toMatchObject([
    { kind: 'set-labels', number: 5, add: ['old'], remove: ['new'] },
  ]);
  expect(plan([first], given, { issue: by('octo') }).restoring).toMatchObject([{ add: ['old'], remove: [] }]);
});

it('a run counts as having done something unless it only looked, opened the dashboard, or undid', () => {
  const did = (...events: LedgerEvent[]) => didSomething(deedsOf(events));
  const board = claim('dashboard');
  expect(did({ kind: 'reserved', claim: board })).toBe(false);
  expect(did({ kind: 'generated', head: null, goals: null, revision: 0, day: '2026-11-20' })).toBe(false);
  expect(did({ kind: 'unheard-of' } as unknown as LedgerEvent)).toBe(false);
  expect(did(...opening)).toBe(true);
  expect(did(...opening, { kind: 'undo-begun', run: '6-1', issues: [] })).toBe(false);
});

it('work that was taken back may return once there is other evidence; what a person rejected may not', () => {
  const ledger = ledgerAfter([...opening, { kind: 'taken-back', task: made.id, run: RUN }]);
  const known = new KnownWork(ledger);
  expect(known.ended(made)).toMatchObject({ reason: 'undone', number: 5 });
  expect(known.ended({ ...made, fingerprints: [...made.fingerprints, 'eeeeeeee'] })).toBeNull();
  const rejected = new KnownWork(
    ledgerAfter([...opening, { kind: 'moved', task: made.id, status: 'rejected', reason: '' }]),
  );
  expect(rejected.ended({ ...made, fingerprints: ['eeeeeeee'] })).toMatchObject({ reason: 'rejected' });
});
