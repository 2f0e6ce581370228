/** Secrets in a repository's own words: nowhere in what a tick tells, opened, left and refused work alike. */
import { expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';
import { BUSY, CLEAN } from '../support/repositories.ts';

const raiseStage = stagesOf([BUSY]);

// Joined here, so that no scanner takes this file for a leak.
const KEYS = [
  ['ghp', 'x9i53yyD3HyP3MRJgN8ZGrBOUTp7tBqHtJva'].join('_'),
  ['xoxb', '959264847564', '696062307986', 'aZbYcXdWeVfUgThSiRjQkPlO'].join('-'),
  ['gsk', 'yl0bv12hb2hRE1S8sLtZfcQm3nVb7xKd9wPq5tYu1iOa4sDf6gHj'].join('_'),
];

const skipped = (words: string): string =>
  `import { expect, it } from 'vitest';\n\nit.skip('${words}', () => {\n  expect(1).toBe(2);\n});\n`;

it.each([
  ['left behind others', 'caps:\n  new-issues-a-day: 1\n  suggestions: 1\n'],
  ['opened', ''],
])('work that is %s tells no secret', async (_, config) => {
  const words = ['the answer', 'another request', 'an expired session'];
  const files = Object.fromEntries(
    KEYS.map((key, n) => [`test/secret-${n}.test.ts`, skipped(`${words[n]} of ${key}`)]),
  );
  const stage = await raiseStage([{ ...CLEAN, ...files }]);
  const report = await stage.tick({ config });
  const told = JSON.stringify([report, stage.git(['log', '-p', 'refs/heads/steward/state']), stage.sandbox.transcript]);
  expect(KEYS.filter((key) => told.includes(key.slice(0, 16)))).toEqual([]);
});

it('no half of a secret is told where a text is cut', async () => {
  const files = Object.fromEntries(
    [4, 24, 44, 64, 94, 134, 154, 194, 224].map((before, n) => [
      `test/cut-${n}.test.ts`,
      skipped(`${'a word '.repeat(40).slice(0, before)} ${KEYS[n % KEYS.length]}`),
    ]),
  );
  const stage = await raiseStage([{ ...CLEAN, ...files }]);
  const told = JSON.stringify([await stage.tick(), stage.sandbox.transcript]);
  expect(KEYS.filter((key) => told.includes(key.slice(0, 12)))).toEqual([]);
});
