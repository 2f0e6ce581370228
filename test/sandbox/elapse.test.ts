// Time that passes between requests: an effect that comes late comes at its own time, whoever asks afterwards.
import { afterAll, expect, test } from 'vitest';
import { cleanUp, clientOf, startSandbox } from './sandbox-fixture.ts';

afterAll(cleanUp);

test('a late effect happens when it was due, not when somebody asks next', async () => {
  const sandbox = await startSandbox();
  const ask = clientOf(sandbox);
  const { data } = await ask(`{ repository(owner: "octo", name: "widget") { id } }`);
  const started = sandbox.clock.now().getTime();
  const effect = { kind: 'status', status: 502 } as const;
  sandbox.faults.add({ when: ({ mutations }) => mutations.length > 0, timing: 'late', lateBy: 90_000, effect });
  const input = { repositoryId: data.repository.id, title: 'Late' };
  await ask(`mutation($input: CreateIssueInput!) { createIssue(input: $input) { issue { number } } }`, { input });
  expect(sandbox.world.data.issues).toEqual([]);
  await sandbox.elapse(started + 60_000);
  expect(sandbox.world.data.issues).toEqual([]);
  await sandbox.elapse(started + 3_600_000);
  expect(sandbox.clock.now().getTime()).toBe(started + 3_600_000);
  const created = Date.parse(sandbox.world.data.issues[0]?.createdAt ?? '') - started;
  expect(created).toBeGreaterThanOrEqual(89_000);
  expect(created).toBeLessThan(92_000);
});
