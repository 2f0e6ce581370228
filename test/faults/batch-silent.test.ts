/** A batch that is out while its vendor cannot be asked about it: looked for later and later, and never beyond its time. */
import { sawSomething } from '@steward/core/flow/glancing.ts';
import { recallMemory } from '@steward/core/flow/memory.ts';
import { openTick } from '@steward/core/flow/tick.ts';
import type { ModelServer } from '@steward/sandbox/models/model-server.ts';
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, MINUTE, type ModelAccess, type Stage, stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, push, skippedTest } from '../support/models.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();

interface Setting {
  stage: Stage;
  server: ModelServer;
  models: ModelAccess;
}

const KEYLESS: ModelAccess = { keys: {}, variables: {} };
const isMade = ({ method, path }: { method: string; path: string }) => method === 'POST' && /\/batches$/.test(path);
const DOWN = { when: () => true, times: 9_999, effect: { kind: 'status', status: 503 } } as const;

/** With a batch at a vendor, which answered (`sent`) or broke off when it had taken it. */
async function batchOut(
  how: 'sent' | 'unsent',
  { vendor = 'anthropic', hours = 1 }: { vendor?: 'anthropic' | 'openai'; hours?: number } = {},
): Promise<Setting> {
  const stage = await raise();
  const { server, models: all } = await openModels(stage);
  server.batches.delay = hours * 60 * MINUTE;
  const models = { ...all, keys: { [`${vendor}-api-key`]: `test-${vendor}-key` } };
  await stage.tick({ mode: 'suggest', models });
  stage.pass(HALF_HOUR);
  await push(stage, skippedTest('hour'));
  if (how === 'unsent') server.faults.add({ when: isMade, timing: 'after', effect: { kind: 'reset' } });
  await stage.tick({ mode: 'suggest', models });
  const [batch] = Object.values((await stage.memory()).state.batches ?? {});
  expect(batch?.id === null ? 'unsent' : 'sent').toBe(how);
  server.faults.clear();
  return { stage, server, models };
}

/** Of each half hour: requests to GitHub, writes among them, and requests to vendors. */
async function halfHours({ stage, server, models }: Setting, count: number) {
  const seen: { requests: number; writes: number; asked: number; quiet: boolean }[] = [];
  for (let half = 0; half < count; half++) {
    stage.pass(HALF_HOUR);
    const [from, before] = [stage.sandbox.transcript.length, server.log.length];
    const { quiet } = await stage.tick({ mode: 'suggest', models });
    const requests = stage.sandbox.transcript.slice(from);
    const writes = requests.filter(({ write }) => write).length;
    seen.push({ requests: requests.length, writes, asked: server.log.length - before, quiet });
  }
  return seen;
}

const sumOf = (seen: Awaited<ReturnType<typeof halfHours>>, key: 'requests' | 'writes' | 'asked'): number =>
  seen.reduce((sum, one) => sum + one[key], 0);

/** Of the time of a batch, 25 hours, all until the work of the next day. A run each half hour. */
const BEFORE_DAILY = 40;
const LOOKS = [1, 2, 4, 8, 16, 24, 32, 40];
const QUIET = { requests: 1, writes: 0, asked: 0, quiet: true };

describe('while its vendor cannot be asked', () => {
  // Without waiting each of the 40 runs was busy: 120 requests to GitHub, 40 of them writes, and 40 to the vendor.
  it.each([
    ['its vendor is down', (setting: Setting) => setting.server.faults.add(DOWN), 1],
    ['its key is gone', (setting: Setting) => Object.assign(setting, { models: KEYLESS }), 0],
  ] as const)('a batch that may have arrived is looked for by eight runs of 40 where %s', async (_, befall, each) => {
    const setting = await batchOut('unsent');
    befall(setting);
    const seen = await halfHours(setting, BEFORE_DAILY);
    const busy = seen.flatMap(({ quiet }, index) => (quiet ? [] : [index + 1]));
    expect(busy).toEqual(LOOKS);
    expect([sumOf(seen, 'writes'), sumOf(seen, 'asked')]).toEqual([busy.length, each * busy.length]);
    expect(sumOf(seen, 'requests')).toBe(BEFORE_DAILY + 2 * busy.length);
    for (const one of seen.filter(({ quiet }) => quiet)) expect(one).toEqual(QUIET);
  });

  // Without waiting each of the 40 runs asked the vendor.
  it('a batch that was sent is asked about by eight runs of 40, and each of those notes it', async () => {
    const setting = await batchOut('sent');
    setting.server.faults.add(DOWN);
    const seen = await halfHours(setting, BEFORE_DAILY);
    const busy = seen.flatMap(({ quiet }, index) => (quiet ? [] : [index + 1]));
    expect(busy).toEqual(LOOKS);
    expect([sumOf(seen, 'asked'), sumOf(seen, 'writes')]).toEqual([busy.length, busy.length]);
    for (const one of seen.filter(({ quiet }) => quiet)) expect(one).toEqual(QUIET);
  });

  it('a batch that was sent makes no run busy where its key is gone, and is collected by the first that has it', async () => {
    const setting = await batchOut('sent');
    expect(await halfHours({ ...setting, models: KEYLESS }, 9)).toEqual(Array(9).fill(QUIET));
    await halfHours(setting, 1);
    await expectAnswered(setting);
  });

  it('somebody is told that nobody tells how it stands, and why', async () => {
    const setting = await batchOut('sent');
    setting.server.faults.add(DOWN);
    setting.stage.pass(HALF_HOUR);
    const { warnings } = await setting.stage.tick({ mode: 'suggest', models: setting.models });
    expect(warnings.join('\n')).toMatch(/^Nobody tells how a batch at anthropic\/claude-haiku-5-5 stands.*503/m);
  });
});

async function expectAnswered({ stage, server }: Setting): Promise<void> {
  const { state, tasks } = await stage.memory();
  expect([state.batches, Object.keys(tasks).length, state.money?.holds]).toEqual([undefined, 2, {}]);
  expect(Object.values(tasks).map(({ why }) => why.includes('too late'))).toEqual([true, true]);
  expect(server.log.filter((call) => isMade(call)).length).toBe(1);
}

describe.each(['sent', 'unsent'] as const)('nothing is lost of a batch that was %s', (how) => {
  it.each(['anthropic', 'openai'] as const)(
    'once %s is well again: it is found, read, and never asked anew',
    async (vendor) => {
      const setting = await batchOut(how, { vendor });
      setting.server.faults.add(DOWN);
      await halfHours(setting, 9);
      expect(Object.keys((await setting.stage.memory()).state.batches ?? {})).toHaveLength(1);
      setting.server.faults.clear();
      // At most as long again as it was waited for, and a run that reads it.
      await halfHours(setting, 9);
      await expectAnswered(setting);
    },
  );

  it('when its time is over: it ends then, whatever was waited for, and is charged in full', async () => {
    const setting = await batchOut(how);
    const [hold] = Object.values((await setting.stage.memory()).state.money?.holds ?? {});
    setting.server.faults.add(DOWN);
    const before = (await setting.stage.memory()).state.money?.thisMonth ?? 0;
    await halfHours(setting, 50);
    const { state } = await setting.stage.memory();
    expect([state.batches, Object.keys(state.postponed ?? {}).length]).toEqual([undefined, 1]);
    await halfHours(setting, 4);
    const { money } = (await setting.stage.memory()).state;
    expect([money?.holds, money?.thisMonth]).toEqual([{}, before + (hold?.micro ?? Number.NaN)]);
  });

  it('whichever call is the last of the run that looks, and another comes after it', async () => {
    for (let at = 1; at <= 4; at++) {
      const setting = await batchOut(how);
      setting.server.faults.add(DOWN);
      setting.stage.pass(HALF_HOUR);
      const death = { at, timing: 'after' } as const;
      await setting.stage.tick({ mode: 'suggest', models: setting.models, death }).catch(() => undefined);
      setting.server.faults.clear();
      await halfHours(setting, 6);
      await expectAnswered(setting);
    }
  });

  it('where Steward leaves meanwhile: it is looked at all the same, and called off', async () => {
    const setting = await batchOut(how, { hours: 9 });
    const { stage, server, models } = setting;
    server.faults.add(DOWN);
    await halfHours(setting, 5);
    server.faults.clear();
    server.log.length = 0;
    await runCycle(stage.world({ mode: 'suggest', models }), { action: 'uninstall', focus: 'auto', 'max-tasks': 50 });
    const calls = server.log.map(
      ({ method, path }) => `${method} ${path.replace(/msgbatch_\w+/, 'ID').replace(/\?.*/, '')}`,
    );
    expect(calls).toContain(how === 'sent' ? 'POST /v1/messages/batches/ID/cancel' : 'GET /v1/messages/batches');
  });
});

it('two runs that look side by side count as one', async () => {
  const setting = await batchOut('sent');
  setting.server.faults.add(DOWN);
  const { stage, models } = setting;
  const ticks = [];
  for (let run = 0; run < 2; run++) {
    const tick = await openTick(stage.world({ mode: 'suggest', models }));
    expect(await sawSomething(tick)).toBe(true);
    ticks.push(tick);
  }
  for (const tick of ticks) await recallMemory(tick);
  const [batch] = Object.values((await stage.memory()).state.batches ?? {});
  expect(batch?.unseen?.times).toBe(1);
});
