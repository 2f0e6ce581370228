// Planted bugs stay plantable: each fits the sources as they are now, so that no change of the product leaves one behind.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MUTANTS } from '../mutants/all.ts';
import { editsOf, isTests, type Mutant, misfitOf, plantIn } from '../mutants/mutant.ts';
import { root } from '../support/source.ts';

const read = (path: string): string | null =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null;

const PRODUCT = /^(?:packages\/core\/src\/.+|actions\/[^/]+\/(?:flow|inputs|main))\.ts$/;

function faultsOf(mutant: Mutant, readFile: typeof read): string[] {
  const { name, why, caughtBy } = mutant;
  const misfit = misfitOf([mutant], readFile);
  const faults = [
    ...(misfit ? [misfit] : []),
    ...(/^[a-z]+(?:-[a-z]+)+$/.test(name) ? [] : ['its name is not of whole words in kebab-case']),
    ...(/^[A-Z].{20,}\.$/.test(why) ? [] : ['it does not say in a sentence why it would hurt']),
    ...editsOf(mutant).flatMap(({ file }) => (PRODUCT.test(file) ? [] : [`${file} is not of the product`])),
    ...caughtBy.flatMap((one) =>
      isTests(one) && !(one.tests.endsWith('.test.ts') && readFile(one.tests) !== null)
        ? [`${one.tests} is no test file`]
        : [],
    ),
  ];
  return faults.map((fault) => `${name}: ${fault}`);
}

describe('planted bugs', () => {
  test('can all be planted, hurt somebody, and name what catches them', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(15);
    expect(MUTANTS.flatMap((mutant) => faultsOf(mutant, read))).toEqual([]);
  });

  test('have names and changes of their own', () => {
    const names = MUTANTS.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const changes = MUTANTS.map((mutant) => JSON.stringify(editsOf(mutant)));
    expect(changes.filter((change, index) => changes.indexOf(change) !== index)).toEqual([]);
  });

  const good: Mutant = {
    name: 'cap-skipped',
    why: 'The backlog would grow without end.',
    file: 'packages/core/src/guard/a.ts',
    find: '< cap',
    replace: '< cap + 1',
    caughtBy: [{ tests: 'test/guard/a.test.ts' }],
  };
  const files: Record<string, string> = {
    'packages/core/src/guard/a.ts': 'return open < cap;',
    'packages/sandbox/src/a.ts': 'return open < cap;',
    'test/guard/a.test.ts': '',
  };
  const readInvented = (path: string): string | null => files[path] ?? null;

  test.each<[string, Partial<Mutant>, RegExp]>([
    ['what it changes is gone', { find: '<= cap' }, /0 times/],
    ['what it changes stands there twice', { find: 'n' }, /2 times/],
    ['it changes nothing', { replace: '< cap' }, /stay as it is/],
    ['its file is gone', { file: 'packages/core/src/guard/b.ts' }, /does not exist/],
    ['its second place is gone', { and: [{ file: good.file, find: 'nowhere', replace: '' }] }, /0 times/],
    ['it is planted in the sandbox', { file: 'packages/sandbox/src/a.ts' }, /not of the product/],
    ['its test file is gone', { caughtBy: [{ tests: 'test/guard/b.test.ts' }] }, /no test file/],
    ['its name says nothing', { name: 'Mutant1' }, /kebab-case/],
    ['nobody is hurt', { why: 'bad' }, /why it would hurt/],
  ])('are noticed when %s', (_, change, fault) => {
    expect(faultsOf(good, readInvented)).toEqual([]);
    expect(faultsOf({ ...good, ...change }, readInvented).join()).toMatch(fault);
  });

  test('are planted as they are written, whatever stands in them', () => {
    expect(plantIn('a(b)', { file: 'a.ts', find: '(b)', replace: "$& $1 $'" })).toBe("a$& $1 $'");
  });
});
