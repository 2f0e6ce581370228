/** Eight hours of mode `autopilot` on the example, with agents and a maintainer that are simulated and nothing else that is. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layOutExample } from '@steward/cli/example.ts';
import { Life } from '@steward/cli/live/life.ts';
import { doneLines } from '@steward/cli/live/live-lines.ts';
import { type Step, stepWords } from '@steward/cli/live/story.ts';
import { toldWords } from '@steward/cli/live/told.ts';
import { openOutFolder } from '@steward/cli/out-folder.ts';
import { halfHourLater } from '@steward/cli/virtual-world.ts';
import { createSandbox } from '@steward/sandbox/sandbox.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stage } from '../../support/cycle.ts';

const folder = mkdtempSync(join(tmpdir(), 'steward-life-'));
let life: Life;
let stage: Stage;
const failures: string[] = [];

beforeAll(async () => {
  const out = await openOutFolder(join(folder, 'out'));
  mkdirSync(join(folder, 'stage'));
  const checkout = layOutExample(out.example);
  const sandbox = await createSandbox({ directory: out.world, repository: 'local/plainlist', checkout });
  stage = new Stage(sandbox, join(folder, 'stage'));
  const begun = await Life.begin(sandbox, { out, config: null });
  if (begun === null) throw new Error('nobody lives there');
  life = begun;
  const config = readFileSync(out.settings, 'utf8');
  for (let tick = 0; tick < 16; tick++) {
    if (tick > 0) await life.pass(halfHourLater(sandbox));
    const report = await stage.tick({ mode: 'autopilot', config, agentToken: life.token() });
    failures.push(...report.failures);
    await life.tell();
  }
}, 60_000);

afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

const steps = (): Step[] => life.ticks.flatMap((tick) => tick.steps);
const stepsOn = (issue: number): Step[] => steps().filter((step) => 'issue' in step && step.issue === issue);
const handOffs = (issue: number) => stepsOn(issue).flatMap((step) => (step.what === 'handed-over' ? [step] : []));
const endings = (issue: number) => stepsOn(issue).flatMap((step) => (step.what === 'ended' ? [step] : []));

describe('a day with simulated agents', () => {
  it('goes by without a run that complains, and everything that was opened is done', () => {
    expect(failures).toEqual([]);
    const done = steps().flatMap((step) => (step.what === 'moved' && step.status === 'done' ? [step.issue] : []));
    expect(done.sort()).toEqual([1, 2, 3]);
    const board = stage.sandbox.world.data.issues.find(({ title }) => title === 'Steward')?.body;
    expect(board).toContain('This week: 3 done');
    expect(board).toContain('caps 0/8 tasks');
    expect(board).not.toContain('### In progress');
    expect(board).toContain('- `copilot`: 0 of 2 in hand · 0 of 1 attempts done');
    expect(board).toMatch(/- `helper` \(mention\): 0 of 2 in hand · 3 of 3 attempts done/);
  });

  it('shows a task handed off, asked about, answered, handed off again, seen to start, and done', () => {
    expect(stepsOn(1).map(stepWords)).toEqual([
      'handed #1 to helper (mentioned it in a comment), attempt 1',
      'ended attempt 1 at #1 by helper: it asked a question; it waits for an answer',
      'took the answer of maintainer on #1',
      'handed #1 to helper (mentioned it in a comment), attempt 2',
      'saw helper at work on #1, by a reaction',
      'ended attempt 2 at #1 by helper: its work was merged; in-review',
      'noted that #1 is done',
    ]);
  });

  it('shows a task that one agent failed at, tried again by another', () => {
    const [first, second] = handOffs(2);
    expect(endings(2)[0]).toMatchObject({
      agent: first?.agent,
      attempt: 1,
      ending: 'closed-unmerged',
      next: 'retrying',
    });
    expect(second?.attempt).toBe(2);
    expect(second?.agent).not.toBe(first?.agent);
    expect(endings(2).map(({ ending }) => ending)).toContain('run-failed');
  });

  it('hands nothing over twice at once, and calls nothing done before it was merged after a review', () => {
    for (const issue of [1, 2, 3]) {
      const turns = stepsOn(issue).flatMap(({ what }) => (what === 'handed-over' || what === 'ended' ? [what] : []));
      expect(turns.every((what, index) => what === (index % 2 === 0 ? 'handed-over' : 'ended'))).toBe(true);
    }
    const reviewed: number[] = [];
    const merged: number[] = [];
    for (const tick of life.ticks) {
      for (const step of tick.steps) {
        if (step.what === 'reviewed') reviewed.push(step.pull);
        if (step.what === 'moved' && step.status === 'done') expect(merged.length).toBeGreaterThan(0);
      }
      for (const { what, pull } of tick.meanwhile) {
        if (!what.endsWith('merged')) continue;
        expect(reviewed).toContain(pull);
        merged.push(pull ?? 0);
      }
    }
    expect(merged).toHaveLength(3);
  });

  it('says for each deed when, who and what', () => {
    const told = life.ticks.flatMap(({ meanwhile }) => meanwhile);
    const words = told.map((one) => `${one.who} ${toldWords(one)}`);
    expect(words).toContain('helper asked a question on #1');
    expect(words).toContain('maintainer answered the question on #1');
    expect(words).toContain('copilot opened pull request #5 for #2');
    expect(words).toContain('maintainer closed #5 unmerged, since changes were asked for');
    const times = told.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    expect(doneLines(life.ticks).join('\n')).toMatch(/Done: #1 by helper in attempt 2, /);
  });
});
