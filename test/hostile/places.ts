/** Where strangers can put their words today: files, names, commits, issues, runs and checks. One world with one text in each. */
import type { Stage } from '../support/cycle.ts';
import { CLEAN } from '../support/repositories.ts';

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');
const inQuotes = (text: string): string => oneLine(text).replace(/['\\]/g, (sign) => `\\${sign}`);
/** As much of it as one name can hold. */
const inName = (text: string): string =>
  [...(oneLine(text).split('/')[0] ?? '').replaceAll('\0', '').toWellFormed()].slice(0, 60).join('');

/** Files that say the text wherever a rule reads: comments, names of tests, reasons, workflows, actions, file names. */
export function filesSaying(text: string, index = 0): Record<string, string> {
  const name = inName(text);
  return {
    [`src/todo-${index}.ts`]: `export const a${index} = 1;\n// TODO: support ${oneLine(text)} when the parser is rewritten\n`,
    [`src/named ${index} ${name}.ts`]: `// FIXME: handle case ${index} of the many that the reader forgets\n`,
    [`src/suppressed-${index}.ts`]: `// @ts-nocheck ${oneLine(text)}\nexport const b${index} = 1;\n`,
    [`test/skipped-${index}.test.ts`]: `import { it } from 'vitest';\nimport '../src/todo-${index}.ts';\nit.skip('reads ${inQuotes(text)}', () => {});\n`,
    [`test/reason_${index}_test.py`]: `import pytest\n\n@pytest.mark.skip(reason='${inQuotes(text)}')\ndef test_${index}():\n    assert True\n`,
    [`src/untested-${index}.ts`]: `${Array.from({ length: 40 }, (_, line) => `export const c${index}x${line} = (x: number) => x + ${line};`).join('\n')}\n`,
    [`.github/workflows/w${index}.yml`]: `name: ${JSON.stringify(oneLine(text))}\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: else/${/^[\w.-]{1,90}$/.test(text) ? text : `action-${index}`}@main\n`,
  };
}

/** The same words where they are no files: commits, issues and their people, runs, checks, deployments. */
export async function saysAround(stage: Stage, text: string, index = 0): Promise<void> {
  const { world } = stage.sandbox;
  const line = oneLine(text);
  world.person(`stranger-${index}`, 'none');
  const stranger = world.introduce(`stranger-${index}`);
  stranger.name = line.replace(/[<>\n]/g, '');
  await world.pushCommit({ files: { [`notes-${index}.md`]: text }, message: text, by: `stranger-${index}` });
  await world.pushCommit({
    files: { 'a.txt': text },
    message: text,
    by: `stranger-${index}`,
    branch: `topic-${index}`,
  });
  world.openIssue({ title: [...line].slice(0, 256).join('') || '-', body: text, by: `stranger-${index}` });
  world.addLabels(world.data.issues.at(-1)?.number ?? 0, [[...line].slice(0, 50).join('') || '-'], 'octo');
  await world.openPullRequest({
    ...{ title: [...line].slice(0, 256).join('') || '-', body: text, by: `stranger-${index}`, head: `topic-${index}` },
  });
  await world.addWorkflowRun({
    ...{ workflow: `w${index}.yml`, workflowName: line, title: line, conclusion: 'failure', by: `stranger-${index}` },
    jobs: [{ name: line, conclusion: 'failure', log: text, summary: text }],
  });
  const sha = (await world.git.ref('refs/heads/main')) ?? '';
  world.addCheckSuite({
    ...{ app: { slug: line, name: line }, branch: 'main', sha, status: 'completed', conclusion: 'failure' },
    checkRuns: [{ name: line, conclusion: 'failure' }],
  });
  world.addCommitStatus({ sha, context: line, state: 'failure', by: `stranger-${index}`, description: line });
  await world.deploy({ environment: line, state: 'failure', by: `stranger-${index}` });
}

export const WORLD: Record<string, string> = {
  ...CLEAN,
  'tsconfig.json': '{}',
  'CHANGELOG.md': '# Changelog\n\n## Unreleased\n',
};
