/**
 * Limits that a Redis counts for several repositories. A transaction cannot ask it, so what a run may need is taken before
 * it, as one block for each client and endpoint; the transaction counts within that, and what is not used goes back.
 */
import type { LimitSettings } from '../domain/limit-settings.ts';
import type { CallOutcome } from '../domain/limits/observed.ts';
import { hasLimits, limitsOf } from '../domain/limits/resolve.ts';
import { keyOf, type LimitPlace } from '../domain/limits/row.ts';
import { measureOf } from '../domain/limits/take.ts';
import type { Limiter } from '../ports.ts';
import type { Tick } from './tick.ts';

/** What may be needed: so many requests, of so many tokens each at most. */
export interface Need extends LimitPlace {
  requests: number;
  tokens: number;
}

/** What was taken of it; tokens are those of all requests. */
export interface Block extends Need {
  /** When it was taken, by the clock that counts. */
  since: number;
  /** Why there is no more, and when to look again. */
  reason: string;
  retryAfter: number;
  /** Requests that were taken and that memory, where the limit was full already, did not count. Absent: none. */
  uncounted?: number;
}

/** What is not used of a block, and how calls went for which it was taken. */
export type Rest = Omit<Block, 'reason' | 'retryAfter'> & { outcomes?: readonly CallOutcome[] };

export type Blocks = ReadonlyMap<string, Block>;
export const NO_BLOCKS: Blocks = new Map();

/** Of a run that needs more than it took: it comes back in so many milliseconds. */
export const NO_MORE = { reason: 'this run took no more of its limits', retryAfter: 60_000 } as const;

const LOST = "this repository's own memory counts instead, for the rest of this run.";

/** By the first word of what a server says. */
const TROUBLES: Readonly<Record<string, string>> = {
  WRONGPASS: 'refuses the name or the password of `redis-url`',
  NOAUTH: 'wants a password in `redis-url`',
  NOPERM: 'does not permit this account to run scripts',
  READONLY: 'is a copy that takes nothing',
  OOM: 'has no room',
};

/** Once. What the client says of it may carry the address, which is a secret: only what is known is told. */
export function tellLost(tick: Tick, error: unknown): void {
  const [word = ''] = error instanceof Error ? error.message.split(' ', 1) : [];
  const trouble = Object.hasOwn(TROUBLES, word) ? TROUBLES[word] : 'does not answer';
  if (!tick.sharedLost) tick.told.warnings.push(`Redis ${trouble}: ${LOST}`);
  tick.sharedLost = true;
}

/** Whether limits are counted together with others: once lost, not any more. */
export const isShared = (tick: Tick): boolean =>
  tick.world.sharedLimits !== null && hasLimits(tick.config.limits) && !tick.sharedLost;

/** What cannot be taken since nobody answers is left out: memory of the repository counts it. */
export async function takeBlocks(tick: Tick, needs: readonly Need[]): Promise<Blocks> {
  const blocks = new Map<string, Block>();
  const limited = needs.filter(({ client }) => limitsOf(client, tick.config.limits).kind === 'limited');
  if (limited.length === 0) return blocks;
  await ask(tick, async (limiter) => {
    for (const need of limited) blocks.set(keyOf(need), await takeBlock(limiter, need, tick.config.limits));
  });
  return blocks;
}

/** What nobody takes back runs out with its window: less is let through until then, never more. */
export async function settleBlocks(tick: Tick, rests: readonly Rest[]): Promise<void> {
  const told = rests.filter(({ requests, tokens, outcomes = [] }) => requests + tokens + outcomes.length > 0);
  if (told.length === 0) return;
  await ask(tick, async (limiter) => {
    for (const { client, endpoint, requests, tokens, since, outcomes = [] } of told) {
      if (requests + tokens > 0) await limiter.giveBack(client, endpoint, { requests, tokens }, since);
      for (const outcome of outcomes) await limiter.record(client, endpoint, outcome);
    }
  });
}

/** Each time anew, so that nothing stays open however a run ends. */
async function ask(tick: Tick, what: (limiter: Limiter) => Promise<void>): Promise<void> {
  const { sharedLimits } = tick.world;
  if (sharedLimits === null || !isShared(tick)) return;
  const { limiter, close } = await sharedLimits({ settings: tick.config.limits });
  try {
    await what(limiter);
  } catch (error) {
    tellLost(tick, error);
  } finally {
    await close();
  }
}

/** One request after the other, as far as they pass: together they would be one large request, which is taken as debt. */
async function takeBlock(limiter: Limiter, need: Need, settings: LimitSettings): Promise<Block> {
  const { client, endpoint, tokens } = need;
  const requests = mostAtOnce(need, settings);
  // Asked at the same moment they travel in one call.
  const asks = Array.from({ length: requests }, () => limiter.take(client, endpoint, { requests: 1, tokens }));
  const answers = await Promise.all(asks);
  const taken = answers.filter(({ allowed }) => allowed);
  const { reason, retryAfter } = answers.find(({ allowed }) => !allowed) ?? NO_MORE;
  const since = taken[0]?.at ?? 0;
  return { client, endpoint, requests: taken.length, tokens: taken.length * tokens, since, reason, retryAfter };
}

/** What is larger than a window passes alone: for a second one a place would be kept, and nobody waits for it. */
function mostAtOnce({ client, requests, tokens }: Need, settings: LimitSettings): number {
  const found = limitsOf(client, settings);
  const rules = found.kind === 'limited' ? found.rules : [];
  const isLarge = rules.some((rule) => rule.of === 'tokens' && tokens > measureOf(rule).capacity);
  return isLarge ? Math.min(1, requests) : requests;
}
