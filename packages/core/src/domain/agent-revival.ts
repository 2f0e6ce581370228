/** An attempt that counted as ended comes alive again: what its end did to the agent's record is taken back. */
import type { AgentRecord } from './agent.ts';
import { type AttemptEnd, seenAtWork, short, upTo } from './agent-record.ts';

/** An attempt that had ended badly goes on: how it ends is still to be seen. */
export function attemptRevived(
  record: AgentRecord,
  { at, type, usd }: Pick<AttemptEnd, 'at' | 'type' | 'usd'>,
): AgentRecord {
  const before = upTo(record, at);
  const [done, failed] = before.outcomes[type] ?? [0, 0];
  const [good, bad] = before.ended ?? [0, 0];
  const { count, usd: sum, unknown } = before.spent;
  return {
    ...before,
    outcomes: { ...before.outcomes, [type]: [done, short(Math.max(0, failed - 1))] },
    ...(before.ended && { ended: [good, Math.max(0, bad - 1)] as const }),
    spent:
      usd === null
        ? { ...before.spent, unknown: Math.max(0, unknown - 1) }
        : { ...before.spent, count: Math.max(0, count - 1), usd: short(Math.max(0, sum - usd)) },
    ...seenAtWork(before),
  };
}
