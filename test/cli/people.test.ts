// A repository on GitHub from the command line: what Steward is at, and orders that its own workflow carries out.
import { describe, expect, test } from 'vitest';
import { type Stage, stagesOf } from '../support/cycle.ts';
import { FOLDER, keepInFolder } from '../support/elsewhere.ts';
import { BUSY } from '../support/repositories.ts';
import { steward, temporaryFolder } from './stage.ts';

const WORKFLOW = 'on: { workflow_dispatch: { inputs: { action: { default: auto }, undo: {} } } }\njobs: {}\n';
const raise = stagesOf([{ ...BUSY, '.github/workflows/steward.yml': WORKFLOW }]);

const environmentOf = ({ sandbox }: Stage) => ({
  GITHUB_TOKEN: sandbox.mintToken({ login: 'octo' }),
  GITHUB_API_URL: sandbox.apiUrl,
  GITHUB_GRAPHQL_URL: sandbox.graphqlUrl,
  GITHUB_SERVER_URL: sandbox.serverUrl,
});

const at = (stage: Stage, ...words: string[]) =>
  steward(temporaryFolder(), [...words, '--repo', 'octo/dur'], { environment: environmentOf(stage) });

async function atWork(): Promise<Stage> {
  const stage = await raise();
  await stage.tick();
  return stage;
}

describe('looking', () => {
  test('status says what Steward is at, in words and as data [PM-16]', async () => {
    const stage = await atWork();
    const told = await at(stage, 'status');
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain('octo/dur: at work, mode suggest');
    expect(told.out).toContain('open tasks: 3 of 8');
    expect(told.out).toContain('new issues a day: 3 of 3 (full)');
    const data = JSON.parse((await at(stage, 'status', '--json')).out);
    expect(data).toMatchObject({ installed: true, paused: false, open: 3, suggested: 1, inHand: [], warnings: [] });
    expect(data.dashboard).toBe(`${stage.sandbox.serverUrl}/octo/dur/issues/4`);
  });

  test('status reads memory in a folder beside the person, and says why not in the cache or outside', async () => {
    const stage = keepInFolder(await raise());
    await stage.tick();
    const ask = (ledger: string) =>
      steward(stage.folder, ['status', '--repo', 'octo/dur', '--ledger', ledger], {
        environment: environmentOf(stage),
      });
    expect((await ask(`folder:${FOLDER}`)).out).toContain('open tasks: 3 of 8');
    expect((await ask('cache:steward')).err).toContain('jobs only');
    expect(await ask('folder:../x')).toMatchObject({ code: 2, err: expect.stringContaining('folder:PATH') });
  });

  test('where Steward never ran, that is said and nothing is written', async () => {
    const stage = await raise();
    const told = await at(stage, 'status');
    expect(told.out).toContain('not installed');
    expect(told.out).toContain('Steward has not run here yet.');
    expect(stage.sandbox.world.data.issues).toEqual([]);
  });

  test('tasks lists them, and only those that are asked for', async () => {
    const stage = await atWork();
    expect((await at(stage, 'tasks')).out.trim().split('\n')).toHaveLength(4);
    const ready = JSON.parse((await at(stage, 'tasks', '--status', 'ready', '--json')).out) as { number: number }[];
    expect(ready.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
    expect((await at(stage, 'tasks', '--agent', 'nobody')).out).toBe('There is no such task.\n');
    expect((await at(stage, 'tasks', '--status', 'odd')).code).toBe(2);
  });

  test('queue says what comes next and why', async () => {
    const stage = await atWork();
    const told = await at(stage, 'queue');
    expect(told.out.split('\n')[0]).toMatch(/^ {2}1\. #\d /);
    const places = JSON.parse((await at(stage, 'queue', '--json')).out) as { position: number; reasons: string[] }[];
    expect(places.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(places.every(({ reasons }) => reasons.length > 0)).toBe(true);
  });
});

describe('orders', () => {
  test.each([
    [['pause'], { action: 'pause' }],
    [['resume'], { action: 'resume' }],
    [['uninstall'], { action: 'uninstall' }],
    [['undo', '1-1'], { undo: '1-1' }],
  ])('%s starts the workflow with that order, and changes nothing itself', async (words, inputs) => {
    const stage = await atWork();
    const before = JSON.stringify([stage.sandbox.world.data.issues, (await stage.memory()).state]);
    const told = await at(stage, ...words, '--no-wait', '--json');
    expect(told).toMatchObject({ code: 0, err: '' });
    const [run] = stage.sandbox.world.data.workflowRuns;
    expect(JSON.parse(told.out)).toEqual({
      ...inputs,
      run: String(run?.databaseId),
      page: `${stage.sandbox.serverUrl}/octo/dur/actions/runs/${run?.databaseId}`,
      status: 'started',
      conclusion: null,
    });
    expect(run).toMatchObject({ event: 'workflow_dispatch', actor: 'octo' });
    expect(JSON.stringify([stage.sandbox.world.data.issues, (await stage.memory()).state])).toBe(before);
  });

  test('waits for the run, and its failure is the exit code', async () => {
    const stage = await atWork();
    const { world } = stage.sandbox;
    const pending = at(stage, 'pause');
    const ended = pending.then(() => true);
    const soon = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), 20));
    while (world.data.workflowRuns.length === 0 && !(await Promise.race([ended, soon()])));
    const [run] = world.data.workflowRuns;
    if (!run) throw new Error('nothing was started');
    world.completeWorkflowRun(run, 'failure');
    const told = await pending;
    expect(told.code).toBe(1);
    expect(told.out).toBe(`failure: ${stage.sandbox.serverUrl}/octo/dur/actions/runs/${run.databaseId}\n`);
  });

  test('a workflow that is not there is named, with what to do', async () => {
    const stage = await atWork();
    const told = await at(stage, 'pause', '--workflow', 'other.yml');
    expect(told.code).toBe(1);
    expect(told.err).toContain('The workflow other.yml was not started');
    expect(told.err).toContain('--workflow NAME');
  });
});

test('without a token, or without a repository, it says what is missing', async () => {
  const alone = await steward(temporaryFolder(), ['status', '--repo', 'octo/dur']);
  expect(alone).toMatchObject({ code: 2, out: '' });
  expect(alone.err).toContain('Set GITHUB_TOKEN, or run "gh auth login"');
  const nowhere = await steward(temporaryFolder(), ['status'], { environment: { GITHUB_TOKEN: 'x' } });
  expect(nowhere.err).toContain('Give --repo OWNER/NAME');
});
