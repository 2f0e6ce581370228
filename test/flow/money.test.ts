/** Money that a run held when it died, and memory that is lost while some is held, through whole cycles. */
import { budgetsOf } from '@steward/core/domain/budget-settings.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { roomFor } from '@steward/core/domain/money/room.ts';
import { reserveSpending } from '@steward/core/record/spending.ts';
import { transact } from '@steward/core/record/transaction.ts';
import { expect, test } from 'vitest';
import { MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);
const BUDGETS = budgetsOf(DEFAULT_CONFIG.budgets);

/** A run that held money and was never heard of again. */
async function holdAndDie(stage: Stage): Promise<void> {
  const { ledger, clock, run } = stage.world();
  const ledgers = { reader: ledger.reader, writer: ledger.writer, clock, run, trusted: ['github-actions[bot]'] };
  const wish = { token: run.token, purpose: 'questions of a run' };
  await transact(ledgers, (held) => reserveSpending(held, BUDGETS, wish));
}

const moneyIn = async (stage: Stage) => (await stage.memory()).state.money;

test('is charged in full by the first run after it expired, which is due for that, and quiet after [SI-13]', async () => {
  const stage = await raise();
  await stage.tick();
  expect((await stage.tick()).quiet).toBe(true);
  await holdAndDie(stage);
  stage.pass(5 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
  expect(Object.keys((await moneyIn(stage))?.holds ?? {})).toHaveLength(1);
  stage.pass(6 * MINUTE);
  expect((await stage.tick()).quiet).toBe(false);
  expect(await moneyIn(stage)).toMatchObject({ holds: {}, today: { micro: 2_000_000 }, thisMonth: 2_000_000 });
  await stage.tick();
  stage.pass(MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});

test('is not spent on the day on which a lost memory was rebuilt, and is on the next [SI-13]', async () => {
  const stage = await raise();
  await stage.tick();
  await holdAndDie(stage);
  stage.git(['update-ref', '-d', 'refs/heads/steward/state']);
  await stage.tick();
  const lost = await stage.memory();
  expect(lost.state.lost).not.toBeNull();
  const now = () => stage.sandbox.clock.now().toISOString();
  expect(roomFor(lost.state, BUDGETS, now()).micro).toBe(0);
  stage.pass(11 * MINUTE);
  await stage.tick();
  const { state } = await stage.memory();
  expect(state).toMatchObject({ lost: null, money: { spentOut: '2026-11-20', since: '2026-11-20' } });
  expect(roomFor(state, BUDGETS, now(), { incident: true }).reason).toContain('memory was rebuilt today');
  expect(roomFor(state, BUDGETS, '2026-11-21T00:00:00.000Z').micro).toBe(5_000_000);
});
