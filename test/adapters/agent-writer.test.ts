/** Reaching agents over GitHub: who is really assigned, and what mends what GitHub refuses. */
import { type Way, withRemedy } from '@steward/core/adapters/github/hand-off-remedy.ts';
import { describe, expect, it } from 'vitest';
import { adapters, sandbox } from './world.ts';

async function town() {
  const github = await sandbox();
  github.world.openIssue({ title: 'One', by: 'octo' });
  github.world.person('copilot-swe-agent[bot]', 'write');
  github.world.person('other-agent[bot]', 'write');
  const events = () => github.world.issue(1)?.events.map(({ kind, instructions }) => [kind, instructions]);
  return { github, events, writer: adapters(github, { login: 'octo', kind: 'User' }).writer };
}

describe('Copilot', () => {
  it('is assigned with its instructions, and is known by the name that GitHub shows', async () => {
    const { writer, events } = await town();
    const result = await writer.assignCopilot({ number: 1, instructions: 'Be brief.', again: false });
    expect(result).toMatchObject({ kind: 'done', value: { number: 1 } });
    expect(events()).toEqual([['AssignedEvent', 'Be brief.']]);
  });

  it('is taken off first where it had the issue before: else it would not be told', async () => {
    const { writer, events, github } = await town();
    await writer.assignCopilot({ number: 1, instructions: 'First.', again: false });
    await writer.assignCopilot({ number: 1, instructions: 'Second.', again: true });
    expect(events()).toEqual([
      ['AssignedEvent', 'First.'],
      ['UnassignedEvent', undefined],
      ['AssignedEvent', 'Second.'],
    ]);
    expect(github.transcript.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 201],
      ['DELETE', 200],
      ['POST', 201],
    ]);
  });
});

it.each(['passer-by', 'other-agent[bot]'])('%s, who is left out without a word, is refused', async (login) => {
  const { writer, github } = await town();
  github.world.person('passer-by', 'none');
  // Somebody else has it already.
  github.world.assign(1, ['octo', 'copilot-swe-agent[bot]'], 'octo');
  const result = await writer.assignIssue({ number: 1, login });
  expect(result).toMatchObject({ kind: 'refused', reason: expect.stringContaining(`Give ${login} access`) });
});

const workflow: Way = { by: 'workflow', workflow: 'a.yml', inputs: ['task', 'issue'] };
const comment: Way = { by: 'comment', number: 7 };

it.each<[number, string, Way, string]>([
  [404, 'Not Found', workflow, 'Add it there'],
  [422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow", workflow, 'Enable it'],
  [422, "Workflow does not have 'workflow_dispatch' trigger", workflow, 'with the inputs task, issue'],
  [422, 'Unexpected inputs provided: ["task"]', workflow, 'Declare `workflow_dispatch` with the inputs task, issue'],
  [422, "Required input 'colour' not provided", workflow, 'require no others'],
  [422, 'No ref found for: main', workflow, 'No ref found for: main'],
  [404, 'Not Found', comment, 'The token does not see #7'],
  [410, 'Issues are gone', comment, 'unless that issue is gone'],
  [403, 'Unable to create comment because issue is locked.', comment, 'Unlock it'],
  [422, 'Validation Failed', { by: 'assignment', number: 7 }, 'ten assignees at most'],
  [403, 'Resource not accessible', workflow, 'the reason before'],
])('%i %s says what to do', (status, message, way, words) => {
  const answer = { kind: 'refused', status, type: 'X', message } as const;
  const result = withRemedy(answer, { kind: 'refused', reason: 'the reason before' }, way);
  expect(result).toMatchObject({ kind: 'refused', reason: expect.stringContaining(words) });
  const isAbout = way.by !== 'workflow' && (status === 410 || status === 403);
  expect('about' in result ? result.about : 'all').toBe(isAbout ? 'issue' : 'all');
});
