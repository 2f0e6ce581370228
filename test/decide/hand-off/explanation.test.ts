/** Why a task goes to whom, or to nobody: in the words that `steward explain` prints. */
import { explainTask } from '@steward/core/decide/hand-off/explanation.ts';
import type { AgentToken } from '@steward/core/domain/agent-token.ts';
import { type OwnerRule, parseCodeOwners } from '@steward/core/domain/code-owners.ts';
import { type Config, DEFAULT_CONFIG, parseConfig } from '@steward/core/domain/config.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { later } from '@steward/core/domain/intent.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import { INSTALLED, lease, ledgerAfter, NOON, task } from '../../support/memory.ts';

const HOUR = 3_600_000;
const configured = (value: object): Config => {
  const result = parseConfig(value);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.config;
};
const TWO = configured({ agents: { robot: {}, claude: { preset: 'claude' } } });
const work = (name: string, number: number, change: Partial<Task> = {}) => task(name, { number, ...change });
const [one, two] = [work('one', 1), work('two', 2)];

interface Scene {
  tasks?: readonly Task[];
  events?: readonly LedgerEvent[];
  config?: Config;
  agentToken?: AgentToken;
  mode?: 'assist' | 'autopilot';
  now?: string;
  owners?: readonly OwnerRule[];
}

function explain(of: Task, { tasks = [one, two], events = [], config = TWO, ...scene }: Scene = {}) {
  const adopted = tasks.map((each): LedgerEvent => ({ kind: 'adopted', task: each }));
  const ledger = ledgerAfter([INSTALLED, ...adopted, ...events]);
  const means = {
    agentToken: scene.agentToken ?? 'other',
    viewer: 'github-actions[bot]',
    branch: 'main',
    owner: 'octo',
    owners: scene.owners ?? null,
  };
  const known = ledger.tasks[of.id] ?? of;
  return explainTask({
    ...{ ledger, config, means, task: known, mode: scene.mode ?? 'autopilot', now: scene.now ?? NOON },
  });
}
const leased = (of: Task, change: Parameters<typeof lease>[1] = {}): LedgerEvent => ({
  kind: 'leased',
  lease: lease(of, { agent: 'robot', number: of.number ?? 0, ...change }),
});

describe('an explanation', () => {
  it('ranks the agents with scores and reasons, and says whom the next run asks [SI-1]', () => {
    const { ranking, fate, general } = explain(one);
    expect(general).toEqual([]);
    expect(ranking.map(({ agent }) => agent).sort()).toEqual(['claude', 'robot']);
    for (const { score, reasons } of ranking) {
      expect(score).toBeGreaterThan(0);
      expect(reasons.join()).toContain('suits testing to 80 %');
    }
    expect(fate).toBe(
      `it is handed over by the next run, to ${ranking[0]?.agent}, first of 2 that are able: ${ranking[0]?.reasons.join(', ')}`,
    );
  });

  it('names who cannot be given it, and why', () => {
    const { ranking } = explain(one, { agentToken: 'none' });
    expect(ranking.at(-1)).toMatchObject({ agent: 'claude', score: 0 });
    expect(ranking.at(-1)?.reasons.join()).toContain('cannot be reached');
    const config = configured({
      agents: { robot: {}, claude: { preset: 'claude' } },
      'quiet-hours': { from: 0, to: 24 },
    });
    const asleep = explain(one, { config });
    expect(asleep.ranking.at(-1)).toMatchObject({ agent: 'claude', score: 0 });
    expect(asleep.ranking.at(-1)?.reasons.join()).toContain('nobody may be notified');
  });

  it.each<[string, Scene, string]>([
    ['it waits for another', { tasks: [{ ...one, dependsOn: [two.id] }, two] }, 'it is not handed over: blocked by #2'],
    [
      'its place is taken',
      { tasks: [one, { ...two, scope: one.scope }], events: [leased({ ...two, scope: one.scope })] },
      'it is not handed over: would touch what robot changes for #2',
    ],
    [
      'agents have enough',
      { tasks: [one, two, work('three', 3)], events: [leased(two), leased(work('three', 3), { counter: 2 })] },
      'it is not handed over: agents have as much in hand as they may',
    ],
    [
      'others come first',
      { config: configured({ agents: { robot: {} }, order: [2], 'hand-off': { 'at-once': 1 } }) },
      'it is not handed over: others come first',
    ],
    [
      'nobody is able',
      { config: configured({ agents: { robot: { skills: { testing: 0 } } } }) },
      'it is not handed over: nobody is able: robot is not meant for testing',
    ],
    [
      'it is of another pool',
      { config: configured({ agents: { robot: {} }, environments: { checks: { categories: ['testing'] } } }) },
      'it is not handed over: nobody is able: robot works in default, not in checks',
    ],
  ])('says that %s [PM-28]', (_, scene, fate) => {
    expect(explain(one, scene).fate).toBe(fate);
  });

  it('never says that nobody is configured where somebody is, and ranks nobody who gave the task back', () => {
    const asleep = configured({ agents: { claude: { preset: 'claude' } }, 'quiet-hours': { from: 0, to: 24 } });
    expect(explain(one, { config: asleep }).fate).toMatch(/^it is not handed over: nobody may be notified until 20/);

    const back = { attempt: 1, agent: 'hub', from: NOON, to: NOON, ending: 'declined', by: 'Hub' } as const;
    const given = { ...one, attempts: [back] };
    const config = configured({ agents: { hub: { kind: 'person', login: 'hub' } } });
    const { fate, ranking } = explain(given, { tasks: [given, two], config });
    expect(fate).toBe('it is not handed over: nobody is able: hub gave it back');
    expect(ranking).toEqual([{ agent: 'hub', kind: 'person', score: 0, reasons: ['gave it back'] }]);

    const owners = configured({ agents: { owners: { kind: 'person' } } });
    expect(explain(one, { config: owners, owners: parseCodeOwners('/elsewhere/ @octo') }).fate).toBe(
      'it is not handed over: nobody is able: owners owns none of its code, or gave it back',
    );
  });

  it('says until when a task rests, and what was tried', () => {
    const resumes = later(NOON, HOUR);
    const ended: LedgerEvent = {
      kind: 'attempt-ended',
      task: one.id,
      counter: 1,
      ending: 'silent',
      next: 'retrying',
      resumes,
    };
    const scene = { events: [leased(one), ended] };
    const { fate, attempts, ranking } = explain(one, scene);
    expect(fate).toBe(`it is not handed over: is tried again from ${resumes}`);
    expect(attempts).toMatchObject([{ agent: 'robot', ending: 'silent' }]);
    expect(ranking.map(({ agent }) => agent)).toEqual(['claude', 'robot']);
    expect(ranking[1]?.reasons[0]).toBe('failed this task before');
    expect(explain(one, { ...scene, now: resumes }).fate).toContain('by the next run, to claude');
  });

  it('says who has it, and what is waited for', () => {
    expect(explain(one, { events: [leased(one)] }).fate).toBe(
      `robot has it since ${NOON}, attempt 1; nothing was seen of it yet, which is waited for until ${later(NOON, HOUR / 2)}`,
    );
    const taken: LedgerEvent = { kind: 'taken', task: one.id, by: 'octo' };
    expect(explain(one, { events: [leased(one), taken] }).fate).toBe(
      `octo has it since ${NOON}: \`/steward release\` in a comment gives it back`,
    );
  });

  it('says what keeps every task back, and whom it would go to all the same', () => {
    const { general, fate } = explain(one, { mode: 'assist', events: [{ kind: 'paused', paused: true, by: 'octo' }] });
    expect(general).toEqual(['the mode is `assist`: only `autopilot` hands tasks over', 'Steward is paused']);
    expect(fate).toMatch(/^it would be handed to (?:robot|claude), /);
    expect(explain(one, { config: DEFAULT_CONFIG }).general[0]).toContain('no agent is configured');
  });
});

it('tasks of a pool go to its agents and to no others, however free the others are [PM-28]', () => {
  const config = configured({
    agents: { inside: { environment: 'checks' }, outside: {} },
    environments: { checks: { paths: ['src/one.ts'] } },
  });
  expect(explain(one, { config }).fate).toContain('to inside, the only one able');
  expect(explain(two, { config }).fate).toContain('to outside, the only one able');
  const full = {
    config,
    events: [leased(two, { agent: 'inside' }), leased(work('three', 3), { agent: 'inside', counter: 2 })],
  };
  const atOnce = { ...config, 'hand-off': { ...config['hand-off'], 'at-once': 9 } };
  const scene = { ...full, config: { ...atOnce, caps: { ...config.caps, 'agent-pull-requests': 9 } } };
  expect(explain(one, { ...scene, tasks: [one, two, work('three', 3)] }).fate).toContain('inside has no room: 2 of 2');
});
