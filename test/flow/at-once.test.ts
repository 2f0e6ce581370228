/** How much agents have in hand at once: as many tasks as the owner wants, with several agents, and no place left empty. */
import { foundLedger } from '@steward/cli/world-ledger.ts';
import type { AgentDraft } from '@steward/sandbox/agents/agent.ts';
import { Agents } from '@steward/sandbox/agents/agents.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, type RunOptions, stagesOf } from '../support/cycle.ts';
import { WORKFLOW } from '../support/lease-stage.ts';
import { CLEAN } from '../support/repositories.ts';

const NAMES = ['left', 'right'];
const raise = stagesOf([{ ...CLEAN, '.github/workflows/left.yml': WORKFLOW, '.github/workflows/right.yml': WORKFLOW }]);

/** Five tasks that touch different files, and two agents that may have three each. */
async function townOf(atOnce: number, behaviour: AgentDraft['behaviour'] = 'slow') {
  const stage = await raise(undefined, { persist: false });
  const { sandbox } = stage;
  sandbox.world.repository.actionsMayOpenPullRequests = true;
  sandbox.world.data.ledgerTasks = Array.from({ length: 5 }, (_, n) => ({
    ...{ title: `Mend part ${n}`, scope: { paths: [`src/part-${n}.ts`], not: [] } },
  }));
  await foundLedger(sandbox);
  const drafts = NAMES.map((name): AgentDraft => ({ name, behaviour, kind: 'workflow', hours: 12 }));
  const agents = new Agents({ sandbox, seed: 1, agents: drafts });
  const options: RunOptions = {
    mode: 'autopilot',
    config: `caps: { suggestions: 0, open-tasks: 0, agent-pull-requests: 20 }
hand-off: { at-once: ${atOnce}, start-within: 120, silent-after: 48 }
agents: { left: { workflow: left.yml, capacity: 3 }, right: { workflow: right.yml, capacity: 3 } }
`,
  };
  const next = async () => {
    await stage.tick(options);
    const until = sandbox.clock.now().getTime() + HALF_HOUR;
    await agents.actUntil(until);
    await sandbox.elapse(until);
    return Object.values((await stage.memory()).state.leases);
  };
  return { world: sandbox.world, next };
}

describe('at once', () => {
  it.each([0, 2, 3, 5])(
    'as many tasks are in hand as the owner wants, and never one more: %i [SI-7]',
    async (atOnce) => {
      const { next } = await townOf(atOnce);
      const counts: number[] = [];
      for (let half = 0; half < 4; half++) counts.push((await next()).length);
      expect(Math.max(...counts)).toBe(atOnce);
    },
  );

  it('one task alone is in hand in a repository whose owner wants that, and the others wait for it [AR-17]', async () => {
    const { world, next } = await townOf(1);
    for (let half = 0; half < 3; half++) expect(await next()).toHaveLength(1);
    expect(world.data.dispatches).toHaveLength(1);
  });

  it('several agents work, each on tasks of its own [AC-1]', async () => {
    const { next } = await townOf(4);
    await next();
    const held = await next();
    expect(new Set(held.map(({ agent }) => agent))).toEqual(new Set(NAMES));
    expect(new Set(held.map(({ task }) => task)).size).toBe(4);
  });

  it('no place stays empty: the run that sees a task done hands the next one out, until none is left [AC-2]', async () => {
    const { world, next } = await townOf(1);
    const done: string[] = [];
    for (let [lease] = await next(); lease !== undefined && done.length < 6; [lease] = await next()) {
      expect(done).not.toContain(lease.task);
      done.push(lease.task);
      world.closeIssue(lease.number, 'octo', 'COMPLETED');
    }
    expect(done).toHaveLength(5);
  });
});
