/** Choosing and remembering together: tasks go to whoever does them better, also after that has changed. */
import { type AgentRecord, EMPTY_RECORD } from '@steward/core/domain/agent.ts';
import { attemptEnded, attemptStarted } from '@steward/core/domain/agent-record.ts';
import { digest } from '@steward/core/domain/digest.ts';
import { TASK_TYPES } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import { agent, end, NOW, select, wanted } from '../../support/agents.ts';

const AGENTS = [agent('left'), agent('right')];

/** How likely each is to do a task. */
type Quality = Readonly<Record<string, number>>;

/** One task an hour, each ended before the next; says for each to whom it went. */
function played(seed: string, phases: readonly { tasks: number; quality: Quality }[], types = 1): string[] {
  const records: Record<string, AgentRecord> = {};
  const chosen: string[] = [];
  for (const { tasks, quality } of phases) {
    for (let task = 0; task < tasks; task++) {
      const id = `task-${chosen.length}`;
      const at = new Date(Date.parse(NOW) + chosen.length * 3_600_000).toISOString();
      const type = TASK_TYPES[chosen.length % types] ?? 'bug-fix';
      const name = select(AGENTS, { records, now: at, seed, wanted: wanted({ id, type }) }).agent?.name ?? '';
      const luck = Number.parseInt(digest(`${seed} luck ${id}`, 6), 16) / 0x1000000;
      const started = attemptStarted(records[name] ?? EMPTY_RECORD, { at, hours: 0.1 });
      const failure = luck < (quality[name] ?? 0) ? null : 'rejected';
      records[name] = attemptEnded(started, end({ at, type, failure, hours: 1 }));
      chosen.push(name);
    }
  }
  return chosen;
}

const SEEDS = Array.from({ length: 100 }, (_, index) => `seed-${index}`);
const share = (names: readonly string[], name: string): number =>
  names.filter((each) => each === name).length / names.length;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const leftBetter = { left: 0.9, right: 0.2 };
const rightBetter = { left: 0.2, right: 0.9 };

describe.each([
  ['of one type', 1],
  ['of ten types in turn', 10],
])('tasks %s', (_, types) => {
  const phases = [
    { tasks: 50, quality: leftBetter },
    { tasks: 50, quality: rightBetter },
  ];
  const runs = SEEDS.map((seed) => played(seed, phases, types));

  it('shift to the better of two agents within twenty tasks', () => {
    expect(mean(runs.map((run) => share(run.slice(20, 50), 'left')))).toBeGreaterThan(0.8);
    const shifted = runs.filter((run) => share(run.slice(20, 40), 'left') > 0.5);
    expect(shifted.length / runs.length).toBeGreaterThan(0.95);
  });

  it('shift again within twenty tasks where the two swap', () => {
    expect(mean(runs.map((run) => share(run.slice(70), 'right')))).toBeGreaterThan(0.8);
    const shifted = runs.filter((run) => share(run.slice(70, 90), 'right') > 0.5);
    expect(shifted.length / runs.length).toBeGreaterThan(0.95);
  });
});

it('tasks go to both of two agents that are equally good', () => {
  const runs = SEEDS.map((seed) => played(seed, [{ tasks: 100, quality: { left: 0.8, right: 0.8 } }]));
  expect(mean(runs.map((run) => share(run, 'left')))).toBeCloseTo(0.5, 1);
});

it('who began with bad luck is asked again', () => {
  const runs = SEEDS.map((seed) =>
    played(seed, [
      { tasks: 6, quality: { left: 1, right: 0 } },
      { tasks: 60, quality: { left: 0.6, right: 1 } },
    ]),
  );
  expect(mean(runs.map((run) => share(run.slice(36), 'right')))).toBeGreaterThan(0.7);
});

it('the same seed plays the same', () => {
  const phases = [{ tasks: 40, quality: leftBetter }];
  expect(played('a', phases)).toEqual(played('a', phases));
  expect(played('a', phases)).not.toEqual(played('b', phases));
});
