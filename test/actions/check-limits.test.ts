/** The action check-limits: asked by any workflow, counted by memory of the repository or by a Redis. */

import type { Limiter } from '@steward/core/ports.ts';
import { parseInputs } from '@steward/core/runtime/inputs.ts';
import type { OpenShared } from '@steward/core/runtime/world.ts';
import { describe, expect, it } from 'vitest';
import { checkLimits } from '../../actions/check-limits/flow.ts';
import { inputs } from '../../actions/check-limits/inputs.ts';
import { type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { startRedis } from '../support/redis.ts';
import { BUSY } from '../support/repositories.ts';
import { testWithTool } from '../support/tool.ts';

const raise = stagesOf([BUSY]);
const config = [
  'limits:',
  '  preset: [categories, tiers]',
  '  clients:',
  '    nightly: { tier: basic }',
  '    once: { requests: { day: 1 } }',
].join('\n');

type Given = Partial<Record<keyof typeof inputs, string>>;

/** As the runner hands inputs over; what is not given has its default. */
function asked(stage: Stage, given: Given, options: RunOptions = {}) {
  const values = parseInputs(
    inputs,
    (name) => given[name as keyof typeof inputs] ?? (name === 'github-token' ? 'x' : ''),
  );
  return checkLimits(stage.world({ config, ...options }), values);
}

const sequence = async (stage: Stage) => (await stage.memory()).state.sequence;

it('check says what record would, and writes nothing; record takes [CW-23] [CW-24] [SI-15]', async () => {
  const stage = await raise();
  await stage.tick({ config });
  const before = await sequence(stage);
  const check = await asked(stage, { client: 'once' });
  expect(check.outputs).toEqual({
    ...{ allowed: 'true', proceed: 'true', remaining: '0', 'retry-after': '0' },
    ...{ reason: 'within the limits of client once', reset: expect.stringMatching(/^2026-11-2\dT/) },
  });
  expect((await asked(stage, { client: 'once' })).outputs.allowed).toBe('true');
  expect(await sequence(stage)).toBe(before);

  expect((await asked(stage, { client: 'once', action: 'record' })).outputs).toMatchObject({
    allowed: 'true',
    remaining: '0',
  });
  expect(await sequence(stage)).toBe(before + 1);
  const refused = await asked(stage, { client: 'once', action: 'record' });
  expect(refused.outputs).toMatchObject({ allowed: 'false', proceed: 'false', remaining: '0' });
  expect(refused.outputs.reason).toMatch(/^client once may have 1 request a day: again in \d+ h$/);
  expect(refused.report.failures).toEqual([]);
  stage.pass((Number(refused.outputs['retry-after']) - 10) * 1_000);
  expect((await asked(stage, { client: 'once' })).outputs.allowed).toBe('false');
  stage.pass(10_000);
  expect((await asked(stage, { client: 'once' })).outputs.allowed).toBe('true');
});

it('counts tokens of a category, whoever asks [SI-8] [SI-15]', async () => {
  const stage = await raise();
  await stage.tick({ config });
  const ask = (tokens: string) => asked(stage, { category: 'testing', tokens, action: 'record' });
  expect((await ask('400')).outputs).toMatchObject({ allowed: 'true', remaining: '2' });
  expect((await ask('200')).outputs).toMatchObject({
    allowed: 'false',
    reason: expect.stringContaining('category testing may have 500 tokens a minute'),
  });
  expect((await ask('100')).outputs.allowed).toBe('true');
});

it('is switched and named by its inputs [CW-22]', async () => {
  const stage = await raise();
  await stage.tick({ config });
  const left = async (given: Given, options: RunOptions = {}) =>
    (await asked(stage, { amount: '3', ...given }, options)).outputs.remaining;
  expect(await left({ client: 'ci', tier: 'basic' })).toBe('2');
  expect(await left({ client: 'ci', tier: 'premium' })).toBe('12');
  // What the configuration says of a client comes first.
  expect(await left({ client: 'nightly', tier: 'system' })).toBe('2');
  const free = await asked(stage, { client: 'nightly', enabled: 'false' });
  expect(free.outputs).toMatchObject({ allowed: 'true', reason: 'limits are switched off' });
  const off = config.replace('limits:', 'limits:\n  enabled: false');
  expect((await asked(stage, { client: 'nightly' }, { config: off })).outputs.reason).toBe('limits are switched off');
  expect(await left({ client: 'nightly', enabled: 'true' }, { config: off })).toBe('2');
});

it('lets nobody through in silence whom it does not know, and everybody where nothing is limited', async () => {
  const stage = await raise();
  await stage.tick({ config });
  expect((await asked(stage, { client: 'stranger', action: 'record' })).outputs).toMatchObject({
    ...{ allowed: 'false', proceed: 'false', 'retry-after': '0' },
    reason: expect.stringContaining('nothing is known of the client `stranger`'),
  });
  expect((await asked(stage, { client: 'x', tier: 'gold' })).outputs.reason).toContain('there are basic, premium');
  const free = await asked(stage, { client: 'stranger' }, { config: '{}' });
  expect(free.outputs).toMatchObject({ allowed: 'true', reason: 'no limits are set' });
  expect(free.summary).toContain('**`stranger`** may go on at `calls`: no limits are set');
  await expect(asked(stage, {})).rejects.toThrow('Nobody is named');
  await expect(asked(stage, { client: 'a', category: 'testing' })).rejects.toThrow('at once');
  await expect(async () => asked(stage, { client: 'a b' })).rejects.toThrow('is no name');
});

it('only notes what it would take in mode observe, and counts before Steward ran at all', async () => {
  const stage = await raise();
  expect((await asked(stage, { client: 'once', action: 'record' }, { mode: 'observe' })).outputs.allowed).toBe('true');
  expect((await asked(stage, { client: 'once', action: 'record' })).outputs.allowed).toBe('true');
  expect((await asked(stage, { client: 'once', action: 'record' })).outputs.allowed).toBe('false');
  expect((await stage.tick({ config })).failures).toEqual([]);
  expect((await asked(stage, { client: 'once' })).outputs.allowed).toBe('false');
});

describe('an outcome that a workflow tells', () => {
  const adaptive = 'limits: { clients: { model: { strategy: adaptive, requests: { day: 100 } } } }\n';
  const given = { client: 'model', action: 'record', milliseconds: '200' };

  it('moves a limit that adapts, and takes nothing [CW-20] [CW-23]', async () => {
    const stage = await raise();
    await stage.tick({ config: adaptive });
    const tell = (outcome: string) => asked(stage, { ...given, outcome }, { config: adaptive });
    const left = async () => Number((await asked(stage, { client: 'model' }, { config: adaptive })).outputs.remaining);
    expect(await left()).toBe(99);
    for (let call = 0; call < 3; call++) await tell('success');
    const well = await left();
    expect(well).toBeGreaterThan(99);
    for (let call = 0; call < 8; call++) expect((await tell('failure')).outputs.allowed).toBe('true');
    expect(await left()).toBeLessThan(well - 20);
    expect((await stage.memory()).state.limits).toHaveProperty('model calls');
  });

  it('of a call that was not made, or not to its end, says nothing of the service', async () => {
    const stage = await raise();
    await stage.tick({ config: adaptive });
    const before = await sequence(stage);
    for (const outcome of ['skipped', 'cancelled']) {
      const { outputs } = await asked(stage, { ...given, outcome, milliseconds: '' }, { config: adaptive });
      expect(outputs).toMatchObject({ allowed: 'true', remaining: '99' });
    }
    expect(await sequence(stage)).toBe(before);
  });

  it.each([
    [{ outcome: 'success', milliseconds: '' }, 'not how long it took'],
    [{ outcome: '' }, 'not how it went'],
    [{ outcome: 'failure', action: 'check' }, 'which notes nothing'],
    [{ outcome: 'fine' }, '`fine` is not known'],
    [{ outcome: 'success', milliseconds: '-5' }, '`-5` is no whole number'],
    [{ outcome: 'success', milliseconds: '1e3' }, '`1e3` is no whole number'],
    [{ outcome: 'success', milliseconds: '86400001' }, 'from 0 to 86400000'],
  ])('is refused where it makes no sense: %o', async (wrong, fault) => {
    const stage = await raise();
    await expect(async () => asked(stage, { ...given, ...wrong }, { config: adaptive })).rejects.toSatisfy((error) =>
      JSON.stringify([String(error), error]).includes(fault),
    );
  });
});

testWithTool(
  'redis-server',
  'a Redis counts for all, and memory where it does not answer: told once, without its address [CW-24]',
  async (program) => {
    const stage = await raise();
    await stage.tick({ config });
    const redis = await startRedis(program);
    const url = redis.url.replace('//', '//user:secret-word@');
    const ask = (address: string) =>
      asked(stage, { client: 'once', action: 'record', 'redis-url': address }, { redisUrl: address });
    const before = await sequence(stage);
    expect((await ask(redis.url)).outputs.allowed).toBe('true');
    expect((await ask(redis.url)).outputs.allowed).toBe('false');
    expect(await sequence(stage)).toBe(before);
    const wrong = await ask(url);
    expect(wrong.report.warnings).toEqual([expect.stringContaining('refuses the name or the password')]);
    expect(JSON.stringify(wrong)).not.toContain('secret-word');
    stage.pass(2 * 86_400_000);
    const now = await sequence(stage);
    await redis.stop();
    const lost = await ask(url);
    expect(lost.outputs.allowed).toBe('true');
    expect(lost.report.warnings).toEqual([expect.stringContaining('Redis does not answer')]);
    expect(JSON.stringify(lost)).not.toContain('secret-word');
    expect(await sequence(stage)).toBe(now + 1);
  },
);

it('closes what it opened at a Redis, however it ends [CW-24]', async () => {
  const stage = await raise();
  await stage.tick({ config });
  const lost = async () => Promise.reject(new Error('OOM command not allowed'));
  const limiter: Limiter = { take: lost, check: lost, giveBack: lost, record: lost };
  let [opened, closed, requests] = [0, 0, 0];
  const sharedLimits: OpenShared = async () => {
    opened += 1;
    const close = async () => {
      closed += 1;
    };
    return { limiter, close };
  };
  const dies = () => {
    requests += 1;
    if (requests > 1) throw new Error('the run died');
  };
  const given = { client: 'once', action: 'record' } as const;
  const world = { ...stage.world({ config, onRequest: dies }), sharedLimits };
  const values = parseInputs(inputs, (name) => ({ 'github-token': 'x', ...given })[name as keyof typeof given] ?? '');
  await expect(checkLimits(world, values)).rejects.toThrow();
  expect([opened, closed]).toEqual([1, 1]);
});
