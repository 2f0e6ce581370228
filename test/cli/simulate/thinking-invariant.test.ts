// The promise about models can be broken: looked at here with one thing wrong at a time.
import { quiet } from '@steward/cli/simulate/invariants/quiet.ts';
import { thinking } from '@steward/cli/simulate/invariants/thinking.ts';
import type { Transaction } from '@steward/cli/simulate/shadow.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { later } from '@steward/core/domain/intent.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { CANARIES } from '@steward/sandbox/canaries.ts';
import type { ModelRequest } from '@steward/sandbox/models/model-log.ts';
import { describe, expect, test } from 'vitest';
import { INSTALLED, ledgerAfter } from '../../support/memory.ts';
import { hold } from '../../support/money.ts';
import { NOW, run, type SceneParts, scene } from './scene.ts';

const HOUR = 3_600_000;
const START = ledgerAfter([INSTALLED], NOW);
const asked = (body: string, write = true): ModelRequest =>
  ({ ...{ n: 1, at: NOW, vendor: 'anthropic', method: 'POST', path: '/v1/messages', body, write } }) as ModelRequest;
const answered: LedgerEvent = {
  kind: 'answered-by-model',
  answers: { brief: { value: {}, model: 'anthropic/claude-haiku-5-5', at: NOW } },
};
const out: LedgerEvent = {
  kind: 'batch-reserved',
  batch: {
    ...{ intent: 'one', model: { provider: 'anthropic', id: 'claude-haiku-5-5' }, id: null, token: 'a', first: NOW },
    questions: [{ id: 'q', role: 'specify', form: 'tasks', briefs: ['brief'] }],
    ...{ expires: later(NOW, HOUR), until: later(NOW, 25 * HOUR) },
  },
};

function made(events: readonly LedgerEvent[], before: Ledger = START): Transaction {
  const after = ledgerAfter(events, NOW, before);
  return {
    oid: 'abc',
    at: NOW,
    events,
    before,
    after: { ...after, state: { ...after.state, sequence: before.state.sequence + 1 } },
  };
}

async function faults(...scenes: readonly SceneParts[]): Promise<string[]> {
  const invariant = thinking();
  const found: string[] = [];
  for (const parts of scenes) found.push(...(await invariant.check(scene(parts))));
  return found;
}

describe('a request to a model', () => {
  test('holds no secret', async () => {
    expect(await faults({ runs: [run({ asked: [asked('{"a":"fine"}')] })] })).toEqual([]);
    expect(await faults({ runs: [run({ asked: [asked(`{"a":"${CANARIES[0]?.text}"}`)] })] })).toEqual([
      expect.stringContaining('a request to /v1/messages sends github token'),
    ]);
  });

  test('is not made by a quiet run; a look at a batch is none', async () => {
    const quietly = (request: ModelRequest) => run({ report: { quiet: true }, asked: [request] });
    expect(await faults({ runs: [quietly(asked('', false))] })).toEqual([]);
    expect(await faults({ runs: [quietly(asked('{}'))] })).toEqual(['run 1 calls itself quiet and asked a model']);
  });

  test('is not about what is answered already, at once or in a batch', async () => {
    const first = made([answered]);
    expect(await faults({ transactions: [first] })).toEqual([]);
    const words = [
      'an answer about brief came a second time',
      `models are asked about brief, which was answered at ${NOW}`,
    ];
    for (const [at, again] of [answered, out].entries()) {
      const second = made([again], first.after);
      expect(await faults({ transactions: [first, second] })).toEqual([words[at]]);
    }
  });

  test('is not about what another run or a batch is asked just now, also side by side', async () => {
    const asking = (token: string, at = NOW): LedgerEvent => ({
      kind: 'spending',
      hold: { ...hold({ token, at }), expires: later(at, HOUR), briefs: ['brief'] },
    });
    const rivals = [run({}), run({ number: 2 })];
    const first = made([asking('a')]);
    expect(await faults({ runs: rivals, transactions: [first] })).toEqual([]);
    const words = 'models are asked about brief, which somebody is asked about already';
    for (const again of [asking('b'), out]) {
      expect(await faults({ runs: rivals, transactions: [made([again], first.after)] })).toEqual([words]);
      expect(await faults({ runs: rivals, transactions: [made([asking('b')], made([out]).after)] })).toEqual([words]);
    }
    // A run that died is not waited for.
    const late = { ...made([asking('b')], first.after), at: later(NOW, HOUR) };
    expect(await faults({ runs: rivals, transactions: [late] })).toEqual([]);
    // What came too late is no reason to blame the run beside it.
    expect(await faults({ runs: rivals, transactions: [made([answered], made([answered]).after)] })).toEqual([]);
  });
});

test('a batch does not stay out for ever', async () => {
  const { after: ledger } = made([out]);
  const at = (hours: number): SceneParts => ({ ledger, now: Date.parse(NOW) + hours * HOUR });
  expect(await faults(at(26), at(28), at(28))).toEqual([]);
  expect(await faults(at(28), { ...at(29), isFair: false }, at(29), at(30))).toEqual([
    expect.stringContaining('batch one is out since'),
  ]);
});

describe('what vendors would charge', () => {
  const held = made([{ kind: 'spending', hold: hold({ token: 'a', micro: 500, at: NOW }) }]);
  const bill = (all: number) => ({ bill: { all, now: 0 } });

  test('is charged or held', async () => {
    expect(await faults({ ...bill(500), transactions: [held], ledger: held.after })).toEqual([]);
    expect(await faults({ ...bill(501), transactions: [held], ledger: held.after })).toHaveLength(1);
    const spent = made([{ kind: 'spent', token: 'a', calls: [], charged: { micro: 200, tokens: 0 } }], held.after);
    const both = { transactions: [held, spent], ledger: spent.after };
    expect(await faults({ ...bill(200), ...both })).toEqual([]);
    expect(await faults({ ...bill(201), ...both })).toEqual([
      'vendors would charge 0.0002 USD, where 0.0002 USD are charged or held',
    ]);
  });

  test('counts as charged where what held it was forgotten', async () => {
    const anew = made([INSTALLED], { ...START, state: { ...START.state, sequence: 0 } });
    const first = { ...bill(500), transactions: [held], ledger: held.after };
    expect(await faults(first, { ...bill(500), transactions: [anew] })).toEqual([]);
    expect(await faults(first, { ...bill(501), transactions: [anew] })).toHaveLength(1);
  });
});

test('a run that a batch comes back to is not quiet, and need not be', async () => {
  const invariant = quiet();
  await invariant.check(scene({}));
  const { after } = made([out]);
  const back = made([{ kind: 'batch-ended', intent: 'one' }], after);
  expect(await invariant.check(scene({ transactions: [back] }))).toEqual([]);
});
