/** Where limits are counted together, as an input: an address, or a fault that does not show it. */
import { InputFault } from '@steward/core/runtime/inputs.ts';
import { LIMIT_INPUTS } from '@steward/core/runtime/limit-inputs.ts';
import { expect, test } from 'vitest';

const { parse, secret } = LIMIT_INPUTS['redis-url'];

test.each(['', 'redis://localhost:6379', 'rediss://user:word@redis.example.org:6380/2'])('takes %j', (url) => {
  expect(parse(url)).toBe(url);
  expect(secret).toBe(true);
});

test.each(['localhost:6379', 'http://user:secret-word@host', 'redis://', 'redis:///secret-word', 'redis://a b'])(
  'what is no address is told without being shown: %j',
  (url) => {
    expect(() => parse(url)).toThrow(InputFault);
    expect(() => parse(url)).not.toThrow(/secret-word/);
  },
);
