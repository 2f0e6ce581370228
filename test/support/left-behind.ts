/** Files share their worker's process: one that changes what all can see, and leaves it so, fails. */
import { afterAll, expect, vi } from 'vitest';

const look = () => ({
  folder: process.cwd(),
  environment: { ...process.env },
  fetch: globalThis.fetch,
  date: globalThis.Date,
  parse: JSON.parse,
  write: process.stdout.write,
  hasFakeTimers: vi.isFakeTimers(),
  exitCode: process.exitCode ?? 0,
});

const before = look();
afterAll(() => expect(look(), 'what this file left behind in its process').toEqual(before));
