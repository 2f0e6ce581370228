/** Every way in which a call can go wrong: its cause, how often it is tried again, what it used, and that no key is told. */
import { failureOfStatus } from '@steward/core/adapters/models/vendor-failure.ts';
import { type FailureCause, NO_TOKENS } from '@steward/core/domain/model.ts';
import type { CallGate } from '@steward/core/ports.ts';
import type { ModelFaultEffect, StatusEffect } from '@steward/sandbox/models/model-faults.ts';
import { openModelServer } from '@steward/sandbox/models/model-server.ts';
import { describe, expect, it } from 'vitest';
import { ANSWER, addressesOf, KEYS, question, type Stage, stage } from './stage.ts';

const CHAINS = {
  anthropic: ['anthropic/claude-haiku-5-5'],
  openai: ['openai/gpt-6-luna'],
  compatible: ['compatible/any'],
};
const VENDORS = Object.keys(CHAINS) as (keyof typeof CHAINS)[];

async function struck(
  vendor: keyof typeof CHAINS,
  effect: ModelFaultEffect,
  times = 99,
  lines = [ANSWER],
): Promise<Stage> {
  const on = await stage({ chain: CHAINS[vendor] }, ...lines);
  const when = () => {
    if (effect.kind === 'hang') on.expire();
    return true;
  };
  on.server.faults.add({ when, effect, times });
  return on;
}

const status = (code: StatusEffect['status'], more: Partial<StatusEffect> = {}): ModelFaultEffect => ({
  kind: 'status',
  status: code,
  ...more,
});

describe.each(VENDORS)('%s', (vendor) => {
  it.each<[string, ModelFaultEffect, FailureCause, number, boolean]>([
    ['a wrong key', status(401), 'key', 1, true],
    ['a key that may not', status(403), 'key', 1, true],
    ['an empty account', status(402), 'payment', 1, true],
    [
      'no money left',
      status(429, { code: 'insufficient_quota', message: 'You exceeded your current quota, please check your plan' }),
      'payment',
      4,
      true,
    ],
    ['a limit', status(429), 'limit', 4, true],
    ['too much to do', status(529), 'overload', 4, true],
    ['no service', status(503), 'overload', 4, true],
    ['an error of the server', status(500), 'server', 4, false],
    ['a page of a gateway', status(502, { page: true }), 'server', 4, false],
    ['a request that is wrong', status(400, { message: 'messages: unexpected' }), 'request', 1, true],
    [
      'a prompt that is too long',
      status(400, { message: 'prompt is too long: 300000 tokens > 200000' }),
      'too-large',
      1,
      true,
    ],
    ['a request that is too large', status(413), 'too-large', 1, true],
    ['a model that nobody knows', status(404), 'unknown-model', 1, true],
    ['a server that gave up', status(408), 'time-out', 2, false],
    ['a connection that breaks', { kind: 'reset' }, 'connection', 4, false],
    ['half an answer', { kind: 'cut' }, 'connection', 4, false],
    ['silence', { kind: 'hang' }, 'time-out', 2, false],
  ])(
    '%s is a failure with its cause, tried again only where that helps [AR-2]',
    async (_, effect, cause, made, isKnown) => {
      const { thinker, calls, server } = await struck(vendor, effect, 99, Array(4).fill(ANSWER));
      const { reply, said } = await thinker.ask(question());
      const retried = cause === 'payment' ? 1 : made;
      expect(reply).toMatchObject({ kind: 'failed', cause });
      expect(said).toEqual([{ model: expect.anything(), result: cause, reason: expect.stringContaining(vendor) }]);
      expect(server.log).toHaveLength(retried);
      expect(calls).toEqual(reply.calls);
      for (const call of calls) expect([call.result, call.tokens === null]).toEqual([cause, !isKnown]);
    },
  );

  it('is asked again after one, two and four seconds, and its late answer counts [AR-2]', async () => {
    const { thinker, slept, calls } = await struck(vendor, status(529), 3);
    expect((await thinker.ask(question())).reply).toMatchObject({ kind: 'answered', value: ANSWER });
    expect(slept).toEqual([1_000, 2_000, 4_000]);
    expect(calls.map(({ result }) => result)).toEqual(['overload', 'overload', 'overload', 'answered']);
  });

  it('is given the time that it asks for, and left where that is too long', async () => {
    const soon = await struck(vendor, status(429, { retryAfter: 7 }), 1);
    await soon.thinker.ask(question());
    expect(soon.slept).toEqual([7_250]);
    const exact = await struck(vendor, status(429, { retryAfter: 9, retryAfterMilliseconds: 1_200 }), 1);
    await exact.thinker.ask(question());
    expect(exact.slept).toEqual([1_450]);
    const late = await struck(vendor, status(429, { retryAfter: 600 }));
    const { reply } = await late.thinker.ask(question());
    expect([reply, late.slept, late.server.log.length]).toMatchObject([{ cause: 'limit', retryAfter: 600_000 }, [], 1]);
  });

  it('is heeded where it says whether to ask again', async () => {
    const never = await struck(vendor, status(500, { shouldRetry: false }));
    await never.thinker.ask(question());
    expect(never.server.log).toHaveLength(1);
    const again = await struck(vendor, status(400, { shouldRetry: true, message: 'odd' }), 1);
    expect((await again.thinker.ask(question())).reply.kind).toBe('answered');
  });

  it('may refuse and may run out of tokens: that is an answer of its own, and counts what it used', async () => {
    for (const [kind, cause] of [
      ['refusal', 'refusal'],
      ['truncated', 'truncation'],
    ] as const) {
      const { thinker, calls } = await struck(vendor, { kind }, 1);
      expect((await thinker.ask(question())).reply).toMatchObject({ kind: 'failed', cause });
      expect(calls).toMatchObject([
        { result: cause, tokens: { output: expect.any(Number) }, request: expect.stringMatching(/^req_/) },
      ]);
    }
  });

  it.each(['malformed', 'misfit'] as const)('mends a %s answer once, told what is wrong with it', async (kind) => {
    const { thinker, calls, bodies } = await struck(vendor, { kind }, 1, [ANSWER, ANSWER]);
    expect((await thinker.ask(question())).reply).toMatchObject({ kind: 'answered', value: ANSWER });
    expect(calls.map(({ result }) => result)).toEqual(['invalid', 'answered']);
    const told = JSON.stringify(bodies()[1]);
    expect(told).toContain(kind === 'misfit' ? '`verdict`: it is missing' : 'it is no JSON');
    expect(told).toContain('"role":"assistant"');
  });

  it('is not asked a third time for what it cannot write', async () => {
    const { thinker, calls, server } = await struck(vendor, { kind: 'misfit' }, 9, [ANSWER, ANSWER, ANSWER]);
    const { reply } = await thinker.ask(question());
    expect(reply).toMatchObject({
      kind: 'failed',
      cause: 'invalid',
      reason: expect.stringContaining('`verdict`: it is missing'),
    });
    expect([server.log.length, calls.map(({ result }) => result)]).toEqual([2, ['invalid', 'invalid']]);
  });

  it('cannot get around the form by what it was told to say', async () => {
    const { thinker } = await struck(vendor, { kind: 'hostile' }, 9, [ANSWER, ANSWER]);
    const { reply } = await thinker.ask(question());
    if (reply.kind === 'answered') expect(Object.keys(reply.value as object)).toEqual(['verdict', 'reason']);
    else expect(reply.cause).toBe('invalid');
  });

  it('tells no key, however its answer quotes it', async () => {
    const key = KEYS[vendor];
    for (const quoted of [
      key,
      `${key.slice(0, 8)}********${key.slice(-4)}`,
      `sk-abc...${key.slice(-4)}`,
      `${key.slice(0, 12)}…`,
    ]) {
      for (const code of [400, 401, 429, 500] as const) {
        const { thinker } = await struck(
          vendor,
          status(code, { message: `Incorrect API key provided: ${quoted}. See the page.` }),
        );
        const { reply, said } = await thinker.ask(question());
        const told = JSON.stringify([reply, said]);
        for (let at = 0; at + 6 <= key.length; at++) {
          // Its beginning is the name of the vendor, which is no secret.
          const piece = key.slice(at, at + 6);
          if (/\d/.test(piece)) expect(told).not.toContain(piece);
        }
      }
    }
  });
});

describe('a page instead of an answer', () => {
  it('is none, and nobody knows what it used', async () => {
    const page = async () =>
      new Response('<html>Sign in</html>', { status: 200, headers: { 'content-type': 'text/html' } });
    for (const vendor of VENDORS) {
      const { thinker } = await stage({ chain: CHAINS[vendor], fetch: page });
      const { reply } = await thinker.ask(question());
      expect(reply).toMatchObject({ kind: 'failed', cause: 'connection' });
      for (const { tokens } of reply.calls) expect(tokens).toBeNull();
    }
  });

  it('such as a redirect gets no key', async () => {
    const asked: string[] = [];
    const elsewhere: typeof fetch = async (input, init) => {
      asked.push(String(input instanceof Request ? input.url : input));
      if (init?.redirect !== 'error') throw new Error('it would follow');
      throw new TypeError('unexpected redirect');
    };
    for (const vendor of VENDORS) {
      const { thinker } = await stage({ chain: CHAINS[vendor], fetch: elsewhere });
      expect((await thinker.ask(question())).reply).toMatchObject({ cause: 'connection' });
    }
    expect(asked).toHaveLength(4 * VENDORS.length);
  });

  it('that does not end is cut off', async () => {
    let sent = 0;
    const flood = async () => {
      const chunk = new Uint8Array(1024 * 1024).fill(32);
      const body = new ReadableStream({
        pull(controller) {
          sent += 1;
          controller.enqueue(chunk);
        },
      });
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    };
    const { thinker } = await stage({
      chain: CHAINS.anthropic,
      fetch: flood,

      dice: { roll: () => 0 },
    });
    expect((await thinker.ask(question())).reply).toMatchObject({ kind: 'failed', cause: 'connection' });
    expect(sent).toBeLessThan(4 * 80);
  });
});

it.each([
  [400, 'API key not valid. Please pass a valid API key.', 'key'],
  [400, 'Your credit balance is too low to access the API', 'payment'],
  [403, 'This model gpt-9 is not supported for you: model_not_found', 'unknown-model'],
  [451, 'not here', 'request'],
  [599, 'odd', 'server'],
])('status %i with %j means %s', (code, message, cause) => {
  expect(failureOfStatus(code, { error: { message } }, { provider: 'gemini', secrets: [] }).cause).toBe(cause);
});

it('a batch that has to wait until others have ended is at a limit, and not too large', () => {
  const message = 'Enqueued token limit reached for gpt-6-luna. Too many tokens are in progress.';
  const failure = failureOfStatus(
    400,
    { error: { code: 'token_limit_exceeded', message } },
    { provider: 'openai', secrets: [] },
  );
  expect(failure.cause).toBe('limit');
});

it.each(VENDORS)('%s: where nothing listens nothing was used, and it says so [AR-2]', async (vendor) => {
  const gone = await openModelServer({});
  await gone.close();
  const { thinker, calls } = await stage({ chain: CHAINS[vendor], addresses: addressesOf(gone) });
  const { reply, said } = await thinker.ask(question());
  expect(reply).toMatchObject({ kind: 'failed', cause: 'connection' });
  expect(said[0]?.reason).toBe(`${vendor}: nothing listens at its address`);
  for (const { tokens } of calls) expect(tokens).toEqual(NO_TOKENS);
});

it('what went wrong is told, not that it could not be tried once more', async () => {
  const admitted = [{ kind: 'admitted' }, { kind: 'refused', cause: 'budget', reason: 'nothing is left' }] as const;
  const left = [...admitted];
  const gate: CallGate = { admit: () => left.shift() ?? admitted[1], spent: () => undefined };
  const on = await stage({ chain: CHAINS.openai, gate }, ANSWER);
  on.server.faults.add({ when: () => true, effect: status(500), times: 99 });
  const { reply } = await on.thinker.ask(question());
  expect(reply).toMatchObject({ kind: 'failed', cause: 'server' });
  expect(reply.calls.map(({ result }) => result)).toEqual(['server']);
});
