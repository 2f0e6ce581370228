/** The companion workflow of agents that are mentioned: who may start it, with what power, and for which agents. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { INPUTS } from '../support/hand-over.ts';
import { mentionWorkflows, page } from '../support/mention.ts';
import { testWithTool } from '../support/tool.ts';
import { violations } from '../support/workflow-faults.ts';

const workflows = mentionWorkflows();
const { claude } = workflows;

interface Step {
  name: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

type Job = { permissions: Record<string, string>; environment?: string; needs?: string; if?: string; steps: Step[] };

const jobsOf = (text: string): Record<string, Job> => parse(text).jobs;

describe.each(Object.entries(workflows))('the workflow for %s', (agent, text) => {
  test('is pinned and bounded, and puts no expression into a script', () => {
    expect(violations({ path: agent, text })).toEqual([]);
    const runs = Object.values(jobsOf(text)).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(runs.length).toBeGreaterThan(1);
    expect(runs.join('\n')).not.toContain('${{');
  });

  test('gives no job of its own token more than reading', () => {
    for (const { permissions } of Object.values(jobsOf(text)))
      expect(new Set(Object.values(permissions))).toEqual(new Set(['read']));
  });

  test('holds secrets in one environment, behind the question who asks', () => {
    const { may, ...others } = jobsOf(text);
    expect(JSON.stringify(may)).not.toMatch(/secrets\.|environment/);
    for (const { environment, needs, if: when } of Object.values(others)) {
      expect(environment).toBe('steward-agent');
      if (needs === 'may') expect(when).toMatch(/^needs\.may\.outputs\.ask == 'yes'(?: && [^|]*)?$/);
      else expect(needs).toBe('work');
    }
  });

  test('names one phrase', () => {
    expect(new Set(text.match(/@(?:claude|codex|gemini-cli)/g)).size).toBe(1);
  });

  const lint = (tool: string, options: readonly string[]) => (path: string) => {
    const file = join(mkdtempSync(join(tmpdir(), `${tool}-`)), `${agent}.yml`);
    writeFileSync(file, text);
    expect(execFileSync(path, [...options, file], { encoding: 'utf8', stdio: 'pipe' })).not.toMatch(
      /^(?:error|warning)/m,
    );
  };

  testWithTool('actionlint', 'passes actionlint', lint('actionlint', ['-shellcheck=', '-pyflakes=']));
  testWithTool(
    'zizmor',
    'passes zizmor',
    lint('zizmor', ['--offline', '--no-progress', '--quiet', '--persona=pedantic']),
  );
});

test('nobody but the agents of these workflows can be let in, each by the name that its action has for it', () => {
  const allowed = Object.values(workflows).map((text) =>
    text.match(/^ +allow[\w-]+: .*?(?= #|$)/gm)?.map((line) => line.trim()),
  );
  expect(allowed).toEqual([
    ['allowed_bots: ${{ vars.STEWARD_APP_LOGIN }}'],
    ['allow-bot-users: ${{ vars.STEWARD_APP_LOGIN }}'],
    undefined,
  ]);
});

test('the one that is copied has at most 80 lines, and the page names every variable and secret of all', () => {
  expect(claude.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  const used = new Set(Object.values(workflows).flatMap((text) => text.match(/(?<=(?:vars|secrets)\.)\w+/g) ?? []));
  for (const name of used) expect(page).toContain(`\`${name}\``);
});

/** Runs a step's script with a `gh` that answers by the words it is called with, and notes how it was called. */
function play(
  step: Step | undefined,
  env: Record<string, string>,
  answers: Record<string, string>,
  folder = mkdtempSync(join(tmpdir(), 'mention-')),
) {
  const cases = Object.entries(answers).map(([words, answer]) => `*"${words}"*) echo '${answer}' ;;`);
  const gh = [
    '#!/bin/sh',
    `echo "$*" >> "${folder}/calls"`,
    'case "$*" in',
    ...cases,
    '*) echo \'{"message":"Not Found"}\'; echo "gh: $UNANSWERED" >&2; exit 1 ;;',
    'esac',
  ];
  writeFileSync(join(folder, 'gh'), gh.join('\n'));
  chmodSync(join(folder, 'gh'), 0o755);
  for (const name of ['out', 'calls']) writeFileSync(join(folder, name), '');
  execFileSync('bash', ['-e', '-c', step?.run ?? 'false'], {
    ...{ cwd: folder, stdio: 'pipe' },
    env: {
      ...{ PATH: `${folder}:${process.env.PATH}`, GITHUB_OUTPUT: join(folder, 'out') },
      ...{ GITHUB_REPOSITORY: 'octo/dur', GITHUB_REF_NAME: 'main', RUNNER_TEMP: folder },
      ...{ UNANSWERED: 'Not Found (HTTP 404)', ...env },
    },
  });
  const text = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
  return { output: text('out'), calls: text('calls').split('\n') };
}

describe('whoever mentions', () => {
  const [ask] = jobsOf(claude).may?.steps ?? [];
  const person = { WHO: 'mona', TYPE: 'User', STEWARD: 'dur-steward[bot]', PULL: '' };
  const bot = { ...person, WHO: 'dur-steward[bot]', TYPE: 'Bot' };
  const role = (name: string) => ({ 'collaborators/mona/permission': name });
  const from = (name: string) => ({ ...role('write'), 'pulls/7': name });

  test.each([
    ['are a person who may write', person, role('write')],
    ["are Steward's App", bot, {}],
    ['are such a person, on a pull request of this repository', { ...person, PULL: '7' }, from('octo/dur')],
  ])('is answered if they %s [CW-18]', (_, env, answers) => {
    expect(play(ask, env, answers).output).toBe('may=yes');
  });

  test.each([
    ['may only read', person, role('read')],
    ['have no role', person, role('none')],
    ['are not known', person, {}],
    ['are another bot', { ...bot, WHO: 'evil[bot]' }, {}],
    ['are a bot, and none is named', { ...bot, WHO: '', STEWARD: '' }, {}],
    ["are a person who is called as Steward's App", { ...bot, TYPE: 'User' }, {}],
    ['have a name that holds an answer', { ...person, WHO: 'admin' }, {}],
    ['ask for a fork', { ...person, PULL: '7' }, from('evil/dur')],
    ['ask for a pull request whose repository is gone', { ...person, PULL: '7' }, from('null')],
    ['ask for a pull request that cannot be read', { ...person, PULL: '7' }, role('write')],
  ])('is not answered if they %s', (_, env, answers) => {
    expect(play(ask, env, answers).output).toBe('');
  });
});

describe('what Claude pushed', () => {
  const step = jobsOf(claude).answer?.steps.at(-1);
  const env = { BRANCH: 'claude/issue-12', ISSUE: '12' };
  const compare = 'compare/main...claude/issue-12';
  const created = ({ calls }: { calls: string[] }) => calls.filter((call) => call.startsWith('pr create'));

  test('becomes one pull request, in words that are ours and close the issue', () => {
    const calls = play(step, env, { [compare]: '2', 'pr list': '0', 'pr create': '' });
    expect(created(calls)).toEqual([
      'pr create --head claude/issue-12 --base main --title Work on #12 --body Closes #12',
    ]);
  });

  test.each([
    ['nothing is on the branch', { [compare]: '0', 'pr list': '0' }],
    ['the branch is gone', {}],
    ['it has one', { [compare]: '2', 'pr list': '1' }],
  ])('becomes none where %s', (_, answers) => {
    expect(created(play(step, env, answers))).toEqual([]);
  });

  test('fails where GitHub does not say whether there is anything: the branch would wait for nobody', () => {
    expect(() => play(step, { ...env, UNANSWERED: 'Server Error (HTTP 502)' }, {})).toThrow();
  });
});

describe('what Codex changed', () => {
  const step = jobsOf(workflows.codex)['hand-in']?.steps.at(-1);
  // As agents read it, among all that they are told.
  const golden = readFileSync(join(import.meta.dirname, '../fixtures/think/instructions/development.md'), 'utf8');
  const branch = /steward\/[0-9a-f]{12}-\d+/.exec(golden)?.[0] ?? '';
  const git = (cwd: string, ...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=mona', '-c', 'user.email=mona@example.com', ...words], {
      cwd,
      encoding: 'utf8',
    });

  /** A checkout with a remote, and beside it the patch as the first job leaves it. */
  function checkout(change: string) {
    const [remote = '', folder = '', temp = ''] = ['remote', 'checkout', 'temp'].map((name) =>
      mkdtempSync(join(tmpdir(), `${name}-`)),
    );
    git(remote, 'init', '--quiet', '--bare', '--initial-branch=main');
    git(folder, 'init', '--quiet', '--initial-branch=main');
    git(folder, 'remote', 'add', 'origin', remote);
    writeFileSync(join(folder, 'a.txt'), 'one\n');
    git(folder, 'add', 'a.txt');
    git(folder, 'commit', '--quiet', '--message=First');
    writeFileSync(join(folder, 'a.txt'), change);
    writeFileSync(join(temp, 'work.patch'), git(folder, 'diff', '--binary'));
    git(folder, 'checkout', '--quiet', 'a.txt');
    return { remote, folder, temp };
  }

  function handIn(change: string, asked: string) {
    const { remote, folder, temp } = checkout(change);
    const env = {
      RUNNER_TEMP: temp,
      GITHUB_RUN_ID: '5',
      READ_TOKEN: 'x',
      ASKED: asked,
      SAID: 'Done; `$(id)`.',
      ISSUE: '12',
    };
    const { calls } = play(
      step,
      env,
      { 'issue comment': '', 'run download': '', 'auth setup': '', 'pr create': '' },
      folder,
    );
    return { remote, calls };
  }

  test.each([
    ['that the instructions name', golden, branch],
    ['that no title before them names', `# Mend steward/ffffffffffff-1\n\n${golden}`, branch],
    ['that no criterion names', `1. Work on the branch \`steward/ffffffffffff-1\`, made\n\n${golden}`, branch],
    ['that no title names', '# Work on the branch `steward/ffffffffffff-1`', 'steward/asked-12-5'],
    ['of its own where none is named', '@codex please; `--force`', 'steward/asked-12-5'],
  ])('goes on a branch %s, and into one pull request', (_, asked, told) => {
    const { remote, calls } = handIn('two\n', asked);
    expect(git(remote, 'show', `${told}:a.txt`)).toBe('two\n');
    expect(calls).toContain(`pr create --head ${told} --base main --title Work on #12 --body Closes #12`);
    expect(calls).toContain('issue comment 12 --body Done; `$(id)`.');
  });

  test('is nothing where the patch is empty, and what it said is said all the same', () => {
    const { remote, calls } = handIn('one\n', 'steward/0123456789ab-2');
    expect(git(remote, 'branch')).toBe('');
    expect(calls).toEqual([
      'issue comment 12 --body Done; `$(id)`.',
      `run download 5 --name patch --dir ${calls[1]?.split(' ').at(-1)}`,
    ]);
  });
});

test('a workflow of one’s own declares, as the page says, the inputs that it is dispatched with', () => {
  const [, text = ''] = /## A workflow of your own.*?```yaml\n(.*?)```/s.exec(page) ?? [];
  const inputs: Record<string, { type: string }> = parse(text).on.workflow_dispatch.inputs;
  expect(Object.keys(inputs)).toEqual(INPUTS);
  for (const { type } of Object.values(inputs)) expect(type).toBe('string');
});
