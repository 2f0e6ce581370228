// The log of all that was asked: what reached a model can be searched, and what was used can be summed.
import { CANARIES, findLeaks } from '@steward/sandbox/canaries.ts';
import { scriptedMind } from '@steward/sandbox/models/scripted-mind.ts';
import { createSandbox } from '@steward/sandbox/sandbox.ts';
import { toFile } from 'openai';
import { afterEach, expect, it } from 'vitest';
import { temporaryFolder } from '../sandbox-fixture.ts';
import { anthropicOf, closeModels, failureOf, openaiOf, startModels, startSaying } from './models-fixture.ts';

afterEach(closeModels);

const [canary] = CANARIES;

it('a secret that was sent is found in the log, wherever it was sent', async () => {
  const server = await startSaying('Yes.', 'Yes.');
  const content = `The key is ${canary?.text}.`;
  const requests = [
    {
      custom_id: 'a',
      params: { model: 'claude-opus-5-5', max_tokens: 100, messages: [{ role: 'user' as const, content }] },
    },
  ];
  await anthropicOf(server).messages.batches.create({ requests });
  await openaiOf(server).responses.create({ model: 'gpt-6-sol', input: content });
  await openaiOf(server).files.create({ file: await toFile(Buffer.from(content), 'a.jsonl'), purpose: 'batch' });
  expect(server.log.map(({ body }) => findLeaks(body))).toEqual(Array.from({ length: 3 }, () => [canary?.name]));
  expect(server.log.map(({ vendor, method, path, model, status }) => [vendor, method, path, model, status])).toEqual([
    ['anthropic', 'POST', '/v1/messages/batches', null, 200],
    ['openai', 'POST', '/v1/responses', 'gpt-6-sol', 200],
    ['openai', 'POST', '/v1/files', null, 200],
  ]);
});

it('keys are not in the log', async () => {
  const server = await startSaying('Yes.');
  await openaiOf(server, { apiKey: 'test-of-its-own' }).responses.create({ model: 'gpt-6-sol', input: 'Well?' });
  expect(JSON.stringify(server.log)).not.toContain('test-of-its-own');
});

it('what was refused is in the log and was not charged', async () => {
  const server = await startModels();
  await failureOf(openaiOf(server).responses.create({ model: 'gpt-9', input: 'Well?' }));
  expect(server.log).toMatchObject([{ n: 1, status: 404, model: 'gpt-9', answer: expect.stringContaining('gpt-9') }]);
  expect(server.meter.models()).toEqual([]);
  expect(server.meter.of('gpt-9')).toMatchObject({ requests: 0, input: 0, output: 0 });
});

it('time is that of a sandbox GitHub where both share a clock', async () => {
  const sandbox = await createSandbox({ directory: temporaryFolder(), now: '2026-11-20T09:00:00Z', persist: false });
  const server = await startModels({ clock: sandbox.clock, latency: 2000, mind: scriptedMind(['Yes.']) });
  await openaiOf(server).responses.create({ model: 'gpt-6-sol', input: 'Well?' });
  expect(sandbox.clock.stamp()).toBe('2026-11-20T09:00:02Z');
  expect(server.log[0]?.at).toBe('2026-11-20T09:00:02Z');
  await sandbox.close();
});

it('somebody else may answer from now on', async () => {
  const server = await startSaying('One.');
  const ask = async () => (await openaiOf(server).responses.create({ model: 'gpt-6-sol', input: 'Well?' })).output_text;
  expect(await ask()).toBe('One.');
  server.think(scriptedMind(['Two.']));
  expect(await ask()).toBe('Two.');
});
