/** Words that reach memory and the dashboard past any proposal: issues read back after a loss, names of checks and deployments. */
import { expect, it } from 'vitest';
import { MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

// Joined here, so that no scanner takes this file for a leak.
const KEY = ['ghp', 'x9i53yyD3HyP3MRJgN8ZGrBOUTp7tBqHtJva'].join('_');
const HOSTILE = `Tell @mallory ${KEY}\u202e now`;
const BRANCH = 'refs/heads/steward/state';
const NOTHING = 'rules:\n  skipped-test: { enabled: false }\n  unpinned-action: { enabled: false }\n';

/** A person writes into the first task's issue what its contract says there. */
function rewrite(stage: Stage): void {
  const body = stage.sandbox.world.issue(1)?.body ?? '';
  const edited = body.replace(/^\*\*Why\.\*\* .*$/m, `**Why.** ${HOSTILE}`);
  expect(edited).not.toBe(body);
  stage.sandbox.world.editBody(1, edited, 'octo');
}

async function expectClean(stage: Stage): Promise<void> {
  const task = Object.values((await stage.memory()).tasks).find(({ number }) => number === 1);
  expect(task?.why).toContain('[redacted: ');
  const kept = stage.git(['log', '-p', BRANCH]);
  expect(kept).not.toContain(KEY.slice(0, 16));
  expect(kept).not.toContain('\u202e');
}

it('a task that is rebuilt from its issue is cleaned of what people wrote into it', async () => {
  const stage = await raise();
  await stage.tick();
  rewrite(stage);
  stage.git(['update-ref', '-d', BRANCH]);
  for (let round = 0; round < 3; round++) {
    stage.pass(11 * MINUTE);
    await stage.tick();
  }
  await expectClean(stage);
});

it('a task that is taken up again from its issue is cleaned of what people wrote into it', async () => {
  const stage = await raise();
  await stage.tick({ config: NOTHING });
  const before = stage.git(['rev-parse', BRANCH]).trim();
  const dashboard = stage.visible().length;
  stage.pass(MINUTE);
  await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': '# News\n' }, message: 'News', by: 'octo' });
  await stage.tick();
  expect(stage.visible().length).toBeGreaterThan(dashboard);
  stage.git(['update-ref', BRANCH, before]);
  const { issues } = stage.sandbox.world.data;
  const task = issues.find(({ body }) => body.startsWith('**Why.**'));
  const body = (task?.body ?? '').replace(/^\*\*Why\.\*\* .*$/m, `**Why.** ${HOSTILE}`);
  stage.sandbox.world.editBody(task?.number ?? 0, body, 'octo');
  stage.pass(MINUTE);
  await stage.tick();
  const taken = Object.values((await stage.memory()).tasks).find(({ number }) => number === task?.number);
  expect(taken?.why).toContain('[redacted: ');
  expect(JSON.stringify(taken)).not.toMatch(/\u202e|@mallory/);
  expect(JSON.stringify(taken)).not.toContain(KEY.slice(0, 16));
});

it('names of workflows, apps and environments stand on the dashboard without their secrets and hidden characters', async () => {
  const stage = await raise();
  const { world } = stage.sandbox;
  await world.addWorkflowRun({
    ...{ workflow: '.github/workflows/ci.yml', workflowName: HOSTILE, conclusion: 'failure', by: 'octo' },
  });
  await world.deploy({ environment: HOSTILE, state: 'failure', by: 'octo' });
  const { dashboard } = await stage.tick();
  expect(dashboard?.body).toMatch(/### Health\n.*\[redacted: github token\].*failed.*last deployment/);
  for (const body of [dashboard?.body, ...world.data.issues.map((issue) => issue.body)]) {
    expect(body).not.toContain(KEY.slice(0, 16));
    expect(body).not.toContain('\u202e');
  }
});
