import type { RecordedEvent } from '@steward/core/domain/event.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, type ModelAccess, type Stage, stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, push, skippedTest } from '../support/models.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();
const HOUR = 60 * MINUTE;

const asked = (log: readonly { write: boolean; path: string }[]): string[] =>
  log.filter(({ write }) => write).map(({ path }) => path);

describe('a cycle with models', () => {
  it('asks at once on its first run, words the task, and never asks the same again [CW-11]', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    const first = await stage.tick({ mode: 'suggest', models });
    expect(first.failures).toEqual([]);
    expect(first.calls?.map(({ model, lane, result }) => [model, lane, result])).toEqual([
      ['anthropic/claude-haiku-5-5', 'now', 'answered'],
    ]);
    const { tasks, answers, state } = await stage.memory();
    const [task] = Object.values(tasks);
    expect(task?.why).toContain('Whoever relies on it learns of it too late.');
    expect(task?.criteria.map(({ check }) => check)).toContain('command');
    expect(Object.keys(answers)).toHaveLength(1);
    expect(state.money?.holds).toEqual({});
    expect(state.money?.today.micro).toBeGreaterThan(0);
    for (let ticks = 0; ticks < 50; ticks++) {
      stage.pass(HALF_HOUR);
      await stage.tick({ mode: 'suggest', models });
    }
    expect(asked(server.log)).toEqual(['/v1/messages']);
  });

  it('says whom it misses where the owner chose others for a role than those whose keys are there', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    const config = 'models: { specify: { chain: [gemini/any] } }';
    const { warnings, calls } = await stage.tick({ mode: 'suggest', models, config });
    expect(warnings).toContain('No model is asked to specify: no key was handed in for gemini.');
    expect([calls ?? [], asked(server.log)]).toEqual([[], []]);
  });

  it('asks of what is new in a batch, shows it once it is answered, and pays half', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    await stage.tick({ mode: 'suggest', models });
    stage.pass(HALF_HOUR);
    await push(stage, skippedTest('hour'));
    const out = await stage.tick({ mode: 'suggest', models });
    expect(asked(server.log)).toEqual(['/v1/messages', '/v1/messages/batches']);
    expect(out.left.map(({ reason }) => reason)).toContain('waits for the answer of a model');
    expect(Object.values((await stage.memory()).state.batches ?? {})).toHaveLength(1);
    stage.pass(HALF_HOUR);
    const waiting = await stage.tick({ mode: 'suggest', models });
    expect(waiting.quiet).toBe(true);
    stage.pass(HALF_HOUR + MINUTE);
    const back = await stage.tick({ mode: 'suggest', models });
    expect(back.calls?.map(({ lane, result }) => [lane, result])).toEqual([['batch', 'answered']]);
    const { tasks, state } = await stage.memory();
    expect(Object.values(tasks).map(({ why }) => why.includes('too late'))).toEqual([true, true]);
    expect(state.batches).toBeUndefined();
    expect(state.money?.holds).toEqual({});
    expect(asked(server.log)).toHaveLength(2);
  });

  it('keeps the words of a model where its key is taken away, asks nobody, and words what is new by its template', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    await stage.tick({ mode: 'suggest', models });
    server.log.length = 0;
    stage.pass(HALF_HOUR);
    await push(stage, skippedTest('hour'));
    const run = await stage.tick({ mode: 'suggest' });
    const worded = async () =>
      Object.values((await stage.memory()).tasks)
        .map(({ why, evidence }) => [evidence[0]?.path, why.includes('too late')])
        .sort();
    expect(await worded()).toEqual([
      ['test/date.test.ts', true],
      ['test/hour.test.ts', false],
    ]);
    expect(run.left.map(({ reason }) => reason)).not.toContain('waits for the answer of a model');
    expect(server.log).toEqual([]);
    stage.pass(15 * 24 * HOUR);
    await stage.tick({ mode: 'suggest' });
    expect((await worded()).map(([, isWorded]) => isWorded)).toEqual([false, false]);
  });

  it('goes on to the next vendor where one fails, and says so; with none it uses templates [CW-11]', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    server.faults.add({
      when: ({ path }) => path === '/v1/messages',
      times: 99,
      effect: { kind: 'status', status: 529 },
    });
    const one = await stage.tick({ mode: 'suggest', models });
    expect(one.warnings.join('\n')).toContain('anthropic/claude-haiku-5-5: overload, then openai/gpt-6-luna answered');
    expect(Object.values((await stage.memory()).tasks)[0]?.why).toContain('too late');

    const other = await raise();
    const both = await openModels(other);
    both.server.faults.add({ when: () => true, times: 999, effect: { kind: 'status', status: 529 } });
    const none = await other.tick({ mode: 'suggest', models: both.models });
    expect(none.warnings.join('\n')).toContain('templates stand in');
    expect(Object.values((await other.memory()).tasks)).toHaveLength(1);
  });

  it('asks nobody where the budget is nothing, and says why', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    const run = await stage.tick({ mode: 'suggest', models, config: 'budgets:\n  day: 0\n  tokens-a-day: 0\n' });
    expect(server.log).toEqual([]);
    expect(run.warnings.join('\n')).toContain('No model was asked');
    expect(Object.values((await stage.memory()).tasks)).toHaveLength(1);
  });

  it.each([
    ['that makes no sense', { kind: 'text', text: 'no JSON' }],
    ['that is a refusal', { kind: 'refusal', reason: 'no' }],
  ] as const)('takes a batch %s for no answer, asks once more, and then leaves it to the template', async (_, fate) => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    await stage.tick({ mode: 'suggest', models });
    server.batches.fate = () => fate;
    stage.pass(HALF_HOUR);
    await push(stage, skippedTest('hour'));
    for (let ticks = 0; ticks < 12; ticks++) {
      await stage.tick({ mode: 'suggest', models });
      stage.pass(HOUR);
    }
    const { tasks, state } = await stage.memory();
    expect(asked(server.log).filter((path) => path === '/v1/messages/batches')).toHaveLength(2);
    expect(Object.keys(tasks)).toHaveLength(2);
    expect(state.batches).toBeUndefined();
  });

  it.each(['errored', 'expired', 'cancelled'] as const)(
    'goes on with the template where a batch is %s, asks again later and later, and uses what is answered then',
    async (fate) => {
      const stage = await raise();
      const { server, models } = await openModels(stage);
      await stage.tick({ mode: 'suggest', models });
      server.batches.fate = () => fate;
      stage.pass(HALF_HOUR);
      await push(stage, skippedTest('hour'));
      const counts: number[] = [];
      for (let hour = 0; hour < 9; hour++) {
        await busyTick(stage, models);
        counts.push(asked(server.log).filter((path) => path === '/v1/messages/batches').length);
        stage.pass(HOUR + MINUTE);
      }
      // Out at once; back an hour later and asked again an hour after that; then after four.
      expect(counts).toEqual([1, 1, 2, 2, 2, 2, 2, 3, 3]);
      const { tasks, state } = await stage.memory();
      expect(Object.keys(tasks)).toHaveLength(2);
      expect([state.unanswered, state.batches, state.money?.holds]).toEqual([undefined, undefined, {}]);
      server.batches.fate = () => null;
      stage.pass(20 * HOUR);
      await busyTick(stage, models);
      stage.pass(2 * HOUR);
      await busyTick(stage, models);
      const after = await stage.memory();
      expect(Object.values(after.tasks).map(({ why }) => why.includes('too late'))).toEqual([true, true]);
      expect(after.state.postponed).toBeUndefined();
    },
  );

  it('is asked again by a busy run once vendors are well, and no quiet run is made busy by it', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    server.faults.add({ when: () => true, times: 99, effect: { kind: 'status', status: 529 } });
    for (let ticks = 0; ticks < 3; ticks++) {
      await busyTick(stage, models);
      stage.pass(MINUTE);
    }
    server.faults.clear();
    server.log.length = 0;
    const quiet: boolean[] = [];
    for (let ticks = 0; ticks < 6; ticks++) {
      stage.pass(HALF_HOUR);
      quiet.push((await stage.tick({ mode: 'suggest', models })).quiet);
    }
    expect([quiet, server.log]).toEqual([Array(6).fill(true), []]);
    const busy = await busyTick(stage, models);
    expect(busy.moves.flatMap(({ reasons }) => reasons)).toContain('models may be asked again');
    expect(asked(server.log)).toHaveLength(1);
  });

  it('is looked for once where what was to be asked is gone by then', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    server.faults.add({ when: () => true, times: 99, effect: { kind: 'status', status: 529 } });
    await busyTick(stage, models);
    await push(stage, { 'test/date.test.ts': 'export {};\n' });
    await stage.tick({ mode: 'suggest', models });
    const reasons: string[] = [];
    for (let ticks = 0; ticks < 4; ticks++) {
      stage.pass(2 * HOUR);
      reasons.push(...(await busyTick(stage, models)).moves.flatMap((move) => move.reasons));
    }
    expect(reasons.filter((reason) => reason === 'models may be asked again')).toHaveLength(1);
  });
});

/** Somebody says something somewhere: the run has something to do, whatever it is. */
function busyTick(stage: Stage, models: ModelAccess) {
  stage.sandbox.world.openIssue({ title: `Thanks ${stage.sandbox.clock.now().getTime()}`, body: 'Nice.', by: 'octo' });
  return stage.tick({ mode: 'suggest', models });
}

it('asks a vendor no more often than its limit allows, and gives back what it did not use [CW-25]', async () => {
  const stage = await raise();
  const { server, models } = await openModels(stage);
  const config =
    'limits:\n  services:\n    anthropic: { strategy: fixed-window, requests: { hour: 1 } }\nmodels:\n  specify: { lane: now }\n';
  const tick = () => stage.tick({ mode: 'suggest', models, config });
  await tick();
  expect(asked(server.log)).toEqual(['/v1/messages']);
  await push(stage, skippedTest('hour'));
  const next = await tick();
  expect(asked(server.log)).toEqual(['/v1/messages', '/v1/responses']);
  expect(next.warnings.join('\n')).toMatch(
    /claude-haiku-5-5: rate, then openai\/gpt-6-luna answered \(.*1 request an hour/,
  );
  stage.pass(HOUR);
  await push(stage, skippedTest('minute'));
  await tick();
  expect(asked(server.log).at(-1)).toBe('/v1/messages');
});

it('memory holds tasks, what was asked, what is counted and what is left of budgets, as one run after the other wrote it [SI-22]', async () => {
  const stage = await raise();
  const { models } = await openModels(stage);
  const config = 'limits:\n  preset: [services]\n';
  await stage.tick({ mode: 'suggest', models, config });
  const { state, tasks } = await stage.memory();
  const paths = stage.git(['ls-tree', '-r', '--name-only', 'refs/heads/steward/state', 'events/']).trim().split('\n');
  const lines = paths.flatMap((path) =>
    stage
      .git(['show', `refs/heads/steward/state:${path}`])
      .trim()
      .split('\n'),
  );
  const events = lines.map((line) => JSON.parse(line) as RecordedEvent);
  expect(Object.keys(tasks)).toHaveLength(1);
  const calls = events.flatMap((event) => (event.kind === 'spent' ? event.calls : []));
  expect(calls).toMatchObject([{ model: { id: 'claude-haiku-5-5' }, role: 'specify', result: 'answered' }]);
  expect(calls[0]?.micro).toBe(state.money?.today.micro);
  expect(Object.keys(state.limits ?? {}).some((key) => key.includes('anthropic'))).toBe(true);
  expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['limit-taken', 'limit-returned']));
  expect(events.map(({ sequence }) => sequence)).toEqual(
    events.map(({ sequence }) => sequence).toSorted((a, b) => a - b),
  );
});
