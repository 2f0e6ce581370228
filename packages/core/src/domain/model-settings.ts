/** What an owner may set of the models that are asked: per role a chain, an effort, a ceiling and a lane. */
import * as v from 'valibot';
import { ADDRESS, ADDRESS_WORDS } from './address.ts';
import { type ConfigFault, nearest, type Readable } from './config-faults.ts';
import { EFFORTS, type Effort, LANES, type Lane, PROVIDERS, ROLES, type Role } from './model.ts';
import { MODEL, modelOf } from './model-role.ts';

const CHEAP = ['anthropic/claude-haiku-5-5', 'openai/gpt-6-luna'] as const;
const STRONG = ['anthropic/claude-sonnet-5-5', 'openai/gpt-6-sol'] as const;

/** How long what all calls share is kept by a vendor that lets one choose. */
export const CACHES = ['5m', '1h', 'none'] as const;

/** `lane`: null where somebody always waits for it. */
const role = (chain: readonly string[], effort: Effort, most: number, purpose: string, lane: Lane | null = 'now') =>
  v.optional(
    v.pipe(
      v.strictObject({
        chain: v.optional(
          v.pipe(
            v.array(
              v.pipe(v.string(), v.regex(MODEL, 'a provider and the exact id of a model, such as `openai/gpt-6-luna`')),
            ),
            v.maxLength(8),
            v.description(`Models, the next one where one fails, that ${purpose}; empty: none, templates do`),
          ),
          () => [...chain],
        ),
        effort: v.optional(v.pipe(v.picklist(EFFORTS), v.description('How much they think first')), effort),
        most: v.optional(
          v.pipe(
            v.number(),
            v.integer(),
            v.minValue(256),
            v.maxValue(64_000),
            v.description('Most tokens of an answer, thinking included'),
          ),
          most,
        ),
        lane: v.optional(
          v.pipe(
            v.picklist(LANES),
            v.description(
              lane === null
                ? 'Without effect: what is asked here is always asked within the run'
                : 'now: within the run; batch: collected by a later run at half the price, where a vendor offers it',
            ),
          ),
          lane ?? 'now',
        ),
      }),
      v.description(`Models that ${purpose}`),
    ),
    {},
  );

const address = (provider: string) =>
  v.optional(v.pipe(v.string(), v.regex(ADDRESS, ADDRESS_WORDS), v.description(`Where ${provider} answers`)));

export const MODELS = v.optional(
  v.pipe(
    v.strictObject({
      plan: role(STRONG, 'medium', 8_000, 'plan', null),
      specify: role(CHEAP, 'low', 12_000, 'write tasks', 'batch'),
      review: role(STRONG, 'medium', 8_000, 'review changes'),
      diagnose: role(CHEAP, 'low', 4_000, 'look for causes of what fails on the default branch', null),
      research: role(STRONG, 'medium', 8_000, 'put what is to be read and answered into questions', 'batch'),
      report: role(CHEAP, 'low', 4_000, 'word what analyze-tasks counted', null),
      'base-urls': v.optional(
        v.pipe(
          v.strictObject({
            ollama: address('Ollama'),
            gpt4all: address('GPT4All'),
            vllm: address('vLLM'),
            compatible: address('any other endpoint with Chat Completions'),
          }),
          v.description('Addresses of endpoints of your own. A vendor’s own is changed by an input, beside its key'),
        ),
        {},
      ),
      cache: v.optional(
        v.pipe(
          v.picklist(CACHES),
          v.description('How long Anthropic keeps the instructions of a role; writing for `1h` costs more'),
        ),
        '5m',
      ),
      'time-out': v.optional(
        v.pipe(
          v.number(),
          v.integer(),
          v.minValue(5),
          v.maxValue(600),
          v.description('Seconds until a call counts as unanswered'),
        ),
        120,
      ),
    }),
    v.description('Models that are asked, by what they are asked for. Without a key none is'),
  ),
  {},
);

export type ModelSettings = v.InferOutput<typeof MODELS>;

export const modelFaults = (settings: Readable<ModelSettings> = {}): ConfigFault[] =>
  ROLES.flatMap((role) => chainFaults(role, settings[role]?.chain ?? []));

function chainFaults(role: Role, chain: readonly (string | undefined)[]): ConfigFault[] {
  return chain.flatMap((text, index) => {
    const fault = text === undefined ? null : (entryFault(text) ?? (chain.indexOf(text) < index ? TWICE : null));
    return fault === null ? [] : [{ path: ['models', role, 'chain', index], ...fault }];
  });
}

const TWICE = { fault: 'it stands there twice', remedy: 'leave one out' };

/** What is wrong with an entry that has the form of one; null: nothing. */
function entryFault(text: string): Omit<ConfigFault, 'path'> | null {
  const [provider = ''] = text.split('/');
  if (modelOf(text) !== null) return null;
  const near = nearest(provider, PROVIDERS);
  return {
    fault: `\`${provider.slice(0, 40)}\` is no provider`,
    remedy: near ? `write \`${near}/…\`` : `use one of ${PROVIDERS.join(', ')}`,
  };
}
