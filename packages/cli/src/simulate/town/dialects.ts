/** How modules and their tests are written in the town's three languages; every name in them is coined, so that each line can be found again. */

import type { Dice } from '@steward/sandbox/dice.ts';
import { capital, coin, complaint, errand } from './phrases.ts';

export interface Dialect {
  source(module: string): string;
  test(module: string): string;
  module(module: string, dice: Dice, functions: number): string;
  tests(module: string, source: string, dice: Dice): string;
  /** A further test, skipped or not, of something the source defines. */
  oneTest(source: string, title: string, dice: Dice, skip: string | null): string;
  /** Lines for the inside of a function, with a check switched off in them. */
  suppressed(name: string, why: string, dice: Dice): readonly string[];
  /** A first line that switches checks off for the whole file; null where the language has none. */
  exempt(name: string, why: string): string | null;
  /** A line in a function before which more may stand; the first group is its indentation. */
  anchor: RegExp;
  comment: string;
}

/** "reads the nightly upload" as part of a name: the words of a title that a name can hold. */
const nameOf = (title: string, dice: Dice): string =>
  `${coin(dice)}_${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 40)
    .replace(/^_|_$/g, '')}`;

const functionsOf = (source: string, pattern: RegExp): string[] =>
  [...source.matchAll(pattern)].map((match) => match[1] ?? '');

const numbers = (dice: Dice) => ({ a: dice.between(2, 99), b: dice.between(2, 9), c: dice.between(1, 40) });

const typescript: Dialect = {
  source: (module) => `src/${module}.ts`,
  test: (module) => `test/${module}.test.ts`,
  anchor: /^( +)return \w+Total;$/gm,
  comment: '//',
  suppressed: (name, why, dice) =>
    dice.happens(0.6)
      ? [`// @ts-ignore ${why}`, `const ${name} = values.${name};`]
      : ['// eslint-disable-next-line', `const ${name} = eval('${name}');`],
  exempt: (name, why) => `/* eslint-disable -- ${name} ${why.replaceAll('*/', '')} */\n`,
  module(_module, dice, functions) {
    const parts = Array.from({ length: functions }, () => {
      const name = coin(dice);
      const { a, b, c } = numbers(dice);
      return `/** Here we ${errand(dice)}. */
export function read${capital(name)}(values: readonly number[]): number {
  let ${name}Total = ${c};
  for (const value of values) {
    if (value > ${a}) ${name}Total += value * ${b};
    else ${name}Total -= ${c};
  }
  return ${name}Total;
}
`;
    });
    return parts.join('\n');
  },
  tests(module, source, dice) {
    const names = functionsOf(source, /^export function (\w+)\(/gm);
    const tests = names.map(
      (name) => `it('${name} says when ${complaint(dice)}', () => {
  expect(${name}([1, ${dice.between(2, 99)}])).toBeTypeOf('number');
});
`,
    );
    return `import { expect, it } from 'vitest';
import { ${names.join(', ')} } from '../src/${module}.ts';

${tests.join('\n')}`;
  },
  oneTest(source, title, dice, skip) {
    const name = dice.pick(functionsOf(source, /^export function (\w+)\(/gm));
    const why = skip === null || skip === '' ? '' : `// ${skip}\n`;
    return `\n${why}it${skip === null ? '' : '.skip'}(${JSON.stringify(title)}, () => {
  expect(${name}([${dice.between(1, 999)}])).toBeTypeOf('number');
});
`;
  },
};

const python: Dialect = {
  source: (module) => `metering/${module}.py`,
  test: (module) => `tests/test_${module}.py`,
  anchor: /^( +)return \w+_total$/gm,
  comment: '#',
  suppressed: (name, _why, dice) => [`${name} = values.${name}  # ${dice.pick(['type: ignore', 'noqa'])}`],
  exempt: (name, why) => `# mypy: ignore-errors  # ${name} ${why}\n`,
  module(_module, dice, functions) {
    const parts = Array.from({ length: functions }, () => {
      const name = coin(dice);
      const { a, b, c } = numbers(dice);
      return `def read_${name}(values):
    """Here we ${errand(dice)}."""
    ${name}_total = ${c}
    for value in values:
        if value > ${a}:
            ${name}_total += value * ${b}
        else:
            ${name}_total -= ${c}
    return ${name}_total
`;
    });
    return parts.join('\n\n');
  },
  tests(module, source, dice) {
    const names = functionsOf(source, /^def (\w+)\(/gm);
    const tests = names.map(
      (name) => `def test_${name}():
    assert ${name}([1, ${dice.between(2, 99)}]) is not None
`,
    );
    return `import pytest\n\nfrom metering.${module} import ${names.join(', ')}\n\n\n${tests.join('\n\n')}`;
  },
  oneTest(source, title, dice, skip) {
    const name = dice.pick(functionsOf(source, /^def (\w+)\(/gm));
    const reason = skip === '' ? '' : `(reason=${JSON.stringify(skip)})`;
    const mark = skip === null ? '' : `@pytest.mark.skip${reason}\n`;
    return `\n\n${mark}def test_${nameOf(title, dice)}():
    assert ${name}([${dice.between(1, 999)}]) is not None
`;
  },
};

const go: Dialect = {
  source: (module) => `pkg/${module}/${module}.go`,
  test: (module) => `pkg/${module}/${module}_test.go`,
  anchor: /^(\t+)return \w+Total$/gm,
  comment: '//',
  suppressed: (name) => [`_ = ${name}(values) //nolint`],
  exempt: () => null,
  module(module, dice, functions) {
    const parts = Array.from({ length: functions }, () => {
      const name = coin(dice);
      const { a, b, c } = numbers(dice);
      return `// Read${capital(name)} lets us ${errand(dice)}.
func Read${capital(name)}(values []int) int {
	${name}Total := ${c}
	for _, value := range values {
		if value > ${a} {
			${name}Total += value * ${b}
		} else {
			${name}Total -= ${c}
		}
	}
	return ${name}Total
}
`;
    });
    return `package ${module}\n\n${parts.join('\n')}`;
  },
  tests(module, source, dice) {
    const names = functionsOf(source, /^func ([A-Z]\w*)\(/gm);
    const tests = names.map(
      (name) => `func Test${name}(t *testing.T) {
	if ${name}([]int{1, ${dice.between(2, 99)}}) == 0 {
		t.Fatal("nothing was read")
	}
}
`,
    );
    return `package ${module}\n\nimport "testing"\n\n${tests.join('\n')}`;
  },
  oneTest(source, title, dice, skip) {
    const name = dice.pick(functionsOf(source, /^func ([A-Z]\w*)\(/gm));
    const call = skip === null ? '' : skip === '' ? '\tt.SkipNow()\n' : `\tt.Skip(${JSON.stringify(skip)})\n`;
    return `\nfunc Test${capital(nameOf(title, dice)).replace(/_/g, '')}(t *testing.T) {
${call}	if ${name}([]int{${dice.between(1, 999)}}) == 0 {
		t.Fatal("nothing was read")
	}
}
`;
  },
};

export const DIALECTS = { typescript, python, go } as const;
export type DialectName = keyof typeof DIALECTS;
export const DIALECT_NAMES = Object.keys(DIALECTS) as DialectName[];

/** The module whose source or test this path is. */
export function moduleAt(path: string): { dialect: Dialect; module: string; isTest: boolean } | null {
  const found =
    /^(?:src\/([a-z]+)\.ts|test\/([a-z]+)\.test\.ts|metering\/([a-z]+)\.py|tests\/test_([a-z]+)\.py|pkg\/[a-z]+\/([a-z]+?)(_test)?\.go)$/.exec(
      path,
    );
  if (found === null) return null;
  const [, script, scriptTest, py, pyTest, goName, goTest] = found;
  if (script !== undefined || scriptTest !== undefined) {
    return { dialect: typescript, module: script ?? scriptTest ?? '', isTest: script === undefined };
  }
  if (py !== undefined || pyTest !== undefined) {
    return { dialect: python, module: py ?? pyTest ?? '', isTest: py === undefined };
  }
  return { dialect: go, module: goName ?? '', isTest: goTest !== undefined };
}
