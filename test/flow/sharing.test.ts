/** Limits that several repositories share: what their runs write, hand over and ask models is counted in one place. */
import { createMemoryLimiter } from '@steward/core/adapters/limits/memory.ts';
import type { RecordedEvent } from '@steward/core/domain/event.ts';
import { askModels } from '@steward/core/flow/asking.ts';
import { needsOf } from '@steward/core/flow/bounding.ts';
import { settleBlocks, takeBlocks } from '@steward/core/flow/sharing.ts';
import { openTick, type Tick } from '@steward/core/flow/tick.ts';
import type { Limiter } from '@steward/core/ports.ts';
import type { OpenShared } from '@steward/core/runtime/world.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { limitSettings } from '../support/limits.ts';
import { task } from '../support/memory.ts';
import { modelsOf } from '../support/models.ts';
import { about, opened, saying } from '../support/questions.ts';
import { startRedis } from '../support/redis.ts';
import { BUSY } from '../support/repositories.ts';
import { testWithTool } from '../support/tool.ts';

const raise = stagesOf([BUSY]);
const openModels = modelsOf();
const LIMITS = {
  services: {
    github: { strategy: 'fixed-window', requests: { day: 2 } },
    anthropic: { strategy: 'fixed-window', requests: { day: 3 }, tokens: { day: 1_000_000 } },
  },
};
const config = `limits: ${JSON.stringify(LIMITS)}\n`;
const settings = limitSettings(LIMITS);
const WRITE = ['github', 'write'] as const;
const ONE = { requests: 1, tokens: 0 };

/** One for all stages of a test; from `failsFrom` on it fails, call by call. */
function sharedBy(stage: Stage, failsFrom = Number.POSITIVE_INFINITY) {
  const limiter = createMemoryLimiter({ settings, now: () => stage.sandbox.clock.now().getTime() });
  let [asked, opened, open] = [0, 0, 0];
  const calls: string[] = [];
  const called = (name: keyof Limiter) => {
    calls.push(name);
    asked += 1;
    if (asked >= failsFrom) throw new Error('connect ECONNREFUSED redis://user:secret-word@host');
  };
  const shared: Limiter = {
    take: async (...of) => {
      called('take');
      return limiter.take(...of);
    },
    check: async (...of) => {
      called('check');
      return limiter.check(...of);
    },
    giveBack: async (...of) => {
      called('giveBack');
      return limiter.giveBack(...of);
    },
    record: async (...of) => {
      called('record');
      return limiter.record(...of);
    },
  };
  const close = async (): Promise<void> => {
    open -= 1;
  };
  const sharedLimits: OpenShared = async () => {
    opened += 1;
    open += 1;
    return { limiter: shared, close };
  };
  const left = async (client: string, endpoint: string): Promise<number> => {
    const { allowed, remaining } = await limiter.check(client, endpoint, ONE);
    return allowed ? remaining + 1 : 0;
  };
  return { sharedLimits, limiter, calls, left, counts: () => ({ opened, open }) };
}

/** Requests that memory knows of, of a limit with one window for them. */
const ownCount = async (stage: Stage, place: string) => (await stage.memory()).state.limits?.[place]?.[4];

const AUTO = { action: 'auto', focus: 'auto', 'max-tasks': 50 } as const;
const tickOn = async (stage: Stage, sharedLimits: OpenShared, options: RunOptions = {}) =>
  (await runCycle({ ...stage.world({ config, ...options }), sharedLimits }, AUTO)).report;

async function eventsOf(stage: Stage): Promise<RecordedEvent[]> {
  const list = stage.git(['ls-tree', '-r', '--name-only', 'refs/heads/steward/state', 'events/']);
  const files = list.trim().split('\n');
  const lines = files.flatMap((path) =>
    stage
      .git(['show', `refs/heads/steward/state:${path}`])
      .trim()
      .split('\n'),
  );
  return lines.map((line) => JSON.parse(line) as RecordedEvent);
}

describe('what runs write', () => {
  it('is counted once for all repositories, whose own memory knows only of what it wrote itself [CW-24] [AR-21]', async () => {
    const [first, second] = [await raise(), await raise()];
    const shared = sharedBy(first);
    await tickOn(first, shared.sharedLimits);
    expect(await shared.left(...WRITE)).toBe(0);
    const report = await tickOn(second, shared.sharedLimits);
    expect(report.refused).toContainEqual(
      expect.objectContaining({ policy: 'limit', reason: expect.stringContaining('2 requests a day') }),
    );
    const opened = second.visible().filter(({ title }) => title !== 'Steward');
    expect(opened).toEqual([]);
    expect(await ownCount(first, 'github write')).toBe(2);
    expect(await ownCount(second, 'github write')).toBeUndefined();
    expect((await second.memory()).state.retryAt).not.toBeNull();
    expect(report.warnings.join('\n')).not.toContain('Redis');
    expect(shared.counts().open).toBe(0);
  });

  it('is told to memory all the same, so that it can be reported', async () => {
    const stage = await raise();
    const shared = sharedBy(stage);
    await tickOn(stage, shared.sharedLimits);
    const events = await eventsOf(stage);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'limit-taken', client: 'github', requests: 2 }));
    expect(events).toContainEqual(expect.objectContaining({ kind: 'limit-refused', client: 'github' }));
  });

  it('passes as much as before where the limit is out of reach, and what was not needed goes back', async () => {
    const [plain, bounded] = [await raise(), await raise()];
    const shared = sharedBy(bounded);
    await plain.tick();
    const wide = createMemoryLimiter({
      settings: limitSettings({ services: { github: { requests: { day: 50 } } } }),
      now: () => bounded.sandbox.clock.now().getTime(),
    });
    const report = await tickOn(bounded, async () => ({ limiter: wide, close: async () => undefined }), {
      config: config.replace('"day":2', '"day":50'),
    });
    expect(bounded.visible()).toEqual(plain.visible());
    expect(report.refused.filter(({ policy }) => policy === 'limit')).toEqual([]);
    expect(shared.counts().opened).toBe(0);
  });

  it('is only asked for in mode observe, and where nothing is limited nobody is', async () => {
    const stage = await raise();
    const shared = sharedBy(stage);
    await tickOn(stage, shared.sharedLimits, { config: '{}' });
    expect(shared.counts().opened).toBe(0);
  });
});

describe('a Redis that is lost', () => {
  it.each([1, 2])('has memory count instead, which is told once: from call %i on [CW-24]', async (failsFrom) => {
    const stage = await raise();
    const shared = sharedBy(stage, failsFrom);
    const report = await tickOn(stage, shared.sharedLimits);
    const told = report.warnings.filter((warning) => warning.includes('Redis does not answer'));
    expect(told).toHaveLength(1);
    expect(JSON.stringify(report)).not.toContain('secret-word');
    const { state } = await stage.memory();
    expect(state.limits?.['github write']?.at(-1)).toBe(2);
    expect(shared.counts()).toEqual({ opened: 1, open: 0 });
  });
});

const ask = async (tick: Tick, briefs: readonly string[]) =>
  askModels(
    tick,
    briefs.map((brief) => about(brief)),
  );

describe('calls of models', () => {
  const shares = async (stage: Stage, options: RunOptions, sharedLimits: OpenShared): Promise<Tick> => {
    const tick = await opened(stage, { config, ...options });
    tick.world = { ...tick.world, sharedLimits };
    return tick;
  };

  it('are counted once for all repositories; what a run did not use goes back [CW-25] [AR-21]', async () => {
    const [first, second] = [await raise(), await raise()];
    const [one, two] = [await openModels(first, saying('yes')), await openModels(second, saying('yes'))];
    const only = `${config}models: { review: { chain: [anthropic/claude-sonnet-5-5] } }\n`;
    const shared = sharedBy(first);
    const tick = await shares(first, { models: one.models, config: only }, shared.sharedLimits);
    const { given } = await ask(tick, ['a']);
    expect(given.size).toBe(1);
    // Two were taken, for an answer and for one that has to be mended.
    expect(await shared.left('anthropic', 'model')).toBe(2);
    expect(shared.calls).toEqual(expect.arrayContaining(['take', 'giveBack', 'record']));
    expect(await ownCount(first, 'anthropic model')).toBe(1);

    const other = await shares(second, { models: two.models, config: only }, shared.sharedLimits);
    const answers = await ask(other, ['b', 'c', 'd', 'e']);
    expect([answers.given.size, two.server.log.length]).toEqual([2, 2]);
    expect(other.told.warnings.join('\n')).toContain('3 requests a day');
    expect(await shared.left('anthropic', 'model')).toBe(0);
    expect(shared.counts().open).toBe(0);
  });

  it('that are not made for want of money cost nothing of the limit', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage, saying('yes'));
    const shared = sharedBy(stage);
    const poor = `${config}budgets: { day: 0 }\n`;
    const tick = await shares(stage, { models, config: poor }, shared.sharedLimits);
    await ask(tick, ['a']);
    expect(server.log).toEqual([]);
    expect(shared.calls).toContain('giveBack');
    expect(await shared.left('anthropic', 'model')).toBe(3);
  });

  it('of which the end cannot be told any more stay counted where they were, and memory knows what was used', async () => {
    const stage = await raise();
    const { models } = await openModels(stage, saying('yes'));
    const shared = sharedBy(stage, 3);
    const tick = await shares(stage, { models }, shared.sharedLimits);
    const { given } = await ask(tick, ['a']);
    expect(given.size).toBe(1);
    expect(await shared.left('anthropic', 'model')).toBe(1);
    expect(await ownCount(stage, 'anthropic model')).toBe(1);
    expect(tick.told.warnings.filter((warning) => warning.includes('Redis does not answer'))).toHaveLength(1);
  });
});

it('a task that is handed over needs a write, the agent and its category; a suggestion needs nothing [AR-21]', () => {
  const [subject, other] = ['task-a', 'task-b'];
  const tasks = { [subject]: task('a'), [other]: task('b') };
  const handing = [subject, other].map((id) => ({ kind: 'hand-off' as const, agent: 'left', subject: id }));
  const needs = needsOf([...handing, { kind: 'suggest', subject: 'task-c' }], { tasks });
  const category = `category:${tasks[subject]?.category}`;
  expect(needs).toEqual([
    { client: 'github', endpoint: 'write', requests: 2, tokens: 0 },
    { client: 'left', endpoint: 'hand-off', requests: 2, tokens: 0 },
    { client: category, endpoint: 'hand-off', requests: 2, tokens: 0 },
  ]);
});

describe('a block', () => {
  const tickWith = async (stage: Stage, limiter: Limiter): Promise<Tick> =>
    openTick({ ...stage.world({ config }), sharedLimits: async () => ({ limiter, close: async () => undefined }) });

  it('is as much as the limits leave, with the reason why it is no more', async () => {
    const stage = await raise();
    const { limiter } = sharedBy(stage);
    await limiter.take(...WRITE, ONE);
    const tick = await tickWith(stage, limiter);
    const need = { client: 'github', endpoint: 'write', requests: 90, tokens: 0 };
    const stranger = { ...need, client: 'stranger' };
    const blocks = await takeBlocks(tick, [need, stranger]);
    expect([...blocks.values()]).toEqual([
      expect.objectContaining({ client: 'github', requests: 1, reason: expect.stringContaining('2 requests a day') }),
    ]);
    const [block] = blocks.values();
    expect(block?.retryAfter).toBeGreaterThan(0);
    if (block) await settleBlocks(tick, [{ ...block, requests: 1 }]);
    expect((await limiter.check(...WRITE, ONE)).allowed).toBe(true);
  });

  it('is no debt, however much is needed: each of its requests passes by itself', async () => {
    const stage = await raise();
    const { limiter, left } = sharedBy(stage);
    const tick = await tickWith(stage, limiter);
    const blocks = await takeBlocks(tick, [{ client: 'anthropic', endpoint: 'model', requests: 90, tokens: 10 }]);
    expect([...blocks.values()]).toEqual([expect.objectContaining({ requests: 3, tokens: 30 })]);
    expect(await left('anthropic', 'model')).toBe(0);
  });

  it('of requests that are each larger than a window is one, and nobody waits for those that were not asked for', async () => {
    const stage = await raise();
    const { limiter } = sharedBy(stage);
    const tick = await tickWith(stage, limiter);
    const need = { client: 'anthropic', endpoint: 'model', requests: 3, tokens: 1_500_000 };
    const [block] = (await takeBlocks(tick, [need])).values();
    expect(block).toMatchObject({ requests: 1, tokens: 1_500_000, reason: 'this run took no more of its limits' });
    if (block) await settleBlocks(tick, [{ ...block, requests: 0, tokens: 1_400_000 }]);
    expect(await limiter.take('anthropic', 'model', { requests: 1, tokens: 100 })).toMatchObject({ allowed: true });
  });
});

testWithTool(
  'redis-server',
  'two repositories with one `redis-url` write no more together than the limit [CW-24] [AR-21]',
  async (program) => {
    const redis = await startRedis(program);
    onTestFinished(() => redis.stop());
    const stages = [await raise(), await raise()];
    const reports = [];
    for (const stage of stages) reports.push(await stage.tick({ config, redisUrl: redis.url }));
    expect(reports.flatMap(({ warnings }) => warnings).join('\n')).not.toContain('Redis');
    expect(reports[1]?.refused).toContainEqual(expect.objectContaining({ policy: 'limit' }));
    const written = stages.flatMap((stage) => stage.visible().filter(({ title }) => title !== 'Steward'));
    expect(written.length).toBeLessThanOrEqual(2);
    expect(await Promise.all(stages.map((stage) => ownCount(stage, 'github write')))).toEqual([2, undefined]);
    await redis.stop();
    const third = await raise();
    const lost = await third.tick({ config, redisUrl: redis.url });
    expect(lost.warnings.filter((warning) => warning.includes('Redis does not answer'))).toHaveLength(1);
    expect((await third.memory()).state.limits).toHaveProperty('github write');
  },
);
