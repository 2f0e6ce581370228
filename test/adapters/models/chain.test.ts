/** Chains: the next model where one fails, circuits that outlive a run, budgets in front, and templates where nothing answers. */
import { type Circuits, circuitEvents } from '@steward/core/domain/circuit.ts';
import { type Call, thoughtWords } from '@steward/core/domain/model.ts';
import { mostPromptTokens } from '@steward/core/domain/money/ceiling.ts';
import type { CallGate } from '@steward/core/ports.ts';
import type { ModelRequest } from '@steward/sandbox/models/model-log.ts';
import { describe, expect, it } from 'vitest';
import { ANSWER, KEYS, question, type Stage, settingsOf, stage } from './stage.ts';

const to = (vendor: ModelRequest['vendor']) => (request: ModelRequest) => request.vendor === vendor;
const down = ({ server }: Stage, vendor: ModelRequest['vendor'], times = 99): void =>
  server.faults.add({ when: to(vendor), effect: { kind: 'status', status: 529, shouldRetry: false }, times });
const asked = ({ server }: Stage, vendor: ModelRequest['vendor']): number => server.log.filter(to(vendor)).length;
const lines = (count: number) => Array(count).fill(ANSWER);

describe('a chain', () => {
  it('asks the next vendor where the first one fails, and tells what each of them said [CW-11]', async () => {
    const on = await stage({}, ANSWER);
    down(on, 'anthropic');
    const { reply, said } = await on.thinker.ask(question());
    expect(reply).toMatchObject({ kind: 'answered', value: ANSWER, model: { provider: 'openai', id: 'gpt-6-luna' } });
    expect(thoughtWords(said)).toBe('anthropic/claude-haiku-5-5: overload, then openai/gpt-6-luna answered');
    expect(reply.calls.map(({ model, result }) => [model.provider, result])).toEqual([
      ['anthropic', 'overload'],
      ['openai', 'answered'],
    ]);
    expect(on.calls).toEqual(reply.calls);
  });

  it.each(['refusal', 'truncated', 'misfit'] as const)(
    'goes on after a %s, which is no answer [CW-11]',
    async (kind) => {
      const on = await stage({}, ...lines(3));
      on.server.faults.add({ when: to('anthropic'), effect: { kind }, times: 9 });
      expect((await on.thinker.ask(question())).reply).toMatchObject({
        kind: 'answered',
        model: { provider: 'openai' },
      });
    },
  );

  it('goes on from a hosted model to a local one by itself, and back when it can [AC-12]', async () => {
    const on = await stage({ chain: ['anthropic/claude-haiku-5-5', 'ollama/llama3.2:3b'] }, ...lines(3));
    down(on, 'anthropic', 1);
    const models: unknown[] = [];
    for (let turn = 0; turn < 2; turn++) {
      const { reply } = await on.thinker.ask(question());
      if (reply.kind === 'answered') models.push(reply.model.provider);
    }
    expect(models).toEqual(['ollama', 'anthropic']);
  });

  it('ends in one failed reply with every call and cause: a template writes then', async () => {
    const on = await stage();
    on.server.faults.add({ when: to('anthropic'), effect: { kind: 'status', status: 429, retryAfter: 90 }, times: 9 });
    down(on, 'openai');
    const { reply, said } = await on.thinker.ask(question());
    expect(reply).toMatchObject({ kind: 'failed', cause: 'overload', retryAfter: 90_000 });
    expect(reply).toHaveProperty(
      'reason',
      expect.stringMatching(/anthropic answered 429: .*; then openai answered 529/),
    );
    expect(said.map(({ result }) => result)).toEqual(['limit', 'overload']);
    expect(reply.calls).toHaveLength(2);
  });

  it('leaves out whoever has no key, without a word, and says once when nobody has one [CW-19]', async () => {
    const { openai } = KEYS;
    const on = await stage({ keys: { openai } }, ANSWER);
    expect(on.thinker.silence).toBeNull();
    expect((await on.thinker.ask(question())).said.map(({ model }) => model.provider)).toEqual(['openai']);
    const silent = on.again({ keys: {} });
    expect(silent.silence).toBe('no key was handed in for anthropic or openai');
    const settings = settingsOf({ specify: { chain: ['gemini/any', 'compatible/any'] }, report: { chain: [] } });
    const chosen = on.again({ settings, keys: { openai }, addresses: {} });
    expect(chosen.silence).toBeNull();
    expect(chosen.lack('specify')).toBe('no key was handed in for gemini, and no address is given for compatible');
    expect([chosen.lack('plan'), chosen.lack('report')]).toEqual([null, null]);
    expect(await silent.ask(question())).toMatchObject({
      reply: { kind: 'failed', cause: 'key', calls: [] },
      said: [],
    });
    expect(silent.role('plan').chain).toEqual([]);
    expect(on.server.log).toHaveLength(1);
  });

  it('asks one model for everything where an input names it [AC-31]', async () => {
    const model = { provider: 'gpt4all', id: 'mistral' } as const;
    const on = await stage({ wishes: { model, most: null } }, ...lines(2));
    for (const role of ['plan', 'report'] as const) await on.thinker.ask(question({ role }));
    expect(on.server.log.map((request) => request.model)).toEqual(['mistral', 'mistral']);
  });
});

describe('a gate', () => {
  const gateOf = (admit: CallGate['admit']) => {
    const spent: Call[] = [];
    return { gate: { admit, spent: (call: Call) => void spent.push(call) }, spent };
  };

  it('is asked before each call, repairs included, and told of each after it', async () => {
    const admitted: string[] = [];
    const { gate, spent } = gateOf((_, { provider }) => {
      admitted.push(provider);
      return { kind: 'admitted' };
    });
    const on = await stage({ gate }, 'no JSON', ANSWER);
    on.server.faults.add({ when: 1, effect: { kind: 'status', status: 500 } });
    await on.thinker.ask(question());
    expect(admitted).toEqual(['anthropic', 'anthropic', 'anthropic']);
    expect(spent.map(({ result }) => result)).toEqual(['server', 'invalid', 'answered']);
  });

  it('weighs the answer that is to be mended, since its model reads it again', async () => {
    const sizes: number[] = [];
    const { gate } = gateOf((asked) => {
      sizes.push(mostPromptTokens(asked));
      return { kind: 'admitted' };
    });
    await (await stage({ gate }, 'no JSON '.repeat(100), ANSWER)).thinker.ask(question());
    const [first = 0, second = 0] = sizes;
    expect([sizes.length, second - first > 400]).toEqual([2, true]);
  });

  it.each(['budget', 'rate'] as const)(
    'that refuses for the %s sends nothing, and the next model is judged by itself',
    async (cause) => {
      const { gate, spent } = gateOf((_, { provider }) =>
        provider === 'anthropic' ? { kind: 'refused', cause, reason: 'nothing is left' } : { kind: 'admitted' },
      );
      const on = await stage({ gate }, ANSWER);
      const { reply, said } = await on.thinker.ask(question());
      expect(reply).toMatchObject({ kind: 'answered', model: { provider: 'openai' } });
      expect(said[0]).toMatchObject({ result: cause, reason: 'nothing is left' });
      expect([asked(on, 'anthropic'), spent.map(({ result }) => result)]).toEqual([0, [cause, 'answered']]);
      expect(on.thinker.circuits()).toEqual({});
    },
  );
});

describe('a circuit', () => {
  it('opens after three questions, keeps the vendor alone across runs, and closes by one question', async () => {
    const on = await stage({}, ...lines(20));
    down(on, 'anthropic', 3);
    for (let turn = 0; turn < 3; turn++) await on.thinker.ask(question());
    expect(asked(on, 'anthropic')).toBe(3);
    const circuits: Circuits = JSON.parse(JSON.stringify(on.thinker.circuits()));
    expect(circuitEvents({}, circuits)).toHaveLength(1);

    const next = on.again({ circuits });
    const { said } = await next.ask(question());
    expect(said).toMatchObject([
      { result: 'circuit', reason: expect.stringMatching(/^anthropic is left alone until .*, after overload$/) },
      { result: 'answered' },
    ]);
    expect(asked(on, 'anthropic')).toBe(3);

    on.server.clock.advance(15 * 60_000);
    const later = on.again({ circuits });
    const together = await Promise.all([later.ask(question()), later.ask(question())]);
    expect(asked(on, 'anthropic')).toBe(4);
    expect(together.map(({ reply }) => reply.kind === 'answered' && reply.model.provider)).toEqual([
      'anthropic',
      'openai',
    ]);
    expect(later.circuits()).toEqual({});
    await later.ask(question());
    expect(asked(on, 'anthropic')).toBe(5);
  });

  it('opens again for longer where that question fails too', async () => {
    const on = await stage({}, ...lines(9));
    down(on, 'anthropic');
    for (let turn = 0; turn < 3; turn++) await on.thinker.ask(question());
    on.server.clock.advance(15 * 60_000);
    await on.thinker.ask(question());
    const { until, at, opened } = on.thinker.circuits().anthropic ?? {};
    expect([opened, (Date.parse(until ?? '') - Date.parse(at ?? '')) / 60_000]).toEqual([2, 30]);
  });

  it('keeps a batch away from a vendor that is left alone', async () => {
    const until = '2027-01-01T00:00:00.000Z';
    const circuit = { failures: 3, cause: 'overload', at: '2026-11-20T09:00:00.000Z', until } as const;
    const on = await stage({ circuits: { anthropic: circuit } });
    expect(on.thinker.lane('specify')?.model.provider).toBe('openai');
    expect(on.again({ circuits: {} }).lane('specify')?.model.provider).toBe('anthropic');
    expect(on.again({ keys: {} }).lane('specify')).toBeNull();
    expect((await stage({ chain: ['gemini/x'] })).thinker.lane('specify')).toBeNull();
  });

  it('keeps to its order for a price: nothing goes out in a batch to the second while the first can be asked', async () => {
    const on = await stage({ chain: ['ollama/x', 'anthropic/claude-haiku-5-5'] });
    expect(on.thinker.lane('specify')).toBeNull();
    const until = '2027-01-01T00:00:00.000Z';
    const circuit = { failures: 3, cause: 'overload', at: '2026-11-20T09:00:00.000Z', until } as const;
    expect(on.again({ circuits: { ollama: circuit } }).lane('specify')?.model.provider).toBe('anthropic');
  });

  it('collects what is out at a model that it names no more, as long as there is a key', async () => {
    const on = await stage({ chain: ['openai/gpt-6-luna'] });
    const former = { provider: 'anthropic', id: 'claude-haiku-4-5' } as const;
    expect(await on.thinker.laneOf(former)?.collect({ id: 'msgbatch_x', intent: 'i', questions: [] })).toMatchObject({
      kind: 'gone',
    });
    expect(on.again({ keys: { openai: KEYS.openai } }).laneOf(former)).toBeNull();
    expect(on.thinker.laneOf({ provider: 'gemini', id: 'x' })).toBeNull();
  });
});

describe('an endpoint that only says it is compatible', () => {
  it('is held to a form as strictly as it takes, which is found out once [AC-12]', async () => {
    const on = await stage({ chain: ['vllm/any'] }, ...lines(2));
    on.server.compatible.forms = 'refused';
    await on.thinker.ask(question());
    expect((await on.thinker.ask(question())).reply.kind).toBe('answered');
    expect(on.bodies().map((body) => (body.response_format as { type: string }).type)).toEqual([
      ...['json_schema', 'json_object', 'json_object'],
    ]);
    expect(on.server.log.map(({ status }) => status)).toEqual([400, 200, 200]);
    expect(JSON.stringify(on.bodies()[1])).toContain('valid by this JSON Schema');
  });

  it('may wrap what it writes, think aloud, and say nothing of what it used', async () => {
    const on = await stage({ chain: ['compatible/any'] }, ANSWER, `<think>Is it?</think>\n${JSON.stringify(ANSWER)}`);
    Object.assign(on.server.compatible, { forms: 'forgotten', usage: false, key: false });
    const unnamed = on.again({ keys: {} });
    for (let turn = 0; turn < 2; turn++) {
      const { reply } = await unnamed.ask(question());
      expect(reply).toMatchObject({ kind: 'answered', value: ANSWER, calls: [{ tokens: null }] });
    }
  });

  it.each(['gemini', 'deepseek', 'openrouter', 'ollama', 'gpt4all', 'vllm', 'compatible'] as const)(
    'such as %s is asked with its own key [CW-11]',
    async (provider) => {
      const on = await stage({ chain: [`${provider}/any`], keys: { [provider]: KEYS[provider] } }, ANSWER);
      expect((await on.thinker.ask(question())).reply).toMatchObject({
        kind: 'answered',
        model: { provider, id: 'any' },
      });
      expect(on.thinker.laneOf({ provider, id: 'any' })).toBeNull();
    },
  );
});
