/** What a person reads who is asked: everything that was tried, and only what can be done. */
import type { Attempt } from '@steward/core/domain/lease.ts';
import { type EscalationInput, escalationText } from '@steward/core/report/escalation.ts';
import { expect, it } from 'vitest';
import { NOON, task } from '../support/memory.ts';

const tried: Attempt[] = [
  {
    ...{ attempt: 1, agent: 'codex', from: NOON, to: '2026-11-20T14:30:00.000Z', ending: 'run-failed' },
    ...{ hint: 'its run ended as failure', run: '1207' },
  },
  {
    attempt: 2,
    agent: 'claude',
    from: NOON,
    to: NOON,
    ending: 'rejected',
    pull: 31,
    hint: 'criterion 2 | is *not* met',
  },
];
const input = (change: Partial<EscalationInput> = {}): EscalationInput => ({
  task: task('a', { attempts: tried }),
  ...{ ask: { key: 'attempt 2', reason: 'no agent got it done' }, url: 'https://github.test/octo/dur' },
  ...{ board: 4, team: null, held: null, again: true },
  ...change,
});

it('tells who tried, when, how it ended, and leads to the run and the pull request', () => {
  expect(escalationText(input())).toBe(`**This needs a person:** no agent got it done.

- Attempt 1, \`codex\`, 2026-11-20 12:00 UTC to 2026-11-20 14:30 UTC: its run failed ([run](https://github.test/octo/dur/actions/runs/1207)) — its run ended as failure
- Attempt 2, \`claude\`, 2026-11-20 12:00 UTC to 2026-11-20 12:00 UTC: its work was not accepted (#31) — criterion 2 \\| is \\*not\\* met

What you can do:
- do it: a pull request that says “Closes #7” is tied to this task, and ends it once it is merged
- close this issue: as completed where it is done, as not planned where it is not wanted
- have it tried again: say \`/steward retry\` in a comment here

<sub>Asked once, by Steward. What else waits stands on #4.</sub>`);
});

it('puts the question that an agent asked, and offers to answer it [CW-18]', () => {
  const asks: Attempt = {
    attempt: 3,
    agent: 'codex',
    from: NOON,
    to: NOON,
    ending: 'question',
    hint: 'Blue or green?',
  };
  const text = escalationText(input({ task: task('a', { attempts: [asks] }) }));
  expect(text).toContain('It waits for an answer to: “Blue or green?”');
  expect(text).toContain('- answer here:');
  expect(text.match(/Blue/g)).toHaveLength(1);
});

it('says who is at work all the same, and leads to no run that is none', () => {
  const odd: Attempt = { attempt: 1, agent: 'codex', from: NOON, to: NOON, ending: 'silent', run: '12/../../x' };
  const text = escalationText(
    input({ held: { agent: 'codex', until: NOON }, task: task('a', { attempts: [odd] }), board: null }),
  );
  expect(text).toContain('`codex` is at work on it and is not stopped; something has to be heard of it by 2026-11-20');
  expect(text).not.toContain('actions/runs');
  expect(text).not.toContain('stands on');
  expect(text).not.toContain('/steward');
  expect(escalationText(input({ task: task('a') }))).toContain('Nobody has tried it yet.');
});
