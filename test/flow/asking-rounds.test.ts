/** What one run may spend on models, in however many rounds it asks: `budgets.attempt` bounds all of them together. */
import { usdOf } from '@steward/core/domain/money/amount.ts';
import { askModels } from '@steward/core/flow/asking.ts';
import { ModelDesk } from '@steward/core/flow/model-desk.ts';
import type { Tick } from '@steward/core/flow/tick.ts';
import { describe, expect, it } from 'vitest';
import { type ModelAccess, type Stage, stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, skippedTest } from '../support/models.ts';
import { about, opened, paths, saying } from '../support/questions.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();
const model = { provider: 'anthropic', id: 'claude-sonnet-5-5' } as const;
const CHAIN = '{ chain: [anthropic/claude-sonnet-5-5], lane: LANE }';
const configOf = (usd: number, lane = 'now'): string =>
  `budgets: { attempt: ${usd} }\nmodels: { review: ${CHAIN.replace('LANE', lane)} }\nvisibility: { money: true }\n`;

/** What one question may cost at most: a vendor is always charged less in the end. */
async function ceilingIn(stage: Stage, models: ModelAccess): Promise<number> {
  const tick = await opened(stage, { models });
  return new ModelDesk(tick).ceiling(about('a').question, model, 'now').micro ?? 0;
}

const moneyIn = async (stage: Stage) => (await stage.memory()).state.money;
type Commit = Tick['ledgers']['writer']['commit'];

/** The run with commits of its own. */
const committing = (tick: Tick, around: (commit: Commit) => Commit): Tick => {
  const { writer } = tick.ledgers;
  return { ...tick, ledgers: { ...tick.ledgers, writer: { ...writer, commit: around(writer.commit.bind(writer)) } } };
};

async function staged() {
  const stage = await raise();
  const { server, models } = await openModels(stage, saying('yes'));
  return { stage, server, models, ceiling: await ceilingIn(stage, models) };
}

describe('rounds of one run', () => {
  it('spend together no more than the run may, and the next run may again [SI-13]', async () => {
    const { stage, server, models, ceiling } = await staged();
    const config = configOf(usdOf(ceiling));
    const tick = await opened(stage, { models, config });
    expect((await askModels(tick, [about('a')])).given.size).toBe(1);
    expect((await askModels(tick, [about('b')])).given.size).toBe(0);
    expect([server.log.length, tick.told.warnings.join('\n')]).toEqual([1, expect.stringContaining('is left')]);
    const next = await opened(stage, { models, config });
    expect((await askModels(next, [about('b')])).given.size).toBe(1);
    expect((await moneyIn(stage))?.holds).toEqual({});
  });

  it('go on while something is left: what a round did not need is the next one’s', async () => {
    const { stage, server, models, ceiling } = await staged();
    const tick = await opened(stage, { models, config: configOf(usdOf(2 * ceiling)) });
    for (let round = 0; round < 40; round++) await askModels(tick, [about(`q${round}`)]);
    const spent = (await moneyIn(stage))?.today.micro ?? 0;
    expect(spent).toBeLessThanOrEqual(2 * ceiling);
    expect(spent).toBeGreaterThan(ceiling);
    expect(server.log.length).toBeGreaterThan(2);
    expect(server.log.length).toBeLessThan(40);
  });

  it.each([
    ['nothing', 0, 'all that one run may cost (`budgets.attempt`) is spent or held by it'],
    ['too little for any of them', 0.5, 'it may cost 0.'],
  ])('hold nothing and write nothing where %s is left, and say so', async (_, share, reason) => {
    const { stage, server, models, ceiling } = await staged();
    const before = stage.git(['rev-parse', 'refs/heads/steward/state']);
    const tick = await opened(stage, { models, config: configOf(usdOf(Math.floor(share * ceiling))) });
    for (let round = 0; round < 3; round++) await askModels(tick, [about(`q${round}`)]);
    expect(server.log).toEqual([]);
    expect(tick.told.warnings.join('\n')).toContain(`No model was asked: ${reason}`);
    expect(stage.git(['rev-parse', 'refs/heads/steward/state'])).toBe(before);
  });

  it('count what is out in a batch as much as it may cost', async () => {
    const { stage, server, models, ceiling } = await staged();
    const tick = await opened(stage, { models, config: configOf(usdOf(ceiling), 'batch') });
    await askModels(tick, [about('a', { urgent: false })]);
    await askModels(tick, [about('b')]);
    expect(paths(server.log)).toEqual(['/v1/messages/batches']);
  });

  it('count incidents and all else of the same moment together', async () => {
    const { stage, server, models, ceiling } = await staged();
    const tick = await opened(stage, { models, config: configOf(usdOf(ceiling)) });
    const { given } = await askModels(tick, [about('a'), about('b', { incident: true })]);
    expect([[...given.keys()], server.log.length]).toEqual([['b'], 1]);
  });

  it('count one that nobody settled in full', async () => {
    const { stage, server, models, ceiling } = await staged();
    const tick = await opened(stage, { models, config: configOf(usdOf(ceiling)) });
    let commits = 0;
    const dying = committing(tick, (commit) => async (change) => {
      commits += 1;
      if (commits === 2) throw new Error('the connection is gone');
      return commit(change);
    });
    await expect(askModels(dying, [about('a')])).rejects.toThrow('the connection is gone');
    await askModels(dying, [about('b')]);
    expect(server.log).toHaveLength(1);
  });

  it('hold once what a transaction decides again since another run was faster', async () => {
    const { stage, server, models, ceiling } = await staged();
    const config = configOf(usdOf(3 * ceiling));
    const tick = await opened(stage, { models, config });
    let rivals = 0;
    const slow = committing(tick, (commit) => async (change) => {
      // The other run asks, and settles, before each commit of this one but every third.
      if (++rivals % 3 !== 0) await askModels(await opened(stage, { models, config }), [about(`rival ${rivals}`)]);
      return commit(change);
    });
    for (let round = 0; round < 6; round++) await askModels(slow, [about(`own ${round}`)]);
    const own = [...tick.rounds].filter(([token]) => token.startsWith(tick.world.run.token));
    const sum = own.reduce((total, [, micro]) => total + micro, 0);
    const all = (await moneyIn(stage))?.today.micro ?? 0;
    const each = all / server.log.length;
    // Every call costs the same here: what the run counts of itself is what it was charged.
    expect(sum / each).toBeCloseTo(tick.told.calls.length, 6);
    expect(tick.told.calls.length).toBeGreaterThan(3);
    expect((await moneyIn(stage))?.holds).toEqual({});
  });
});
