/** Limits counted in memory: for one process alone, and what others are measured against. */

import type { LimitSettings } from '../../domain/limit-settings.ts';
import { answerOf, type LimitAnswer, lookUp } from '../../domain/limits/count.ts';
import type { Rule } from '../../domain/limits/rule.ts';
import { giveBack, observeIn, type Row, takeTogether } from '../../domain/limits/together.ts';
import type { Limiter } from '../../ports.ts';

export interface MemoryLimits {
  settings: LimitSettings;
  /** Milliseconds. */
  now(): number;
  tier?: string | undefined;
}

export function createMemoryLimiter({ settings, now, tier }: MemoryLimits): Limiter {
  const rows = new Map<string, Row>();
  const look = lookUp(settings, tier);
  const ask = (
    client: string,
    endpoint: string,
    amount: Parameters<Limiter['take']>[2],
    takes: boolean,
  ): LimitAnswer => {
    const at = now();
    const found = look(client, amount, at);
    if (found.kind === 'answered') return found.answer;
    const key = `${client} ${endpoint}`;
    const before = rows.get(key);
    const { decision, row } = takeTogether(before, found.rules, amount, at);
    if (takes && decision.allowed) rows.set(key, row);
    else if (takes && before && row[0] !== before[0]) rows.set(key, [row[0] ?? 0, ...before.slice(1)]);
    return answerOf(decision, found.as, at);
  };
  const change = (
    client: string,
    endpoint: string,
    alter: (row: Row | undefined, rules: readonly Rule[]) => Row | null,
  ): void => {
    const found = look(client, { requests: 1, tokens: 0 }, now());
    if (found.kind === 'answered') return;
    const key = `${client} ${endpoint}`;
    const row = alter(rows.get(key), found.rules);
    if (row !== null) rows.set(key, row);
  };
  return {
    take: async (client, endpoint, amount) => ask(client, endpoint, amount, true),
    check: async (client, endpoint, amount) => ask(client, endpoint, amount, false),
    giveBack: async (client, endpoint, amount, at) =>
      change(
        client,
        endpoint,
        (row, rules) => (row && giveBack(row, rules, amount, { since: at, now: now() })) || null,
      ),
    record: async (client, endpoint, outcome) =>
      change(client, endpoint, (row, rules) => observeIn(row, rules, outcome, now())),
  };
}
