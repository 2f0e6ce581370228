/** Glances at what the one query does not tell: loaded where there is something to look at, and mostly nothing follows. */
import type { Tick } from './tick.ts';

/** Both are looked at, whatever the first of them shows. */
export async function sawSomething(tick: Tick): Promise<boolean> {
  const agents = await sawAgents(tick);
  return (await sawAnswers(tick)) || agents;
}

/** Looks at the agents that have a task in hand: one request or two, and mostly nothing follows. */
async function sawAgents(tick: Tick): Promise<boolean> {
  if (Object.keys(tick.state.leases).length === 0) return false;
  const { hasMeaning, watchAgents } = await import('./watching.ts');
  tick.sights = await watchAgents(tick);
  return tick.sights !== null && hasMeaning(tick, tick.sights);
}

/** Looks at what models were asked in earlier runs: a request for each batch, and mostly nothing follows. */
async function sawAnswers(tick: Tick): Promise<boolean> {
  if (!tick.state.batches || tick.mode === 'observe') return false;
  const { lookAtBatches } = await import('./collecting.ts');
  tick.collected = await lookAtBatches(tick);
  return tick.collected.length > 0;
}
