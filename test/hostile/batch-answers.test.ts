/** Hostile input 16, in batches: an endpoint that answers with what no vendor would. Nothing of it ends a run, and nothing of it is kept. */
import type { BatchLane } from '@steward/core/ports.ts';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { question, stage } from '../adapters/models/stage.ts';

const MODELS = {
  anthropic: { provider: 'anthropic', id: 'claude-haiku-5-5' },
  openai: { provider: 'openai', id: 'gpt-6-luna' },
} as const;
type Vendor = keyof typeof MODELS;

const INTENT = 'a'.repeat(24);
const SINCE = '2026-11-20T09:00:00.000Z';
const asked = question();

/** A lane before an endpoint that says this, whatever it is asked. */
async function laneBefore(vendor: Vendor, say: (path: string) => unknown): Promise<BatchLane> {
  const fetch: typeof globalThis.fetch = async (input) => {
    const said = say(new URL(String(input instanceof Request ? input.url : input)).pathname);
    const [text, type] =
      typeof said === 'string' ? [said, 'application/x-jsonl'] : [JSON.stringify(said), 'application/json'];
    return new Response(text, { headers: { 'content-type': type } });
  };
  const { thinker } = await stage({ fetch });
  const lane = thinker.laneOf(MODELS[vendor]);
  if (!lane) throw new Error('there is no lane');
  return lane;
}

const STRANGE: readonly [string, unknown][] = [
  ['null', null],
  ['a number', 7],
  ['a text', '"yes"'],
  ['a list', [null]],
  ['nothing of what it should', {}],
  ['parts that are null', { id: null, status: null, processing_status: null, request_counts: null, data: null }],
  ['a list of nothing', { data: [null, 7, {}], has_more: false }],
  ['a name of ten thousand signs', { id: 'x'.repeat(10_000), status: 'completed', processing_status: 'ended' }],
  ['a name on two lines', { id: 'batch_1\n::error::', status: 'completed', processing_status: 'ended' }],
  ['a name that leads elsewhere', { id: '../../files/secret', status: 'completed', processing_status: 'ended' }],
  ['times that are none', { status: 'completed', created_at: 'then', completed_at: {}, output_file_id: 9 }],
];

describe.each(Object.keys(MODELS) as Vendor[])('16. A batch of %s', (vendor) => {
  it.each(STRANGE)('16. is not believed to be there where its endpoint says %s', async (_, said) => {
    const lane = await laneBefore(vendor, () => said);
    const made = await lane.submit({ intent: INTENT, questions: [asked] });
    expect(made.kind).not.toBe('submitted');
    const found = await lane.find({ intent: INTENT, since: SINCE, questions: [asked.id] });
    expect(['absent', 'unknown']).toContain(found.kind);
    const collected = await lane.collect({ id: 'batch_1', intent: INTENT, questions: [asked] });
    expect(['waiting', 'unknown', 'ended']).toContain(collected.kind);
    if (collected.kind === 'ended') {
      expect([...collected.replies.values()].map(({ kind }) => kind)).toEqual(['failed']);
      expect(JSON.stringify([...collected.replies])).not.toContain('"milliseconds":null');
    }
    expect(['cancelled', 'over', 'unknown']).toContain((await lane.cancel('batch_1')).kind);
  });

  const name = `${INTENT}-${asked.id}`;
  const broken = [
    { content: [null] },
    { content: 7, usage: { input_tokens: 1, output_tokens: 1 } },
    { output: [null], content: [7] },
    { output: [{ type: 'message', content: [null] }], content: [{ type: 'text', text: {} }] },
    { output: [{ type: 'message', content: 7 }], content: { length: 3 } },
  ];
  it.each(broken.map((one) => [JSON.stringify(one), one] as const))(
    '16. a part of it that reads %s has failed, and the other part counts',
    async (_, message) => {
      const other = question({ id: 'b'.repeat(24) });
      const good = JSON.stringify({ verdict: 'keep', reason: 'it is used' });
      const sound = {
        ...{ id: 'm', model: 'x', status: 'completed', stop_reason: 'end_turn' },
        content: [{ type: 'text', text: good }],
        output: [{ type: 'message', content: [{ type: 'output_text', text: good, annotations: [] }] }],
        usage: { input_tokens: 5, output_tokens: 5 },
      };
      const line = (custom_id: string, body: object): string =>
        JSON.stringify({
          ...{ custom_id, result: { type: 'succeeded', message: body } },
          response: { status_code: 200, request_id: 'r', body },
        });
      const lines = `${line(name, message)}\n${line(`${INTENT}-${other.id}`, sound)}\n`;
      const batch = {
        ...{ id: 'batch_1', processing_status: 'ended', status: 'completed', created_at: 1, completed_at: 2 },
        ...{ output_file_id: 'f', results_url: 'x' },
      };
      const lane = await laneBefore(vendor, (path) => (/results$|content$/.test(path) ? lines : batch));
      const collected = await lane.collect({ id: 'batch_1', intent: INTENT, questions: [asked, other] });
      if (collected.kind !== 'ended') throw new Error(collected.kind);
      expect([...collected.replies.values()].map(({ kind }) => kind)).toEqual(['failed', 'answered']);
    },
  );
});

it('16. results without end are read no further than anybody asks', async () => {
  const batch = { id: 'batch_1', processing_status: 'ended', created_at: 'x' };
  const lane = await laneBefore('anthropic', (path) => (path.endsWith('results') ? '\n'.repeat(20_000_000) : batch));
  const parse = vi.spyOn(JSON, 'parse');
  onTestFinished(() => parse.mockRestore());
  const collected = await lane.collect({ id: 'batch_1', intent: INTENT, questions: [asked] });
  expect([collected.kind, parse.mock.calls.length < 20_000]).toEqual(['ended', true]);
});

it.each([Number.MAX_SAFE_INTEGER, 1e300, 2_000_000_000, -1, 1.5, '7'])(
  '16. an endpoint that says it used %s tokens is not believed: what the call may cost at most is charged',
  async (count) => {
    const message = {
      ...{ id: 'm', type: 'message', role: 'assistant', model: 'x', stop_reason: 'end_turn' },
      content: [{ type: 'text', text: '{}' }],
      usage: { input_tokens: count, output_tokens: 1 },
    };
    const fetch: typeof globalThis.fetch = async () => Response.json(message);
    const { thinker, calls } = await stage({ fetch, chain: ['anthropic/claude-haiku-5-5'] });
    await thinker.ask(asked);
    expect(calls.map(({ tokens }) => tokens)).toEqual([null, null]);
  },
);
