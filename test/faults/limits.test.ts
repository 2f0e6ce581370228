/** Limits and changed settings: what GitHub puts off is tried again when it may be, and a new mode is seen at once. */
import { expect, it } from 'vitest';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

const opened = (stage: Stage): number => stage.visible().length;

it('tries again what a rate limit put off once it has lifted, and says why once', async () => {
  const stage = await raise();
  const isCreate = ({ mutations }: { mutations: readonly string[] }): boolean => mutations.includes('createIssue');
  stage.sandbox.faults.add({ when: isCreate, timing: 'before', effect: { kind: 'status', status: 429 }, times: 4 });
  const limited = await stage.tick();
  expect(opened(stage)).toBe(0);
  expect(limited.failures).toHaveLength(1);
  expect(limited.failures[0]).toMatch(/rate limit/);
  stage.pass(3 * HALF_HOUR);
  const again = await stage.tick();
  expect(again.moves.find(({ kind }) => kind === 'generate')?.reasons).toContain('what was put off is tried again');
  expect(again.failures).toEqual([]);
  expect(opened(stage)).toBe(4);
  stage.pass(HALF_HOUR);
  expect((await stage.tick()).quiet).toBe(true);
});

it('says a missing permission once for all that it stopped, and is not red again before the next day', async () => {
  const stage = await raise();
  const token = stage.sandbox.mintToken({
    permissions: { contents: 'write', issues: 'read', checks: 'read', 'pull-requests': 'read', deployments: 'read' },
  });
  const refused = await stage.tick({ token });
  expect(refused.failures).toHaveLength(1);
  expect(refused.failures[0]).toContain('`issues: write`');
  stage.pass(HALF_HOUR);
  expect((await stage.tick({ token })).quiet).toBe(true);
  stage.pass(24 * 2 * HALF_HOUR);
  expect((await stage.tick({ token })).failures).toHaveLength(1);
});

it('sees a changed mode or configuration at the next tick', async () => {
  const stage = await raise();
  await stage.tick({ mode: 'suggest' });
  expect(opened(stage)).toBe(1);
  stage.pass(HALF_HOUR);
  expect((await stage.tick({ mode: 'suggest' })).quiet).toBe(true);
  const trusted = await stage.tick({ mode: 'assist' });
  expect(trusted.moves.find(({ kind }) => kind === 'generate')?.reasons).toContain('settings changed');
  expect(opened(stage)).toBe(4);
  stage.pass(HALF_HOUR);
  expect((await stage.tick({ mode: 'assist', config: 'caps:\n  suggestions: 0\n' })).tasks).toHaveLength(3);
});
