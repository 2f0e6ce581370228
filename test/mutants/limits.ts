/** Bugs of the limiter: each lets more through than the owner allowed, or keeps out what may pass. */
import type { Mutant } from './mutant.ts';

const FIXED = 'packages/core/src/domain/limits/fixed-window.ts';
const SLIDING = 'packages/core/src/domain/limits/sliding-window.ts';
const TOGETHER = 'packages/core/src/domain/limits/together.ts';
const MEMORY = 'packages/core/src/adapters/limits/memory.ts';
const SCRIPT = 'packages/core/src/adapters/limits/redis-script.ts';
const SHARING = 'packages/core/src/flow/sharing.ts';
const BATCH = 'packages/core/src/adapters/limits/redis-batch.ts';

const take = 'test/domain/limits/take.test.ts';
const count = 'test/domain/limits/count.test.ts';
const memory = 'test/adapters/limits/memory.test.ts';
const redis = 'test/adapters/limits/redis.test.ts';
const batch = 'test/adapters/limits/redis-batch.test.ts';
const sharing = 'test/flow/sharing.test.ts';

export const LIMIT_MUTANTS: readonly Mutant[] = [
  {
    name: 'limit-debt-forgotten',
    why: 'Who takes far too much at once would have a full limit again a minute later.',
    file: FIXED,
    find: 'Math.max(0, used - ((current - start) / period) * limit)',
    replace: '0',
    caughtBy: [{ tests: take, title: 'never lets more through than a debt allows' }],
  },
  {
    name: 'limit-reset-too-early',
    why: 'Whoever waits until the time told would still find something counted.',
    file: SLIDING,
    find: '* SLICES - age;\n    if (own > ahead)',
    replace: '* SLICES - age - 1;\n    if (own > ahead)',
    caughtBy: [{ tests: take, title: 'has nothing counted any more when it says so' }],
  },
  {
    name: 'limit-large-request-starved',
    why: 'Small requests that keep coming would keep a large one out for ever.',
    file: TOGETHER,
    find: 'if (!isLarge && held - now > wait) {',
    replace: 'if (isLarge && held - now > wait) {',
    caughtBy: [{ tests: count, title: 'a large request is never starved' }],
  },
  {
    name: 'limit-endpoints-mixed',
    why: 'Calls of one endpoint would use up the limit of another.',
    file: MEMORY,
    find: 'last?.endpoint === endpoint ? last.find(client) : undefined',
    replace: 'last?.find(client)',
    caughtBy: [{ tests: memory, title: 'each endpoint apart' }],
  },
  {
    name: 'limit-observed-forgotten',
    why: 'A service that fails would be called as often as one that does well.',
    file: MEMORY,
    find: '(plan.places[plan.rules.length] ?? 1) : 1;',
    replace: 'plan.width : 1;',
    caughtBy: [{ tests: memory, title: 'stays observed' }],
  },
  {
    name: 'limit-counted-once-in-a-call',
    why: 'A thousand requests at once would count as one.',
    file: SCRIPT,
    find: "    'rows[keys[i]]=v',\n",
    replace: '',
    caughtBy: [{ tests: redis, title: 'as if one came after the other' }],
  },
  {
    name: 'limit-answers-swapped',
    why: 'Who is over the limit would be told the answer of another who is not.',
    file: BATCH,
    find: 'lines[place + 1]',
    replace: 'lines[asked.length - place]',
    caughtBy: [{ tests: batch, title: 'each told of their own' }],
  },
  {
    name: 'limit-block-taken-as-debt',
    why: 'A run that needs ten where two are left would be let through with ten.',
    file: SHARING,
    find: '  const asks = Array.from({ length: requests }, () => limiter.take(client, endpoint, { requests: 1, tokens }));',
    replace: '  const asks = [limiter.take(client, endpoint, { requests, tokens })];',
    caughtBy: [{ tests: sharing, title: 'is no debt' }],
  },
  {
    name: 'limit-share-forgotten-by-memory',
    why: 'When a Redis is lost a repository could hand over its whole limit a second time in the same window.',
    file: 'packages/core/src/flow/bounding.ts',
    find: 'row: isKept ? row : count.row, isKept, refusal',
    replace: 'row: undefined, isKept, refusal',
    caughtBy: [{ tests: sharing, title: 'whose own memory knows only of what it wrote itself' }],
  },
  {
    name: 'limit-calls-forgotten-by-memory',
    why: 'When a Redis is lost a repository could ask a vendor as often as its limit says once more.',
    file: 'packages/core/src/flow/allowing.ts',
    find: "first?.kind === 'limit-taken' ? first.row",
    replace: "first?.kind === 'limit-returned' ? first.row",
    caughtBy: [{ tests: sharing, title: 'are counted once for all repositories; what a run did not use' }],
  },
  {
    name: 'limit-given-back-twice',
    why: 'Memory would forget what was taken while a Redis was lost, and let a repository have it again.',
    file: 'packages/core/src/flow/allowing.ts',
    find: 'unusedOf({ calls: kept, tokens',
    replace: 'unusedOf({ calls, tokens',
    caughtBy: [{ tests: 'test/flow/allowing.test.ts', title: 'memory gives back no more than it counted' }],
  },
];
