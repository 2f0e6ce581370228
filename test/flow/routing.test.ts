/** Tasks go to whoever does them better, also after that has changed: through whole runs, with agents that really work. */
import { foundLedger } from '@steward/cli/world-ledger.ts';
import { Agents } from '@steward/sandbox/agents/agents.ts';
import { expect, it } from 'vitest';
import { HALF_HOUR, type RunOptions, stagesOf } from '../support/cycle.ts';
import { WORKFLOW } from '../support/lease-stage.ts';
import { CLEAN } from '../support/repositories.ts';

const raise = stagesOf([{ ...CLEAN, '.github/workflows/left.yml': WORKFLOW, '.github/workflows/right.yml': WORKFLOW }]);
const autopilot: RunOptions = {
  mode: 'autopilot',
  config: `caps: { suggestions: 0, open-tasks: 0, agent-pull-requests: 20 }
hand-off: { at-once: 5, start-within: 60, attempts: 10 }
agents: { left: { workflow: left.yml, capacity: 5 }, right: { workflow: right.yml, capacity: 5 } }
`,
};
const AGENTS = ['left', 'right'] as const;

async function town() {
  const stage = await raise(undefined, { persist: false });
  const { sandbox } = stage;
  const { world } = sandbox;
  world.repository.actionsMayOpenPullRequests = true;
  world.data.ledgerTasks = Array.from({ length: 110 }, (_, n) => ({
    ...{ title: `Mend part ${n}`, scope: { paths: [`src/part-${n}.ts`], not: [] } },
  }));
  await foundLedger(sandbox);
  const agents = new Agents({
    ...{ sandbox, seed: 1 },
    agents: AGENTS.map((name) => ({
      ...{ name, kind: 'workflow', workflow: `${name}.yml`, hours: 0.5 },
      behaviour: name === 'left' ? 'quick' : 'failing',
    })),
  });
  /** To whom each hand-off went. */
  const handed = (): string[] => world.data.dispatches.map(({ target }) => /(\w+)\.yml$/.exec(target)?.[1] ?? '');
  /** Runs until so many were made; people merge what comes. */
  const liveUntil = async (count: number): Promise<void> => {
    for (let run = 0; run < 60 && handed().length < count; run += 1) {
      expect((await stage.tick(autopilot)).failures).toEqual([]);
      const until = sandbox.clock.now().getTime() + HALF_HOUR;
      await agents.actUntil(until);
      await sandbox.elapse(until);
      const open = world.data.pullRequests.filter(({ state }) => state === 'OPEN');
      for (const { number } of open) await world.mergePullRequest(number, 'octo');
    }
    expect(handed().length).toBeGreaterThanOrEqual(count);
  };
  return { agents, handed, liveUntil };
}

const share = (names: readonly string[], name: string): number =>
  names.filter((each) => each === name).length / names.length;

it('tasks shift to the better of two agents within twenty, and back within twenty where they swap', {
  timeout: 240_000,
}, async () => {
  const { agents, handed, liveUntil } = await town();
  await liveUntil(40);
  expect(share(handed().slice(20, 40), 'left')).toBeGreaterThan(0.7);
  const swapped = handed().length;
  agents.become('left', 'failing');
  agents.become('right', 'quick');
  await liveUntil(swapped + 40);
  const after = handed().slice(swapped);
  expect(share(after.slice(0, 5), 'right')).toBeLessThan(0.5);
  expect(share(after.slice(20, 40), 'right')).toBeGreaterThan(0.7);
});
