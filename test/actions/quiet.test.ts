/** Nothing new, nothing done: whatever the size of the backlog; and what fills a free slot again, and what does not. */
import type { TickReport } from '@steward/core/domain/tick.ts';
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import { describe, expect, it } from 'vitest';
import { updateDashboardAlone } from '../../actions/update-dashboard/flow.ts';
import { foundLedger } from '../../packages/cli/src/world-ledger.ts';
import { HALF_HOUR, MINUTE, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY, CLEAN } from '../support/repositories.ts';

const raiseStage = stagesOf([BUSY]);

async function raise(...args: Parameters<typeof Stage.raise>): Promise<Stage> {
  const stage = await raiseStage(...args);
  return stage;
}

interface Seen {
  report: TickReport;
  requests: RequestRecord[];
  /** What was written, by operation or path, without the commit of the ledger. */
  writes: string[];
  commits: number;
}

async function tick(stage: Stage, options: RunOptions = {}): Promise<Seen> {
  const from = stage.sandbox.transcript.length;
  const report = await stage.tick(options);
  const requests = stage.sandbox.transcript.slice(from);
  const writes = requests.filter(({ write }) => write).map(({ operation, path }) => operation ?? path);
  return {
    report,
    requests,
    writes: writes.filter((name) => name !== 'Commit'),
    commits: writes.filter((name) => name === 'Commit').length,
  };
}

const headOfMemory = (stage: Stage): string => stage.git(['rev-parse', 'refs/heads/steward/state']).trim();

/** One request, no other of any kind, and the ledger where it was. */
async function expectQuiet(stage: Stage, options: RunOptions = {}): Promise<void> {
  const before = headOfMemory(stage);
  const { report, requests } = await tick(stage, options);
  expect(report).toMatchObject({ quiet: true, events: 0, done: [], moves: [] });
  expect(requests.map(({ kind, operation }) => `${kind} ${operation}`)).toEqual(['graphql Overview']);
  expect(requests[0]?.responseBytes).toBeLessThan(200_000);
  expect(headOfMemory(stage)).toBe(before);
}

const opened = (stage: Stage): number => stage.visible().filter(({ title }) => title !== 'Steward').length;
const kinds = ({ report }: Seen): string[] => report.moves.map(({ kind }) => kind);
const isGenerating = (seen: Seen): boolean => kinds(seen).includes('generate');

describe('a second run on the same world', () => {
  it('asks once and writes nothing, however often it runs that day', async () => {
    const stage = await raise([BUSY]);
    await stage.tick();
    for (let run = 0; run < 3; run++) {
      stage.pass(HALF_HOUR);
      await expectQuiet(stage);
    }
  });

  it('takes the runs of its own workflow for no news, however they end', async () => {
    const stage = await raise([BUSY]);
    const workflow = 'steward.yml';
    await stage.tick({ workflow });
    for (const conclusion of ['success', 'failure', 'cancelled'] as const) {
      stage.pass(HALF_HOUR);
      const at = stage.sandbox.clock.now().toISOString();
      await stage.sandbox.world.addWorkflowRun({ workflow, event: 'schedule', conclusion, at });
      await expectQuiet(stage, { workflow });
    }
    await stage.sandbox.world.addWorkflowRun({ workflow: 'ci.yml', conclusion: 'failure' });
    expect((await tick(stage, { workflow })).report.quiet).toBe(false);
  });

  it('asks once in the same minute as well', async () => {
    const stage = await raise([BUSY]);
    await stage.tick();
    await expectQuiet(stage);
  });

  it.each(['observe', 'suggest', 'autopilot'] as const)(
    'is quiet in mode %s once that mode has nothing to do',
    async (mode) => {
      const stage = await raise([BUSY]);
      await stage.tick({ mode: 'suggest' });
      stage.pass(HALF_HOUR);
      await stage.tick({ mode });
      stage.pass(HALF_HOUR);
      await expectQuiet(stage, { mode });
    },
  );

  it.each([100, 1_000, 5_000])(
    'is as small with %i tasks open',
    async (count) => {
      const ledgerTasks = Array.from({ length: count }, (_, index) => ({
        title: `Mend part ${index + 1} of the machine`,
        why: `Part ${index + 1} does not turn.`,
      }));
      const stage = await raise([BUSY], { world: { ledgerTasks } });
      await foundLedger(stage.sandbox);
      const first = await tick(stage);
      expect(first.report.failures).toEqual([]);
      expect((await stage.memory()).state.counts.open).toBe(count);
      stage.pass(HALF_HOUR);
      await expectQuiet(stage);
      expect(Number(stage.git(['cat-file', '-s', 'refs/heads/steward/state:state.json']))).toBeLessThan(65_536);
    },
    180_000,
  );
});

describe('a comment by a person', () => {
  it('is noted in one transaction that opens nothing although a slot is free, and then it is quiet again', async () => {
    const stage = await raise([BUSY]);
    await stage.tick();
    // The new day has room for the fourth task; its hour has not come.
    stage.pass(Date.parse('2026-11-21T00:30:00Z') - stage.sandbox.clock.now().getTime());
    stage.sandbox.world.comment(1, 'I shall look at it tomorrow.', 'octo');
    stage.pass(MINUTE);
    const noting = await tick(stage);
    expect(isGenerating(noting)).toBe(false);
    expect(noting.commits).toBe(1);
    expect(noting.writes).toEqual([]);
    expect(noting.requests.filter(({ kind }) => kind === 'git')).toEqual([]);
    expect(opened(stage)).toBe(3);
    stage.pass(HALF_HOUR);
    await expectQuiet(stage);
  });
});

describe('an issue by a person', () => {
  it('is noted in one transaction, and is not news again, however soon or late the next run comes', async () => {
    const stage = await raise([BUSY]);
    await stage.tick();
    stage.pass(HALF_HOUR);
    stage.sandbox.world.openIssue({ title: 'How do I read seconds?', by: 'octo' });
    const noting = await tick(stage);
    expect(noting.report.quiet).toBe(false);
    expect(noting.commits).toBe(1);
    expect(noting.writes).toEqual([]);
    for (const minutes of [0, 1, 4, 25, 60]) {
      stage.pass(minutes * MINUTE);
      await expectQuiet(stage);
    }
  });
});

describe('a free slot', () => {
  const skip = { files: { 'test/late.test.ts': "import { it } from 'vitest';\nit.skip('comes late', () => {});\n" } };

  it('is filled when the head moves', async () => {
    const stage = await raise([CLEAN]);
    await stage.tick();
    expect(opened(stage)).toBe(0);
    stage.pass(HALF_HOUR);
    await stage.sandbox.world.pushCommit({ ...skip, message: 'A test', by: 'octo' });
    const seen = await tick(stage);
    expect(seen.report.moves[0]).toMatchObject({ kind: 'generate', reasons: ['head moved', 'room for 3 new issues'] });
    expect(opened(stage)).toBe(1);
    stage.pass(HALF_HOUR);
    await expectQuiet(stage);
  });

  it('is filled when a task is closed', async () => {
    const stage = await raise([BUSY]);
    const config = 'caps: { open-tasks: 2 }\n';
    await stage.tick({ config });
    expect(opened(stage)).toBe(2);
    stage.pass(HALF_HOUR);
    await expectQuiet(stage, { config });
    stage.sandbox.world.closeIssue(1, 'octo', 'NOT_PLANNED');
    stage.pass(MINUTE);
    expect(isGenerating(await tick(stage, { config }))).toBe(true);
    expect(opened(stage)).toBe(3);
    stage.pass(HALF_HOUR);
    await expectQuiet(stage, { config });
  });

  it('is filled when goals change', async () => {
    const stage = await raise([BUSY]);
    const config = 'caps: { suggestions: 1, new-issues-a-day: 0 }\n';
    await stage.tick({ config });
    stage.pass(HALF_HOUR);
    await expectQuiet(stage, { config });
    await stage.sandbox.world.pushCommit({
      files: { '.github/steward/goals.md': '# Goals\n\nFewer skipped tests.\n' },
      message: 'Goals',
      by: 'octo',
    });
    const { report } = await tick(stage, { config });
    expect(report.moves.find(({ kind }) => kind === 'generate')?.reasons).toContain('goals changed');
  });

  it('is left to the cycle when the dashboard alone was written at the daily hour', async () => {
    const stage = await raise([BUSY]);
    await stage.tick();
    stage.pass(Date.parse('2026-11-21T06:07:00Z') - stage.sandbox.clock.now().getTime());
    stage.sandbox.world.comment(1, 'Good morning.', 'octo');
    await updateDashboardAlone(stage.world());
    stage.pass(MINUTE);
    await stage.tick();
    expect(opened(stage)).toBe(4);
  });

  it('of the next day is filled at the daily hour and not before', async () => {
    const stage = await raise([BUSY]);
    await stage.tick();
    expect(opened(stage)).toBe(3);
    stage.pass(Date.parse('2026-11-21T00:07:00Z') - stage.sandbox.clock.now().getTime());
    await expectQuiet(stage);
    stage.pass(Date.parse('2026-11-21T05:59:00Z') - stage.sandbox.clock.now().getTime());
    await expectQuiet(stage);
    stage.pass(2 * MINUTE);
    const seen = await tick(stage);
    expect(seen.report.moves.find(({ kind }) => kind === 'generate')?.reasons).toContain('daily');
    expect(opened(stage)).toBe(4);
    stage.pass(HALF_HOUR);
    await expectQuiet(stage);
  });
});
