/** What a limiter in memory keeps, and whom it takes for whom. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createMemoryLimiter } from '@steward/core/adapters/limits/memory.ts';
import { rulesOf } from '@steward/core/domain/limits/resolve.ts';
import { STRATEGIES } from '@steward/core/domain/limits/rule.ts';
import { observeIn, type Row, takeTogether } from '@steward/core/domain/limits/together.ts';
import { expect, it } from 'vitest';
import fc from '../../support/fuzz.ts';
import { limitSettings } from '../../support/limits.ts';
import { root } from '../../support/source.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const ONE = { requests: 1, tokens: 0 };

it.each(STRATEGIES)('keeps less than 200 bytes of each of 10,000 clients, by %s [CW-30]', (strategy) => {
  const script = join(root, 'test/bench/limits-process.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [script, strategy], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const bytes = Number(stdout);
  expect(bytes).toBeGreaterThan(16);
  expect(bytes).toBeLessThan(200);
});

it('takes each client by its own rules and each endpoint apart, whatever was asked before [CW-23]', async () => {
  const settings = limitSettings({
    tiers: { many: { requests: { minute: 30 } } },
    clients: { few: { strategy: 'token-bucket', requests: { minute: 5 } }, tokens: { tokens: { minute: 40 } } },
  });
  const limiter = createMemoryLimiter({ settings, now: () => NOON, tier: 'many' });
  const remaining = async (client: string, endpoint: string, amount = ONE) =>
    (await limiter.take(client, endpoint, amount)).remaining;
  expect(await remaining('few', 'a')).toBe(4);
  expect(await remaining('someone', 'a')).toBe(29);
  expect(await remaining('few', 'a')).toBe(3);
  expect(await remaining('few', 'b')).toBe(4);
  expect(await remaining('tokens', 'b', { requests: 1, tokens: 15 })).toBe(25);
  expect(await remaining('someone', 'a')).toBe(28);
  expect(await remaining('other', 'a')).toBe(29);
  expect(await limiter.take('few', 'b', { requests: 0, tokens: 0 })).toMatchObject({ allowed: false, retryAfter: 0 });
  expect(await remaining('few', 'b')).toBe(3);
});

it('what a check or a refusal works out is kept nowhere', async () => {
  const rules = { strategy: 'adaptive', requests: { minute: 2 } };
  const limiter = createMemoryLimiter({ settings: limitSettings({ tiers: { t: rules } }), now: () => NOON, tier: 't' });
  const two = { requests: 2, tokens: 0 };
  for (let times = 0; times < 3; times++)
    expect(await limiter.check('a', 'calls', two)).toMatchObject({ allowed: true, remaining: 0 });
  expect(await limiter.take('a', 'calls', ONE)).toMatchObject({ allowed: true, remaining: 1 });
  expect(await limiter.take('a', 'calls', two)).toMatchObject({ allowed: false, remaining: 1 });
  await limiter.record('b', 'calls', { ok: false, milliseconds: 9_000 });
  expect(await limiter.take('c', 'calls', ONE)).toMatchObject({ allowed: true, remaining: 1 });
});

it('what was observed stays observed, however much is taken since [CW-29]', async () => {
  const settings = limitSettings({ tiers: { t: { strategy: 'adaptive', requests: { minute: 100 } } } });
  const limiter = createMemoryLimiter({ settings, now: () => NOON, tier: 't' });
  await limiter.take('a', 'calls', ONE);
  for (let call = 0; call < 30; call++) await limiter.record('a', 'calls', { ok: false, milliseconds: 100 });
  const { remaining } = await limiter.take('a', 'calls', ONE);
  expect(remaining).toBeLessThan(60);
  expect((await limiter.take('a', 'calls', ONE)).remaining).toBe(remaining - 1);
  expect((await limiter.take('a', 'calls', ONE)).remaining).toBe(remaining - 2);
});

const step = fc.record({
  client: fc.nat(2),
  does: fc.constantFrom('take' as const, 'take' as const, 'record' as const),
  requests: fc.integer({ min: 1, max: 15 }),
  after: fc.oneof(fc.constant(0), fc.nat(20_000)),
  ok: fc.boolean(),
  milliseconds: fc.nat(2_000),
});

it('decides for clients that share what is remembered of their rules as for each alone [CW-20] [CW-29]', async () => {
  const limit = { strategy: 'adaptive', requests: { minute: 10, hour: 40 }, burst: 8 } as const;
  const settings = limitSettings({ tiers: { own: limit } });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      let now = NOON;
      const limiter = createMemoryLimiter({ settings, now: () => now, tier: 'own' });
      const rows = new Map<number, Row>();
      for (const { client, does, requests, after, ok, milliseconds } of steps) {
        now += after;
        // Rules of its own each time: nothing is remembered of them.
        const rules = rulesOf(limit);
        if (does === 'record') {
          await limiter.record(`client-${client}`, 'calls', { ok, milliseconds });
          rows.set(client, observeIn(rows.get(client), rules, { ok, milliseconds }, now) ?? []);
          continue;
        }
        const amount = { requests, tokens: 0 };
        const { decision, row } = takeTogether(rows.get(client), rules, amount, now);
        const { allowed, remaining, reset, retryAfter } = await limiter.take(`client-${client}`, 'calls', amount);
        expect({ allowed, remaining, reset, retryAfter }).toEqual({
          ...{ allowed: decision.allowed, remaining: decision.remaining },
          ...{ reset: decision.reset, retryAfter: decision.retryAfter },
        });
        const known = rows.get(client);
        if (decision.allowed) rows.set(client, row);
        else if (known) rows.set(client, [row[0] ?? 0, ...known.slice(1)]);
      }
    }),
  );
});
