/** How the work went, told by the action alone and by the cycle: from what real runs recorded, without a write. */
import type { Mode } from '@steward/core/domain/config.ts';
import { describe, expect, it } from 'vitest';
import { analyzeTasksAlone } from '../../actions/analyze-tasks/flow.ts';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';
import { DAY, work } from '../support/worked.ts';

const raiseStage = stagesOf([BUSY]);
const CYCLE = { action: 'auto', focus: 'auto', 'max-tasks': 50 } as const;

const worked = async (): Promise<Stage> => work(await raiseStage());

const analyze = async (stage: Stage, { mode = 'assist' as Mode, days = 30, hours = null as number | null } = {}) => {
  const { outputs, summary, report } = await analyzeTasksAlone(stage.world({ mode }), { days, hours });
  const { metrics = '', recommendations = '', status, report: text } = outputs;
  return { text, status, recommendations, summary, told: report, figures: JSON.parse(metrics) };
};

const headOf = (stage: Stage): string => stage.git(['rev-parse', 'refs/heads/steward/state']);

describe('analyze-tasks', () => {
  it('counts what runs recorded, and its outputs say the same as its summary [SI-16]', async () => {
    const { figures, text, summary, status, recommendations } = await analyze(await worked());
    expect(figures.tasks).toMatchObject({ done: 1, rejected: 1, cancelled: 0 });
    expect(figures.completion.share).toEqual({ count: 1, of: 2 });
    expect(figures.approval.share.of).toBe(figures.approval.share.count + 1);
    expect(figures.response.start).toMatchObject({ n: 0, median: null });
    expect(text).toContain('**1 of 2 tasks that ended was done**');
    expect(summary.startsWith(text ?? '-')).toBe(true);
    expect(JSON.parse(recommendations)).toEqual(expect.any(Array));
    expect(['good', 'attention']).toContain(status);
  });

  it.each<Mode>(['observe', 'suggest', 'assist', 'autopilot'])(
    'writes nothing in mode %s, and asks little',
    async (mode) => {
      const stage = await worked();
      const [head, issues] = [headOf(stage), JSON.stringify(stage.sandbox.world.data.issues)];
      const { told } = await analyze(stage, { mode, days: 365 });
      expect(told.requests.writes).toBe(0);
      expect(told.requests.graphql + told.requests.rest).toBeLessThanOrEqual(5);
      expect(told.failures).toEqual([]);
      expect([headOf(stage), JSON.stringify(stage.sandbox.world.data.issues)]).toEqual([head, issues]);
    },
  );

  it('with a token that only reads does the same', async () => {
    const stage = await worked();
    const permissions = {
      contents: 'read',
      issues: 'read',
      checks: 'read',
      'pull-requests': 'read',
      deployments: 'read',
    };
    const token = stage.sandbox.mintToken({ permissions } as Parameters<typeof stage.sandbox.mintToken>[0]);
    const { outputs } = await analyzeTasksAlone(stage.world({ token }), { days: 30, hours: null });
    expect(JSON.parse(outputs.metrics ?? '').tasks.done).toBe(1);
  });

  it('in hours tells of those alone [AR-11]', async () => {
    const stage = await worked();
    expect((await analyze(stage, { hours: 24 })).figures.tasks).toMatchObject({ done: 1 });
    stage.pass(DAY);
    const { figures, text } = await analyze(stage, { hours: 24 });
    expect(figures.tasks).toMatchObject({ done: 0, rejected: 0, opened: 0 });
    expect(text).toMatch(/^## Analysis of 24 hours to 2026-11-22 09:37 UTC/);
    expect((await analyze(stage, { hours: 48 })).figures.tasks).toMatchObject({ done: 1 });
  });

  it('where Steward was never at work says that nothing is known, and makes no branch', async () => {
    const stage = await raiseStage();
    const { status, text, figures } = await analyze(stage);
    expect(status).toBe('unknown');
    expect(text).toContain('Memory has no event of that time');
    expect(figures.since).toBeNull();
    expect(stage.git(['for-each-ref', 'refs/heads/steward'])).toBe('');
  });

  it('is told of days that were joined long ago too', async () => {
    const stage = await worked();
    for (let day = 0; day < 50; day++) {
      stage.pass(DAY);
      await stage.tick();
    }
    expect(stage.git(['ls-tree', '-r', '--name-only', 'refs/heads/steward/state'])).toContain('archive/2026/11/');
    const { figures } = await analyze(stage, { days: 90 });
    expect(figures.tasks).toMatchObject({ done: 1, rejected: 1 });
    expect(figures.unread).toBe(0);
    expect((await analyze(stage)).figures.tasks).toMatchObject({ done: 0, rejected: 0 });
  });

  it('hides agents and money where everybody reads, unless the owner shows them', async () => {
    const stage = await worked();
    expect((await analyze(stage)).figures).toMatchObject({ hidden: ['agents', 'money'], agents: null, costs: null });
    const config = 'visibility: { agents: true, money: true }\n';
    const { outputs } = await analyzeTasksAlone(stage.world({ config }), { days: 30, hours: null });
    expect(JSON.parse(outputs.metrics ?? '')).toMatchObject({ hidden: [], agents: [], costs: { agents: [] } });
  });
});

describe('the cycle', () => {
  it('tells it when it is asked to, after its own summary', async () => {
    const stage = await worked();
    const { summary, outputs } = await runCycle(stage.world(), { ...CYCLE, action: 'analyze' });
    expect(JSON.parse(outputs.moves ?? '')).toContain('analyze');
    expect(summary).toMatch(/\n## Analysis of 30 days to /);
    expect(summary).not.toMatch(/^## Analysis/);
  });

  it('tells it by itself with the first daily work of a week, and stays quiet between', async () => {
    const stage = await worked();
    const told: string[] = [];
    // From Saturday half past nine to the Tuesday after next.
    for (let run = 0; run < 21; run++) {
      stage.pass(DAY / 2);
      const { summary } = await runCycle(stage.world(), CYCLE);
      if (summary.includes('## Analysis')) told.push(stage.sandbox.clock.now().toISOString().slice(0, 10));
    }
    expect(told).toEqual(['2026-11-23', '2026-11-30']);
    stage.pass(HALF_HOUR);
    const { summary, report } = await runCycle(stage.world(), CYCLE);
    expect([report.quiet, report.requests.graphql + report.requests.rest]).toEqual([true, 1]);
    expect(summary).not.toContain('Analysis');
  });
});
