/** Batches: sent once, found again by what they carry, collected in parts, and whatever is missing is lost and said so. */
import { partName } from '@steward/core/adapters/models/batch-lane.ts';
import { digest } from '@steward/core/domain/digest.ts';
import { TIMES } from '@steward/core/domain/intent.ts';
import type { Question } from '@steward/core/domain/model.ts';
import type { BatchLane } from '@steward/core/ports.ts';
import { HOUR } from '@steward/sandbox/models/batch-settings.ts';
import type { ModelRequest } from '@steward/sandbox/models/model-log.ts';
import { describe, expect, it } from 'vitest';
import { ANSWER, question, type Stage, stage } from './stage.ts';

const MODELS = {
  anthropic: { provider: 'anthropic', id: 'claude-haiku-5-5' },
  openai: { provider: 'openai', id: 'gpt-6-luna' },
} as const;
type Vendor = keyof typeof MODELS;

const INTENT = digest('an intent', 24);
const SINCE = '2026-11-20T09:00:00.000Z';
const questions: Question[] = ['a', 'b', 'c'].map((name) => question({ id: digest(name, 24) }));
const ids = questions.map(({ id }) => id);
const isSubmission = ({ method, path }: ModelRequest): boolean => method === 'POST' && path.endsWith('/batches');

async function opened(vendor: Vendor): Promise<Stage & { lane: BatchLane }> {
  const on = await stage({ server: { mind: { answer: () => ({ kind: 'value', value: ANSWER }) } } });
  const lane = on.thinker.laneOf(MODELS[vendor]);
  if (!lane) throw new Error('there is no lane');
  return { ...on, lane };
}

async function submitted(vendor: Vendor) {
  const on = await opened(vendor);
  const made = await on.lane.submit({ intent: INTENT, questions });
  if (made.kind !== 'submitted') throw new Error(made.kind);
  return { ...on, id: made.id, collect: () => on.lane.collect({ id: made.id, intent: INTENT, questions }) };
}

describe.each(Object.keys(MODELS) as Vendor[])('a batch of %s', (vendor) => {
  it('is waited for, and each of its questions has a reply once it ended, with what it used and how long it took', async () => {
    const { server, collect } = await submitted(vendor);
    expect(await collect()).toEqual({ kind: 'waiting' });
    server.clock.advance(2 * HOUR);
    const collected = await collect();
    if (collected.kind !== 'ended') throw new Error(collected.kind);
    expect([...collected.replies.keys()]).toEqual(ids);
    const charged = server.meter.of(MODELS[vendor].id, 'batch');
    let output = 0;
    for (const [id, reply] of collected.replies) {
      expect(reply).toMatchObject({ kind: 'answered', value: ANSWER, model: MODELS[vendor] });
      expect(reply.calls).toMatchObject([
        { lane: 'batch', question: id, result: 'answered', milliseconds: expect.any(Number) },
      ]);
      expect(reply.calls[0]?.milliseconds).toBeGreaterThanOrEqual(HOUR);
      output += reply.calls[0]?.tokens?.output ?? 0;
    }
    expect(output).toBe(charged.output);
    expect(server.meter.of(MODELS[vendor].id).requests).toBe(0);
  });

  it('asks just what would be asked at once, each part by a name of at most 64 characters', async () => {
    const { server, thinker } = await submitted(vendor);
    const [sent = ''] = server.log.map(({ body }) => body).filter((body) => body.includes('custom_id'));
    for (const id of ids) expect(sent).toContain(`"custom_id":"${partName(INTENT, id)}"`);
    for (const name of [partName(INTENT, ids[0] ?? ''), partName('An intent / of another kind', 'x'.repeat(99))]) {
      expect(name).toMatch(/^[a-z0-9-]{1,64}$/);
    }
    const chain = thinker.role('specify').chain.filter(({ provider }) => provider === vendor);
    expect(chain).toEqual([MODELS[vendor]]);
    server.log.length = 0;
    await stage({ chain: [`${vendor}/${MODELS[vendor].id}`] }, ANSWER).then(async (now) => {
      await now.thinker.ask(question());
      expect(sent).toContain(now.server.log[0]?.body.replace(/}$/, ''));
    });
  });

  it('tells the parts that failed from those that did not', async () => {
    const { server, collect } = await submitted(vendor);
    const [first = '', second = '', third = ''] = ids.map((id) => partName(INTENT, id));
    server.batches.fate = (name) =>
      name === first
        ? 'errored'
        : name === second
          ? { kind: 'text', text: 'no' }
          : name === third
            ? { kind: 'refusal', reason: 'no' }
            : null;
    server.clock.advance(2 * HOUR);
    const collected = await collect();
    if (collected.kind !== 'ended') throw new Error(collected.kind);
    const [one, two, three] = [...collected.replies.values()];
    expect(one).toMatchObject({ kind: 'failed', calls: [{ tokens: { input: 0, output: 0 } }] });
    expect(two).toMatchObject({
      kind: 'failed',
      cause: 'invalid',
      calls: [{ tokens: { output: expect.any(Number) } }],
    });
    expect(three).toMatchObject({ kind: 'failed', cause: 'refusal' });
  });

  it.each(['expired', 'cancelled'] as const)(
    'says of its parts that were %s that they are lost, for nothing',
    async (fate) => {
      const { server, collect } = await submitted(vendor);
      server.batches.fate = (name) => (name === partName(INTENT, ids[0] ?? '') ? fate : null);
      server.clock.advance(2 * HOUR);
      const collected = await collect();
      if (collected.kind !== 'ended') throw new Error(collected.kind);
      expect(collected.replies.get(ids[0] ?? '')).toMatchObject({
        kind: 'failed',
        cause: 'lost',
        calls: [{ result: 'lost', tokens: { output: 0 } }],
      });
      expect(collected.replies.get(ids[1] ?? '')?.kind).toBe('answered');
    },
  );

  it('that its vendor forgot is gone, and one that nobody could ask about is unknown', async () => {
    const { server, collect, id } = await submitted(vendor);
    server.faults.add({ when: () => true, effect: { kind: 'status', status: 500 } });
    expect(await collect()).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining(`${vendor} answered 500`),
    });
    server.batches.forget(id);
    expect(await collect()).toMatchObject({ kind: 'gone' });
  });

  it('that was refused says why, and is nowhere', async () => {
    const on = await opened(vendor);
    on.server.faults.add({ when: isSubmission, effect: { kind: 'status', status: 402 } });
    const made = await on.lane.submit({ intent: INTENT, questions });
    expect(made).toMatchObject({ kind: 'refused', reply: { cause: 'payment', calls: [{}, {}, {}] } });
    expect(await on.lane.find({ intent: INTENT, since: SINCE, questions: ids })).toEqual({ kind: 'absent' });
  });

  it.each(['reset', 'hang', 'cut'] as const)(
    'whose submission ends in a %s is sent once, and found again',
    async (kind) => {
      const on = await opened(vendor);
      const when = (request: ModelRequest) => {
        if (kind === 'hang' && isSubmission(request)) on.expire();
        return isSubmission(request);
      };
      on.server.faults.add({ when, timing: 'after', effect: { kind } });
      expect(await on.lane.submit({ intent: INTENT, questions })).toMatchObject({ kind: 'ambiguous' });
      expect(on.server.log.filter(isSubmission)).toHaveLength(1);
      const wanted = { intent: INTENT, since: SINCE, questions: ids };
      // Anthropic's listing does not say whose a batch is until it ended.
      if (vendor === 'anthropic') expect(await on.lane.find(wanted)).toMatchObject({ kind: 'unknown' });
      on.server.clock.advance(2 * HOUR);
      const found = await on.lane.find(wanted);
      if (found.kind !== 'found') throw new Error(found.kind);
      const collected = await on.lane.collect({ id: found.id, intent: INTENT, questions });
      expect(collected.kind).toBe('ended');
    },
  );

  it('that never arrived is absent, whatever others are there', async () => {
    const on = await opened(vendor);
    await on.lane.submit({ intent: digest('another', 24), questions });
    await on.lane.submit({ intent: INTENT, questions: questions.slice(1) });
    on.server.clock.advance(2 * HOUR);
    const wanted = { since: SINCE, questions: ids };
    expect(await on.lane.find({ ...wanted, intent: digest('a third', 24) })).toEqual({ kind: 'absent' });
    on.server.faults.add({ when: () => true, effect: { kind: 'reset' } });
    expect(await on.lane.find({ ...wanted, intent: INTENT })).toMatchObject({ kind: 'unknown' });
  });

  it('is found behind a page of others', async () => {
    const on = await opened(vendor);
    await on.lane.submit({ intent: INTENT, questions });
    for (let other = 0; other < 120; other++)
      await on.lane.submit({ intent: digest(`other ${other}`, 24), questions: questions.slice(1) });
    on.server.clock.advance(2 * HOUR);
    const since = on.server.clock.now().toISOString();
    expect(await on.lane.find({ intent: INTENT, since: SINCE, questions: ids })).toMatchObject({ kind: 'found' });
    expect(await on.lane.find({ intent: INTENT, since, questions: ids })).toEqual({ kind: 'absent' });
  });
});

describe('what is submitted', () => {
  it.each(Object.keys(MODELS) as Vendor[])('is given up by %s before another run may look for it', async (vendor) => {
    const patience: number[] = [];
    const deadline = (milliseconds: number): AbortSignal => {
      patience.push(milliseconds);
      return new AbortController().signal;
    };
    const on = await stage({ models: { 'time-out': 600 }, deadline });
    const lane = on.thinker.laneOf(MODELS[vendor]);
    expect((await lane?.submit({ intent: INTENT, questions, within: 200_000 }))?.kind).toBe('submitted');
    expect(patience).toEqual(vendor === 'openai' ? [200_000, TIMES.lateEffect] : [TIMES.lateEffect]);
  });

  it('is no batch where its file took longer than there is time', async () => {
    const { lane, server } = await opened('openai');
    server.faults.add({ when: ({ path }) => path.endsWith('/files'), effect: { kind: 'delay', milliseconds: 90_000 } });
    const made = await lane.submit({ intent: INTENT, questions, within: 60_000 });
    expect(made).toMatchObject({ kind: 'refused', reply: { cause: 'time-out' } });
    expect(server.log.filter(isSubmission)).toEqual([]);
  });
});
