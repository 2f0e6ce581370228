/** What an owner does, or somebody, while a batch is out: memory lost, Steward leaves, pauses or only observes, keys and chains change. */
import type { Mode } from '@steward/core/domain/config.ts';
import type { ModelServer } from '@steward/sandbox/models/model-server.ts';
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, MINUTE, type ModelAccess, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, push, skippedTest } from '../support/models.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BRANCH = 'refs/heads/steward/state';

interface Setting {
  stage: Stage;
  server: ModelServer;
  models: ModelAccess;
  /** Requests to vendors until the batch was out. */
  before: number;
}

/** A repository with a batch at a vendor, about the second thing that was found there. */
async function batchOut(vendor: 'anthropic' | 'openai' = 'anthropic'): Promise<Setting> {
  const stage = await raise();
  const { server, models: all } = await openModels(stage);
  const setting = {
    stage,
    server,
    models: { ...all, keys: { [`${vendor}-api-key`]: `test-${vendor}-key` } },
    before: 0,
  };
  await tick(setting);
  stage.pass(HALF_HOUR);
  await push(stage, skippedTest('hour'));
  await tick(setting);
  expect(Object.keys((await stage.memory()).state.batches ?? {})).toHaveLength(1);
  expect(made(setting)).toBe(1);
  return { ...setting, before: server.log.length };
}

const tick = ({ stage, models }: Setting, options: RunOptions = {}) =>
  stage.tick({ mode: 'suggest', models, ...options });

const order = ({ stage, models }: Setting, action: 'pause' | 'resume' | 'uninstall', mode: Mode = 'suggest') =>
  runCycle(stage.world({ mode, models }), { action, focus: 'auto', 'max-tasks': 50 });

async function ticks(setting: Setting, hours: number, options: RunOptions = {}): Promise<void> {
  for (let hour = 0; hour < hours; hour++) {
    setting.stage.pass(HOUR);
    await tick(setting, options);
  }
}

const callsTo = ({ server }: Setting, path: RegExp, from = 0): number =>
  server.log.slice(from).filter((call) => call.method === 'POST' && path.test(call.path) && call.status === 200).length;
/** Batches that vendors took. */
const made = (setting: Setting): number => callsTo(setting, /\/batches$/);
/** Whatever was asked of anybody since the batch was out. */
const asked = (setting: Setting): number => callsTo(setting, /\/(?:messages|responses|batches)$/, setting.before);

const titles = async ({ stage }: Setting): Promise<string[]> =>
  Object.values((await stage.memory()).tasks).map(({ title }) => title);

const dashboard = ({ stage }: Setting): string => stage.sandbox.world.data.issues.map(({ body }) => body).join('\n');

describe('memory that is lost while a batch is out', () => {
  it.each([
    ['gone', (stage: Stage) => void stage.git(['update-ref', '-d', BRANCH])],
    ['cut short', cutShort],
  ])('%s: nothing comes of that batch, the day is spent, and it is asked once more after it', async (_, harm) => {
    const setting = await batchOut();
    harm(setting.stage);
    await ticks(setting, 8);
    const { state } = await setting.stage.memory();
    expect([state.lost, state.batches, made(setting), asked(setting)]).toEqual([null, undefined, 1, 0]);
    // What was held for it is not known any more, so the whole day counts as spent.
    expect(state.money).toMatchObject({ holds: {}, spentOut: '2026-11-20' });
    await ticks(setting, 24);
    expect(made(setting)).toBe(2);
    const after = await setting.stage.memory();
    expect(after.state.batches).toBeUndefined();
    expect(Object.keys(after.tasks)).toHaveLength(2);
    expect(new Set(Object.values(after.tasks).flatMap(({ fingerprints }) => fingerprints)).size).toBe(2);
    expect(after.state.money?.holds).toEqual({});
  });
});

function cutShort(stage: Stage): void {
  const git = (args: string[], input?: string) => stage.git(args, input).trim();
  const blob = git(['hash-object', '-w', '--stdin'], '{ "schema": 1, "epo');
  const others = git(['ls-tree', BRANCH])
    .split('\n')
    .filter((line) => !line.endsWith('\tstate.json'));
  const tree = git(['mktree'], `${[...others, `100644 blob ${blob}\tstate.json`].join('\n')}\n`);
  git(['update-ref', BRANCH, git(['commit-tree', tree, '-p', BRANCH, '-m', 'Mine now'])]);
}

describe('a pause while a batch is out', () => {
  it('lets it come in and be kept, publishes nothing, and uses it once Steward goes on', async () => {
    const setting = await batchOut();
    await order(setting, 'pause');
    const shown = dashboard(setting);
    await push(setting.stage, skippedTest('minute'));
    await ticks(setting, 4);
    const { state, answers } = await setting.stage.memory();
    expect([state.batches, Object.keys(answers).length, asked(setting)]).toEqual([undefined, 2, 0]);
    expect(await titles(setting)).toHaveLength(1);
    expect(dashboard(setting)).toBe(shown);
    await order(setting, 'resume');
    await ticks(setting, 6);
    expect(await titles(setting)).toHaveLength(3);
    // The one that came meanwhile, and nothing else.
    expect(asked(setting)).toBe(1);
  });

  it('by the variable, for days, changes nothing: what is there is collected by the first run after it', async () => {
    const setting = await batchOut();
    setting.stage.pass(3 * DAY);
    await ticks(setting, 2);
    expect([made(setting), (await titles(setting)).length]).toEqual([1, 2]);
  });
});

describe('leaving while a batch is out', () => {
  const gone = ({ stage }: Setting): string => stage.git(['for-each-ref', '--format=%(refname)', 'refs/heads']).trim();
  const cancelled = (setting: Setting): number => callsTo(setting, /\/cancel$/);

  it.each(['anthropic', 'openai'] as const)('at %s: it is called off and told, and nothing is left', async (vendor) => {
    const setting = await batchOut(vendor);
    const { report } = await order(setting, 'uninstall');
    expect([report.leave?.outcome, cancelled(setting), gone(setting)]).toEqual(['left', 1, 'refs/heads/main']);
    expect(report.warnings.join()).toMatch(/A batch of 1 at \w+\/[\w.-]+ was called off; what it cost is charged/);
    expect(report.leave?.spared).toEqual([]);
    await ticks(setting, 30);
    expect(asked(setting)).toBe(0);
  });

  it('where it has ended, it is charged as its vendor says, and not called off', async () => {
    const setting = await batchOut();
    setting.stage.pass(2 * HOUR);
    const { report } = await order(setting, 'uninstall');
    expect([report.leave?.outcome, cancelled(setting), gone(setting)]).toEqual(['left', 0, 'refs/heads/main']);
    expect(report.calls?.map(({ lane }) => lane)).toEqual(['batch']);
  });

  it('together with another: what both are charged in full is told once', async () => {
    const setting = await batchOut();
    const { stage, models } = setting;
    stage.pass(HALF_HOUR);
    await push(stage, skippedTest('minute'));
    await tick(setting);
    expect(Object.keys((await stage.memory()).state.batches ?? {})).toHaveLength(2);
    const world = stage.world({ mode: 'suggest', models, config: 'budgets: { day: 0.001 }' });
    const { report } = await runCycle(world, { action: 'uninstall', focus: 'auto', 'max-tasks': 50 });
    expect([report.leave?.outcome, cancelled(setting)]).toEqual(['left', 2]);
    expect(report.warnings.filter((warning) => /budget.* for models is used up/.test(warning))).toHaveLength(1);
  });

  it('without its key it cannot be, which is told, and Steward leaves all the same', async () => {
    const setting = await batchOut();
    const { report } = await order({ ...setting, models: { ...setting.models, keys: {} } }, 'uninstall');
    expect([report.leave?.outcome, cancelled(setting), gone(setting)]).toEqual(['left', 0, 'refs/heads/main']);
    expect(report.leave?.words).toMatch(/A batch of 1 at .*cannot be asked any more; it ends within a day/);
  });

  it('only rehearsed, it goes on', async () => {
    const setting = await batchOut();
    await order(setting, 'uninstall', 'observe');
    expect(cancelled(setting)).toBe(0);
    await ticks(setting, 3);
    expect([asked(setting), (await titles(setting)).length]).toEqual([0, 2]);
  });

  it('of which nobody knows whether it arrived: it is looked for once its run must have ended, and then called off', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    const setting = { stage, server, models, before: 0 };
    await tick(setting);
    stage.pass(HALF_HOUR);
    await push(stage, skippedTest('hour'));
    let sent = 0;
    const mortal = (body: string) => {
      if (body.includes('"requests":')) sent += 1;
      if (sent > 0 && !body.includes('"requests":')) throw new Error('the run died');
    };
    await tick(setting, { onRequest: mortal }).catch(() => undefined);
    expect([sent, made(setting)]).toEqual([1, 1]);
    expect((await order(setting, 'uninstall')).report.leave?.outcome).toBe('begun');
    stage.pass(2 * HOUR);
    await tick(setting);
    expect(gone(setting)).toBe('refs/heads/main');
    // By then it had ended, and was found and charged as far as that is known.
    await ticks(setting, 3);
    expect(made(setting)).toBe(1);
  });

  it('whichever call is the last of the run that leaves, it is called off and Steward is gone', async () => {
    const rehearsal = await batchOut();
    const from = rehearsal.stage.sandbox.transcript.length;
    await order(rehearsal, 'uninstall');
    const writes = rehearsal.stage.sandbox.transcript.slice(from).filter(({ write }) => write).length;
    expect(writes).toBeGreaterThan(3);
    for (let at = 1; at <= writes; at += 1) {
      const setting = await batchOut();
      let seen = 0;
      const dies = (body: string) => {
        if (seen >= at) throw new Error('the run died');
        if (/^\{"query":"\s*mutation/.test(body)) seen += 1;
      };
      const { stage, models } = setting;
      const world = stage.world({ mode: 'suggest', models, onRequest: dies });
      await runCycle(world, { action: 'uninstall', focus: 'auto', 'max-tasks': 50 }).catch(() => undefined);
      stage.pass(HALF_HOUR);
      await tick(setting);
      stage.pass(HALF_HOUR);
      await tick(setting);
      if (gone(setting) !== 'refs/heads/main') await order(setting, 'uninstall');
      expect([at, gone(setting), asked(setting)]).toEqual([at, 'refs/heads/main', 0]);
    }
  });
});

describe('a mode, a key or a chain that is changed while a batch is out', () => {
  it('observe: it is left alone, and collected in the mode after it', async () => {
    const setting = await batchOut();
    const before = setting.server.log.length;
    await ticks(setting, 30, { mode: 'observe' });
    expect(setting.server.log.length).toBe(before);
    await ticks(setting, 3);
    expect([made(setting), (await titles(setting)).length]).toEqual([1, 2]);
    expect((await setting.stage.memory()).state.money?.holds).toEqual({});
  });

  it('a key that comes back in time: it is collected, and asked of nobody else', async () => {
    const setting = await batchOut();
    await ticks({ ...setting, models: { ...setting.models, keys: {} } }, 4);
    await ticks(setting, 2);
    expect([asked(setting), (await titles(setting)).length]).toEqual([0, 2]);
  });

  it('the key of another vendor: that one is asked once nothing is waited for any more', async () => {
    const setting = await batchOut();
    const other = { ...setting, models: { ...setting.models, keys: { 'openai-api-key': 'test-openai-key' } } };
    await ticks(other, 20);
    expect(asked(setting)).toBe(0);
    await ticks(other, 12);
    expect([asked(setting), made(setting), (await titles(setting)).length]).toEqual([1, 2, 2]);
  });

  it('another model of the same vendor: its answer is read, and nothing is held for it any more', async () => {
    const setting = await batchOut();
    const chain = '{ chain: [anthropic/claude-sonnet-5-5] }';
    const config = `models: { specify: ${chain}, diagnose: ${chain}, report: ${chain} }\n`;
    await ticks(setting, 3, { config });
    const { state, answers } = await setting.stage.memory();
    const models = Object.values(answers).map(({ model }) => model);
    // Both are kept; whoever is asked now is asked about everything anew.
    expect(models.filter((name) => name === 'anthropic/claude-haiku-5-5')).toHaveLength(2);
    expect([state.batches, state.money?.holds]).toEqual([undefined, {}]);
  });
});
