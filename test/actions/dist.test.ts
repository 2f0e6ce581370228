/** The three actions as they are shipped: built, in a process of their own, with a runner's environment and nothing else. */
import { setTimeout as delay } from 'node:timers/promises';
import type { RequestFacts } from '@steward/sandbox/fault-schedule.ts';
import type { ActionEnd, ActionStart } from '@steward/sandbox/runner/action-runner.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { ACTIONS, type ActionName, contractOf, runBundled } from '../support/bundled.ts';
import { HALF_HOUR, Stage } from '../support/cycle.ts';
import { outcome, settle } from '../support/outcome.ts';
import { BUSY, CLEAN } from '../support/repositories.ts';

const stages: Stage[] = [];
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

async function raise(...commits: Record<string, string>[]): Promise<Stage> {
  const stage = await Stage.raise(commits);
  stages.push(stage);
  return stage;
}

/** Runs are slow because calls that create content are a second apart. */
const SLOW = 60_000;

const errorsOf = ({ annotations }: ActionEnd): string[] =>
  annotations.filter(({ level }) => level === 'error').map(({ message }) => message);

const tick = (stage: Stage, inputs: Record<string, string> = {}, name: ActionName = 'run-cycle') =>
  runBundled(stage, name, { inputs: { mode: 'assist', ...inputs } });

describe('each action', () => {
  it(
    'runs alone, gives the outputs of its contract and a summary, and writes nothing when it runs again [PM-29]',
    async () => {
      const stage = await raise({ ...CLEAN, 'test/other.test.ts': BUSY['test/other.test.ts'] ?? '' });
      // The first two leave nothing for the third to do.
      const inputs: Record<ActionName, Record<string, string>> = {
        'generate-tasks': { focus: 'testing', 'max-tasks': '5' },
        prioritize: {},
        'update-dashboard': {},
        'run-cycle': {},
      };
      for (const name of ['generate-tasks', 'prioritize', 'update-dashboard', 'run-cycle'] as const) {
        const end = await tick(stage, inputs[name], name);
        expect(errorsOf(end)).toEqual([]);
        expect(end).toMatchObject({ exitCode: 0, signal: null });
        expect(Object.keys(end.outputs).sort()).toEqual(Object.keys(contractOf(name).outputs).sort());
        for (const output of ['moves', 'created', 'suggested', 'refused', 'requests', 'report'])
          expect(() => JSON.parse(end.outputs[output] ?? '')).not.toThrow();
        expect(end.summary).toMatch(name === 'run-cycle' ? /^Nothing changed since / : /^\*\*Mode: assist\*\*/);
        expect(end.log.join('\n')).not.toMatch(/^\s+at /m);
      }
      expect(stage.visible().map(({ title }) => title)).toEqual([
        '`an empty text is zero` has been skipped since 1 November 2026',
        'Steward',
      ]);
      stage.pass(HALF_HOUR);
      for (const name of ACTIONS) {
        const from = stage.sandbox.transcript.length;
        const end = await tick(stage, inputs[name], name);
        expect(end.exitCode).toBe(0);
        expect(stage.sandbox.transcript.slice(from).filter(({ write }) => write)).toEqual([]);
        if (name === 'run-cycle') expect(end).toMatchObject({ outputs: { quiet: 'true', created: '[]' } });
        if (name === 'run-cycle') expect(end.summary).toMatch(/^Nothing changed since /);
      }
    },
    SLOW,
  );
});

it.each(ACTIONS)('%s leaves a repository without a commit alone, says so and ends well', async (name) => {
  const stage = await raise();
  const end = await tick(stage, {}, name);
  expect(errorsOf(end)).toEqual([]);
  expect(end).toMatchObject({ exitCode: 0, outputs: { created: '[]', suggested: '[]', issue: '' } });
  expect(end.summary).toContain('Nothing to suggest: there is no commit yet.');
  expect(stage.sandbox.transcript.filter(({ write }) => write)).toEqual([]);
});

/** Ends red with one message in which every fault has its remedy, and without a stack. */
function expectFaults(end: ActionEnd, ...faults: (string | RegExp)[]): void {
  expect(end.exitCode).toBe(1);
  const errors = errorsOf(end);
  expect(errors).toHaveLength(1);
  for (const fault of faults) expect(errors[0]).toMatch(fault);
  const listed = errors[0]?.split('\n').filter((line) => line.startsWith('  - ')) ?? [];
  for (const line of listed) expect(line).toMatch(/^ {2}- .+: \S.+/);
  if (listed.length > 0) expect(listed).toHaveLength(faults.length);
  expect([...errors, ...end.log].join('\n')).not.toMatch(/^\s+at |node:internal|\.js:\d+/m);
  expect(end.outputs).toEqual({});
}

const WRONG_KEYS = `mode: asist
caps:
  sugestions: 5
  open-tasks: many
rules:
  todoo: { enabled: false }
lables:
  task: steward
merge: 5
`;

const WRONG_YAML = `mode: assist
caps:
  suggestions: [5
rules: {}
`;

describe('what is wrong', () => {
  const world = raise({ ...CLEAN, 'wrong-keys.yml': WRONG_KEYS, 'wrong-yaml.yml': WRONG_YAML });

  it.each(ACTIONS)('with the inputs and the environment of %s is said at once', async (name) => {
    const wrong: Partial<ActionStart> = {
      inputs: { 'github-token': '', mode: 'asist', ledger: 'redis', 'log-level': 'loud', 'log-format': 'xml' },
      repository: '',
      apiUrl: 'nowhere',
    };
    const isPlain = name === 'update-dashboard' || name === 'prioritize';
    if (!isPlain) wrong.inputs = { ...wrong.inputs, 'max-tasks': '-1', focus: 'everything' };
    expectFaults(
      await runBundled(await world, name, wrong),
      /`github-token` is missing: set it under `with:`/,
      /`mode`: `asist` is not known: use one of observe, suggest, assist, autopilot/,
      /`ledger`: `redis` is not known: use `branch`/,
      /`log-level`: `loud`/,
      /`log-format`: `xml`/,
      ...(isPlain ? [] : [/`max-tasks`: `-1` .*: give one from 0 to 50/, /`focus`: `everything`/]),
      /GITHUB_REPOSITORY is not set: run this as a step/,
      /GITHUB_API_URL is no address/,
    );
  });

  it('in the configuration is said at once, by line, with the key that was meant', async () => {
    expectFaults(
      await tick(await world, { config: 'wrong-keys.yml' }),
      /line 1: `mode`: `"asist"` is not allowed here: write `assist`/,
      /line 3: unknown key `sugestions`: write `suggestions`/,
      /line 4: `caps.open-tasks`: `"many"` is not allowed here: give a whole number from 0 to 200/,
      /line 6: unknown key `todoo`: write `todo`/,
      /line 7: unknown key `lables`: write `labels`/,
      /line 9: `merge` is not read by this version: remove it/,
    );
  });

  it('as YAML is said with its line', async () => {
    const [error = ''] = errorsOf(await tick(await world, { config: 'wrong-yaml.yml' }));
    expect(error).toMatch(/wrong-yaml.yml|the configuration file is not valid YAML/);
    expect(error).toMatch(/line [34]: .+: correct the YAML there/);
  });

  it('with the token or the repository is said, with what to do', async () => {
    const stage = await world;
    expectFaults(
      await tick(stage, { 'github-token': 'ghs_000000000000000000000000000000000000' }),
      /GitHub does not accept the token .*\nHand in a valid one/,
    );
    expectFaults(
      await runBundled(stage, 'run-cycle', { repository: 'octo/gone' }),
      /There is no repository octo\/gone, or the token cannot see it.\nCheck the name/,
    );
    const blind = stage.sandbox.mintToken({ permissions: { contents: 'write', issues: 'write' } });
    expectFaults(
      await tick(stage, { 'github-token': blind }),
      /may not read pull requests .*\nAdd `pull-requests: read`/,
    );
    expectFaults(await tick(stage, { config: './gone.yml' }), /\.\/gone\.yml cannot be read\.\nCheck the path/);
  });

  it('writes nothing, whatever it is', async () => {
    expect((await world).sandbox.transcript.filter(({ write }) => write)).toEqual([]);
  });
});

describe('a token that may not write issues', () => {
  it(
    'turns the first run red and names the permission; the next are not, and once it may it all gets done [PM-20]',
    async () => {
      const stage = await raise(BUSY);
      const token = stage.sandbox.mintToken({
        permissions: {
          contents: 'write',
          issues: 'read',
          'pull-requests': 'read',
          checks: 'read',
          deployments: 'read',
        },
      });
      const run = () => tick(stage, { 'github-token': token });
      const first = await run();
      expect(first.exitCode).toBe(1);
      expect(errorsOf(first)).toHaveLength(1);
      expect(errorsOf(first)[0]).toContain('`issues: write`');
      expect(first.summary).toContain('**Failed:**');
      expect(stage.visible()).toEqual([]);
      for (let round = 0; round < 3; round++) {
        stage.pass(HALF_HOUR);
        const next = await run();
        expect(errorsOf(next)).toEqual([]);
        expect(next).toMatchObject({ exitCode: 0, outputs: { quiet: 'true' } });
      }
      stage.pass(Date.parse('2026-11-21T06:05:00Z') - stage.sandbox.clock.now().getTime());
      expect(await run()).toMatchObject({ exitCode: 1 });
      stage.pass(HALF_HOUR);
      expect(await run()).toMatchObject({ exitCode: 0 });
      stage.pass(24 * 2 * HALF_HOUR);
      expect(errorsOf(await tick(stage))).toEqual([]);
      expect(stage.visible()).toHaveLength(4);
    },
    SLOW,
  );
});

describe('a secret', () => {
  it(
    'is in no output, summary, line of the log or request, be it the token or one in the repository [PM-26]',
    async () => {
      const planted = ['ghp', `${'a1B2'.repeat(9)}`].join('_');
      const test = CLEAN['test/parse.test.ts'] ?? '';
      const stage = await raise({
        ...CLEAN,
        'test/parse.test.ts': `${test}\nit.skip('logs in with ${planted}', () => {});\n`,
      });
      const token = stage.sandbox.mintToken();
      const inputs = { 'github-token': token, 'log-level': 'debug', 'log-format': 'json' };
      const ends = [await tick(stage, inputs), await tick(stage, { ...inputs, config: './gone.yml' })];
      expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 1]);
      expect(ends[0]?.masks).toEqual([token]);
      expect(stage.visible()).toHaveLength(2);
      const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
      const told = JSON.stringify(ends.map(({ masks: _, ...end }) => end));
      const sent = stage.sandbox.transcript.map(({ path, requestBody }) => `${path} ${requestBody}`).join('\n');
      for (const secret of [token, basic, planted]) {
        expect(told).not.toContain(secret);
        expect(sent).not.toContain(secret);
      }
    },
    SLOW,
  );
});

const isOperation = (name: string, nth: number) => {
  let seen = 0;
  return ({ operation }: RequestFacts): boolean => operation === name && ++seen === nth;
};

/** Kills the action once the effect of this request has happened, and before it can learn of it. */
async function kill(stage: Stage, when: (request: RequestFacts) => boolean): Promise<ActionEnd> {
  const stop = new AbortController();
  const { sandbox } = stage;
  sandbox.faults.add({ when, timing: 'after', effect: { kind: 'hang' } });
  const running = runBundled(stage, 'run-cycle', { inputs: { mode: 'assist' }, signal: stop.signal });
  while (!sandbox.transcript.some(({ fault, login }) => fault !== null && login !== null)) await delay(5);
  stop.abort();
  return running;
}

describe.concurrent('an action that is killed', () => {
  it.each([
    ['after it reserved', isOperation('Commit', 1)],
    ['after it created an issue', isOperation('CreateIssue', 2)],
    ['after it settled', isOperation('Commit', 2)],
  ])(
    '%s leaves a world that ends like any other [AC-3]',
    async (_, when) => {
      const calm = await raise(BUSY);
      await calm.tick();
      await settle(calm);

      const stage = await raise(BUSY);
      expect(await kill(stage, when)).toMatchObject({ exitCode: null, signal: 'SIGKILL', outputs: {} });
      stage.pass(HALF_HOUR);
      const next = await tick(stage);
      expect(errorsOf(next)).toEqual([]);
      await settle(stage);
      expect(await outcome(stage)).toEqual(await outcome(calm));
    },
    SLOW,
  );
});
