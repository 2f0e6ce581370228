/** Acting: in order, inside the act window, under an intent; and each answer told as it was. */
import { type Hands, perform } from '@steward/core/act/perform.ts';
import { TIMES } from '@steward/core/domain/intent.ts';
import { type Marker, parseMarker } from '@steward/core/domain/marker.ts';
import { type Approved, mintApproved } from '@steward/core/domain/proposal.ts';
import { markClean } from '@steward/core/domain/text.ts';
import type { RepoWriter, WriteResult, Written } from '@steward/core/ports.ts';
import { describe, expect, it } from 'vitest';
import { NOON, specification } from '../support/memory.ts';

function opening(name: string): Approved {
  const made = specification(name);
  const [title, body] = [markClean(made.title), markClean('Words')];
  return mintApproved<'open-issue'>({
    kind: 'open-issue',
    subject: made.id,
    specification: made,
    title,
    body,
    labels: ['steward'],
  });
}
const label = mintApproved<'create-label'>({
  kind: 'create-label',
  subject: 'l',
  name: 'steward',
  color: 'c',
  description: 'd',
});
const copy = mintApproved<'close-copy'>({ kind: 'close-copy', subject: 'abcdef12', number: 9, of: 1 });
const suggestion = mintApproved<'suggest'>({ kind: 'suggest', subject: 's', specification: specification('s') });

function hands(
  change: Partial<Hands> = {},
  answer: WriteResult<Written> = { kind: 'done', value: { number: 5, updatedAt: NOON } },
) {
  const sent: { door: string; body?: string }[] = [];
  const note =
    (door: string) =>
    async (what: { number?: number; body?: string }): Promise<WriteResult<Written>> => {
      sent.push({ door, ...(what.body !== undefined && { body: what.body }) });
      return answer;
    };
  const said = (door: string) => async (what: { number: number; body: string }) => {
    const result = await note(door)(what);
    return result.kind === 'done' ? { ...result, value: { ...result.value, comment: 'IC_5' } } : result;
  };
  const writer: RepoWriter = {
    createIssue: note('create'),
    updateIssue: note('update'),
    closeIssue: note('close'),
    reopenIssue: ({ number }) => note('reopen')({ number }),
    pinIssue: ({ number }) => note('pin')({ number }),
    linkIssue: async ({ number, blockedBy }) => ({
      kind: 'done',
      value: { made: true, issue: { number, updatedAt: NOON }, blocker: { number: blockedBy, updatedAt: NOON } },
    }),
    linkChild: async ({ number, parent }) => ({
      kind: 'done',
      value: { made: true, issue: { number, updatedAt: NOON }, blocker: { number: parent, updatedAt: NOON } },
    }),
    setLabels: ({ number }) => note('labels')({ number }),
    createComment: said('comment'),
    updateComment: said('comment edit'),
    dispatchWorkflow: async () => ({ kind: 'done', value: { run: '99' } }),
    callAgent: said('call'),
    assignIssue: ({ number }) => note('assign')({ number }),
    assignCopilot: ({ number }) => note('copilot')({ number }),
    unpinIssue: ({ number }) => note('unpin')({ number }),
    deleteLabel: async () => ({ kind: 'done', value: true }),
    deleteBranch: async () => ({ kind: 'done', value: true }),
    createLabel: async () => {
      sent.push({ door: 'label' });
      return { kind: 'done', value: { made: true } };
    },
  };
  const clock = {
    now: () => NOON,
    elapsed: () => 1_000,
    sleep: async () => {
      throw new Error('spacing is the writer’s');
    },
  };
  const intents = new Map([
    [specification('a').id, 'aaaaaaaa'],
    [specification('b').id, 'bbbbbbbb'],
    ['dashboard', 'dddddddd'],
    ['review #12', 'eeeeeeee'],
  ]);
  return {
    sent,
    hands: {
      ...{ writer, clock, reservedAt: 1_000, intents, dashboardIntent: 'dddddddd', before: [] },
      ...{ leases: new Map(), agentWriter: null },
      ...change,
    },
  };
}

it('carries effects out in their order, one after another', async () => {
  const { sent, hands: mine } = hands();
  const outcomes = await perform([label, opening('b'), opening('a'), suggestion, copy], mine);
  expect(sent.map(({ door }) => door)).toEqual(['label', 'create', 'create', 'close']);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done', 'done', 'done']);
});

it('what it creates carries the reserved intent, the task and its evidence', async () => {
  const { sent, hands: mine } = hands();
  await perform([opening('a')], mine);
  const { id, fingerprints } = specification('a');
  expect(parseMarker(sent[0]?.body ?? '')).toEqual({ intent: 'aaaaaaaa', task: id, fingerprints, score: 40 });
});

it('a closed copy says of what, and that Steward closed it', async () => {
  const { sent, hands: mine } = hands();
  await perform([copy], mine);
  expect(sent[0]?.body).toContain('the same as #1');
  expect(parseMarker(sent[0]?.body ?? '')).toMatchObject({ copy: true });
});

it('an issue that it closes for an undo keeps its words and task, and says that Steward closed it', async () => {
  const { sent, hands: mine } = hands();
  const task = specification('a').id;
  const marker: Marker = { intent: 'aaaaaaaa', task, fingerprints: [], undone: true };
  const closing = mintApproved<'close-issue'>({
    ...{ kind: 'close-issue', subject: task, number: 5, body: markClean('Words'), marker, undoes: '1-1' },
  });
  expect(await perform([closing], mine)).toMatchObject([{ kind: 'done', number: 5 }]);
  expect(sent).toMatchObject([{ door: 'close' }]);
  expect(sent[0]?.body).toMatch(/^Words\n<!--/);
  expect(parseMarker(sent[0]?.body ?? '')).toEqual(marker);
});

it('refuses to create what was not reserved, and sends nothing', async () => {
  const { sent, hands: mine } = hands({ intents: new Map() });
  expect(await perform([opening('a')], mine)).toMatchObject([{ kind: 'refused', reason: 'it was not reserved' }]);
  expect(sent).toEqual([]);
});

it.each([
  [TIMES.act, 'done', 1],
  [TIMES.act + 1, 'late', 0],
])('%i ms after the read before the reserve, a create is %s', async (passed, kind, requests) => {
  const { sent, hands: mine } = hands({ reservedAt: 1_000 - passed });
  expect((await perform([opening('a')], mine))[0]?.kind).toBe(kind);
  expect(sent).toHaveLength(requests);
});

it('what only sets something is sent after the act window as well', async () => {
  const { hands: mine } = hands({ reservedAt: -10 * TIMES.act });
  expect((await perform([copy], mine))[0]?.kind).toBe('done');
});

const place = { purpose: 'review', on: 'pull', number: 12, task: specification('a').id } as const;
const post = mintApproved<'post-comment'>({
  ...{ kind: 'post-comment', subject: 'review #12', body: markClean('Not ready'), ...place },
});
const edit = mintApproved<'edit-comment'>({
  ...{ kind: 'edit-comment', subject: 'review #12', comment: 'IC_5', body: markClean('Ready'), ...place },
});

describe('a comment', () => {
  it('carries its purpose, its task and the reserved intent, and is known by its id afterwards', async () => {
    const { sent, hands: mine } = hands();
    expect(await perform([post], mine)).toMatchObject([{ kind: 'done', comment: 'IC_5', changed: true }]);
    expect(sent.map(({ door }) => door)).toEqual(['comment']);
    const marker = parseMarker(sent[0]?.body ?? '');
    expect(marker).toEqual({ intent: 'eeeeeeee', comment: 'review', task: specification('a').id });
  });

  it('that was not reserved, or comes after the act window, is not sent', async () => {
    const unreserved = hands({ intents: new Map() });
    expect(await perform([post], unreserved.hands)).toMatchObject([{ kind: 'refused' }]);
    const late = hands({ reservedAt: -TIMES.act });
    expect(await perform([post], late.hands)).toMatchObject([{ kind: 'late' }]);
    expect([...unreserved.sent, ...late.sent]).toEqual([]);
  });

  it('is edited in place, keeps its marker, and needs no reservation', async () => {
    const { sent, hands: mine } = hands({ intents: new Map(), reservedAt: -10 * TIMES.act });
    expect(await perform([edit], mine)).toMatchObject([{ kind: 'done', comment: 'IC_5' }]);
    expect(sent.map(({ door }) => door)).toEqual(['comment edit']);
    expect(parseMarker(sent[0]?.body ?? '')).toMatchObject({ comment: 'review', task: specification('a').id });
  });
});

describe('an answer', () => {
  it.each(['refused', 'ambiguous'] as const)('that is %s is told so, sent once, and the rest goes on', async (kind) => {
    const { sent, hands: mine } = hands({}, { kind, reason: 'because' });
    const outcomes = await perform([opening('a'), opening('b')], mine);
    expect(outcomes).toMatchObject([
      { kind, reason: 'because' },
      { kind, reason: 'because' },
    ]);
    expect(sent).toHaveLength(2);
  });
});
