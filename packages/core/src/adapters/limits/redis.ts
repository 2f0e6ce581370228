/** Limits counted by a Redis that many repositories share: one script, so that nothing comes in between. */

import type { LimitSettings } from '../../domain/limit-settings.ts';
import { answerOf, keptRow, lookUp, shapeOf } from '../../domain/limits/count.ts';
import { widthOf } from '../../domain/limits/plan.ts';
import type { Rule } from '../../domain/limits/rule.ts';
import { type Amount, giveBack, observeIn, type Row, takenOf, takeTogether } from '../../domain/limits/together.ts';
import type { Limiter } from '../../ports.ts';
import { batched } from './redis-batch.ts';
import { countedBy, READ_SCRIPT, SWAP_SCRIPT, takeScript } from './redis-script.ts';

/** A script that the server is told once, and then only named. */
export type Script = (keys: readonly string[], words: readonly (string | number)[]) => Promise<unknown>;

export interface RedisScripts {
  script(text: string): Script;
}

export interface RedisLimits {
  redis: RedisScripts;
  settings: LimitSettings;
  tier?: string | undefined;
  /** In place of the server's time. Milliseconds. */
  now?: (() => number) | undefined;
}

const PREFIX = 'steward:limit:';
/** How often a change is tried while others change the same. */
const ATTEMPTS = 20;
/** What nobody asks for so long is forgotten; never less than what is counted lasts. Milliseconds. */
const KEPT = 604_800_000;

/** What follows from the rules of a client. */
interface Scripted {
  prefix: string;
  take: ReturnType<typeof batched>;
  counted: readonly Rule['of'][];
}

interface Kept {
  now: number;
  text: string;
  row: Row | undefined;
}

export function createRedisLimiter({ redis, settings, tier, now }: RedisLimits): Limiter {
  const look = lookUp(settings, tier);
  const known = new Map<readonly Rule[], Scripted>();
  const read = redis.script(READ_SCRIPT);
  const swap = redis.script(SWAP_SCRIPT);
  const time = (): number | '' => now?.() ?? '';
  const scriptOf = (rules: readonly Rule[]): Scripted => {
    const found = known.get(rules);
    if (found) return found;
    const take = batched({ script: redis.script(takeScript(rules)), now: time });
    const made = { prefix: `${PREFIX}${shapeOf(rules)}:`, take, counted: countedBy(rules) };
    known.set(rules, made);
    return made;
  };
  const bound = (client: string, amount: Amount) => look(client, amount, now?.() ?? 0);
  const keyOf = (rules: readonly Rule[], client: string, endpoint: string): string =>
    `${scriptOf(rules).prefix}${client}:${endpoint}`;
  /** Puts another row in the place of what is there, or leaves it; others may change it meanwhile. */
  const change = async (key: string, rules: readonly Rule[], alter: (kept: Kept) => Row | null): Promise<void> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const kept = keptIn(String(await read([key], [time()])), rules);
      const next = alter(kept);
      if (next === null) return;
      const ends = keptRow(next, rules)[1];
      const lasts = Math.ceil(Math.max(KEPT, ends - kept.now + KEPT));
      if ((await swap([key], [kept.text, next.join(' '), lasts])) === 1) return;
    }
  };
  return {
    async take(client, endpoint, amount) {
      const found = bound(client, amount);
      if (found.kind === 'answered') return found.answer;
      const { rules } = found;
      const { take, prefix, counted } = scriptOf(rules);
      const key = `${prefix}${client}:${endpoint}`;
      const { now: at, text } = await take(
        key,
        counted.map((of) => amount[of]),
      );
      if (!text.startsWith('-')) return answerOf(takenOf(rowIn(text, rules), rules, amount, at), found, at);
      const kept = keptIn(`${at} ${text.slice(1)}`, rules);
      const { decision, row } = takeTogether(kept.row, rules, amount, kept.now);
      // The script has the last word.
      if (decision.allowed) throw new Error(`Redis and the rules do not agree on ${key}`);
      const held = row[0] ?? 0;
      if (held !== (kept.row?.[0] ?? 0))
        await change(key, rules, ({ row: known }) =>
          known ? [Math.max(held, known[0] ?? 0), ...known.slice(1)] : null,
        );
      return answerOf(decision, found, kept.now);
    },
    async check(client, endpoint, amount) {
      const found = bound(client, amount);
      if (found.kind === 'answered') return found.answer;
      const kept = keptIn(String(await read([keyOf(found.rules, client, endpoint)], [time()])), found.rules);
      return answerOf(takeTogether(kept.row, found.rules, amount, kept.now).decision, found, kept.now);
    },
    async giveBack(client, endpoint, amount, at) {
      const found = bound(client, amount);
      if (found.kind === 'answered') return;
      const { rules } = found;
      await change(keyOf(rules, client, endpoint), rules, ({ row, now: time }) =>
        row === undefined ? null : giveBack(row, rules, amount, { since: at, now: time }),
      );
    },
    async record(client, endpoint, outcome) {
      const found = bound(client, { requests: 1, tokens: 0 });
      if (found.kind === 'answered') return;
      const { rules } = found;
      await change(keyOf(rules, client, endpoint), rules, ({ row, now: time }) => observeIn(row, rules, outcome, time));
    },
  };
}

/** `NOW ROW` */
function keptIn(said: string, rules: readonly Rule[]): Kept {
  const [now = ''] = said.split(' ', 1);
  const text = said.slice(now.length + 1);
  return { now: Number(now), text, row: text === '' ? undefined : rowIn(text, rules) };
}

/** Throws on what is none: nothing can be told from it, and nothing is let through by it. */
function rowIn(text: string, rules: readonly Rule[]): Row {
  const row = text.split(' ').map(Number);
  if (row.length !== widthOf(rules) || !row.every(Number.isSafeInteger)) throw new Error('Redis keeps something else');
  return row;
}
