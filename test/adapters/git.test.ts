/** What git says of its own failures, as it is told on. */
import { GitFailure } from '@steward/core/adapters/git.ts';
import { expect, it } from 'vitest';

it('the same failure reads the same, however long it took', () => {
  const refused = (took: string): string =>
    `fatal: unable to access 'https://github.test/octo/town/': Failed to connect to github.test port 443 after ${took}: Couldn't connect to server\n`;
  const one = new GitFailure('fetch', refused('0 ms'));
  const other = new GitFailure('fetch', refused('133 ms'));
  expect(one.message).toBe(other.message);
  expect(one.message).toContain("Failed to connect to github.test port 443: Couldn't connect to server");
  expect(new GitFailure('fetch', 'fatal: Operation timed out after 300001 milliseconds with 0 bytes').message).toBe(
    'git fetch failed: fatal: Operation timed out with 0 bytes',
  );
});
