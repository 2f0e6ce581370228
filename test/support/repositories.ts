/** Small repositories as sets of files: what a busy cycle finds work in, and one with nothing to complain of. */

const PACKAGE = JSON.stringify({ name: 'dur', scripts: { test: 'vitest run' }, devDependencies: { vitest: '5.1.1' } });

const WORKFLOW = `name: ci
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - run: npm test
`;

const PARSE = `/** Seconds of a duration such as 90m. */
export function parse(text: string): number {
  const unit = text.at(-1) === 'h' ? 3600 : 60;
  return Number(text.slice(0, -1)) * unit;
}
`;

const TEST = `import { expect, it } from 'vitest';
import { parse } from '../src/parse.ts';

it('reads minutes', () => {
  expect(parse('90m')).toBe(5400);
});
`;

/** Nothing here deserves a task. */
export const CLEAN: Record<string, string> = {
  'package.json': PACKAGE,
  '.github/workflows/ci.yml': WORKFLOW,
  'src/parse.ts': PARSE,
  'test/parse.test.ts': TEST,
};

const skipped = (name: string): string => `${TEST}
it.skip('${name}', () => {
  expect(parse('1h 30m')).toBe(5400);
});
`;

/** Four things worth a task, of three rules: one more than may be opened in a day. */
export const BUSY: Record<string, string> = {
  ...CLEAN,
  'test/parse.test.ts': skipped('spaces are lost'),
  'test/other.test.ts': skipped('an empty text is zero'),
  '.github/workflows/ci.yml': `${WORKFLOW}      - uses: codecov/codecov-action@v5\n      - uses: some/other-action@main\n`,
};
