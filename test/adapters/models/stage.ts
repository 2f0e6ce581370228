/** A thinker as a run has one, before an endpoint on loopback whose time is virtual: what it waits passes at once. */
import { createThinker, type ThinkerOptions } from '@steward/core/adapters/models/chain.ts';
import { parseConfig } from '@steward/core/domain/config.ts';
import type { Call, Provider, Question } from '@steward/core/domain/model.ts';
import { type Clean, markClean } from '@steward/core/domain/text.ts';
import type { CallGate, Thinker } from '@steward/core/ports.ts';
import { type ModelServer, type ModelServerOptions, openModelServer } from '@steward/sandbox/models/model-server.ts';
import { type Line, scriptedMind } from '@steward/sandbox/models/scripted-mind.ts';
import { onTestFinished } from 'vitest';

export const FORM = {
  name: 'verdict',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['verdict', 'reason'],
    properties: {
      verdict: { type: 'string', enum: ['keep', 'close'] },
      reason: { type: 'string', description: 'why', maxLength: 40 },
    },
  },
} as const;
export const ANSWER = { verdict: 'keep', reason: 'it is used' };

const clean = (text: string): Clean => markClean(text);

export const question = (parts: Partial<Question> = {}): Question => ({
  ...{ id: 'a1b2c3d4e5f6a1b2c3d4e5f6', role: 'specify', form: FORM, most: 2_000, effort: 'low' },
  prompt: { system: 'You judge.', shared: clean('The backlog.'), own: clean('Issue 7.') },
  ...parts,
});

export interface Stage {
  server: ModelServer;
  thinker: Thinker;
  /** Milliseconds that were waited between attempts. */
  slept: number[];
  /** As the gate was told of them. */
  calls: Call[];
  /** Bodies of what was asked for, files left out. */
  bodies(): Record<string, unknown>[];
  /** The time of the call that is being made is over, as soon as what is happening happened. */
  expire(): void;
  /** Another run on the same endpoint. */
  again(options?: Partial<ThinkerOptions>): Thinker;
}

export interface StageOptions extends Partial<ThinkerOptions> {
  /** Of the role `specify`. */
  chain?: readonly string[];
  models?: Record<string, unknown>;
  server?: ModelServerOptions;
  gate?: CallGate;
}

/** Where each provider is asked. */
export const addressesOf = (server: ModelServer): Partial<Record<Provider, string>> => ({
  ...{ anthropic: server.url, openai: server.openaiUrl },
  ...Object.fromEntries(COMPATIBLE.map((provider) => [provider, server.compatibleUrl])),
});
const COMPATIBLE = ['gemini', 'deepseek', 'openrouter', 'ollama', 'gpt4all', 'vllm', 'compatible'] as const;

export const KEYS = Object.fromEntries(
  ['anthropic', 'openai', ...COMPATIBLE].map((provider) => [provider, `test-${provider}-key-0123456789`]),
) as Record<Provider, string>;

export async function stage(
  { server: serverOptions, ...options }: StageOptions = {},
  ...lines: Line[]
): Promise<Stage> {
  const mind = lines.length > 0 ? { mind: scriptedMind(lines) } : {};
  const server = await openModelServer({ ...mind, ...serverOptions });
  onTestFinished(() => server.close());
  const [slept, calls]: [number[], Call[]] = [[], []];
  const clock = {
    now: () => server.clock.now().toISOString(),
    elapsed: () => server.clock.now().getTime(),
    async sleep(milliseconds: number) {
      slept.push(milliseconds);
      server.clock.advance(milliseconds);
    },
  };
  let last = new AbortController();
  const deadline = (): AbortSignal => {
    last = new AbortController();
    return last.signal;
  };
  const expire = (): void => void setImmediate(() => last.abort());
  const { chain, models, ...rest } = options;
  const gate: CallGate = { admit: () => ({ kind: 'admitted' }), spent: (call) => void calls.push(call) };
  const base: ThinkerOptions = {
    ...{ settings: settingsOf(models ?? (chain ? { specify: { chain } } : {})), wishes: { model: null, most: null } },
    ...{ keys: KEYS, addresses: addressesOf(server), circuits: {}, traits: {}, gate, clock, dice: { roll: () => 0.5 } },
    ...{ secrets: Object.values(KEYS), deadline },
  };
  const make = (more: Partial<ThinkerOptions> = {}): Thinker => createThinker({ ...base, ...rest, ...more });
  const bodies = () => server.log.filter(({ body }) => body.startsWith('{')).map(({ body }) => JSON.parse(body));
  return { server, thinker: make(), slept, calls, bodies, expire, again: make };
}

export function settingsOf(models: Record<string, unknown>): ThinkerOptions['settings'] {
  const result = parseConfig({ models });
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.config.models;
}
