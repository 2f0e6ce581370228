/** Acting: in order, inside the act window, under an intent; and each answer told as it was. */
import { type Hands, perform } from '@steward/core/act/perform.ts';
import { TIMES } from '@steward/core/domain/intent.ts';
import { parseMarker } from '@steward/core/domain/marker.ts';
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
  const writer: RepoWriter = {
    createIssue: note('create'),
    updateIssue: note('update'),
    closeIssue: note('close'),
    pinIssue: ({ number }) => note('pin')({ number }),
    linkIssue: async ({ number, blockedBy }) => ({
      kind: 'done',
      value: { made: true, issue: { number, updatedAt: NOON }, blocker: { number: blockedBy, updatedAt: NOON } },
    }),
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
  ]);
  return {
    sent,
    hands: { writer, clock, reservedAt: 1_000, intents, dashboardIntent: 'dddddddd', before: [], ...change },
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
