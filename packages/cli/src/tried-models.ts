/** The models of a try: an endpoint of this machine that answers as a good model would, and knows from one try to the next what was asked. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ModelRequest } from '@steward/sandbox/models/model-log.ts';
import { type ModelServer, openModelServer } from '@steward/sandbox/models/model-server.ts';
import { workingMind } from '@steward/sandbox/models/working-mind.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';

/** What a run is given, so that it asks nobody else. */
export interface ModelAccess {
  inputs: Readonly<Record<string, string>>;
  variables: Readonly<Record<string, string>>;
}

export interface TriedModels extends ModelAccess {
  /** Whether anything was asked in this world, now or by an earlier try. */
  wereAsked(): boolean;
  /** Keeps what was asked, for the next try. */
  close(): Promise<void>;
}

type Asked = Pick<ModelRequest, 'path' | 'body' | 'vendor'>;

const KEYS = { anthropic: 'test-anthropic-key', openai: 'test-openai-key' } as const;
/** A batch is answered before the next cycle looks at it. */
const BATCH_DELAY = 20 * 60_000;

export async function openTriedModels(sandbox: Sandbox, path: string): Promise<TriedModels> {
  const server = await openModelServer({ clock: sandbox.clock, mind: workingMind(), latency: 0 });
  const before = readAsked(path);
  server.batches.delay = 0;
  for (const request of before) await askAgain(server, request);
  server.batches.delay = BATCH_DELAY;
  server.log.length = 0;
  return {
    inputs: { 'anthropic-api-key': KEYS.anthropic, 'openai-api-key': KEYS.openai },
    variables: { ANTHROPIC_BASE_URL: server.url, OPENAI_BASE_URL: server.openaiUrl },
    wereAsked: () => before.length > 0 || server.log.some(({ write }) => write),
    async close() {
      const asked = server.log.flatMap(({ path: to, body, vendor, write, status }): Asked[] =>
        write && status === 200 ? [{ path: to, body, vendor }] : [],
      );
      writeFileSync(path, [...before, ...asked].map((one) => `${JSON.stringify(one)}\n`).join(''));
      await server.close();
    },
  };
}

function readAsked(path: string): Asked[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Asked);
}

/** The same requests in the same order have the same names, so what is out is known again. */
async function askAgain(server: ModelServer, { path, body, vendor }: Asked): Promise<void> {
  const headers: Record<string, string> =
    vendor === 'anthropic'
      ? { 'x-api-key': KEYS.anthropic, 'anthropic-version': '2026-10-21' }
      : { authorization: `Bearer ${KEYS.openai}` };
  await server.fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}
