/** Memory in a folder: whatever dies, whoever else writes, and whatever becomes of the files, nothing happens twice. */
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, MINUTE, Stage, stagesOf } from '../support/cycle.ts';
import { filesIn, generationsOf, keepInFolder, newestPack, packsIn } from '../support/elsewhere.ts';
import { type Death, Mortal } from '../support/mortal.ts';
import { outcome, settle } from '../support/outcome.ts';
import { BUSY } from '../support/repositories.ts';

const raiseStage = stagesOf([BUSY]);
const raise = async (): Promise<Stage> => keepInFolder(await raiseStage());

/** The same with memory on the branch: what it must come to. */
async function onBranch() {
  const stage = await Stage.raise([BUSY]);
  await stage.tick();
  await settle(stage);
  const end = await outcome(stage);
  await stage.close();
  return end;
}

async function callsOfFirstTick() {
  const stage = keepInFolder(await Stage.raise([BUSY]));
  const mortal = new Mortal();
  await stage.tick({ mortal });
  await stage.close();
  return mortal.calls.length;
}

const [calm, calls] = [await onBranch(), await callsOfFirstTick()];
const deaths = Array.from({ length: calls }, (_, index): Death[] => [
  { at: index + 1, timing: 'before' },
  { at: index + 1, timing: 'after' },
]).flat();

const open = (stage: Stage) => stage.sandbox.world.data.issues.filter(({ state }) => state === 'OPEN');
const stateIn = (text: string) => JSON.parse(filesIn(text)['state.json'] ?? '');

it('comes to the same as memory on the branch, and makes no branch', async () => {
  const stage = await raise();
  await stage.tick();
  await settle(stage);
  expect(await outcome(stage)).toEqual(calm);
  expect(stage.git(['for-each-ref', '--format=%(refname)'])).not.toContain('steward');
  expect(packsIn(stage).length).toBeLessThanOrEqual(5);
});

describe('a run that dies', () => {
  it.each(deaths)('right $timing call $at converges', async (death) => {
    const stage = await raise();
    await expect(stage.tick({ death })).rejects.toThrow();
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm);
  });

  it('while it writes leaves nothing that counts, and the next one tidies up', async () => {
    const stage = await raise();
    await stage.tick();
    const left = join(generationsOf(stage), '.00000002.n0');
    writeFileSync(left, readFileSync(newestPack(stage), 'utf8').slice(0, 100));
    for (const name of ['a', 'b', 'c']) {
      stage.pass(HALF_HOUR);
      await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': `# ${name}\n` }, message: name, by: 'octo' });
      await stage.tick();
    }
    expect(() => readFileSync(left)).toThrow('ENOENT');
  });
});

describe('two runs at once', () => {
  it('open each issue once, and both end well', async () => {
    const stage = await raise();
    await Promise.all([stage.tick(), stage.tick()]);
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm);
    expect(stage.sandbox.world.data.issues).toHaveLength(4);
  });

  it('never both stand on the same memory: what came second is decided anew', async () => {
    const stage = await raise();
    await stage.tick();
    stage.pass(HALF_HOUR);
    await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': '# News\n' }, message: 'News', by: 'octo' });
    const before = stateIn(readFileSync(newestPack(stage), 'utf8')).sequence;
    await Promise.all([stage.tick(), stage.tick(), stage.tick()]);
    const names = packsIn(stage);
    const packs = names.map((name) => readFileSync(join(generationsOf(stage), name), 'utf8'));
    const sequences = packs.map((text) => stateIn(text).sequence);
    expect(sequences.at(-1)).toBeGreaterThan(before);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    packs.slice(1).forEach((text, index) => {
      expect(stateIn(text).parent).toBe(packs[index]?.split('\n')[0]);
    });
  });
});

describe('files in bad hands', () => {
  async function settled(): Promise<Stage> {
    const stage = await raise();
    await stage.tick();
    await settle(stage);
    stage.pass(HALF_HOUR);
    return stage;
  }

  async function rebuilt(stage: Stage): Promise<void> {
    const report = await stage.tick();
    expect(report.warnings.join()).toMatch(/Memory was lost/);
    for (let round = 0; round < 3; round++) {
      stage.pass(11 * MINUTE);
      await stage.tick();
    }
    expect(open(stage)).toHaveLength(4);
    expect((await stage.memory()).state).toMatchObject({ lost: null, counts: { open: 3 } });
  }

  it('cut short are rebuilt from the issues', async () => {
    const stage = await settled();
    truncateSync(newestPack(stage), 200);
    await rebuilt(stage);
  });

  it('that are gone are rebuilt from the issues', async () => {
    const stage = await settled();
    rmSync(generationsOf(stage), { recursive: true });
    await rebuilt(stage);
  });

  it('changed by hand stop Steward, and nothing is written', async () => {
    const stage = await settled();
    const text = readFileSync(newestPack(stage), 'utf8');
    writeFileSync(newestPack(stage), text.replace('\\"open\\":3', '\\"open\\":0'));
    const before = packsIn(stage);
    await expect(stage.tick()).rejects.toThrow(/is not as Steward left it/);
    expect(packsIn(stage)).toEqual(before);
    expect(open(stage)).toHaveLength(4);
  });

  it('of a newer version stop Steward, and nothing is written', async () => {
    const stage = await settled();
    writeFileSync(newestPack(stage), `0\n${JSON.stringify({ format: 2 })}\n`);
    await expect(stage.tick()).rejects.toThrow(/newer Steward/);
    expect(open(stage)).toHaveLength(4);
  });
});

it('leaving removes it, closes what is open, and a later run stays out', async () => {
  const stage = await raise();
  await stage.tick();
  const said: string[] = [];
  for (let round = 0; round < 2; round++) {
    stage.pass(HALF_HOUR);
    const world = stage.world({ outside: await stage.outside() });
    const { summary, report } = await runCycle(world, { action: 'uninstall', focus: 'auto', 'max-tasks': 50 });
    said.push(summary, JSON.stringify(report));
  }
  expect(said[0]).toMatch(/Memory was exported to `[^`]+steward-export`\.\n/);
  expect(said[1]).toContain('"title":"the folder of memory"');
  expect(said.join()).not.toMatch(/state branch|last commit/);
  expect(open(stage)).toEqual([]);
  expect(() => packsIn(stage)).toThrow('ENOENT');
  stage.pass(HALF_HOUR);
  expect((await stage.tick()).warnings.join()).toContain('stays out of it');
});

it('mode observe writes nothing at all', async () => {
  const stage = await raise();
  await stage.tick({ mode: 'observe' });
  expect(() => packsIn(stage)).toThrow('ENOENT');
  expect(stage.visible()).toEqual([]);
});
