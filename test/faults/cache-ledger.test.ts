/** Memory in the Actions cache, through the library and the sandbox's service: what dies, is evicted, or may not write, repeats nothing. */
import type { CacheTokenOptions } from '@steward/sandbox/actions-cache.ts';
import type { RequestFacts } from '@steward/sandbox/fault-schedule.ts';
import { describe, expect, it, vi } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { enterJob } from '../support/actions-cache.ts';
import { HALF_HOUR, MINUTE, Stage, stagesOf } from '../support/cycle.ts';
import { entriesOf, keepInCache, newestEntry } from '../support/elsewhere.ts';
import { outcome, settle } from '../support/outcome.ts';
import { BUSY } from '../support/repositories.ts';

const raiseStage = stagesOf([BUSY]);

async function raise(options: CacheTokenOptions & { cacheMode?: string } = {}): Promise<Stage> {
  const stage = await raiseStage();
  enterJob(stage.sandbox, stage.folder, options);
  return keepInCache(stage);
}

async function onBranch() {
  const stage = await Stage.raise([BUSY]);
  await stage.tick();
  await settle(stage);
  const end = await outcome(stage);
  await stage.close();
  return end;
}

const calm = await onBranch();
const DAY = 24 * 60 * MINUTE;

const open = (stage: Stage) => stage.sandbox.world.data.issues.filter(({ state }) => state === 'OPEN');
const enter = (stage: Stage, options: CacheTokenOptions) =>
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', stage.sandbox.mintCacheToken(options));
const isRead = ({ operation }: RequestFacts) => operation === 'GetCacheEntryDownloadURL';
const isFinish = ({ operation }: RequestFacts) => operation === 'FinalizeCacheEntryUpload';

/** From the n-th request on nothing of this run arrives any more; `after`: the effect of that one still happens. */
async function dyingTick(stage: Stage, at: number, timing: 'before' | 'after'): Promise<void> {
  const effect = { kind: 'status', status: 403 } as const;
  let seen = 0;
  let ended = false;
  stage.sandbox.faults.add({ when: () => !ended && ++seen === at, timing, effect });
  stage.sandbox.faults.add({ when: () => !ended && seen >= at, timing: 'before', effect, times: 10_000 });
  await stage.tick().catch(() => undefined);
  ended = true;
  expect(seen).toBeGreaterThanOrEqual(at);
}

async function news(stage: Stage, name: string): Promise<void> {
  stage.pass(HALF_HOUR);
  await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': `# ${name}\n` }, message: name, by: 'octo' });
}

it('comes to the same as memory on the branch, and makes no branch', async () => {
  const stage = await raise();
  await stage.tick();
  await settle(stage);
  expect(await outcome(stage)).toEqual(calm);
  expect(stage.git(['for-each-ref', '--format=%(refname)'])).not.toContain('steward');
  const before = entriesOf(stage).length;
  stage.pass(HALF_HOUR);
  expect((await stage.tick()).quiet).toBe(true);
  expect(entriesOf(stage)).toHaveLength(before);
});

/** What a first tick writes, to GitHub and to the cache. */
const WRITES = 15;

describe('a run that dies', () => {
  const writes: number[] = [];

  it('is one worth killing', async () => {
    const stage = await raise();
    await stage.tick();
    stage.sandbox.transcript.forEach(({ write }, index) => {
      if (write) writes.push(index + 1);
    });
    expect(writes).toHaveLength(WRITES);
  });

  // Right before a write it leaves what it left right after the one before.
  const places = Array.from({ length: WRITES }, (_, place) => [place, 'after'] as const);
  it.each([[0, 'before'] as const, ...places])('at its write %i, %s the effect, converges', async (place, timing) => {
    const stage = await raise();
    await dyingTick(stage, writes[place] ?? 0, timing);
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm);
  });
});

describe('eviction', () => {
  it('of everything is a loss: nothing is created until it is rebuilt from the issues', async () => {
    const stage = await raise();
    await stage.tick();
    await settle(stage);
    stage.pass(8 * DAY);
    const report = await stage.tick();
    expect(report.warnings.join()).toMatch(/Memory was lost/);
    expect(report.done.filter(({ kind }) => kind === 'opened')).toEqual([]);
    for (let round = 0; round < 3; round++) {
      stage.pass(11 * MINUTE);
      await stage.tick();
    }
    expect(open(stage)).toHaveLength(4);
    expect((await stage.memory()).state).toMatchObject({ lost: null, counts: { open: 3 } });
  });

  it('of the newest entry alone turns memory back, and opens nothing twice', async () => {
    const stage = await raise();
    await stage.tick();
    const { cache } = stage.sandbox.world;
    cache.entries = cache.entries.slice(0, -1);
    for (let round = 0; round < 4; round++) {
      stage.pass(11 * MINUTE);
      await stage.tick();
    }
    expect(open(stage)).toHaveLength(4);
    expect(await outcome(stage)).toMatchObject({ claims: [], counts: calm.counts });
  });
});

describe('a run that may only read the cache', () => {
  it.each([
    ['as its token says', { mode: 'read' }],
    ['as the runner says', { cacheMode: 'read' }],
  ] as const)('writes nothing anybody sees, and says so: %s', async (_, options) => {
    const stage = await raise(options);
    await expect(stage.tick()).rejects.toThrow(/may not write it/);
    expect(stage.visible()).toEqual([]);
    expect(entriesOf(stage)).toEqual([]);
  });

  it('ends well where there is nothing to remember, and what it left is done by the next that may write', async () => {
    const stage = await raise();
    await stage.tick();
    await settle(stage);
    enter(stage, { mode: 'read' });
    stage.pass(HALF_HOUR);
    expect((await stage.tick()).quiet).toBe(true);
    await news(stage, 'News');
    await expect(stage.tick()).rejects.toThrow(/may not write it/);
    enter(stage, {});
    await settle(stage);
    expect(open(stage)).toHaveLength(4);
  });

  it('may look in mode observe', async () => {
    const stage = await raise({ mode: 'read' });
    expect((await stage.tick({ mode: 'observe' })).moves.length).toBeGreaterThan(0);
  });

  it('is also one of another branch, whose memory nobody else would see', async () => {
    const stage = await raise({ ref: 'refs/heads/wish' });
    const { elsewhere } = stage;
    if (elsewhere === null) throw new Error('no memory elsewhere');
    const all = { GITHUB_REF: 'refs/heads/wish' };
    stage.elsewhere = {
      ...elsewhere,
      open: ({ environment, token }) => elsewhere.open({ environment: { ...environment, all }, token }),
    };
    await expect(stage.tick()).rejects.toThrow(/not a run on the default branch/);
    expect(stage.visible()).toEqual([]);
  });
});

describe('a cache that fails', () => {
  it.each(['403', 'cut'])('while it is read (%s) is not taken for an empty one', async (how) => {
    const stage = await raise();
    await stage.tick();
    await news(stage, 'News');
    const effect = how === 'cut' ? ({ kind: 'reset' } as const) : ({ kind: 'status', status: 403 } as const);
    stage.sandbox.faults.add({ when: isRead, timing: 'before', effect, times: 50 });
    const before = entriesOf(stage).length;
    await expect(stage.tick()).rejects.toThrow(/could not be read/);
    expect(entriesOf(stage)).toHaveLength(before);
    expect(open(stage)).toHaveLength(4);
  });

  it('while it is written: an answer that is lost after its effect is found, and nothing is written twice', async () => {
    const stage = await raise();
    stage.sandbox.faults.add({ when: isFinish, timing: 'after', effect: { kind: 'reset' } });
    await stage.tick();
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm);
  });

  it('that takes nothing: nothing is done that somebody sees', async () => {
    const stage = await raise();
    const isMade = ({ operation }: RequestFacts) => operation === 'CreateCacheEntry';
    stage.sandbox.faults.add({ when: isMade, timing: 'before', effect: { kind: 'status', status: 429 }, times: 50 });
    await expect(stage.tick()).rejects.toThrow(/took nothing/);
    expect(stage.visible()).toEqual([]);
  });

  it('for longer than anybody can be sure of: the run ends, and the next one goes on', async () => {
    const stage = await raise();
    const slow = { kind: 'delay', milliseconds: 90_000 } as const;
    stage.sandbox.faults.add({ when: isFinish, timing: 'before', effect: slow });
    await expect(stage.tick()).rejects.toThrow(/too long/);
    expect(stage.visible()).toEqual([]);
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm);
  });
});

it('a key whose writer died while saving is passed over, and what comes late to it counts no more', async () => {
  const stage = await raise();
  await stage.tick();
  const { cache } = stage.sandbox.world;
  const [first] = entriesOf(stage);
  if (first === undefined) throw new Error('nothing was saved');
  const next = entriesOf(stage).length + 1;
  const key = first.key.replace(/\d{8}/, String(next).padStart(8, '0'));
  const { version, ref } = first;
  const now = (): number => stage.sandbox.clock.now().getTime();
  const blocked = cache.reserve({ key, version, ref }, now());
  await news(stage, 'News');
  await stage.tick();
  const passed = (await stage.memory()).state.sequence;
  const keys = entriesOf(stage).map((entry) => entry.key);
  expect(keys).not.toContain(key);
  expect(keys).toContain(key.replace(/\d{8}/, String(next + 1).padStart(8, '0')));
  if (blocked) blocked.blob = first.blob;
  cache.finish({ key, version, ref }, now());
  await news(stage, 'More news');
  await stage.tick();
  expect((await stage.memory()).state.sequence).toBeGreaterThan(passed);
  expect(open(stage)).toHaveLength(4);
});

it('leaving empties it, closes what is open, and a later run stays out', async () => {
  const stage = await raise();
  await stage.tick();
  stage.pass(HALF_HOUR);
  const world = stage.world({ outside: await stage.outside() });
  const { summary, report } = await runCycle(world, { action: 'uninstall', focus: 'auto', 'max-tasks': 50 });
  expect(summary).toContain('older entries of memory in the Actions cache');
  expect(report.done.map(({ title }) => title)).toContain('memory in the Actions cache');
  expect(`${summary} ${JSON.stringify(report)}`).not.toMatch(/state branch|last commit/);
  expect(open(stage)).toEqual([]);
  expect((await stage.memory()).state).toMatchObject({ sequence: 0, installed: null });
  stage.pass(HALF_HOUR);
  expect((await stage.tick()).warnings.join()).toContain('stays out of it');
});

it('two runs at once save each generation once', async () => {
  const stage = await raise();
  await Promise.all([stage.tick().catch(() => null), stage.tick().catch(() => null)]);
  await settle(stage);
  expect(await outcome(stage)).toEqual(calm);
  const keys = stage.sandbox.world.cache.entries.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

it('what somebody else saved under its name is not believed', async () => {
  const stage = await raise();
  await stage.tick();
  const [entry] = entriesOf(stage).slice(-1);
  const [older] = entriesOf(stage);
  if (!entry || !older) throw new Error('nothing was saved');
  expect(await newestEntry(stage)).not.toBe('');
  entry.blob = Buffer.from('no archive at all');
  await news(stage, 'News');
  await expect(stage.tick()).rejects.toThrow(/could not be read/);
  expect(open(stage)).toHaveLength(4);
});
