/** The vendored workflow as act runs it, by dispatch and by schedule, in each mode that needs no agent, against `steward sandbox`. */
import { describe, expect } from 'vitest';
import { type ActEnd, type Host, openHost, runAct } from '../support/act.ts';
import { testWithTool } from '../support/tool.ts';

const FILES = {
  'README.md': '# dur\n',
  'pyproject.toml': '[project]\nname = "dur"\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\n',
  'src/dur/parse.py': 'def parse(text):\n    # TODO: handle blanks between the parts\n    return text.split()[0]\n',
  'tests/test_parse.py': [
    'import pytest\nfrom dur.parse import parse\n\n',
    '@pytest.mark.skip(reason="flaky")\ndef test_parse():\n    assert parse("1h") == "1h"\n',
  ].join('\n'),
};

interface Issue {
  number: number;
  title: string;
  user: { login: string };
  labels: { name: string }[];
}

async function ask<T>({ apiUrl, repository, ownerToken }: Host, path: string, body?: unknown): Promise<T | null> {
  const answer = await fetch(`${apiUrl}/repos/${repository}/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${ownerToken}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

const issuesOf = async (host: Host): Promise<Issue[]> =>
  ((await ask<Issue[]>(host, 'issues?state=all')) ?? []).sort((a, b) => a.number - b.number);

/** Ordered in the sandbox, which checks the inputs against the workflow's file, and run by act as the run that it names. */
async function dispatch(act: string, host: Host, inputs: Record<string, string>): Promise<ActEnd> {
  const order = { ref: 'main', inputs, return_run_details: true };
  const run = await ask<{ workflow_run_id: number }>(host, 'actions/workflows/steward.yml/dispatches', order);
  if (!run) throw new Error('the sandbox does not know the workflow');
  expect(await ask(host, `actions/runs/${run.workflow_run_id}`)).toMatchObject({ event: 'workflow_dispatch' });
  return runAct(act, host, 'workflow_dispatch', { inputs, runId: run.workflow_run_id });
}

const scheduled = (act: string, host: Host): Promise<ActEnd> =>
  runAct(act, host, 'schedule', { event: { schedule: '7,37 * * * *' } });

function expectGreen({ status, jobs, outputs, summary, log }: ActEnd): void {
  expect({ status, jobs, log: status === 0 ? [] : log }).toEqual({ status: 0, jobs: { cycle: 'success' }, log: [] });
  expect(log).toContain(`checking out with Node ${process.versions.node}`);
  expect(outputs.quiet).toBe('false');
  expect(JSON.parse(outputs.report ?? '')).toMatchObject({ failures: [], warnings: [] });
  expect(summary).toMatch(/\d+ requests, \d+ writes/);
}

/** What a run in each mode does to a repository in which nothing was done yet, or only what a lesser mode does. */
const EFFECTS: Readonly<Record<string, (host: Host, end: ActEnd) => Promise<void>>> = {
  async observe(host, { outputs, summary }) {
    expect(summary).toContain('Observe: nothing was written');
    expect(outputs).toMatchObject({ created: '[]', issue: '', requests: expect.stringMatching(/"writes":0\}$/) });
    expect(await issuesOf(host)).toEqual([]);
    expect(await ask(host, 'git/ref/heads/steward/state')).toBeNull();
  },
  async suggest(host, { outputs, summary }) {
    expect(summary).toContain('**Mode: suggest**');
    const issues = await issuesOf(host);
    expect(issues).toMatchObject([{ title: 'Steward', user: { login: 'github-actions[bot]' } }]);
    expect(outputs).toMatchObject({ created: '[]', issue: String(issues[0]?.number) });
    expect(JSON.parse(outputs.suggested ?? '')).toHaveLength(2);
    expect(await ask(host, 'git/ref/heads/steward/state')).toMatchObject({ object: { type: 'commit' } });
  },
  async assist(host, { outputs, summary }) {
    expect(summary).toContain('**Mode: assist**');
    const tasks = (await issuesOf(host)).filter(({ title }) => title !== 'Steward');
    expect(tasks.map(({ title }) => title)).toEqual([
      expect.stringContaining('`test_parse` has been skipped'),
      expect.stringContaining('“handle blanks between the parts” is still marked TODO'),
    ]);
    for (const { user, labels } of tasks)
      expect([user.login, labels.map(({ name }) => name)]).toEqual(['github-actions[bot]', ['steward']]);
    expect(JSON.parse(outputs.created ?? '')).toEqual(tasks.map(({ number }) => number));
    expect(await issuesOf(host)).toHaveLength(3);
  },
};

describe('the vendored workflow, run by act with the token of its job', () => {
  testWithTool(
    'act',
    'is green by dispatch in observe, suggest and assist, with the effects of each [CW-31]',
    async (act) => {
      const host = await openHost(FILES, { mode: 'observe' });
      for (const [mode, expectEffects] of Object.entries(EFFECTS)) {
        const end = await dispatch(act, host, mode === 'observe' ? {} : { mode });
        expectGreen(end);
        await expectEffects(host, end);
      }
    },
  );

  for (const [mode, expectEffects] of Object.entries(EFFECTS))
    testWithTool('act', `is green by schedule in mode ${mode}, with its effects [CW-1]`, async (act) => {
      const host = await openHost(FILES, { mode });
      const end = await scheduled(act, host);
      expectGreen(end);
      await expectEffects(host, end);
    });

  testWithTool('act', 'keeps a copy of memory when Steward leaves, and no other run keeps any', async (act) => {
    const host = await openHost(FILES, { mode: 'assist' });
    const kept = ({ log }: ActEnd): string[] => log.filter((line) => line.startsWith('would upload '));
    const first = await scheduled(act, host);
    expectGreen(first);
    expect(kept(first)).toEqual([]);
    const left = await dispatch(act, host, { action: 'uninstall' });
    expect([left.status, left.log.filter((line) => line.includes('state branch was not'))]).toEqual([0, []]);
    expect(kept(left)).toEqual([
      'would upload steward-export: README.md, events.ndjson, rejected.json, state.json, tasks.json',
    ]);
    expect(await ask(host, 'git/ref/heads/steward/state')).toBeNull();
    const after = await scheduled(act, host);
    expect([after.status, after.outputs.export, kept(after)]).toEqual([0, '', []]);
  });

  testWithTool('act', 'starts on nothing else, and not while the variable pauses it', async (act) => {
    const host = await openHost(FILES, { mode: 'assist' });
    for (const event of ['push', 'issues', 'pull_request']) expect((await runAct(act, host, event)).jobs).toEqual({});
    const paused = await runAct(act, host, 'schedule', { variables: { STEWARD_PAUSED: 'true' } });
    expect([paused.status, paused.outputs]).toEqual([0, {}]);
    expect(await issuesOf(host)).toEqual([]);
    expect((await runAct(act, host, 'schedule')).jobs).toEqual({ cycle: 'success' });
  });

  testWithTool('act', 'is red without a permission that it needs, and says which', async (act) => {
    const edit = (workflow: string): string => workflow.replace(/^ {6}pull-requests: read.*\n/m, '');
    const host = await openHost(FILES, { mode: 'suggest', edit });
    const { status, jobs, log } = await scheduled(act, host);
    expect([status, jobs]).toEqual([1, { cycle: 'failure' }]);
    expect(log.join('\n')).toContain('Add `pull-requests: read` to the workflow');
    expect(await issuesOf(host)).toEqual([]);
  });
});
