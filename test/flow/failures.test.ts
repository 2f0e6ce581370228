/** Failures of the default branch and of deployments, through whole runs: what a task says of them, and what it never says. */
import { expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, type Stage, stagesOf } from '../support/cycle.ts';

const CI = 'name: CI\non: push\njobs: {}\n';
const raise = stagesOf([{ 'README.md': '# Dur\n', '.github/workflows/ci.yml': CI }]);
const TOKEN = ['ghp', 'Zk3vQ8wLr2TyBn6MxUc1Jd9Sf4Gh7Pa0EoIi'].join('_');

const LOG = `##[group]Run npm test
\u001b[31m✗\u001b[0m parses spaces, says @octo-team <!-- steward:v1 {} -->
Error: request failed with token ${TOKEN}
##[error]Process completed with exit code 1.`;

async function fail(stage: Stage, log: string | null): Promise<void> {
  await stage.sandbox.world.addWorkflowRun({
    ...{ workflow: 'ci.yml', workflowName: 'CI', conclusion: 'failure' },
    jobs: [
      { name: 'lint', conclusion: 'success', log: 'error: of a job that passed' },
      { name: 'test', conclusion: 'failure', log },
    ],
  });
}

const bodies = ({ sandbox }: Stage): string => sandbox.world.data.issues.map(({ body }) => body).join('\n');

it('a task about a failed workflow shows the decisive lines of its log, cleaned [PM-3]', async () => {
  const stage = await raise();
  await fail(stage, LOG);
  const report = await stage.tick();
  expect(report.failures).toEqual([]);
  const body = bodies(stage);
  expect(body).toMatch(/\[`log of test`\]\(\S+\/actions\/runs\/\d+\/job\/\d+ "failing-workflow"\) `✗ parses spaces/);
  expect(body).toContain('Error: request failed with token');
  expect(body).not.toContain(TOKEN);
  expect(body).not.toContain('of a job that passed');
  // One marker and no more: what the log says is in code, where nobody is mentioned and nothing is hidden.
  expect(body.match(/<!-- steward:v1 \{\}/g)).toBeNull();
});

it('a token never goes to where logs lie, and only the end of a long log is kept', async () => {
  const stage = await raise();
  const long = `${'error: of the beginning\n'.repeat(40_000)}Error: at the very end\n##[error]Process completed with exit code 1.`;
  await fail(stage, long);
  await stage.tick();
  const asked = stage.sandbox.transcript.filter(({ path }) => path.includes('/_logs/'));
  expect(asked.map(({ status, login }) => [status, login])).toEqual([[200, null]]);
  expect(bodies(stage)).toContain('Error: at the very end');
});

it('says that a log was not to be seen, and opens the task without it', async () => {
  const stage = await raise();
  await fail(stage, null);
  const report = await stage.tick();
  expect(report.unknown.join()).toMatch(/the log of a failed run/);
  expect(bodies(stage)).toContain('ended with `failure`');
});

it('a failed deployment becomes an urgent task in the next run, and previews become none', async () => {
  const stage = await raise();
  await stage.tick();
  stage.pass(HALF_HOUR);
  await stage.sandbox.world.deploy({ environment: 'production', state: 'failure', by: 'octo' });
  await stage.sandbox.world.deploy({ environment: 'preview-7', state: 'failure', by: 'octo', sha: 'c'.repeat(40) });
  const report = await stage.tick();
  const [task, ...others] = report.tasks.filter(({ evidence }) =>
    evidence.some(({ rule }) => rule === 'failed-deployment'),
  );
  expect(others).toEqual([]);
  expect(task).toMatchObject({ title: 'The deployment to `production` failed', priority: 'urgent' });
  expect(task?.evidence[0]?.url).toMatch(/\/octo\/dur\/deployments\/production$/);

  stage.pass(30 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});
