/** Whole cycles of two repositories that hand tasks over and count them in one Redis: together no more than its limit, and when again. */
import { createRedisLimiter } from '@steward/core/adapters/limits/redis.ts';
import type { Refusal } from '@steward/core/domain/proposal.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import { expect, onTestFinished } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { AGENT_WORKFLOW } from '../support/hand-over.ts';
import { limitSettings } from '../support/limits.ts';
import { type OwnRedis, startRedis } from '../support/redis.ts';
import { BUSY } from '../support/repositories.ts';
import { testWithTool } from '../support/tool.ts';

const HOUR = 2 * HALF_HOUR;
const SKIPPED = ['parse', 'other', 'third', 'fourth', 'fifth'].map((name) => [
  `test/${name}.test.ts`,
  BUSY['test/parse.test.ts']?.replaceAll('spaces are lost', `${name} is lost`) ?? '',
]);
/** Five tasks of the category testing, and two of another one. */
const raise = stagesOf([
  { ...BUSY, '.github/workflows/steward-agent.yml': AGENT_WORKFLOW, ...Object.fromEntries(SKIPPED) },
]);

const PLACE = ['category:testing', 'hand-off'] as const;
const NEXT_WINDOW = Date.parse('2026-11-20T10:00:00Z');
const ONE = { requests: 1, tokens: 0 };
/** Nobody lives there: what is handed over stays so for a day. */
const FREE = `hand-off: { start-within: 1440, at-once: 9 }
agents: { robot: { kind: workflow, capacity: 9 } }
caps: { suggestions: 9, open-tasks: 9, new-issues-a-day: 9, agent-pull-requests: 9, notifications-a-week: 99 }
`;
const limitsOf = (strategy: string, clients = {}) => ({
  categories: { testing: { strategy, requests: { hour: 3 } } },
  clients,
});
const optionsOf = (limits: object): RunOptions => ({
  ...{ mode: 'autopilot', config: `${FREE}limits: ${JSON.stringify(limits)}\n` },
});

async function begun(program: string, limits: object): Promise<{ redis: OwnRedis; stages: [Stage, Stage] }> {
  const redis = await startRedis(program);
  onTestFinished(() => redis.stop());
  const stages: [Stage, Stage] = [await raise(), await raise()];
  for (const stage of stages) await stage.tick({ ...optionsOf(limits), redisUrl: redis.url });
  for (const stage of stages) stage.pass(HALF_HOUR);
  return { redis, stages };
}

async function handed(stage: Stage): Promise<number> {
  const { tasks, state } = await stage.memory();
  const held = Object.values(state.leases).filter(({ task }) => tasks[task]?.category === 'testing');
  // What memory holds was sent, too.
  for (const { task } of held)
    expect(
      stage.sandbox.world.data.dispatches.filter(({ payload }) => JSON.stringify(payload).includes(task)),
    ).toHaveLength(1);
  return held.length;
}

async function leftIn(redis: OwnRedis, limits: object): Promise<number> {
  const limiter = createRedisLimiter({ redis: redis.connect(), settings: limitSettings(limits) });
  const { allowed, remaining } = await limiter.check(...PLACE, ONE);
  return allowed ? remaining + 1 : 0;
}

const handedBy = async (stages: readonly Stage[]): Promise<number[]> => Promise.all(stages.map(handed));
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const limited = ({ refused }: TickReport): Refusal[] => refused.filter(({ policy }) => policy === 'limit');
const ofRedis = ({ warnings }: TickReport): string[] => warnings.filter((warning) => warning.includes('Redis'));

testWithTool(
  'redis-server',
  'two repositories hand over exactly the limit in each window, at the same moment as well; what is left waits and says when [CW-24] [AR-21]',
  async (program) => {
    const limits = limitsOf('fixed-window');
    const { redis, stages } = await begun(program, limits);
    const settings = limitSettings(limits);
    const connection = redis.connect();
    // The server's time is real, and a window is an hour.
    const tickOn = async (stage: Stage): Promise<TickReport> => {
      const now = (): number => stage.sandbox.clock.now().getTime();
      const limiter = createRedisLimiter({ redis: connection, settings, now });
      const sharedLimits = async () => ({ limiter, close: async () => undefined });
      const world = { ...stage.world(optionsOf(limits)), sharedLimits };
      return (await runCycle(world, { action: 'auto', focus: 'auto', 'max-tasks': 50 })).report;
    };
    const tickAll = async (): Promise<TickReport[]> => Promise.all(stages.map(tickOn));

    const first = await tickAll();
    expect(sum(await handedBy(stages))).toBe(3);
    expect(sum(first.map((report) => limited(report).length))).toBe(7);
    for (const { reason } of first.flatMap(limited))
      expect(reason).toMatch(/^category testing may have 3 requests an hour: again in \d+ min$/);
    for (const [index, stage] of stages.entries()) {
      const { state } = await stage.memory();
      // By GitHub's clock, which tells whole seconds.
      const wait = Date.parse(state.retryAt ?? '') - NEXT_WINDOW;
      if (limited(first[index] as TickReport).length > 0) expect(Math.abs(wait)).toBeLessThan(2_000);
    }

    for (const stage of stages) stage.pass(10 * 60_000);
    await tickAll();
    expect(sum(await handedBy(stages))).toBe(3);
    const totals: number[] = [];
    for (let window = 0; window < 3; window++) {
      for (const stage of stages) stage.pass(HOUR);
      const reports = await tickAll();
      expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
      totals.push(sum(await handedBy(stages)));
    }
    expect(totals).toEqual([6, 9, 10]);
    expect(await handedBy(stages)).toEqual([5, 5]);
  },
);

testWithTool(
  'redis-server',
  'a Redis that is lost between two runs has memory count, which each run says once, and counts again when it is back [CW-24]',
  async (program) => {
    const limits = limitsOf('sliding-window');
    const { redis, stages } = await begun(program, limits);
    const [first, second] = stages;
    const options = { ...optionsOf(limits), redisUrl: redis.url };
    const left = (): Promise<number> => leftIn(redis, limits);
    expect(await left()).toBe(3);
    expect(ofRedis(await first.tick(options))).toEqual([]);
    const waiting = await second.tick(options);
    expect(await handedBy(stages)).toEqual([3, 0]);
    expect(await left()).toBe(0);
    expect(limited(waiting)).toHaveLength(5);
    const { retryAt } = (await second.memory()).state;
    expect(limited(waiting)[0]?.reason).toContain('again in');
    expect(Date.parse(retryAt ?? '')).toBeGreaterThan(second.sandbox.clock.now().getTime());

    await redis.stop();
    second.pass(HALF_HOUR);
    const lost = await second.tick(options);
    expect(ofRedis(lost)).toEqual([expect.stringContaining('Redis does not answer')]);
    expect(await handedBy(stages)).toEqual([3, 3]);
    expect(limited(lost)).toHaveLength(2);
    // Of what it took from Redis memory knows as well: it is not let through twice in a window.
    first.pass(HALF_HOUR);
    const known = await first.tick(options);
    expect(ofRedis(known)).toHaveLength(1);
    expect(limited(known)[0]?.reason).toMatch(/^category testing may have 3 requests an hour: again in/);
    expect(await handedBy(stages)).toEqual([3, 3]);
    expect((await second.memory()).state.limits).toHaveProperty(PLACE.join(' '));

    await redis.restart();
    expect(await left()).toBe(3);
    second.pass(HALF_HOUR);
    const back = await second.tick(options);
    expect(ofRedis(back)).toEqual([]);
    expect(await handedBy(stages)).toEqual([3, 5]);
    expect(await left()).toBe(1);
  },
);

testWithTool(
  'redis-server',
  'a Redis that is lost in a run after it gave that run its share lets through that share and no more [CW-24]',
  async (program) => {
    const limits = limitsOf('sliding-window', { robot: { strategy: 'sliding-window', requests: { hour: 1 } } });
    const { redis, stages } = await begun(program, limits);
    const [first] = stages;
    const options = { ...optionsOf(limits), redisUrl: redis.url };
    const onRequest = async (body: string): Promise<void> => {
      if (body.includes('createCommitOnBranch')) await redis.stop();
    };
    const lost = await first.tick({ ...options, onRequest });
    expect(ofRedis(lost)).toEqual([expect.stringContaining('Redis does not answer')]);
    expect(lost.failures).toEqual([]);
    expect(Object.values((await first.memory()).state.leases)).toHaveLength(1);
    expect((await first.memory()).state.limits).toHaveProperty('robot hand-off');
  },
);

testWithTool(
  'redis-server',
  'what another limit holds back goes back to the Redis that it was taken from [CW-24]',
  async (program) => {
    const limits = limitsOf('sliding-window', { robot: { strategy: 'sliding-window', requests: { hour: 2 } } });
    const { redis, stages } = await begun(program, limits);
    const [first] = stages;
    const report = await first.tick({ ...optionsOf(limits), redisUrl: redis.url });
    expect(ofRedis(report)).toEqual([]);
    expect(Object.values((await first.memory()).state.leases)).toHaveLength(2);
    expect(await leftIn(redis, limits)).toBe(3 - (await handed(first)));
  },
);
