/** What each policy refuses and why, and that every kind of proposal is judged. */
import { applyAll } from '@steward/core/domain/apply.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { lookOf } from '@steward/core/domain/labels.ts';
import type { Proposal } from '@steward/core/domain/proposal.ts';
import type { Stub } from '@steward/core/domain/snapshot.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import type { HandledIssue } from '@steward/core/domain/undo.ts';
import { type Court, judge } from '@steward/core/guard/judge.ts';
import { type Bench, POLICIES, verdictOn } from '@steward/core/guard/policies.ts';
import { describe, expect, it } from 'vitest';
import { claim, ledgerAfter, NOON, specification, task } from '../support/memory.ts';
import { bench, granted, needed, needy, part, repository } from './bench.ts';

const wanted = specification('spaces');
const opening: Proposal = { kind: 'open-issue', subject: wanted.id, specification: wanted };
const suggesting: Proposal = { kind: 'suggest', subject: wanted.id, specification: wanted };
const board: Proposal = { kind: 'open-dashboard', subject: 'dashboard', body: '' };
const label: Proposal = { kind: 'create-label', subject: 'l', name: 'steward', color: '', description: '' };
const writing: Proposal = { kind: 'update-dashboard', subject: 'dashboard', number: 4, body: '' };
const pinning: Proposal = { kind: 'pin-dashboard', subject: 'dashboard', number: 4 };
const closing: Proposal = { kind: 'close-copy', subject: 'c', number: 9, of: 1 };
const linking = {
  kind: 'link-dependency',
  subject: '#22 blocked by #21',
  ...{ task: needy.id, needs: needed.id, number: 22, blockedBy: 21 },
} as const;
const child: Proposal = {
  ...{ kind: 'link-child', subject: '#23 below #7', task: part.id, key: 'part', number: 23, parent: 7 },
};
const place = { purpose: 'note', on: 'issue', number: 7, task: null } as const;
const posting: Proposal = { kind: 'post-comment', subject: 'note #8', ...place, number: 8, body: 'a', asked: false };
const handing: Proposal = {
  ...{ kind: 'hand-off', subject: needed.id, number: 21, agent: 'codex', as: 'workflow', attempt: 1, usd: null },
  ...{ reach: { by: 'workflow', workflow: 'a.yml', ref: 'main' }, patience: { start: 1, silence: 1 }, body: 'Do it.' },
};
const editing: Proposal = { kind: 'edit-comment', subject: 'note #7', ...place, comment: 'IC_7', body: 'b' };
const asking: Proposal = {
  ...{ kind: 'ask-person', subject: needed.id, number: 21, key: 'attempt 3', people: ['octo'], words: false },
};
const whileAsking = {
  ...EMPTY_LEDGER,
  tasks: { [needed.id]: { ...needed, status: 'escalated', ask: { key: 'attempt 3', reason: 'r' } } as const },
};
const reopening: Proposal = { kind: 'reopen-issue', subject: wanted.id, number: 5 };
const STANDING: Proposal['kind'][] = [
  'reopen-issue',
  'update-dashboard',
  'pin-dashboard',
  'set-labels',
  'edit-comment',
];
const handled: HandledIssue = {
  ...{ id: 'I_5', number: 5, kind: 'issue', author: 'github-actions[bot]', open: true, stateReason: null },
  ...{
    title: untrusted(wanted.title),
    body: untrusted('Words'),
    createdAt: NOON,
    updatedAt: NOON,
    labels: ['steward'],
  },
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
};
const undoing: Proposal = {
  ...{ kind: 'close-issue', subject: wanted.id, number: 5, issue: handled, body: 'Words', undoes: '1-1' },
};
const labels = { labels: ['steward', 'steward:paused'], add: ['steward:paused'], remove: [] };
const labelling: Proposal = { kind: 'set-labels', subject: 'labels of #4', number: 4, ...labels };
const removing: Proposal[] = [
  { kind: 'leave-dashboard', subject: 'dashboard', number: 4, body: '', labels: [] },
  { kind: 'unpin-dashboard', subject: 'dashboard', number: 4 },
  { kind: 'delete-label', subject: 'l', label: { ...lookOf('steward', DEFAULT_CONFIG.labels), carriers: 0 } },
  { kind: 'delete-branch', subject: 'b', branch: 'steward/state', oid: 'a', exported: 'e' },
];
const body = 'words';
const openingHealth: Proposal = { kind: 'open-health', subject: 'health', body };
const updatingHealth: Proposal = { kind: 'update-health', subject: 'health', number: 6, body };
const closingHealth: Proposal = { kind: 'close-health', subject: 'health', number: 6, body };
const every = [
  ...[opening, suggesting, board, label, writing, pinning, labelling, closing, undoing, handing],
  ...[posting, editing, linking, child, reopening, asking, ...removing],
  ...[openingHealth, updatingHealth, closingHealth],
];

const elsewhere = (place: string) => wanted.evidence.map((item) => ({ ...item, url: `https://github.test/${place}` }));

/** The same evidence as a page without a line, wherever its address leads. */
const pages = (place: string, path = '#198') => elsewhere(place).map((item) => ({ ...item, path, line: 0 }));

const withBoard = ledgerAfter([
  { kind: 'dashboard-written', number: 4, intent: 'abcdef12', digest: '' },
  { kind: 'closing-noted', number: 9, of: 1 },
  { kind: 'comment-written', subject: 'note #7', ...place, comment: 'IC_7', digest: 'd' },
  { kind: 'pull-linked', number: 20, task: null, asked: true, agent: true, wanted: true, state: null },
  {
    ...{ kind: 'pull-ended', number: 20, merged: true },
    landed: { pull: 20, task: wanted.id, number: 5, type: wanted.type, at: NOON, own: true },
  },
  { kind: 'reverted', pull: 20, revert: 21 },
]);
const whileLeaving = applyAll(withBoard, [{ kind: 'leaving', issues: [] }], NOON);
const checked: LedgerEvent = {
  ...{ kind: 'health-checked', unknown: [] },
  findings: [{ check: 'disk', level: 'fault', words: 'it is full' }],
};
const wrong = ledgerAfter([checked], NOON, withBoard);
/** The same, and #6 tells of it. */
const told = ledgerAfter(
  [checked, { kind: 'health-written', number: 6, intent: 'abcdef13', digest: '' }],
  NOON,
  withBoard,
);
/** Run `1-1` opened #5 and is being taken back. */
const whileUndoing = ledgerAfter(
  [
    { kind: 'adopted', task: task('spaces', { number: 5, labels: ['steward', 'old'] }) },
    { kind: 'undo-begun', run: '1-1', issues: [5] },
  ],
  NOON,
  withBoard,
);
const stub = (title: string): Stub => ({
  number: 212,
  kind: 'issue',
  title: untrusted(title),
  author: 'octo',
  open: true,
  stateReason: null,
  createdAt: NOON,
  updatedAt: NOON,
  labels: [],
});
const state = (change: Partial<Bench['ledger']['state']>) => ({
  ...withBoard,
  state: { ...withBoard.state, ...change },
});
const verdict = (proposal: Proposal, change: Partial<Bench> = {}) => verdictOn(proposal, bench(change));
const claims = (...all: ReturnType<typeof claim>[]) => Object.fromEntries(all.map((item) => [item.intent, item]));

const OWN_HEALTH: readonly Proposal[] = [updatingHealth, closingHealth];

function ledgerFor(proposal: Proposal, otherwise: Bench['ledger']): Bench['ledger'] {
  if (proposal === undoing) return whileUndoing;
  if (proposal === asking) return whileAsking;
  if (removing.includes(proposal)) return whileLeaving;
  if (proposal === openingHealth) return wrong;
  return OWN_HEALTH.includes(proposal) ? told : otherwise;
}

it('a sound proposal of each kind passes', () => {
  for (const proposal of every) {
    const standing = STANDING.includes(proposal.kind) ? withBoard : bench().ledger;
    const ledger = ledgerFor(proposal, standing);
    const mode = proposal === handing ? 'autopilot' : 'assist';
    expect(verdict(proposal, { ledger, mode }), proposal.kind).toBeNull();
  }
});

it('every kind has policies, and all but suggestions need a repository that can be written', () => {
  expect(Object.keys(POLICIES).sort()).toEqual(every.map(({ kind }) => kind).sort());
  for (const proposal of every.filter(({ kind }) => kind !== 'suggest')) {
    expect(verdict(proposal, { ledger: withBoard, repository: { ...repository, archived: true } })?.policy).toBe(
      'repository',
    );
    expect(verdict(proposal, { ledger: withBoard, repository: { ...repository, hasIssues: false } })?.policy).toBe(
      'repository',
    );
  }
});

it('while memory is lost nothing at all passes', () => {
  const lost = { since: NOON, until: NOON, reason: 'gone' };
  for (const proposal of every) expect(verdict(proposal, { ledger: state({ lost }) })?.policy).toBe('loss');
});

describe('an issue is closed for an undo', () => {
  const on = (change: object, ledger = whileUndoing) => verdict({ ...undoing, ...change } as Proposal, { ledger });
  const touched = (change: object) => on({ issue: { ...handled, ...change } });

  it('only where the ledger notes it, of this run and this task', () => {
    expect(on({})).toBeNull();
    expect(on({ undoes: '2-1' })?.policy).toBe('ownership');
    expect(on({ number: 6, issue: { ...handled, number: 6 } })?.policy).toBe('ownership');
    expect(on({ subject: 'aaaaaaaaaaaa' })?.policy).toBe('ownership');
    expect(on({}, withBoard)?.policy).toBe('ownership');
    expect(on({ issue: { ...handled, number: 6 } })?.policy).toBe('ownership');
  });

  it.each<[object, RegExp]>([
    [{ author: 'octo' }, /person's issue/],
    [{ open: false }, /closed already/],
    [{ edited: true }, /edited/],
    [{ title: 'Another' }, /renamed/],
    [{ comments: [{ author: 'octo', body: 'Mine' }] }, /commented/],
    [{ comments: [{ author: 'github-actions[bot]', body: 'By a person with this token' }] }, /commented/],
    [{ more: true }, /commented/],
    [{ assigned: true }, /assigned/],
    [{ milestone: true }, /milestone/],
    [{ pulls: [8] }, /pull request #8/],
    [{ family: true }, /part of another issue/],
    [{ blockedBy: [{ number: 9, open: true, elsewhere: false }] }, /waits for it/],
    [{ blocking: [{ number: 9, open: true, elsewhere: true }] }, /waits for it/],
    [{ blocking: null }, /waits for it/],
    [{ labels: ['steward', 'bug'] }, /labelled/],
    [{ movers: ['octo'] }, /opened it again/],
  ])('and nobody touched it: %j', (change, reason) => {
    expect(touched(change)?.reason).toMatch(reason);
  });

  it("nor is Steward's own hand a touch", () => {
    const marker = '<!-- steward:v1 {"intent":"abcdef12","comment":"note"} -->';
    expect(touched({ comments: [{ author: 'github-actions[bot]', body: marker }], labels: ['old'] })).toBeNull();
    const undone = `Words\n<!-- steward:v1 {"intent":"abcdef12","task":"${wanted.id}","fingerprints":[],"undone":true} -->`;
    expect(touched({ blockedBy: [{ number: 9, open: false, elsewhere: false }] })).toBeNull();
    expect(touched({ edited: true, body: undone, movers: ['github-actions[bot]'] })).toBeNull();
  });

  it('and no work on it has begun', () => {
    const moved = ledgerAfter([{ kind: 'moved', task: wanted.id, status: 'leased', reason: '' }], NOON, whileUndoing);
    expect(on({}, moved)?.reason).toMatch(/work on it has begun \(leased\)/);
  });

  it('also while Steward is paused, and so are its comments taken back, but no others edited', () => {
    const paused = ledgerAfter([{ kind: 'paused', paused: true, by: 'octo' }], NOON, whileUndoing);
    expect(on({}, paused)).toBeNull();
    expect(verdict({ ...editing, undoes: '1-1' } as Proposal, { ledger: paused })).toBeNull();
    expect(verdict({ ...editing, undoes: '2-1' } as Proposal, { ledger: paused })?.policy).toBe('pause');
    expect(verdict(editing, { ledger: paused })?.policy).toBe('pause');
  });

  it('and labels that Steward gave it come off whatever they are called now, but none are put on', () => {
    const off = { ...labelling, number: 5, add: [], remove: ['old'] };
    expect(verdict({ ...off, undoes: '1-1' } as Proposal, { ledger: whileUndoing })).toBeNull();
    expect(verdict(off as Proposal, { ledger: whileUndoing })).toBeNull();
    expect(verdict({ ...off, undoes: '1-1', add: ['old'] } as Proposal, { ledger: whileUndoing })?.policy).toBe(
      'label',
    );
  });
});

it('an issue is opened again only where its own change was taken back, and never one of a person', () => {
  const on = (change: object, ledger = withBoard) => verdict({ ...reopening, ...change } as Proposal, { ledger });
  expect(on({})).toBeNull();
  expect(on({ number: 6 })?.policy).toBe('ownership');
  expect(on({ subject: needed.id })?.policy).toBe('ownership');
  const [landed] = withBoard.state.landed ?? [];
  const { reverted: _, ...merged } = landed ?? { pull: 0 };
  expect(on({}, state({ landed: [merged as never] }))?.policy).toBe('ownership');
  expect(on({}, state({ landed: [{ ...landed, own: false } as never] }))?.policy).toBe('ownership');
  expect(verdict(reopening, { ledger: withBoard, mode: 'suggest' })?.policy).toBe('mode');
});

describe('labels', () => {
  const on = (change: object) => verdict({ ...labelling, ...change } as Proposal, { ledger: withBoard });

  it('are put on what Steward keeps, and only its own', () => {
    expect(on({})).toBeNull();
    expect(on({ number: 99 })?.policy).toBe('ownership');
    expect(on({ add: ['bug'] })?.policy).toBe('label');
    expect(on({ remove: ['bug'] })?.policy).toBe('label');
  });

  it('may go where Steward gave them, also those that it would not give any more', () => {
    const given = applyAll(withBoard, [{ kind: 'labelled', number: 4, labels: ['steward', 'P2'] }], NOON);
    const without = (name: string) =>
      verdict({ ...labelling, add: [], remove: [name] } as Proposal, { ledger: given })?.policy;
    expect(without('P2')).toBeUndefined();
    expect(without('P1')).toBe('label');
  });
});

describe('while people sleep', () => {
  const asleep = { ...DEFAULT_CONFIG, 'quiet-hours': { ...DEFAULT_CONFIG['quiet-hours'], from: 8, to: 10 } };

  it.each([opening, board, posting])('nothing notifies them: $kind', (proposal) => {
    expect(verdict(proposal, { config: asleep, ledger: ledgerAfter([]) })?.policy).toBe('quiet-hours');
    expect(verdict(proposal, { config: asleep, now: '2026-11-20T10:00:00Z', ledger: ledgerAfter([]) })).toBeNull();
  });

  it('what was reserved before they went is still done', () => {
    expect(verdict(opening, { config: asleep, held: new Set([opening.subject]) })).toBeNull();
  });
});

describe('in `suggest`', () => {
  it('only what a person approved is opened', () => {
    expect(verdict(opening, { mode: 'suggest' })?.policy).toBe('mode');
    const ledger = ledgerAfter([
      { kind: 'suggested', specification: wanted },
      { kind: 'approved', task: wanted.id, by: 'octo' },
    ]);
    expect(verdict(opening, { mode: 'suggest', ledger })).toBeNull();
  });
});

it('a task about a pull request is no repetition of that pull request, and still one of another issue', () => {
  const specification = { ...wanted, evidence: pages('octo/dur/pull/212', '#212') };
  const told = [stub(wanted.title)];
  expect(verdict({ ...opening, specification }, { titles: told })).toBeNull();
  const other = verdict({ ...opening, specification }, { titles: [...told, { ...stub(wanted.title), number: 213 }] });
  expect(other?.reason).toBe('already reported (#213)');
});

it('while Steward is paused nothing new is made', () => {
  for (const proposal of [opening, suggesting, board, linking])
    expect(verdict(proposal, { ledger: state({ paused: true }) })?.policy).toBe('pause');
});

it.each(['constructor', '__proto__', 'toString', 'merge', ''])('the unknown kind %j is refused', (kind) => {
  expect(verdict({ ...opening, kind } as unknown as Proposal)).toEqual({
    policy: 'mode',
    reason: 'unknown kind of proposal',
  });
});

describe('a dependency is refused', () => {
  it.each<[string, string, Partial<typeof linking>, Partial<Bench>]>([
    ['of an issue that is no task', 'ownership', { task: 'aaaaaaaaaaaa' }, {}],
    ['on an issue that is no task', 'ownership', { needs: 'aaaaaaaaaaaa' }, {}],
    ['under a number that the ledger does not know', 'ownership', { number: 3 as never }, {}],
    ['on a number that the ledger does not know', 'ownership', { blockedBy: 3 as never }, {}],
    [
      'the other way round',
      'evidence',
      { task: needed.id, number: 21 as never, needs: needy.id, blockedBy: 22 as never },
      {},
    ],
    ['in mode suggest', 'mode', {}, { mode: 'suggest' }],
  ])('%s', (_, policy, change, court) => {
    expect(verdict({ ...linking, ...change }, court)?.policy).toBe(policy);
  });
});

describe('opening is refused', () => {
  it.each<[string, string, Partial<Bench>, RegExp]>([
    ['in mode suggest', 'mode', { mode: 'suggest' }, /opens no issue/],
    ['while another run holds it', 'duplicate', { ledger: state({ claims: claims(claim(wanted.id)) }) }, /another run/],
    ['a second time in one round', 'duplicate', { granted: { ...granted, subjects: new Set([wanted.id]) } }, /twice/],
    [
      'where the same task is open',
      'duplicate',
      { ledger: ledgerAfter([{ kind: 'adopted', task: task('spaces') }]) },
      /already open \(#7\)/,
    ],
    [
      'where its evidence is in an open task',
      'duplicate',
      { ledger: ledgerAfter([{ kind: 'adopted', task: task('other', { fingerprints: wanted.fingerprints }) }]) },
      /already open/,
    ],
    ['where a person said the same', 'duplicate', { titles: [stub(wanted.title)] }, /already reported \(#212\)/],
    [
      'what ended before',
      'rejected',
      {
        ledger: {
          ...withBoard,
          rejected: { [wanted.fingerprints[0] ?? '']: { reason: 'rejected', task: 'x', number: 3, at: NOON } },
        },
      },
      /#3: rejected/,
    ],
    [
      'what ended before under other evidence',
      'rejected',
      { ledger: { ...withBoard, rejected: { ff: { reason: 'done', task: wanted.id, at: NOON } } } },
      /done/,
    ],
    ['where the cited file is not in the tree', 'evidence', { paths: new Set(['README.md']) }, /not in the tree/],
    [
      'beyond the open tasks',
      'cap-open-tasks',
      { ledger: state({ counts: { open: 8, suggested: 0, done: 0, rejected: 0 } }) },
      /8 tasks/,
    ],
    [
      'beyond the open tasks, claimed ones counted',
      'cap-open-tasks',
      { ledger: state({ counts: { open: 7, suggested: 0, done: 0, rejected: 0 }, claims: claims(claim('other')) }) },
      /8 tasks/,
    ],
    [
      'beyond the open tasks, those of this round counted',
      'cap-open-tasks',
      {
        ledger: state({ counts: { open: 7, suggested: 0, done: 0, rejected: 0 } }),
        granted: { ...granted, opened: 1 },
      },
      /8 tasks/,
    ],
    ['beyond the issues of a day', 'cap-new-issues', { granted: { ...granted, opened: 3 } }, /3 new issues a day/],
    [
      'beyond the notifications of a week',
      'cap-notifications',
      { granted: { ...granted, notifications: 10 } },
      /10 notifications/,
    ],
  ])('%s', (_, policy, change, reason) => {
    const found = verdict(opening, change);
    expect(found?.policy).toBe(policy);
    expect(found?.reason).toMatch(reason);
  });

  it.each([
    ['without evidence', { evidence: [] }, 'evidence'],
    ['with evidence of another repository', { evidence: elsewhere('evil/dur/blob/0a1b2c3/src/a.ts#L1') }, 'evidence'],
    ['with evidence that is no line', { evidence: elsewhere('octo/dur/issues/1') }, 'evidence'],
    ['with a page of another repository', { evidence: pages('evil/dur/issues/1') }, 'evidence'],
    ['with a page that is no work', { evidence: pages('octo/dur/settings') }, 'evidence'],
    ['with a page that leads back up', { evidence: pages('octo/dur/issues/../../../evil') }, 'evidence'],
    [
      'with a workflow, cited by the name of a page alone',
      {
        evidence: pages('octo/dur/issues/1', '.github/workflows/x.yml'),
        scope: { paths: ['.github/workflows/x.yml'], not: [] },
      },
      'scope',
    ],
    ['with evidence that leads back up', { evidence: elsewhere('octo/dur/blob/0a1b2c3/../../x#L1') }, 'evidence'],
    ['with a path outside', { scope: { paths: ['src/../../x'], not: [] } }, 'scope'],
    ['with a path from the root', { scope: { paths: ['/etc/passwd'], not: [] } }, 'scope'],
    ['with a path of another system', { scope: { paths: ['..\\x'], not: [] } }, 'scope'],
    ['with a workflow that it cites nothing of', { scope: { paths: ['.github/workflows/x.yml'], not: [] } }, 'scope'],
    ['with the settings of an agent', { scope: { paths: ['docs/AGENTS.md'], not: [] } }, 'scope'],
    ['without a title', { title: '  ' }, 'size'],
    ['without a criterion', { criteria: [] }, 'size'],
    [
      'with thirteen criteria',
      { criteria: Array.from({ length: 13 }, (_, n) => ({ n, text: 't', check: 'review' as const })) },
      'size',
    ],
  ])('%s', (_, change, policy) => {
    expect(verdict({ ...opening, specification: { ...wanted, ...change } })?.policy).toBe(policy);
  });
});

it('a page of the own repository grounds a task as a line does, and is in no tree', () => {
  const evidence = ['issues/198', 'pull/7', 'actions/runs/4711', 'runs/9', 'security/dependabot/3'].flatMap((place) =>
    pages(`octo/dur/${place}`),
  );
  const proposal: Proposal = { ...opening, specification: { ...wanted, evidence } };
  expect(verdict(proposal, { paths: new Set(['README.md']) })).toBeNull();
  expect(verdict(opening, { paths: new Set(['README.md']) })?.policy).toBe('evidence');
});

it('an alert in a public repository is a number that leads to the security tab, and nothing else', () => {
  for (const rule of ['dependency-alert', 'code-scanning-alert'] as const) {
    const of = (place: string): Proposal => ({
      ...opening,
      specification: { ...wanted, evidence: pages(`octo/dur/${place}`).map((item) => ({ ...item, rule })) },
    });
    const isPrivate = { repository: { ...repository, private: true } };
    expect(verdict(of('security'))).toBeNull();
    expect(verdict(of('security/dependabot/3'))?.policy).toBe('visibility');
    expect(verdict(of('security/dependabot/3'), isPrivate)).toBeNull();
  }
});

it('what this run holds already needs no second slot', () => {
  const counts = { open: 8, suggested: 0, done: 0, rejected: 0 };
  const ledger = state({
    counts,
    claims: claims(claim(wanted.id)),
    windows: { day: '', opened: 3, week: '', notifications: 10 },
  });
  expect(verdict(opening, { ledger, held: new Set([wanted.id]) })).toBeNull();
});

it('only the recorded dashboard is written or pinned, and only one is opened', () => {
  for (const proposal of [writing, pinning]) {
    expect(verdict({ ...proposal, number: 5 }, { ledger: withBoard })?.policy).toBe('ownership');
    expect(verdict(proposal)?.policy).toBe('ownership');
  }
  expect(verdict(board, { ledger: withBoard })).toMatchObject({ policy: 'duplicate', reason: 'the dashboard is #4' });
});

it('only noted copies are closed, and only Steward’s label is made', () => {
  expect(verdict({ ...closing, number: 10 })?.policy).toBe('ownership');
  expect(verdict({ ...label, name: 'bug' })?.policy).toBe('label');
});

it('a round grants no more than the caps leave, whatever is proposed', () => {
  const names = Array.from({ length: 20 }, (_, n) => `thing${n}${'abcdefghijklmnopqrst'[n]}`);
  const proposals = names.flatMap((name): Proposal[] => {
    const made = specification(name, { title: `\`${name}\` needs work` });
    return [{ kind: names.indexOf(name) % 2 ? 'open-issue' : 'suggest', subject: made.id, specification: made }];
  });
  const { granted: _, ...rest } = bench();
  const court: Court = {
    ...rest,
    stateBranch: 'steward/state',
    frame: { branch: 'main', head: 'a'.repeat(40), url: repository.url },
    cleaning: { repository: repository.name, server: 'https://github.test', secrets: ['hidden-value-1'] },
  };
  const { approved, refused } = judge(proposals, court, []);
  const count = (kind: string) => approved.filter((effect) => effect.kind === kind).length;
  expect([count('open-issue'), count('suggest'), refused.length]).toEqual([3, 5, 12]);
  const secret = specification('s', { title: 'Remove hidden-value-1 <!-- x -->', criteria: [] });
  const told = judge([{ kind: 'suggest', subject: secret.id, specification: secret }], court, []).refused[0]?.title;
  expect(told).toMatch(/^Remove /);
  expect(told).not.toMatch(/hidden-value-1|<!--/);
});

describe('the issue about health', () => {
  it('is opened only while something is wrong, where the mode and the owner allow it, and once', () => {
    expect(verdict(openingHealth, { ledger: wrong })).toBeNull();
    expect(verdict(openingHealth, { ledger: wrong, mode: 'suggest' })?.policy).toBe('mode');
    const config = { ...bench().config, health: { ...bench().config.health, issue: false } };
    expect(verdict(openingHealth, { ledger: wrong, config })?.policy).toBe('mode');
    expect(verdict(openingHealth, { ledger: withBoard })?.policy).toBe('evidence');
    expect(verdict(openingHealth, { ledger: told })?.policy).toBe('duplicate');
  });

  it('is edited and closed only under its own number', () => {
    for (const proposal of [updatingHealth, closingHealth]) {
      expect(verdict(proposal, { ledger: told })).toBeNull();
      expect(verdict({ ...proposal, number: 7 } as Proposal, { ledger: told })?.policy).toBe('ownership');
      const closed = ledgerAfter([{ kind: 'health-seen', number: 6, open: false }], NOON, told);
      expect(verdict(proposal, { ledger: closed })?.policy).toBe('ownership');
    }
  });
});
