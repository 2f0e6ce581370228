// Of models: keys, addresses, and what is handed in that has no use or no place there.
import type { SetUpPlan } from '../good.ts';
import { configured, type Plant, replaced, settings } from './plant.ts';

const both =
  (...plants: ((plan: SetUpPlan) => void)[]) =>
  (plan: SetUpPlan): void => {
    for (const plant of plants) plant(plan);
  };

const given = (line: string) => replaced('action: auto', `action: auto\n          ${line}`);
const chain = (...models: string[]) => configured(`models: { plan: { chain: [${models.join(', ')}] } }\n`);
const limits = (url: string) => (plan: SetUpPlan) => {
  plan.files['.github/workflows/jira.yml'] =
    `on: workflow_dispatch\njobs:\n  sync:\n    steps:\n      - uses: acme/steward/actions/check-limits@main\n        with:\n          redis-url: ${url}\n`;
};

export const MODEL_PLANTS: readonly Plant[] = [
  {
    id: 'model-key-missing',
    plant: chain('gemini/gemini-4-flash'),
    what: /`models` names gemini, and steward\.yml hands in no `gemini-api-key`/,
    remedy: /Write `gemini-api-key: \$\{\{ secrets\.GEMINI_API_KEY \}\}` under `with:`, or take gemini out/,
    alone: true,
  },
  {
    id: 'model-key-missing',
    plant: both(chain('deepseek/deepseek-chat'), given('deepseek-api-key: ${{ secrets.DEEP }}')),
    what: /names deepseek, and there is no secret DEEP, which is handed in as its key/,
    remedy: /Create the secret DEEP, or take deepseek out/,
    alone: true,
  },
  {
    id: 'model-key-missing',
    plant: given('model: openai/gpt-6-luna'),
    what: /names openai, and steward\.yml hands in no `openai-api-key`/,
    remedy: /OPENAI_API_KEY/,
    alone: true,
  },
  {
    id: 'model-key-unused',
    plant: both(given('gemini-api-key: ${{ secrets.GEMINI }}'), settings({ secrets: ['GEMINI'] })),
    what: /steward\.yml hands in `gemini-api-key`, and nothing that it is for is named/,
    remedy: /Remove `gemini-api-key`/,
  },
  {
    id: 'base-url-invalid',
    plant: both(given('base-url: http://models.example.org'), given('model: vllm/any')),
    what: /Nothing may be sent to the `base-url` of steward\.yml/,
    remedy: /an `https` address without parameters/,
    alone: true,
  },
  {
    id: 'base-url-unused',
    plant: given('base-url: https://models.example.org/v1'),
    what: /gives a `base-url`, which is that of `compatible`/,
    remedy: /name a model as `compatible\/…`/,
  },
  {
    id: 'model-address-missing',
    plant: chain('compatible/any'),
    what: /`models` names `compatible`, and nothing says where it answers/,
    remedy: /models\.base-urls\.compatible/,
    alone: true,
  },
  {
    id: 'model-address-hosted',
    plant: both(chain('ollama/any'), replaced('ubuntu-slim', 'ubuntu-24.04')),
    what: /names ollama on the machine of the run, which is one of GitHub's, and steward\.yml starts none/,
    remedy: /Start ollama in the job/,
    alone: true,
  },
  {
    id: 'secret-written',
    plant: given('openai-api-key: sk-plainly-written-here'),
    what: /^`openai-api-key` stands in steward\.yml for everybody to read\.$/,
    remedy: /Make a new one/,
  },
  {
    id: 'secret-written',
    plant: limits('rediss://steward:in-the-open@limits.example.org:6380'),
    what: /^`redis-url` stands in jira\.yml for everybody to read\.$/,
    remedy: /Make a new one/,
    alone: true,
  },
  {
    id: 'secret-written',
    plant: given('redis-url: rediss://steward:in-the-open@limits.example.org:6380'),
    what: /^`redis-url` stands in steward\.yml for everybody to read\.$/,
    remedy: /Make a new one/,
    alone: true,
  },
  {
    id: 'redis-url-open',
    plant: given('redis-url: redis://limits.example.org:6379'),
    what: /The `redis-url` of steward\.yml is not encrypted/,
    remedy: /Write `rediss:\/\/`/,
    alone: true,
  },
  {
    id: 'redis-url-invalid',
    plant: limits('limits.example.org:6379'),
    what: /The `redis-url` of jira\.yml is no address of a Redis/,
    remedy: /rediss:/,
    alone: true,
  },
  {
    id: 'redis-url-open',
    plant: limits('redis://limits.example.org:6379'),
    what: /is not encrypted/,
    remedy: /Write `rediss:\/\/`/,
    alone: true,
  },
];

/** Set up as they should be, each with what is said of who is asked. */
export const MODELS_IN_ORDER: readonly [string, (plan: SetUpPlan) => void, string][] = [
  ['no key', () => undefined, 'None: no key arrives for any of those that `models` names, so templates write.'],
  [
    'the lines of the template, and one of the secrets',
    both(
      ...['ANTHROPIC_API_KEY', 'OPENAI_API_KEY'].map((name) =>
        given(`${name.toLowerCase().replaceAll('_', '-')}: \${{ secrets.${name} }}`),
      ),
      settings({ secrets: ['OPENAI_API_KEY'] }),
    ),
    'Asked: openai.',
  ],
  [
    'a secret that only an environment has',
    both(
      given('anthropic-api-key: ${{ secrets.OURS }}'),
      given('github-token: ${{ secrets.THEIRS }}'),
      replaced('runs-on:', 'environment: models\n    runs-on:'),
    ),
    'Asked if the secrets are there, which this token may not see: anthropic.',
  ],
  [
    'a chain of a server that the job starts',
    both(chain('ollama/any'), replaced('steps:\n', 'steps:\n      - run: ollama serve &\n')),
    'Asked: ollama.',
  ],
  [
    'an endpoint of its own, by the configuration',
    configured(
      'models: { plan: { chain: [compatible/any] }, base-urls: { compatible: "https://models.example.org" } }\n',
    ),
    'Asked: compatible.',
  ],
  [
    'an endpoint of its own, by the workflow',
    both(given('base-url: https://models.example.org'), given('model: compatible/any')),
    'Asked: compatible.',
  ],
  ['a map where a word belongs', given('model: { toString: 1 }'), 'None: no key arrives'],
  ['a model by a variable', given('model: ${{ vars.MODEL }}'), 'Which model is asked is known only once the workflow'],
  ['a Redis by a secret', limits('${{ secrets.REDIS_URL }}'), 'None: no key arrives'],
  ['a Redis beside the job', limits('redis://redis:6379'), 'None: no key arrives'],
  ['mode observe', configured('mode: observe\n'), 'In mode observe no model is asked'],
];
