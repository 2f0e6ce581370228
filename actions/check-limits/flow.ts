/** Whether something may be done now, and else when: asked by any workflow, counted where the configuration says. */
import { UserError } from '@steward/core/domain/failure.ts';
import type { LimitAnswer } from '@steward/core/domain/limits/count.ts';
import { holdLedger, openTick, type Tick } from '@steward/core/flow/tick.ts';
import type { Result } from '@steward/core/runtime/ending.ts';
import type { World } from '@steward/core/runtime/world.ts';
import type { LimitInputs } from './inputs.ts';

export async function checkLimits(world: World, inputs: LimitInputs): Promise<Result> {
  const client = await clientOf(inputs);
  const tick = await openTick(world);
  const { inheritSettings } = await import('@steward/core/flow/inheriting.ts');
  await inheritSettings(tick);
  const { limits } = tick.config;
  if (inputs.enabled !== 'configured')
    tick.config = { ...tick.config, limits: { ...limits, enabled: inputs.enabled === 'true' } };
  const { openLimiter } = await import('@steward/core/flow/limiting.ts');
  const { limiter, close } = await openLimiter(tick, {
    ...(inputs.tier !== '' && { tier: inputs.tier }),
    recall: () => (inputs.action === 'record' ? recall(tick) : reading(tick)),
  });
  const ask = inputs.action === 'record' ? limiter.take : limiter.check;
  const answer = await ask(client, inputs.endpoint, { requests: inputs.amount, tokens: inputs.tokens });
  await close();
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
  const words = allowed ? `may go on, ${remaining.toLocaleString('en-US')} left` : 'has to wait';
  return {
    outputs: {
      ...{ allowed: String(allowed), proceed: String(allowed), remaining: String(remaining), reason },
      ...{ reset: new Date(reset).toISOString(), 'retry-after': String(wait) },
    },
    summary: `**\`${client}\`** ${words} at \`${endpoint}\`: ${reason.replaceAll('`', '')}\n`,
    report: { warnings, failures },
  };
}
