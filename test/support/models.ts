/** Models for a stage: an endpoint beside its GitHub, on the same time, and runs that hold its keys. */
import { type ModelServer, type ModelServerOptions, openModelServer } from '@steward/sandbox/models/model-server.ts';
import { workingMind } from '@steward/sandbox/models/working-mind.ts';
import { afterEach } from 'vitest';
import type { ModelAccess, Stage } from './cycle.ts';

export interface StagedModels {
  server: ModelServer;
  models: ModelAccess;
}

/** Opens endpoints for the tests of one file and closes each after its test. Call it once, outside of any test. */
export function modelsOf(): (stage: Stage, options?: ModelServerOptions) => Promise<StagedModels> {
  const open: ModelServer[] = [];
  afterEach(async () => {
    for (const server of open.splice(0)) await server.close();
  });
  return async (stage, options = {}) => {
    const server = await openModelServer({
      ...{ clock: stage.sandbox.clock, latency: 0, mind: workingMind() },
      ...options,
    });
    open.push(server);
    return { server, models: accessTo(server) };
  };
}

export const accessTo = (server: ModelServer): ModelAccess => ({
  keys: { 'anthropic-api-key': 'test-anthropic-key', 'openai-api-key': 'test-openai-key' },
  variables: { ANTHROPIC_BASE_URL: server.url, OPENAI_BASE_URL: server.openaiUrl },
});

/** A test that does not run, for reasons of its own: one finding. */
export const skippedTest = (name: string): Record<string, string> => ({
  [`test/${name}.test.ts`]: `import { it } from 'node:test';\n\nit.skip('reads a ${name} with a zone', () => {\n  throw new Error('${name}');\n});\n`,
});

export const PROJECT: Record<string, string> = {
  'package.json': '{"name":"dur","scripts":{"test":"node --test"}}\n',
  'package-lock.json': '{}\n',
  'src/parse.ts': 'export const parse = (text: string) => text;\n',
};

/** Puts files on the default branch, as a person would. */
export const push = (stage: Stage, files: Record<string, string>): Promise<string> =>
  stage.sandbox.world.pushCommit({ branch: stage.sandbox.defaultBranch, files, by: 'octo' });
