/** Every provider has its file, its address, its key and its row in the manual; a file of one's own needs nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createModel } from '@steward/core/adapters/models/manners.ts';
import { PRESETS } from '@steward/core/adapters/models/presets.ts';
import type { Connection, Line, OpenLine } from '@steward/core/adapters/models/provider.ts';
import { PROVIDER_FILES } from '@steward/core/adapters/models/provider-files.ts';
import { ADDRESS } from '@steward/core/domain/address.ts';
import { NO_TOKENS, PROVIDERS } from '@steward/core/domain/model.ts';
import { MODEL_INPUTS } from '@steward/core/runtime/model-inputs.ts';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { root } from '../../support/source.ts';
import { ANSWER, KEYS, question } from './stage.ts';

const connection = (parts: Partial<Connection> = {}): Connection => ({
  ...{ provider: 'compatible', key: KEYS.compatible, baseUrl: 'http://127.0.0.1:9', timeOut: 1_000, cache: '5m' },
  ...{ clock: { now: () => '', elapsed: () => 0, sleep: async () => undefined }, dice: { roll: () => 0 }, secrets: [] },
  gate: { admit: () => ({ kind: 'admitted' }), spent: () => undefined },
  ...parts,
});

const TAKEN = { effort: true, format: 'json_schema' } as const;

describe('each provider', () => {
  it.each(PROVIDERS)('%s opens by its file, with a batch lane where the table says so', async (provider) => {
    const { load, batches } = PROVIDER_FILES[provider];
    const line = (await load())(connection({ provider }), { provider, id: 'x' }, { ...TAKEN });
    expect(line.batches !== null).toBe(batches);
  });

  it('has a row in the manual with its address, its key and its lane, and no other has', () => {
    const manual = readFileSync(join(root, 'packages/core/PROVIDERS.md'), 'utf8');
    const [table = ''] = manual.split('## Who is asked for what');
    const rows = table
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split(' | '));
    expect(rows.map(([name]) => name?.replace(/[|` ]/g, ''))).toEqual([...PROVIDERS]);
    for (const [index, provider] of PROVIDERS.entries()) {
      const [, file = '', address, key = '', lane] = rows[index] ?? [];
      const { baseUrl, needsKey } = PRESETS[provider];
      expect(PROVIDER_FILES[provider].load.toString()).toContain(file.replaceAll('`', ''));
      if (baseUrl !== null) expect([address, ADDRESS.test(baseUrl)]).toEqual([`\`${baseUrl}\``, true]);
      expect(lane).toBe(PROVIDER_FILES[provider].batches ? 'yes |' : 'no |');
      expect(key).toContain(needsKey ? `\`${provider}-api-key\`` : '`compatible-api-key`, if it wants one');
      expect(Object.keys(MODEL_INPUTS)).toContain(/`(.+?)`/.exec(key)?.[1]);
    }
  });
});

describe('what the environment holds for OpenAI', () => {
  const ENVIRONMENT = {
    OPENAI_API_KEY: 'env-api-key-1234',
    OPENAI_ADMIN_KEY: 'env-admin-key-1234',
    OPENAI_ORG_ID: 'env-org-1234',
    OPENAI_PROJECT_ID: 'env-project-1234',
    OPENAI_BASE_URL: 'https://elsewhere.example.org',
    OPENAI_CUSTOM_HEADERS: 'Authorization: Bearer env-header-1234\nX-Gateway: env-gateway-1234',
  };

  const COMPATIBLE = PROVIDERS.filter((provider) => PROVIDER_FILES[provider] === PROVIDER_FILES.compatible);

  it.each(COMPATIBLE)('goes to nobody else: not to %s [AC-13]', async (provider) => {
    for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    const seen: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      seen.push(`${input}`, JSON.stringify([...new Headers(init?.headers)]));
      return Response.json({ choices: [{ message: { content: JSON.stringify(ANSWER) } }] });
    };
    for (const key of [KEYS[provider], '']) {
      const at = connection({ provider, key, fetch });
      const model = { provider, id: 'any' } as const;
      const line = (await PROVIDER_FILES[provider].load())(at, model, { ...TAKEN });
      const reply = await createModel(at, model, line).ask(question());
      expect(reply.kind).toBe('answered');
    }
    expect(seen.join('\n')).not.toMatch(/env-\w+|elsewhere/);
    expect(seen[1]).toContain(`Bearer ${KEYS[provider]}`);
    expect(seen[3]).not.toContain('authorization');
  });
});

describe('a file of one’s own', () => {
  const model = { provider: 'compatible', id: 'mine' } as const;

  it('gives one call and gets all the manners of the others [AC-13]', async () => {
    const said = ['', '{"verdict":"maybe"}', JSON.stringify(ANSWER)];
    const open: OpenLine = (): Line => ({
      batches: null,
      async send(_, repair) {
        const text = said.shift() ?? '';
        if (text === '') throw new Error('the line is dead');
        return { kind: 'message', text: repair && text.includes('maybe') ? '' : text, end: 'whole', tokens: NO_TOKENS };
      },
    });
    const at = connection();
    const reply = await createModel(at, model, open(at, model, { ...TAKEN })).ask(question());
    expect(reply).toMatchObject({ kind: 'answered', value: ANSWER, model });
    expect(reply.calls.map(({ result }) => result)).toEqual(['connection', 'invalid', 'answered']);
  });
});
