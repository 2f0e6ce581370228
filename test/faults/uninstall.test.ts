/** Leaving may die at any request, or have company: in the end Steward is gone once, and nothing else is. */
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type RunOptions, Stage, stagesOf } from '../support/cycle.ts';
import { deathsIn } from '../support/deaths.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

async function prepared(stage: Stage): Promise<Stage> {
  stage.sandbox.world.openIssue({ title: 'It breaks', by: 'octo' });
  await stage.tick();
  stage.pass(HALF_HOUR);
  stage.sandbox.world.comment(3, 'I take this one', 'octo');
  return stage;
}

const leave = (stage: Stage, options: RunOptions = {}) =>
  runCycle(stage.world(options), { action: 'uninstall', focus: 'auto', 'max-tasks': 50 });

function ended(stage: Stage) {
  const { data } = stage.sandbox.world;
  return {
    refs: stage.git(['for-each-ref', '--format=%(refname)', 'refs/heads']).trim().split('\n'),
    labels: data.labels.map(({ name }) => name).sort(),
    pins: [...data.pins],
    issues: data.issues.map(({ number, state, labels, body, events }) => ({
      ...{ number, state, labels, left: body.includes('"left":true'), notes: body.split('Steward left').length - 1 },
      closed: events.filter(({ kind }) => kind === 'ClosedEvent').length,
    })),
    comments: data.comments.length,
  };
}

async function undisturbed() {
  const stage = await prepared(await Stage.raise([BUSY]));
  const before = stage.sandbox.transcript.length;
  await leave(stage);
  const deaths = deathsIn(stage.sandbox.transcript.slice(before));
  const end = ended(stage);
  await stage.close();
  return { deaths, end };
}

const calm = await undisturbed();

it('is a leaving worth killing: two issues closed, one left alone, the dashboard closed and unpinned, the branch gone', () => {
  expect(calm.deaths.length).toBeGreaterThan(8);
  expect(calm.end.refs).toEqual(['refs/heads/main']);
  expect(calm.end.labels).toEqual(['steward', 'steward:left']);
  expect(calm.end.pins).toEqual([]);
  expect(calm.end.issues.map(({ state, left }) => `${state} ${left}`)).toEqual([
    'OPEN false',
    'CLOSED true',
    'OPEN false',
    'CLOSED true',
    'CLOSED true',
  ]);
});

/** What was begun is finished by any run; what was not is asked for again, by whoever asked. */
async function converges(stage: Stage): Promise<void> {
  for (let round = 0; round < 4; round++) {
    stage.pass(HALF_HOUR);
    const report = await stage.tick();
    if (report.warnings.join().includes('stays out')) break;
    const isAskedAgain = report.leave === undefined;
    if (isAskedAgain) await leave(stage);
  }
  stage.pass(HALF_HOUR);
  expect((await stage.tick()).requests).toEqual({ graphql: 1, rest: 0, writes: 0 });
  expect((await leave(stage)).report.leave?.outcome).toBe('before');
  expect(ended(stage)).toEqual(calm.end);
}

describe('a leaving that dies', () => {
  it.each(calm.deaths)('right $timing request $at converges', async (death) => {
    const stage = await prepared(await raise());
    await leave(stage, { death }).catch(() => undefined);
    await converges(stage);
  });
});

it.each(['CloseIssue', 'UnpinIssue', 'DeleteLabel', 'DeleteBranch', 'Commit'])(
  'a lost answer to %s changes nothing in the end',
  async (operation) => {
    const stage = await prepared(await raise());
    const when = (request: { operation?: string | null }) => request.operation === operation;
    stage.sandbox.faults.add({ when, timing: 'after', effect: { kind: 'status', status: 502 } });
    await leave(stage).catch(() => undefined);
    await converges(stage);
  },
);

it('two at once leave once', async () => {
  const stage = await prepared(await raise());
  await Promise.all([leave(stage), leave(stage)].map((run) => run.catch(() => undefined)));
  await converges(stage);
});

it('beside a cycle nothing is left behind', async () => {
  const stage = await prepared(await raise());
  await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': '# News\n' }, message: 'News', by: 'octo' });
  await Promise.all([leave(stage), stage.tick()].map((run) => run.catch(() => undefined)));
  await converges(stage);
});
