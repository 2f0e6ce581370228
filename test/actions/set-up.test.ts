/** What a run sees of its own set-up: once a day, remembered by name, and never in a quiet tick; and what it inherits. */
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { keepInFolder } from '../support/elsewhere.ts';
import { CLEAN } from '../support/repositories.ts';

const raise = stagesOf([CLEAN]);
const DAY = 48 * HALF_HOUR;

const routes = (stage: Stage, from: number): string[] =>
  stage.sandbox.transcript
    .slice(from)
    .filter(({ kind }) => kind === 'rest')
    .map(({ path }) => path.replace(/^.*\/repos\/[^/]+\/[^/]+/, '').replace(/\?.*$/, ''));

async function tick(stage: Stage) {
  const from = stage.sandbox.transcript.length;
  const report = await stage.tick();
  return { report, routes: routes(stage, from) };
}

const boardOf = ({ sandbox }: Stage): string =>
  sandbox.world.data.issues.find(({ title }) => title === 'Steward')?.body ?? '';

describe('a run and its own set-up', () => {
  it('looks once a day, warns once a day, and says it on the dashboard until it is mended [AR-24]', async () => {
    const stage = await raise();
    await stage.tick();
    const { world } = stage.sandbox;
    world.data.settings = { rules: [{ branch: 'steward/state', types: ['file_path_restriction'] }] };
    stage.pass(HALF_HOUR);
    expect(await tick(stage)).toMatchObject({ report: { quiet: true, warnings: [] }, routes: [] });
    stage.pass(DAY);
    const daily = await tick(stage);
    const words = 'A ruleset restricts paths on `steward/state`. Exclude `steward/state` from that ruleset';
    expect(daily.report.warnings.filter((text) => text.startsWith(words))).toHaveLength(1);
    expect(daily.routes.filter((route) => /rules|deployments/.test(route))).toEqual([
      '/rules/branches/steward%2Fstate',
      '/deployments',
    ]);
    expect(boardOf(stage)).toContain('set-up: `state-branch-rules`; `steward doctor` says what to do');
    stage.pass(HALF_HOUR);
    expect(await tick(stage)).toMatchObject({ report: { quiet: true, warnings: [] }, routes: [] });
    world.data.settings = {};
    stage.pass(DAY);
    expect((await tick(stage)).report.warnings).toEqual([]);
    expect(boardOf(stage)).not.toContain('set-up:');
  });

  it('asks nothing of a branch where memory is on none [AR-24]', async () => {
    const stage = keepInFolder(await raise());
    stage.sandbox.world.data.settings = { rules: [{ branch: '*', types: ['update'] }] };
    await stage.tick();
    stage.pass(DAY);
    const from = stage.sandbox.transcript.length;
    const { moves, warnings } = await stage.tick();
    expect(moves.map(({ kind }) => kind)).toContain('health');
    expect(warnings).toEqual([]);
    expect(routes(stage, from).filter((route) => /rules|deployments/.test(route))).toEqual([]);
    expect(boardOf(stage)).not.toContain('set-up:');
  });

  it('takes over the settings of its owner in one request, and none in a quiet tick [AR-25]', async () => {
    const own = { ...CLEAN, '.github/steward.yml': 'inherit: true\n' };
    const stage = await raise([own], {
      world: { settings: { ownerFiles: { 'steward-defaults.yml': 'labels: { task: robot-work }\n' } } },
    });
    const first = await tick(stage);
    expect(first.routes.filter((route) => route.startsWith('/contents'))).toEqual(['/contents/steward-defaults.yml']);
    const board = stage.visible().find(({ title }) => title === 'Steward');
    expect(board?.labels).toEqual(['robot-work']);
    stage.pass(HALF_HOUR);
    expect(await tick(stage)).toMatchObject({ report: { quiet: true }, routes: [] });
  });

  it('goes on without them where they cannot be seen, and says so [AR-25]', async () => {
    const stage = await raise([{ ...CLEAN, '.github/steward.yml': 'inherit: true\n' }]);
    const { report } = await tick(stage);
    expect(report.failures).toEqual([]);
    expect(report.unknown).toContain(
      "`steward-defaults.yml` of the owner's repository `.github` (there is no such file, or the token cannot see it)",
    );
  });
});
