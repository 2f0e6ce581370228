/** Every linter of workflows over all that the repository holds and all that `steward init` writes, and the reasons of what stays. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CADENCES } from '@steward/cli/init/cadence.ts';
import { MODES } from '@steward/core/domain/config.ts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lintedPaths } from '../../scripts/lint-workflows.ts';
import { excepts, type Finding, lint, readExceptions, unexcepted } from '../../scripts/workflow-lint.ts';
import { COMMIT, emptyRepository, filesIn, WORKFLOW } from '../cli/init-stage.ts';
import { steward } from '../cli/stage.ts';
import { mentionWorkflows } from '../support/mention.ts';
import { root } from '../support/source.ts';
import { findTool, testWithTools } from '../support/tool.ts';

const WAYS: Readonly<Record<string, readonly string[]>> = {
  vendored: ['--vendor'],
  'taken from a repository': ['--source', `acme/steward@${COMMIT}`],
  'called at a commit': ['--call', `acme/.github/.github/workflows/steward.yml@${COMMIT}`],
  'called by a branch': ['--call', 'acme/.github/.github/workflows/steward.yml@main'],
};

const programs = Object.fromEntries(['actionlint', 'zizmor'].map((name) => [name, findTool(name).path ?? '']));
const exceptions = readExceptions(root);

async function written(words: readonly string[]): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const mode of MODES) {
    for (const cadence of CADENCES) {
      const folder = emptyRepository();
      const { code } = await steward(folder, ['init', '--yes', ...words, '--mode', mode, '--cadence', cadence]);
      expect(code).toBe(0);
      const paths = Object.keys(filesIn(folder)).filter((path) => path === WORKFLOW || path.endsWith('/action.yml'));
      expect(paths.length).toBe(words[0] === '--vendor' ? 10 : 1);
      found.push(...(await lint({ base: folder, home: root, paths, programs })));
    }
  }
  return found;
}

function scratch(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'steward-lint-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('nothing but what a reason is written for is found', () => {
  const needed: Finding[] = [];

  testWithTools(['actionlint', 'zizmor'], 'in the workflows and actions of the repository', async () => {
    const paths = lintedPaths(root);
    for (const path of ['.github/workflows/ci.yml', '.github/dependabot.yml', 'workflows/steward.yml'])
      expect(paths).toContain(path);
    expect(paths.filter((path) => path.endsWith('/action.yml'))).toHaveLength(9);
    const found = await lint({ base: root, home: root, paths, programs });
    expect(unexcepted(found, exceptions)).toEqual([]);
    needed.push(...found);
  });

  for (const [way, words] of Object.entries(WAYS))
    testWithTools(['actionlint', 'zizmor'], `in what init writes, ${way}, in each mode at each cadence`, async () => {
      const found = await written(words);
      expect(unexcepted(found, exceptions)).toEqual([]);
      needed.push(...found);
    });

  testWithTools(['actionlint', 'zizmor'], 'in the workflow for each agent that is mentioned', async () => {
    const path = 'workflows/steward-mention.yml';
    for (const text of Object.values(mentionWorkflows())) {
      const folder = scratch({ [path]: text });
      expect(unexcepted(await lint({ base: folder, home: root, paths: [path], programs }), exceptions)).toEqual([]);
    }
  });

  testWithTools(['actionlint', 'zizmor'], 'and each reason is still needed', () => {
    const idle = exceptions.filter((exception) => !needed.some((finding) => excepts(exception, finding)));
    expect(idle).toEqual([]);
    for (const { reason } of exceptions) expect(reason.trim().split(' ').length).toBeGreaterThan(8);
  });
});

const WORKFLOW_OF = (step: string, more = ''): string => `name: a
on: {push: {}}
permissions: {}
concurrency: {group: a, cancel-in-progress: true}
jobs:
  a:
    name: a
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: {contents: read} # to read
${more}    steps:
      - ${step}
`;

const lookedAt = (text: string, name = 'a', path = WORKFLOW): Promise<Finding[]> => {
  const base = scratch({ [path]: text, 'mine/action.yml': ACTION });
  return lint({ base, home: root, paths: [path], programs: { [name]: programs[name] } });
};

const ACTION = `name: Mine
description: Mine
inputs: {what: {description: What, required: true}, how: {description: How, default: well}}
runs: {using: node24, main: main.js}
`;

describe("GitHub's own parser and the look behind a local action need no program", () => {
  test('and find nothing in the repository', async () => {
    expect(await lint({ base: root, home: root, paths: lintedPaths(root), programs: {} })).toEqual([]);
  });

  test('a sound workflow passes', async () => {
    expect(await lookedAt(WORKFLOW_OF('uses: ./mine\n        with: {what: a}'))).toEqual([]);
  });

  test('an expression in the description of an action, with which GitHub does not load it, is noticed', async () => {
    const text = ACTION.replace('description: How', 'description: "as `${{ github.token }}`"');
    expect(await lookedAt(text, '', 'action.yml')).toMatchObject([
      { linter: 'parser', line: 3, message: "Unrecognized named-value: 'github'" },
    ]);
  });

  test.each([
    ['an unknown permission', WORKFLOW_OF('run: make').replace('contents: read', 'content: read')],
    ['a job that there is not', WORKFLOW_OF('run: make', '    needs: b\n')],
    ['an unknown context', WORKFLOW_OF('run: make\n        if: githob.ref')],
    ['a schedule that is none', WORKFLOW_OF('run: make').replace('push: {}', 'schedule: [{cron: "61 * * * *"}]')],
  ])('%s is noticed', async (_, text) => {
    expect((await lookedAt(text)).map(({ linter }) => linter)).toContain('parser');
  });

  test.each([
    ['an input that a local action has not', 'uses: ./mine\n        with: {what: a, that: b}', 'no input "that"'],
    ['an input that a local action needs', 'uses: ./mine', 'needs the input "what"'],
    ['a local action that there is not', 'uses: ./yours', 'does not exist'],
    [
      'an input that the action of Steward has not',
      `uses: acme/steward/actions/run-cycle@${COMMIT} # v0\n        with: {mood: good}`,
      'no input "mood"',
    ],
  ])('%s is noticed', async (_, step, words) => {
    const found = await lookedAt(WORKFLOW_OF(step));
    expect(found).toMatchObject([{ linter: 'inputs', line: 12, message: expect.stringContaining(words) }]);
  });

  test('an input that the called workflow of Steward has not is noticed', async () => {
    const job = `uses: acme/.github/.github/workflows/steward.yml@${COMMIT}\n    with: {mood: good, mode: suggest}\n`;
    const text = `on: {push: {}}\njobs:\n  a:\n    ${job}`;
    expect(await lookedAt(text)).toMatchObject([
      { linter: 'inputs', line: 4, message: expect.stringMatching(/"mood"$/) },
    ]);
  });
});

describe('the programs are asked', () => {
  testWithTools(['actionlint'], 'and actionlint notices text of other people in a script', async () => {
    const text = WORKFLOW_OF('run: echo ${{ github.event.issue.title }}').replace('push', 'issues');
    expect(await lookedAt(text, 'actionlint')).toMatchObject([{ linter: 'actionlint', rule: 'expression', line: 12 }]);
  });

  testWithTools(['zizmor'], 'and zizmor notices an action that is not pinned, whatever a comment says', async () => {
    const step = 'uses: acme/thing@main # zizmor: ignore[unpinned-uses] it is ours';
    expect(await lookedAt(WORKFLOW_OF(step), 'zizmor')).toMatchObject([
      { linter: 'zizmor', rule: 'unpinned-uses', path: WORKFLOW, line: 12 },
    ]);
  });

  test('and one that does not work is not one that finds nothing', async () => {
    const base = scratch({ [WORKFLOW]: WORKFLOW_OF('run: make') });
    const options = { base, home: root, paths: [WORKFLOW], programs: { zizmor: 'true' } };
    await expect(lint(options)).rejects.toThrow('true did not work');
  });
});

test('a reason is for one linter, rule, file and line, and for no other', () => {
  const place = { linter: 'zizmor', rule: 'unpinned-uses', path: 'a.yml' } as const;
  const finding: Finding = { ...place, line: 1, excerpt: 'uses: a@main', message: 'a' };
  const exception = { ...place, excerpt: '@main', reason: 'a' };
  expect(unexcepted([finding], [exception])).toEqual([]);
  for (const other of [{ linter: 'parser' }, { rule: 'a' }, { path: 'b.yml' }, { excerpt: '@next' }] as const)
    expect(unexcepted([finding], [{ ...exception, ...other }])).toEqual([finding]);
});
