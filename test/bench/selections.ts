/** Choosing an agent for each of many tasks: linear in the tasks and in the agents, as ratios of the same run. */
import { selectAgent } from '@steward/core/decide/hand-off/selection.ts';
import { type Agent, type AgentRecord, EMPTY_RECORD, type Wanted } from '@steward/core/domain/agent.ts';
import { attemptEnded, attemptStarted } from '@steward/core/domain/agent-record.ts';
import { CATEGORIES, PRIORITIES, TASK_TYPES } from '@steward/core/domain/task.ts';
import { type BenchOptions, compare, cpuOf, milliseconds, type Row } from './measurement.ts';

const NOW = '2026-03-04T10:00:00.000Z';
const AGENTS = 20;

export async function selections({ quick }: BenchOptions): Promise<Row[]> {
  const tasks = wantedTasks(quick ? 2_000 : 10_000);
  const world = worldOf(AGENTS);
  const all = () => cpuOf(() => choose(world, tasks));
  const half = { ...world, agents: world.agents.slice(0, AGENTS / 2) };
  const byAgents = await compare(all, () => cpuOf(() => choose(half, tasks)));
  const fewer = tasks.slice(0, tasks.length / 2);
  const byTasks = await compare(all, () => cpuOf(() => choose(world, fewer)));
  const name = `select among ${AGENTS} agents, ${tasks.length.toLocaleString('en-US')} tasks`;
  const each = (cost: number): string => `${milliseconds(cost)}, ${milliseconds(cost / tasks.length)} each`;
  return [
    {
      ...{ name: `${name}: agents doubled`, measured: each(byAgents.subject), ratio: byAgents.ratio },
      against: `half the agents (${milliseconds(byAgents.baseline)})`,
      anchor: 'an earlier system claimed 50 ms for each',
    },
    {
      ...{ name: `${name}: tasks doubled`, measured: each(byTasks.subject), ratio: byTasks.ratio },
      ...{ against: `half the tasks (${milliseconds(byTasks.baseline)})`, anchor: '' },
    },
  ];
}

interface World {
  agents: Agent[];
  records: Record<string, AgentRecord>;
  loads: Record<string, number>;
}

function choose(world: World, tasks: readonly Wanted[]): void {
  for (const wanted of tasks) selectAgent({ ...world, wanted, now: NOW, seed: 'bench' });
}

/** Every fifth is like the one before it, so that there are equals; every tenth is full or rests. */
function worldOf(count: number): World {
  const world: World = { agents: [], records: {}, loads: {} };
  for (let index = 0; index < count; index++) {
    const name = `agent-${index}`;
    const like = index % 5 === 4 ? index - 1 : index;
    world.agents.push({
      ...{ name, kind: 'workflow', workflow: 'steward-agent.yml', environment: 'default', otherwise: 0.8 },
      ...{ skills: { [CATEGORIES[like % 5] ?? 'testing']: 1 }, capacity: 3, cost: like % 3 },
    });
    world.records[name] = recordOf(like);
    world.loads[name] = index % 10 === 9 ? 3 : like % 3;
  }
  return world;
}

function recordOf(index: number): AgentRecord {
  let record = EMPTY_RECORD;
  for (let attempt = 0; attempt < 20; attempt++) {
    const type = TASK_TYPES[(index + attempt) % TASK_TYPES.length] ?? 'feature';
    const failure = (index + attempt) % 4 === 0 ? 'rejected' : null;
    record = attemptStarted(record, { at: NOW, hours: 0.1 });
    record = attemptEnded(record, { at: NOW, type, failure, hours: index, rounds: 1, usd: 1 });
  }
  return record;
}

const wantedTasks = (count: number): Wanted[] =>
  Array.from({ length: count }, (_, index) => ({
    id: index.toString(16).padStart(12, '0'),
    type: TASK_TYPES[index % TASK_TYPES.length] ?? 'feature',
    category: CATEGORIES[index % CATEGORIES.length] ?? 'development',
    priority: PRIORITIES[index % PRIORITIES.length] ?? 'medium',
    ...{ environment: 'default', failed: index % 7 === 0 ? [`agent-${index % AGENTS}`] : [] },
  }));
