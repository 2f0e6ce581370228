/** The batch lane under everything that can befall it: a run that dies at any call, and vendors that lose, break or forget. */
import { ModelRefusal } from '@steward/sandbox/models/model-refusal.ts';
import type { ModelServer } from '@steward/sandbox/models/model-server.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, type ModelAccess, type Stage, stagesOf } from '../support/cycle.ts';
import type { NumberedDeath } from '../support/deaths.ts';
import { modelsOf, PROJECT, push, skippedTest } from '../support/models.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Setting {
  stage: Stage;
  server: ModelServer;
  models: ModelAccess;
}

type Vendor = 'anthropic' | 'openai';

/** A repository that knows its first task, with something new to ask about. */
async function begin(vendor: Vendor = 'anthropic'): Promise<Setting> {
  const stage = await raise();
  const { server, models: all } = await openModels(stage);
  const models = { ...all, keys: { [`${vendor}-api-key`]: `test-${vendor}-key` } };
  await stage.tick({ mode: 'suggest', models });
  stage.pass(HALF_HOUR);
  await push(stage, skippedTest('hour'));
  return { stage, server, models };
}

const tick = ({ stage, models }: Setting) => stage.tick({ mode: 'suggest', models });

/** Runs as often as it takes for anything that is held to run out. */
async function settle(setting: Setting, hours: number): Promise<void> {
  for (let ticks = 0; ticks < hours; ticks++) {
    setting.stage.pass(HOUR);
    await tick(setting);
  }
}

/** Batches that a vendor took. */
const made = ({ server }: Setting): number =>
  server.log.filter(({ path, method, status }) => method === 'POST' && /\/batches$/.test(path) && status === 200)
    .length;

/** What every history has to end with. */
async function expectEnd(setting: Setting, batches: number): Promise<void> {
  const { state, tasks } = await setting.stage.memory();
  expect(state.batches).toBeUndefined();
  expect(Object.keys(tasks)).toHaveLength(2);
  expect(made(setting)).toBe(batches);
  // In an open budget nothing is held for ever, and nobody was charged beyond it.
  expect(state.money?.holds).toEqual({});
  expect(state.money?.thisMonth).toBeLessThan(5_000_000);
}

/**
 * Deaths of one run: before its first call, and after each that changes something somewhere. What a run does to the ledger is
 * the same for every vendor, so for the second only what is said to it counts.
 */
async function deathsOf(setting: Setting, vendor: Vendor): Promise<NumberedDeath[]> {
  const bodies: string[] = [];
  await setting.stage.tick({ mode: 'suggest', models: setting.models, onRequest: (body) => void bodies.push(body) });
  const writes = bodies.flatMap((body, index) =>
    isChange(body) && (vendor === 'anthropic' || !isGitHub(body)) ? [{ at: index + 1, timing: 'after' as const }] : [],
  );
  return [{ at: 1, timing: 'before' }, ...writes];
}

const isGitHub = (body: string): boolean => body.startsWith('{"query":');
const isChange = (body: string): boolean => body !== '' && !/^\{"query":"\s*query/.test(body);

const die = ({ stage, models }: Setting, death: NumberedDeath) =>
  stage.tick({ mode: 'suggest', models, death }).catch(() => undefined);

describe.each(['anthropic', 'openai'] as const)('a batch at %s', (vendor) => {
  it('is asked once, whichever call of the run that sends it is its last', async () => {
    const deaths = await deathsOf(await begin(vendor), vendor);
    expect(deaths.length).toBeGreaterThan(1);
    for (const death of deaths) {
      const setting = await begin(vendor);
      await die(setting, death);
      setting.stage.pass(HALF_HOUR);
      await tick(setting);
      await settle(setting, 4);
      const { tasks } = await setting.stage.memory();
      expect([death, made(setting), Object.keys(tasks).length]).toEqual([death, 1, 2]);
      setting.stage.pass(2 * DAY);
      await tick(setting);
      await expectEnd(setting, 1);
    }
  });

  it('is collected once, whichever call of the run that collects it is its last', async () => {
    const rehearsal = await begin(vendor);
    await tick(rehearsal);
    rehearsal.stage.pass(2 * HOUR);
    const deaths = await deathsOf(rehearsal, vendor);
    expect(deaths.length).toBeGreaterThan(vendor === 'anthropic' ? 2 : 0);
    for (const death of deaths) {
      const setting = await begin(vendor);
      await tick(setting);
      setting.stage.pass(2 * HOUR);
      await die(setting, death);
      await settle(setting, 2);
      await expectEnd(setting, 1);
    }
  });

  it('ends when its vendor lets it expire, and is asked once more', async () => {
    const setting = await begin(vendor);
    setting.server.batches.delay = 3 * DAY;
    await tick(setting);
    setting.server.batches.delay = HOUR;
    setting.stage.pass(23 * HOUR);
    await settle(setting, 5);
    expect((await setting.stage.memory()).state.unanswered).toBeUndefined();
    // With the daily work: nothing else wakes it.
    setting.stage.pass(DAY);
    await tick(setting);
    await settle(setting, 2);
    await expectEnd(setting, 2);
  });

  it('ends when its vendor forgets it, charged in full, and is asked once more', async () => {
    const setting = await begin(vendor);
    await tick(setting);
    const [batch] = Object.values((await setting.stage.memory()).state.batches ?? {});
    setting.server.batches.forget(batch?.id ?? '');
    await settle(setting, 4);
    expect((await setting.stage.memory()).state.unanswered).toBeUndefined();
    setting.stage.pass(2 * DAY);
    await tick(setting);
    await settle(setting, 2);
    await expectEnd(setting, 2);
  });

  it('ends when the key is taken away, and templates write', async () => {
    const setting = await begin(vendor);
    await tick(setting);
    const without: Setting = { ...setting, models: { keys: {}, variables: {} } };
    await settle(without, 30);
    await expectEnd(without, 1);
  });
});

it('keeps what half of a batch answered', async () => {
  const stage = await raise([{ ...PROJECT, ...skippedTest('date') }]);
  const { server, models } = await openModels(stage);
  const setting = { stage, server, models };
  const config = 'models:\n  specify:\n    most: 2900\n';
  const run = () => stage.tick({ mode: 'suggest', models, config });
  await run();
  stage.pass(HALF_HOUR);
  await push(stage, { ...skippedTest('hour'), ...skippedTest('minute') });
  let asked = 0;
  server.batches.fate = () => (++asked % 2 === 0 ? 'errored' : null);
  await run();
  const [batch] = Object.values((await stage.memory()).state.batches ?? {});
  expect(batch?.questions).toHaveLength(2);
  stage.pass(2 * HOUR);
  await run();
  const { answers, state } = await stage.memory();
  expect(Object.keys(answers)).toHaveLength(2);
  expect(state.unanswered).toBeUndefined();
  expect(Object.values(state.postponed ?? {})).toMatchObject([{ role: 'specify', times: 1 }]);
  expect(made(setting)).toBe(1);
});

describe('a batch of a model that knows no effort', () => {
  const chainOf = (model: string) => `models:\n  specify:\n    chain: [${model}]\n`;

  /** Its first task is known before it had a key, so whatever it is asked goes out in a batch. */
  async function beginUnasked(model: string) {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    await stage.tick({ mode: 'suggest', config: chainOf(model) });
    stage.pass(HALF_HOUR);
    await push(stage, skippedTest('hour'));
    return { stage, server, models, run: () => stage.tick({ mode: 'suggest', models, config: chainOf(model) }) };
  }

  it('names none where that is known', async () => {
    const { stage, server, run } = await beginUnasked('anthropic/claude-haiku-4-5');
    await run();
    stage.pass(2 * HOUR);
    const back = await run();
    expect(back.calls?.map(({ result }) => result)).toEqual(['answered']);
    const setting = { stage, server, models: { keys: {}, variables: {} } };
    expect(made(setting)).toBe(1);
  });

  it('is turned away once, asked again at once without it, and never named it again', async () => {
    const { stage, server, models, run } = await beginUnasked('openai/gpt-4.1');
    const setting = { stage, server, models };
    await run();
    stage.pass(2 * HOUR);
    const refused = await run();
    expect(refused.calls?.map(({ result }) => result)).toEqual(['setting']);
    expect(refused.warnings.join('\n')).toContain('openai/gpt-4.1 knows no effort');
    expect((await stage.memory()).state).toMatchObject({ traits: { 'openai/gpt-4.1': { effort: false } } });
    stage.pass(2 * HOUR);
    const back = await run();
    expect(back.calls?.map(({ result }) => result)).toEqual(['answered']);
    const { state, answers } = await stage.memory();
    expect([Object.keys(answers).length, state.unanswered, made(setting)]).toEqual([2, undefined, 2]);
    stage.pass(HALF_HOUR);
    await push(stage, skippedTest('minute'));
    await run();
    stage.pass(2 * HOUR);
    expect((await run()).calls?.map(({ result }) => result)).toEqual(['answered']);
    await expectNothingHeld(stage);
  });

  it.each([
    ['anthropic/claude-haiku-4-5', 2],
    ['openai/gpt-4.1', 3],
  ])('%s is left to the template where it turns away for that what named none', async (model, batches) => {
    const { stage, server, models, run } = await beginUnasked(model);
    const setting = { stage, server, models };
    const say = 'This model does not support the effort parameter.';
    server.think({ answer: () => Promise.reject(new ModelRefusal(400, say)) });
    for (let ticks = 0; ticks < 12; ticks++) {
      await run();
      stage.pass(HOUR);
    }
    expect(made(setting)).toBe(batches);
    expect(Object.keys((await stage.memory()).tasks)).toHaveLength(2);
  });
});

async function expectNothingHeld(stage: Stage): Promise<void> {
  const { state } = await stage.memory();
  expect([state.money?.holds, state.batches]).toEqual([{}, undefined]);
}
