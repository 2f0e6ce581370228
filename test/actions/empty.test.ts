/** Where there is nothing to do: nothing is suggested, and that is said in plain words. */
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY, CLEAN } from '../support/repositories.ts';

const raiseStage = stagesOf([BUSY]);

async function run(commits: Parameters<typeof Stage.raise>[0], mode: 'observe' | 'suggest' | 'assist') {
  const stage = await raiseStage(commits);
  const result = await runCycle(stage.world({ mode }), { action: 'auto', focus: 'auto', 'max-tasks': 10 });
  return { stage, ...result };
}

const SAID = 'Nothing to suggest:';

describe.each(['observe', 'suggest', 'assist'] as const)('in mode %s', (mode) => {
  it('a repository without a commit is left as it is, and the summary says why', async () => {
    const { stage, report, summary, outputs } = await run([], mode);
    expect(report).toMatchObject({ head: null, failures: [], warnings: [], tasks: [], requests: { writes: 0 } });
    expect(stage.sandbox.transcript.filter(({ write }) => write)).toEqual([]);
    expect(stage.visible()).toEqual([]);
    expect(summary).toContain('no commit');
    expect(summary).toContain(SAID);
    expect(outputs).toMatchObject({ created: '[]', suggested: '[]' });
  });

  it.each([
    ['an empty repository', [{}]],
    ['a repository with nothing to complain of', [CLEAN]],
  ])('%s gets no suggestion, and the summary says so', async (_, commits) => {
    const { stage, report, summary, outputs } = await run(commits, mode);
    expect(report).toMatchObject({ failures: [], warnings: [], tasks: [], refused: [], proposals: 0 });
    expect(outputs).toMatchObject({ created: '[]', suggested: '[]' });
    expect(summary).toContain(SAID);
    const titles = stage.visible().map(({ title }) => title);
    expect(titles).toEqual(mode === 'observe' ? [] : ['Steward']);
    if (mode === 'observe') return;
    expect(stage.sandbox.world.data.issues[0]?.body).toContain('Nothing to suggest.');
    stage.pass(HALF_HOUR);
    expect(await stage.tick({ mode })).toMatchObject({ quiet: true });
  });
});
