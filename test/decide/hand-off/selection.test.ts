/** Choosing an agent: what each factor does, who is not able, who is tried out, and what is said of it. */
import { EMPTY_RECORD, type Wanted } from '@steward/core/domain/agent.ts';
import { attemptEnded } from '@steward/core/domain/agent-record.ts';
import { CATEGORIES, PRIORITIES, TASK_TYPES } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import { agent, end, NOW, seen, select, wanted } from '../../support/agents.ts';
import fc from '../../support/fuzz.ts';

const later = new Date(Date.parse(NOW) + 3_600_000).toISOString();
const urgent = wanted({ priority: 'urgent' });
/** Urgent tasks are no trials: who comes first is who is best. */
const order = (...[agents, change]: Parameters<typeof select>): string[] =>
  select(agents, { wanted: urgent, ...change }).ranking.map(({ agent: { name } }) => name);

describe('six factors choose an agent:', () => {
  const two = [agent('a'), agent('b')];

  it('how well it suits the type, else the category, else in general [PM-6]', () => {
    const [general, typed] = [agent('general', { otherwise: 0.6 }), agent('typed', { skills: { 'bug-fix': 0.7 } })];
    const category = agent('category', { skills: { development: 0.9 } });
    expect(order([general, typed, category])).toEqual(['category', 'typed', 'general']);
    const both = agent('both', { skills: { 'bug-fix': 0.2, development: 1 } });
    expect(order([general, both])).toEqual(['general', 'both']);
  });

  it('how its attempts ended [PM-6]', () => {
    expect(order(two, { records: { a: seen('--+'), b: seen('+++') } })).toEqual(['b', 'a']);
    expect(order(two, { records: { a: seen('+++'), b: seen('--+') } })).toEqual(['a', 'b']);
  });

  it('how many of its places are free [PM-6]', () => {
    expect(order(two, { loads: { a: 1 } })).toEqual(['b', 'a']);
    expect(order([agent('a', { capacity: 10 }), agent('b')], { loads: { a: 1, b: 1 } })).toEqual(['a', 'b']);
  });

  it('what it costs: as the owner said, and as it was seen [PM-6]', () => {
    expect(order([agent('a', { cost: 5 }), agent('b', { cost: 0.5 })])).toEqual(['b', 'a']);
    const records = { a: seen('+++', { usd: 8 }), b: seen('+++', { usd: 0.1 }) };
    expect(order(two, { records })).toEqual(['b', 'a']);
    expect(order([agent('a', { cost: 4 }), agent('b'), agent('c', { cost: 0.1 })])).toEqual(['c', 'b', 'a']);
  });

  it('how quickly its pull requests came [PM-6]', () => {
    expect(order(two, { records: { a: seen('++', { hours: 40 }), b: seen('++', { hours: 1 }) } })).toEqual(['b', 'a']);
  });

  it('and what the priority makes of it: the quick for what is urgent, the cheap for what is not [PM-6]', () => {
    const agents = [agent('quick', { cost: 3 }), agent('cheap', { cost: 0.1 })];
    const records = { quick: seen('+++', { hours: 0.5 }), cheap: seen('+++', { hours: 20 }) };
    expect(order(agents, { records })).toEqual(['quick', 'cheap']);
    expect(order(agents, { records, wanted: wanted({ priority: 'low' }) })).toEqual(['cheap', 'quick']);
  });
});

describe('an agent that failed the task', () => {
  const agents = [agent('best', { otherwise: 1 }), agent('good'), agent('poor', { otherwise: 0.1 })];
  const failed = (...names: string[]) => ({ wanted: wanted({ failed: names }) });

  it('comes after every able one that did not, however much worse [PM-19]', () => {
    expect(order(agents)).toEqual(['best', 'good', 'poor']);
    expect(order(agents, failed('best'))).toEqual(['good', 'poor', 'best']);
  });

  it('comes last of all where it was the last [PM-19]', () => {
    expect(order(agents, failed('best', 'good'))).toEqual(['poor', 'best', 'good']);
    expect(order(agents, failed('best', 'good', 'best'))).toEqual(['poor', 'good', 'best']);
  });

  it('is asked again where nobody else is able, and that is said [PM-19]', () => {
    const { agent: chosen, why } = select(agents, { ...failed('best'), loads: { good: 2, poor: 2 } });
    expect(chosen?.name).toBe('best');
    expect(why).toMatch(/^best, the only one able: failed this task before, /);
  });
});

describe('nobody is given a task', () => {
  const quotaless = attemptEnded(EMPTY_RECORD, end({ failure: 'no-quota', until: later }));

  it.each([
    ['of another environment', agent('a', { environment: 'staging' }), {}, 'a works in staging, not in default'],
    ['it is not meant for', agent('a', { skills: { development: 0 } }), {}, 'a is not meant for bug-fix'],
    ['while it rests', agent('a'), { records: { a: quotaless } }, `a rests until ${later}`],
    ['without a free place', agent('a'), { loads: { a: 2 } }, 'a has no room: 2 of 2'],
  ])('%s', (_, one, change, reason) => {
    expect(select([one], change)).toMatchObject({
      ...{ agent: null, why: `nobody is able: ${reason}` },
      ranking: [{ score: 0, reasons: [reason.slice(2)] }],
    });
    expect(select([one, agent('b')], change).agent?.name).toBe('b');
  });

  it('where nobody is configured', () => {
    expect(select([])).toEqual({ agent: null, ranking: [], why: 'no agent is configured' });
  });

  it('and of many that are not able three are named', () => {
    const names = ['e', 'd', 'c', 'b', 'a'];
    const loads = Object.fromEntries(names.map((name) => [name, 2]));
    const { why, ranking } = select(
      names.map((name) => agent(name)),
      { loads },
    );
    expect(why).toMatch(/^nobody is able: a has no room: 2 of 2; b .*; c .*; and 2 more$/);
    expect(ranking.map(({ agent: { name } }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('until its rest is over', () => {
    expect(select([agent('a')], { records: { a: quotaless }, now: later }).agent?.name).toBe('a');
  });
});

it('says of each agent in short phrases why it stands where it does', () => {
  const agents = [agent('a', { cost: 1.5 }), agent('b', { otherwise: 0.5 })];
  const { ranking, why } = select(agents, { records: { b: seen('-', { hours: 0.2 }) }, loads: { a: 1, b: 1 } });
  expect(ranking.map(({ agent: { name }, reasons }) => [name, reasons])).toEqual([
    [
      'a',
      [
        ...['suits bug-fix to 80 %', 'likely to succeed to 75 %', '1 of 2 places free', 'about 1.50 USD'],
        'about 6 hours to a pull request',
      ],
    ],
    [
      'b',
      [
        ...['suits bug-fix to 50 %', 'likely to succeed to 45 %', '1 of 2 places free', 'of unknown cost'],
        'about 4 hours to a pull request',
      ],
    ],
  ]);
  expect(why).toBe(`a, first of 2 that are able: ${ranking[0]?.reasons.join(', ')}`);
});

describe('who is little known', () => {
  const agents = [agent('known'), agent('new', { otherwise: 0.7 })];
  const known = seen('+++++++++');
  const ids = Array.from({ length: 400 }, (_, index) => `task-${index}`);
  /** How many of 400 tasks go to `new`. */
  const share = (change: Parameters<typeof select>[1] = {}, task: Partial<Wanted> = {}): number =>
    ids.filter(
      (id) => select(agents, { records: { known }, ...change, wanted: wanted({ id, ...task }) }).agent?.name === 'new',
    ).length / ids.length;

  it('is tried out with some tasks, fewer the more is known, and it is said', () => {
    const shares = ['', '-', '--', '-----'].map((outcomes) => share({ records: { known, new: seen(outcomes) } }));
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares[0]).toBeCloseTo(0.25, 1);
    expect(shares[3]).toBeGreaterThan(0.01);
    expect(shares[3]).toBeLessThan(0.1);
    const tried = ids.map((id) => select(agents, { records: { known }, wanted: wanted({ id }) }));
    const words = tried.filter(({ agent: one }) => one?.name === 'new').map(({ why }) => why);
    expect(words[0]).toMatch(/^new, first of 2 that are able: is tried out: little is known of it, suits/);
    expect(tried.every(({ ranking }) => ranking.length === 2)).toBe(true);
  });

  it('is not tried out with several tasks at once as if with the first', () => {
    expect(share({ loads: { new: 1, known: 1 } })).toBeLessThan(share() - 0.05);
  });

  it.each([
    ['with nothing urgent', {}, { priority: 'urgent' as const }],
    ['where it failed the task', {}, { failed: ['new'] }],
    ['where it suits the task much worse', {}, { type: 'security' as const }],
  ])('is not tried out %s', (_, change, task) => {
    const weak = agent('new', { otherwise: 0.7, skills: { security: 0.5 } });
    for (const id of ids) {
      const { agent: one } = select([agent('known'), weak], {
        records: { known },
        ...change,
        wanted: wanted({ id, ...task }),
      });
      expect(one?.name).toBe('known');
    }
  });

  it('is not tried out where it is a person', () => {
    const person = agent('new', { kind: 'person', otherwise: 0.7 });
    for (const id of ids) {
      expect(select([agent('known'), person], { records: { known }, wanted: wanted({ id }) }).agent?.name).toBe(
        'known',
      );
    }
  });
});

describe('load', () => {
  const names = Array.from({ length: 5 }, (_, index) => `agent-${index}`);
  const agents = names.map((name) => agent(name, { capacity: 4 }));

  it('is spread over equals: no one has two tasks more than another [AR-18]', () => {
    const loads: Record<string, number> = {};
    for (let task = 0; task < 20; task++) {
      const { agent: one } = select(agents, { loads, wanted: wanted({ id: `task-${task}` }) });
      loads[one?.name ?? ''] = (loads[one?.name ?? ''] ?? 0) + 1;
      const counts = names.map((name) => loads[name] ?? 0);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect(select(agents, { loads }).agent).toBeNull();
  });

  it('is spread where each task ends before the next one too', () => {
    const counts: Record<string, number> = {};
    for (let task = 0; task < 500; task++) {
      const { agent: one } = select(agents, { wanted: wanted({ id: `task-${task}` }) });
      counts[one?.name ?? ''] = (counts[one?.name ?? ''] ?? 0) + 1;
    }
    expect(Object.keys(counts).sort()).toEqual(names);
    expect(Math.max(...Object.values(counts))).toBeLessThan(140);
  });
});

describe('whatever the agents are', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const level = fc.constantFrom(0, 0.3, 0.8, 1);
  const one = fc.record({
    kind: fc.constantFrom('workflow', 'mention', 'copilot', 'person'),
    skills: fc.record({ 'bug-fix': level, development: level }, { requiredKeys: [] }),
    ...{ otherwise: level, capacity: fc.integer({ min: 1, max: 3 }) },
    cost: fc.option(fc.double({ min: 0, max: 20, noNaN: true })),
    environment: fc.constantFrom('default', 'staging'),
  });
  const world = fc
    .record({
      settings: fc.array(one, { maxLength: names.length }),
      outcomes: fc.array(fc.stringMatching(/^[+-]{0,6}$/), { minLength: 6, maxLength: 6 }),
      rests: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      loads: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }),
      task: fc.record({
        id: fc.stringMatching(/^[0-9a-f]{12}$/),
        type: fc.constantFrom(...TASK_TYPES),
        category: fc.constantFrom(...CATEGORIES),
        priority: fc.constantFrom(...PRIORITIES),
        failed: fc.array(fc.constantFrom(...names), { maxLength: 4 }),
      }),
      seed: fc.string(),
    })
    .map(({ settings, outcomes, rests, loads, task, seed }) => ({
      agents: settings.map((change, index) => agent(names[index] ?? '', change)),
      records: Object.fromEntries(
        names.map((name, index) => [name, { ...seen(outcomes[index] ?? ''), restsUntil: rests[index] ? later : null }]),
      ),
      ...{
        loads: Object.fromEntries(names.map((name, index) => [name, loads[index] ?? 0])),
        wanted: wanted(task),
        seed,
      },
    }));
  type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

  const isAble = (
    { wanted: task, records, loads }: World,
    { name, skills, ...rest }: World['agents'][number],
  ): boolean =>
    rest.environment === task.environment &&
    (skills[task.type] ?? skills[task.category] ?? rest.otherwise) > 0 &&
    records[name]?.restsUntil === null &&
    (loads[name] ?? 0) < rest.capacity;

  it('never is one chosen that is not able, and always one where there is', () => {
    fc.assert(
      fc.property(world, ({ agents, ...given }) => {
        const { agent: chosen, ranking } = select(agents, given);
        const able = agents.filter((each) => isAble({ agents, ...given }, each));
        expect(chosen === null).toBe(able.length === 0);
        if (chosen !== null) expect(able).toContain(chosen);
        expect(new Set(ranking.map(({ agent: each }) => each))).toEqual(new Set(agents));
        expect(ranking).toHaveLength(agents.length);
        expect(ranking.map(({ score }) => score > 0)).toEqual(ranking.map((_, place) => place < able.length));
        for (const { reasons } of ranking) expect(reasons.every((reason) => reason.length < 80)).toBe(true);
      }),
    );
  });

  it('one that failed the task comes after all able ones that did not', () => {
    fc.assert(
      fc.property(world, ({ agents, ...given }) => {
        const { failed } = given.wanted;
        const able = select(agents, given).ranking.filter(({ score }) => score > 0);
        const places = able.map(({ agent: { name } }) => failed.lastIndexOf(name));
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }),
    );
  });

  it('one more good end never puts an agent further back, where nobody is tried out', () => {
    fc.assert(
      fc.property(world, fc.constantFrom(...names), ({ agents, ...given }, name) => {
        const task = { ...given.wanted, priority: 'urgent' as const };
        const place = (records: World['records']): number =>
          select(agents, { ...given, records, wanted: task }).ranking.findIndex(
            ({ agent: each }) => each.name === name,
          );
        const record = given.records[name] ?? EMPTY_RECORD;
        const [better, worse] = [null, 'rejected' as const].map((failure) =>
          place({ ...given.records, [name]: attemptEnded(record, end({ failure, type: task.type })) }),
        );
        expect(better).toBeLessThanOrEqual(worse ?? 0);
      }),
    );
  });

  it('the same seed makes the same choice, in whatever order the agents come', () => {
    fc.assert(
      fc.property(world, ({ agents, ...given }) => {
        const first = select(agents, given);
        expect(select(structuredClone(agents), structuredClone(given))).toEqual(first);
        expect(select([...agents].reverse(), given).agent).toEqual(first.agent);
      }),
    );
  });
});
