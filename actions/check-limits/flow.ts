/** Whether something may be done now, and else when: asked by any workflow, counted where the configuration says. */
import { UserError } from '@steward/core/domain/failure.ts';
import type { LimitAnswer } from '@steward/core/domain/limits/count.ts';
import type { CallOutcome } from '@steward/core/domain/limits/observed.ts';
import { MOST_AMOUNT } from '@steward/core/domain/limits/rule.ts';
import { holdLedger, openTick, type Tick } from '@steward/core/flow/tick.ts';
import type { Result } from '@steward/core/runtime/ending.ts';
import type { World } from '@steward/core/runtime/world.ts';
import type { LimitInputs } from './inputs.ts';

export async function checkLimits(world: World, inputs: LimitInputs): Promise<Result> {
  const client = await clientOf(inputs);
  const call = callOf(inputs);
  const tick = await openTick(world);
  const { inheritSettings } = await import('@steward/core/flow/inheriting.ts');
  await inheritSettings(tick);
  const { limits } = tick.config;
  if (inputs.enabled !== 'configured')
    tick.config = { ...tick.config, limits: { ...limits, enabled: inputs.enabled === 'true' } };
  const { withLimiter } = await import('@steward/core/flow/limiting.ts');
  const limiting = {
    ...(inputs.tier !== '' && { tier: inputs.tier }),
    recall: () => (inputs.action === 'record' ? recall(tick) : reading(tick)),
  };
  const answer = await withLimiter(tick, limiting, async (limiter) => {
    if (call !== null) await limiter.record(client, inputs.endpoint, call);
    // Of a call that was made its amount was taken before.
    const ask = inputs.action === 'record' && inputs.outcome === '' ? limiter.take : limiter.check;
    return ask(client, inputs.endpoint, { requests: inputs.amount, tokens: inputs.tokens });
  });
  return told(tick, client, inputs.endpoint, answer);
}

async function clientOf({ client, category }: LimitInputs): Promise<string> {
  if (client !== '' && category === '') return client;
  const { clientOfCategory } = await import('@steward/core/domain/limits/resolve.ts');
  if (client === '' && category !== '') return clientOfCategory(category);
  throw new UserError(
    client === '' ? 'Nobody is named whose limits could be looked at.' : 'A client and a category are named at once.',
    'Give the input `client` or the input `category`.',
  );
}

/** What is to be noted of a call; null: nothing is known of how it went. */
function callOf({ action, outcome, milliseconds }: LimitInputs): CallOutcome | null {
  if (outcome === '' && milliseconds === null) return null;
  if (outcome === '')
    throw new UserError('It is told how long a call took, and not how it went.', 'Give the input `outcome` as well.');
  if (action !== 'record')
    throw new UserError('An outcome is told to `check`, which notes nothing.', 'Set the input `action` to `record`.');
  if (outcome === 'cancelled' || outcome === 'skipped') return null;
  if (milliseconds === null)
    throw new UserError('It is told how a call went, and not how long it took.', 'Give the input `milliseconds`.');
  return { ok: outcome === 'success', milliseconds };
}

const recall = async (tick: Tick) => (await import('@steward/core/flow/memory.ts')).recallMemory(tick);

/** As the first request found it: nothing is written to be able to read. */
async function reading(tick: Tick) {
  const { snapshot, startedAt, state } = tick;
  if (snapshot.ledger !== null) return holdLedger(tick);
  return {
    ...{ oid: '', at: snapshot.now, elapsed: startedAt },
    ledger: { state, tasks: {}, rejected: {}, loaded: 'all' as const },
  };
}

function told({ told: { warnings, failures } }: Tick, client: string, endpoint: string, answer: LimitAnswer): Result {
  const { allowed, remaining, reset, retryAfter, reason } = answer;
  const wait = Math.ceil(retryAfter / 1_000);
  const left = remaining < MOST_AMOUNT ? `, ${remaining.toLocaleString('en-US')} left` : '';
  const words = allowed ? `may go on${left}` : wait > 0 ? 'has to wait' : 'may not go on';
  return {
    outputs: {
      ...{ allowed: String(allowed), proceed: String(allowed), remaining: String(remaining), reason },
      ...{ reset: new Date(reset).toISOString(), 'retry-after': String(wait) },
    },
    summary: `**\`${client}\`** ${words} at \`${endpoint}\`: ${reason.replaceAll('`', '')}\n`,
    report: { warnings, failures },
  };
}
