/** An attempt that counted as ended comes alive again: what its end did to the agent's record is taken back. */
import type { AgentRecord } from './agent.ts';
import { type AttemptEnd, seenAtWork, short, upTo } from './agent-record.ts';

const less = (count: number): number => Math.max(0, count - 1);

/** How it ends is still to be seen. */
export function attemptRevived(
  record: AgentRecord,
  { at, type, usd }: Pick<AttemptEnd, 'at' | 'type' | 'usd'>,
): AgentRecord {
  const before = upTo(record, at);
  const { outcomes, ended: [good, bad] = [0, 0], spent } = before;
  const [done, failed] = outcomes[type] ?? [0, 0];
  const paid = { count: less(spent.count), usd: short(Math.max(0, spent.usd - (usd ?? 0))) };
  return {
    ...before,
    outcomes: { ...outcomes, [type]: [done, short(less(failed))] },
    ended: [good, less(bad)],
    spent: { ...spent, ...(usd === null ? { unknown: less(spent.unknown) } : paid) },
    ...seenAtWork(before),
  };
}
