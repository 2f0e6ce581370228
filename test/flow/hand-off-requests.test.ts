/** What handing over and watching cost in requests: named one by one, so that none slips in. */
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, stagesOf } from '../support/cycle.ts';
import { LeaseStage } from '../support/lease-stage.ts';
import { CLEAN } from '../support/repositories.ts';

const raise = stagesOf([CLEAN]);

/** What any tick reads that has something to do, and what shows it to people. */
const TICK = ['Overview', 'LedgerFiles'];
const DASHBOARD = ['Ids', 'UpdateIssue'];
const CALLS = {
  workflow: ['POST dispatches'],
  mention: ['POST comments'],
  copilot: ['POST assignees'],
  person: ['POST assignees'],
} as const;

function requestsOf(scene: LeaseStage, from: number): { api: string[]; git: number } {
  const sent = scene.stage.sandbox.transcript.slice(from);
  const api = sent.flatMap(({ kind, operation, method, path }) =>
    kind === 'git' ? [] : [operation ?? `${method} ${/\/([a-z_]+)(?:\?.*)?$/.exec(path)?.[1] ?? path}`],
  );
  return { api, git: sent.filter(({ kind, path }) => kind === 'git' && path.includes('info/refs')).length };
}

describe.each(['workflow', 'mention', 'copilot', 'person'] as const)('one hand-off to a %s', (kind) => {
  it('takes four requests at most, its two transactions among them', async () => {
    // It rests until the second run, which finds nothing else to do.
    const rests = { status: 'retrying', resumes: '2026-11-20T09:30:00.000Z' };
    const scene = await LeaseStage.raise(raise, kind, rests);
    await scene.tick();
    expect(Object.values((await scene.stage.memory()).state.leases)).toEqual([]);
    scene.stage.pass(HALF_HOUR);
    const from = scene.stage.sandbox.transcript.length;
    const report = await scene.tick();
    expect(report.moves.map(({ kind: move }) => move)).toEqual(['hand-off', 'dashboard']);
    expect((await scene.lease()).handed).not.toBeNull();
    const { api, git } = requestsOf(scene, from);
    const own = ['Commit', ...CALLS[kind], 'Commit'];
    expect(own.length).toBeLessThanOrEqual(4);
    expect(api).toEqual([...TICK, ...own.slice(0, -1), ...DASHBOARD, 'Commit']);
    // The instructions name the project's commands: its tree, without any past, by git.
    expect(git).toBeLessThanOrEqual(1);
  });
});
