/** Edits and roles as GitHub tells them. */
import { describe, expect, it } from 'vitest';
import { adapters, sandbox } from './world.ts';

describe('a role', () => {
  it.each([
    ['octo', 'admin'],
    ['writer', 'write'],
    ['keeper', 'maintain'],
    ['triager', 'triage'],
    ['reader', 'read'],
  ] as const)('of %s is %s', async (login, role) => {
    const github = await sandbox();
    if (login !== 'octo') github.world.person(login, role);
    expect(await adapters(github).reader.role(login)).toBe(role);
  });

  it.each(['nobody-at-all', 'dependabot[bot]', 'ghost', '../../orgs', 'a'.repeat(60), ''])(
    '%j has none',
    async (login) => {
      const github = await sandbox();
      expect([null, 'none', 'read']).toContain(await adapters(github).reader.role(login));
    },
  );

  it('that GitHub does not tell has none', async () => {
    const github = await sandbox();
    for (let n = 0; n < 4; n += 1)
      github.faults.add({
        when: (request) => request.kind === 'rest',
        timing: 'before',
        effect: { kind: 'status', status: 500 },
      });
    expect(await adapters(github).reader.role('octo')).toBeNull();
  });
});

it('edits are told oldest first, each with its editor and its whole text', async () => {
  const github = await sandbox();
  const { number } = github.world.openIssue({ title: 'Steward', body: 'one', by: 'octo' });
  github.clock.advance(60_000);
  github.world.editBody(number, 'two', 'ann');
  github.clock.advance(60_000);
  github.world.editBody(number, 'three', 'bob');
  const edits = await adapters(github).reader.edits(number);
  expect(edits.map(({ editor, text }) => [editor, text])).toEqual([
    ['octo', 'one'],
    ['ann', 'two'],
    ['bob', 'three'],
  ]);
});
