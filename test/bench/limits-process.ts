// Bytes that a limiter in memory keeps of each client, printed as one number.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createMemoryLimiter } from '@steward/core/adapters/limits/memory.ts';
import { benchSettings, CLIENTS, fill } from './limits.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = (): number => {
  for (let round = 0; round < 3; round++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const settings = benchSettings(process.argv[2] ?? '');
await fill(createMemoryLimiter({ settings, now: Date.now, tier: 'bench' }));
const before = heap();
const limiter = createMemoryLimiter({ settings, now: Date.now, tier: 'bench' });
await fill(limiter);
const after = heap();
// Still in use, or it would not be counted.
await limiter.check('client-0', 'calls', { requests: 1, tokens: 0 });
console.log(JSON.stringify((after - before) / CLIENTS));
