// Each promise can be broken: what a simulation looks at is looked at here with one thing wrong at a time.
import { caps } from '@steward/cli/simulate/invariants/caps.ts';
import { counting } from '@steward/cli/simulate/invariants/counting.ts';
import { honesty } from '@steward/cli/simulate/invariants/honesty.ts';
import type { Invariant } from '@steward/cli/simulate/invariants/invariant.ts';
import { publication } from '@steward/cli/simulate/invariants/publication.ts';
import { quiet } from '@steward/cli/simulate/invariants/quiet.ts';
import { rebuild } from '@steward/cli/simulate/invariants/rebuild.ts';
import { rejection } from '@steward/cli/simulate/invariants/rejection.ts';
import { settlement } from '@steward/cli/simulate/invariants/settlement.ts';
import { singleEffect } from '@steward/cli/simulate/invariants/single-effect.ts';
import { thrift } from '@steward/cli/simulate/invariants/thrift.ts';
import { HELPER } from '@steward/cli/simulate/town/crew.ts';
import { apply } from '@steward/core/domain/apply.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { renderMarker } from '@steward/core/domain/marker.ts';
import { EMPTY_LEDGER, EMPTY_STATE, type Ledger } from '@steward/core/domain/state.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import { CANARIES } from '@steward/sandbox/canaries.ts';
import { describe, expect, test } from 'vitest';
import { claim, ledgerAfter, specification, task } from '../../support/memory.ts';
import { BOT, creation, issue, NOW, request, run, type SceneParts, scene } from './scene.ts';

const later = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

async function faultsIn(invariant: Invariant, ...scenes: SceneParts[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const parts of scenes) found.push(...(await invariant.check(scene(parts))));
  return found;
}

test('in order, nothing is found', async () => {
  const all = [caps, counting, honesty, publication, quiet, rebuild, rejection, settlement, singleEffect, thrift];
  for (const invariant of all) {
    expect(await faultsIn(invariant(), { created: [creation(3)], issues: [issue(3)] })).toEqual([]);
  }
});

describe('single effect', () => {
  test('finds a second issue of an intent, also long after', async () => {
    const twice = [creation(3), creation(9, { intent: 'intent-3', task: 'other' })];
    const issues = [issue(3), issue(9)];
    const [first, second] = twice.map((item) => ({ created: [item], known: twice, issues }));
    expect(await faultsIn(singleEffect(), first as SceneParts, second as SceneParts)).toEqual([
      '#9 is the second issue of intent intent-3, after #3',
    ]);
  });

  test('finds two open issues of a task, unless a person opened one again', async () => {
    const created = [creation(3), creation(9, { task: 'task-3' })];
    expect(await faultsIn(singleEffect(), { created, issues: [issue(3), issue(9)] })).toHaveLength(1);
    const again = issue(3, { events: [{ kind: 'ReopenedEvent', id: 'e', actor: 'ann', createdAt: NOW }] });
    expect(await faultsIn(singleEffect(), { created, issues: [again, issue(9)] })).toEqual([]);
  });

  test('finds two dashboards, and takes the issue about health for none', async () => {
    const board = creation(3, { task: null, subject: 'dashboard' });
    const parts = { issues: [issue(3), issue(9)] };
    const second = creation(9, { task: null, subject: 'dashboard' });
    const found = await faultsIn(singleEffect(), { ...parts, created: [board, second] });
    expect(found).toEqual(['#3 and #9 are both open for dashboard']);
    const about = { ...second, subject: 'health' };
    expect(await faultsIn(singleEffect(), { ...parts, created: [board, about] })).toEqual([]);
  });

  test('finds an issue without a marker', async () => {
    expect(await faultsIn(singleEffect(), { nameless: [4] })).toEqual(['#4 by Steward carries no marker']);
  });
});

describe('caps', () => {
  const created = Array.from({ length: 4 }, (_, index) => creation(index + 1));

  test('counts a day, over several runs', async () => {
    const found = await faultsIn(caps(), { created: created.slice(0, 2) }, { created: created.slice(2) });
    expect(found).toEqual(['4 new issues in 2026-03-04, where 3 are allowed']);
  });

  test('counts a week, with the dashboard', async () => {
    const many = Array.from({ length: 11 }, (_, index) => creation(index, { task: null }));
    expect(await faultsIn(caps(), { created: many })).toEqual(['11 notifications in 2026-W10, where 10 are allowed']);
  });

  test('counts what is open, but not what people opened again', async () => {
    const known = Array.from({ length: 8 }, (_, index) => creation(index + 10));
    const issues = [...known.map(({ number }) => issue(number)), issue(1)];
    const parts = { known, created: created.slice(0, 1) };
    expect(await faultsIn(caps(), { ...parts, issues })).toEqual([
      expect.stringMatching(/^9 tasks are open, where 8 are allowed: #10, /),
    ]);
    const again = issue(10, { events: [{ kind: 'ReopenedEvent', id: 'e', actor: 'ann', createdAt: NOW }] });
    expect(await faultsIn(caps(), { ...parts, issues: [again, ...issues.slice(1)] })).toEqual([]);
  });

  test('counts no extra copy that Steward closed, also where people opened it again', async () => {
    const known = Array.from({ length: 8 }, (_, index) => creation(index + 10));
    const copy = issue(10, {
      events: [
        { kind: 'ClosedEvent', id: 'c', actor: 'github-actions[bot]', createdAt: '2026-01-01T00:00:00Z' },
        { kind: 'ReopenedEvent', id: 'r', actor: 'ann', createdAt: '2026-01-02T00:00:00Z' },
      ],
    });
    const issues = [copy, ...known.slice(1).map(({ number }) => issue(number)), issue(1)];
    expect(await faultsIn(caps(), { known, created: [creation(1)], issues })).toEqual([]);
  });

  test('goes by the owner own numbers', async () => {
    const config = { ...DEFAULT_CONFIG, caps: { ...DEFAULT_CONFIG.caps, 'new-issues-a-day': 1 } };
    expect(await faultsIn(caps(), { config, created: created.slice(0, 2) })).toHaveLength(1);
  });

  test('counts suggestions', async () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => specification(name));
    const ledger = ledgerAfter(many.map((one) => ({ kind: 'suggested', specification: one })));
    const events = [{ kind: 'suggested' as const, specification: task('x') }];
    const transactions = [{ oid: '', at: NOW, events, before: EMPTY_LEDGER, after: ledger }];
    expect(await faultsIn(caps(), { ledger, transactions })).toHaveLength(1);
    const ordered = apply(ledger, { kind: 'approved', task: many[0]?.id ?? '', by: 'octo' }, NOW);
    expect(await faultsIn(caps(), { ledger: ordered, transactions })).toEqual([]);
  });
});

describe('counting', () => {
  const before = ledgerAfter([{ kind: 'suggested', specification: specification('x') }]);
  const opened = apply(before, { kind: 'moved', task: specification('x').id, status: 'ready', reason: '' }, NOW);
  const step = (from: Ledger, after: Ledger, lostAt: number | null = null): SceneParts => ({
    transactions: [{ oid: 'abc', at: NOW, events: [], before: from, after }],
    lostAt,
  });

  test('finds what is open and not counted as taken up, and what is counted and not open', async () => {
    expect(await faultsIn(counting(), step(before, opened))).toEqual([
      'transaction abc counts 0 taken up, where 1 are',
    ]);
    const adopted = apply(EMPTY_LEDGER, { kind: 'adopted', task: task('y', { since: NOW }) }, NOW);
    expect(await faultsIn(counting(), step(EMPTY_LEDGER, adopted))).toEqual([]);
    const { months } = adopted.state;
    expect(await faultsIn(counting(), step(before, { ...before, state: { ...before.state, months } }))).toHaveLength(1);
  });

  test('leaves open what was read back from issues', async () => {
    expect(await faultsIn(counting(), step(before, opened, Date.parse(NOW)))).toEqual([]);
  });
});

describe('settlement', () => {
  const held = { ...EMPTY_STATE, claims: { a: claim('s', { intent: 'a', first: NOW, expires: later(10) }) } };
  const ledger = { ...EMPTY_LEDGER, state: held };
  const atMinute = (minutes: number, isFair = true) => ({ ledger, now: Date.parse(later(minutes)), isFair });

  test('gives a claim two fair runs after its expiry', async () => {
    expect(await faultsIn(settlement(), atMinute(5), atMinute(30), atMinute(60))).toEqual([]);
    expect(await faultsIn(settlement(), atMinute(30), atMinute(60), atMinute(90))).toHaveLength(1);
    expect(await faultsIn(settlement(), atMinute(30, false), atMinute(60, false), atMinute(90, false))).toEqual([]);
  });

  test('and no claim more than three days', async () => {
    expect(await faultsIn(settlement(), atMinute(73 * 60, false))).toHaveLength(1);
  });
});

describe('rejection', () => {
  const closed = (reason: 'NOT_PLANNED' | 'DUPLICATE' | 'COMPLETED', actor = 'ann') =>
    issue(3, {
      state: 'CLOSED',
      stateReason: reason,
      events: [{ kind: 'ClosedEvent', id: 'e', actor, createdAt: later(-60) }],
    });
  const again = { created: [creation(9, { fingerprints: ['print-3'] })], known: [creation(3)] };

  test.each(['NOT_PLANNED', 'DUPLICATE'] as const)('%s stays away', async (reason) => {
    expect(await faultsIn(rejection(), { ...again, issues: [closed(reason), issue(9)] })).toHaveLength(1);
  });

  test('what was done, or closed by Steward itself, is no rejection', async () => {
    expect(await faultsIn(rejection(), { ...again, issues: [closed('COMPLETED'), issue(9)] })).toEqual([]);
    expect(await faultsIn(rejection(), { ...again, issues: [closed('DUPLICATE', BOT), issue(9)] })).toEqual([]);
  });

  test('a suggestion counts as well', async () => {
    const events = [{ kind: 'suggested' as const, specification: { ...task('x'), fingerprints: ['print-3'] } }];
    const transactions = [{ oid: '', at: NOW, events, before: EMPTY_LEDGER, after: EMPTY_LEDGER }];
    const parts = { known: [creation(3)], issues: [closed('NOT_PLANNED')], transactions };
    expect(await faultsIn(rejection(), parts)).toHaveLength(1);
  });
});

describe('publication', () => {
  const sending = (variables: unknown) => ({ requests: [request({ requestBody: JSON.stringify({ variables }) })] });
  const secret = CANARIES[0]?.text ?? '';

  test.each([
    ['a secret', { body: `see ${secret}` }],
    ['a secret in a file', { contents: Buffer.from(`x ${secret}`).toString('base64') }],
    ['a mention', { body: 'ask @ann about it' }],
    ['a closing keyword', { title: 'Fixes #12' }],
    ['a hidden character', { body: 'a\u202eb' }],
    ['a foreign link', { body: 'see https://evil.example/x' }],
  ])('finds %s', async (_, input) => {
    expect((await faultsIn(publication(), { runs: [run(sending({ input }))] })).length).toBeGreaterThan(0);
  });

  test('finds a secret in summary, outputs and messages', async () => {
    for (const part of [
      { summary: secret },
      { outputs: { report: secret } },
      { errors: [secret] },
      { warnings: [secret] },
    ]) {
      const ending = { failed: false, errors: [], warnings: [], outputs: {}, summary: '', ...part };
      expect((await faultsIn(publication(), { runs: [run({ ending })] })).length).toBeGreaterThan(0);
    }
  });

  test('what calls an agent of the configuration is meant, also where the call never arrived', async () => {
    const config = readConfiguration('agents: { fox: { kind: mention, phrase: "@fox" } }', 'steward.yml');
    const calling = (body: string, login: string | null) =>
      faultsIn(publication(), {
        ...{ config, runs: [run({ requests: [request({ login, requestBody: JSON.stringify({ body }) })] })] },
      });
    for (const login of [HELPER, null]) expect(await calling('@fox Please do the task below', login)).toEqual([]);
    expect(await calling('@fox Please do the task below', 'github-actions[bot]')).toHaveLength(1);
    expect(await calling('@fox Please ask @ann', null)).toHaveLength(1);
  });

  test('reads are nobody else to see', async () => {
    const requests = [request({ write: false, requestBody: JSON.stringify({ body: '@ann' }) })];
    expect(await faultsIn(publication(), { runs: [run({ requests })] })).toEqual([]);
  });
});

describe('honesty', () => {
  const ended = (change: object) => ({ failed: false, errors: [], warnings: [], outputs: {}, summary: '', ...change });

  test.each([
    ['green without a report', run({ report: null })],
    ['green with failures', run({ report: { failures: ['no'] } })],
    ['red without a word', run({ ending: ended({ failed: true }) })],
    ['a defect', run({ ending: ended({ failed: true, errors: ['This is a fault of Steward, not of yours.'] }) })],
    ['a refused write in silence', run({ requests: [request({ status: 403, responseBody: '{"message":"no"}' })] })],
    ['a write without an answer in silence', run({ requests: [request({ status: null, fault: 'after reset' })] })],
    ['an error with status 200 in silence', run({ requests: [request({ responseBody: '{"errors":[{}]}' })] })],
  ])('finds %s', async (_, one) => {
    expect(await faultsIn(honesty(), { runs: [one] })).toHaveLength(1);
  });

  test('what was made is known to be made though something about it may not be read', async () => {
    const answered = (data: object | null) =>
      faultsIn(honesty(), {
        runs: [run({ requests: [request({ responseBody: JSON.stringify({ data, errors: [{}] }) })] })],
      });
    const edited = { issue: { id: 'I_1', userContentEdits: null } };
    const subject = { number: 1, updatedAt: NOW };
    expect(await answered({ updateIssue: edited })).toEqual([]);
    expect(await answered({ addComment: { commentEdge: { node: { id: 'C_1' } }, subject: null } })).toEqual([]);
    for (const data of [
      ...[null, {}, { updateIssue: null }, { updateIssue: { issue: null } }, { updateIssue: edited, closeIssue: null }],
      ...[
        { commentEdge: null, subject },
        { commentEdge: { node: null }, subject },
      ].map((addComment) => ({ addComment })),
    ]) {
      expect(await answered(data)).toHaveLength(1);
    }
  });

  test.each([
    ['createIssue', 'Listing'],
    ['addComment', 'Comments'],
  ])(
    'what %s made without an answer is made sure of by a look afterwards, and by no other',
    async (mutation, operation) => {
      const looked = (after: string, n: number) =>
        faultsIn(honesty(), {
          runs: [
            run({
              requests: [
                request({ n: 2, mutations: [mutation], status: 504, responseBody: '' }),
                request({ n, write: false, mutations: [], operation: after }),
              ],
            }),
          ],
        });
      expect(await looked(operation, 3)).toEqual([]);
      expect(await looked(operation, 1)).toHaveLength(1);
      expect(await looked('Overview', 3)).toHaveLength(1);
    },
  );

  test('a word about it is enough', async () => {
    const requests = [request({ status: 502, responseBody: '' })];
    const ending = ended({ warnings: ['it is not known yet whether it happened'] });
    expect(await faultsIn(honesty(), { runs: [run({ requests, ending })] })).toEqual([]);
  });
});

test('thrift counts requests of the last hour, over runs', async () => {
  const requests = (count: number, at: string) => Array.from({ length: count }, () => request({ at }));
  const runs = (count: number, minutes: number) => ({
    runs: [run({ requests: requests(count, later(minutes)) })],
    now: Date.parse(later(minutes)),
  });
  expect(await faultsIn(thrift(), runs(200, 0), runs(50, 30))).toEqual([]);
  expect(await faultsIn(thrift(), runs(200, 0), runs(51, 30))).toHaveLength(1);
  expect(await faultsIn(thrift(), runs(200, 0), runs(200, 61))).toEqual([]);
});

describe('quiet', () => {
  test('finds a quiet run that wrote', async () => {
    const runs = [run({ report: { quiet: true }, requests: [request()] })];
    expect(await faultsIn(quiet(), { runs, isUndisturbed: false })).toHaveLength(1);
  });

  test('finds a run that was not quiet although nothing happened, but not the one after trouble', async () => {
    expect(await faultsIn(quiet(), {}, {})).toHaveLength(1);
    expect(await faultsIn(quiet(), { isFair: false }, {})).toEqual([]);
    expect(await faultsIn(quiet(), {}, { isUndisturbed: false })).toEqual([]);
  });

  test('finds a quiet run that asked more than once', async () => {
    const once = run({ report: { quiet: true }, requests: [request({ write: false })] });
    const twice = run({ report: { quiet: true }, requests: [request({ write: false }), request({ write: false })] });
    expect(await faultsIn(quiet(), { runs: [once] }, { runs: [once] })).toEqual([]);
    expect(await faultsIn(quiet(), { runs: [once] }, { runs: [twice] })).toHaveLength(1);
  });
});

describe('rebuild', () => {
  const opened = task('thing', { number: 3 });
  const ledger = { ...ledgerAfter([{ kind: 'adopted', task: opened }]) };

  test('finds a task that no issue tells of', async () => {
    const parts = { ledger, known: [creation(3)], issues: [issue(3, { body: 'nothing' })] };
    expect((await faultsIn(rebuild(), parts))[0]).toMatch(/^task .*rebuilt nothing$/);
  });

  test('leaves alone what people edited, retitled or deleted', async () => {
    const edits = [{ kind: 'UserContentEdit' as const, id: 'x', editor: 'ann', editedAt: NOW, diff: '' }];
    const spoilt = [[issue(3, { edits })], [issue(3, { title: 'Mine' })], []];
    for (const issues of spoilt)
      expect(await faultsIn(rebuild(), { ledger, known: [creation(3)], issues })).toEqual([]);
  });

  test('leaves alone what people moved by putting the marker of one issue into another', async () => {
    const closed = task('closed thing', { number: 4 });
    const ended = ledgerAfter([
      { kind: 'adopted', task: opened },
      { kind: 'adopted', task: closed },
      { kind: 'moved', task: closed.id, status: 'done', reason: '' },
    ]);
    const marked = (of: typeof closed) =>
      `\n${renderMarker({ intent: 'abcdef12', task: of.id, fingerprints: of.fingerprints })}`;
    const edits = [{ kind: 'UserContentEdit' as const, id: 'x', editor: 'ann', editedAt: NOW, diff: '' }];
    const known = [creation(3), creation(4)];
    const end = issue(4, { body: marked(closed), state: 'CLOSED', stateReason: 'COMPLETED' });
    const swapped = issue(3, { body: marked(closed), edits });
    expect(await faultsIn(rebuild(), { ledger: ended, known, issues: [swapped, end] })).toEqual([]);
    const untouched = issue(3, { body: marked(closed) });
    expect(await faultsIn(rebuild(), { ledger: ended, known, issues: [untouched, end] })).not.toEqual([]);
  });
});
