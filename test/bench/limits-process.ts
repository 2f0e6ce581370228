// Bytes that a limiter in memory keeps of each client, printed as one number.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createMemoryLimiter } from '@steward/core/adapters/limits/memory.ts';
import type { Limiter } from '@steward/core/ports.ts';
import { benchSettings, CLIENTS, fill } from './limits.ts';
import { median } from './measurement.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = (): number => {
  for (let round = 0; round < 3; round++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const settings = benchSettings(process.argv[2] ?? '');
// Each limiter is kept, and what it added is measured; one sum alone can carry what the engine let go of or made beside it.
const kept: Limiter[] = [];
const sizes: number[] = [];
for (let round = 0; round < 8; round++) {
  const limiter = createMemoryLimiter({ settings, now: Date.now, tier: 'bench' });
  await fill(limiter);
  kept.push(limiter);
  sizes.push(heap());
}
const added = sizes.slice(1).map((size, at) => size - (sizes[at] ?? 0));
// Still in use, or they would not be counted.
for (const limiter of kept) await limiter.check('client-0', 'calls', { requests: 1, tokens: 0 });
console.log(JSON.stringify(median(added) / CLIENTS));
