/** The configuration's reader against any value there is: only errors that somebody can mend, all at once, and what is valid stays. */
import { type Config, DEFAULT_CONFIG, MODES, parseConfig } from '@steward/core/domain/config.ts';
import { RULES } from '@steward/core/domain/evidence.ts';
import { UserErrors } from '@steward/core/domain/failure.ts';
import { PRIORITIES, TASK_TYPES } from '@steward/core/domain/task.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import fc from '../support/fuzz.ts';

const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 300) };

const text = fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }).filter((one) => one.length <= 200);
const NAMED = RULES.filter((name) => name !== 'custom');
const setting = fc.record(
  { enabled: fc.boolean(), weight: fc.double({ min: 0, max: 1, noNaN: true }).map((one) => one + 0) },
  { requiredKeys: ['enabled'] },
);
const custom = fc.record({
  name: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  title: text.filter((one) => one.length <= 100),
  pattern: fc.constantFrom('axios', 'import *moment', '* console.log('),
  type: fc.constantFrom(...TASK_TYPES),
  weight: fc.constantFrom(0, 0.3, 1),
});
const valid = fc.record(
  {
    mode: fc.constantFrom(...MODES),
    caps: fc.record(
      {
        suggestions: fc.nat(20),
        'open-tasks': fc.nat(100),
        'new-issues-a-day': fc.nat(50),
        'notifications-a-week': fc.nat(500),
      },
      { requiredKeys: [] },
    ),
    rules: fc
      .tuple(
        fc.dictionary(fc.constantFrom(...NAMED), setting),
        fc.uniqueArray(custom, { maxLength: 3, selector: ({ name }) => name }),
      )
      .map(([named, own]) => ({ ...named, custom: own })),
    scopes: fc.array(
      fc.record(
        {
          paths: fc.array(fc.constantFrom('packages/web/**', '*.py', 'docs/'), { minLength: 1, maxLength: 3 }),
          rules: fc.dictionary(fc.constantFrom(...RULES), setting),
          priority: fc.constantFrom(...PRIORITIES),
          label: text.filter((one) => one.length <= 50),
        },
        { requiredKeys: ['paths', 'rules'] },
      ),
      { maxLength: 3 },
    ),
    labels: fc.record({ task: text.filter((one) => one.length <= 50) }, { requiredKeys: [] }),
    exclude: fc.array(text, { maxLength: 4 }),
    identities: fc.array(text, { maxLength: 4 }),
    'daily-hour': fc.nat(23),
  },
  { requiredKeys: [] },
);

/** As a reader would write it out: what is set, over the defaults. */
const merged = (written: Partial<Config>): Config => ({
  ...DEFAULT_CONFIG,
  ...written,
  caps: { ...DEFAULT_CONFIG.caps, ...written.caps },
  rules: { ...DEFAULT_CONFIG.rules, ...written.rules },
  labels: { ...DEFAULT_CONFIG.labels, ...written.labels },
});

/** The faults of a text, or none; anything but a list of faults is an error of the reader. */
function faultsOf(written: string): string[] {
  try {
    readConfiguration(written, 'steward.yml');
    return [];
  } catch (error) {
    if (!(error instanceof UserErrors)) throw error;
    for (const { fault, remedy } of error.faults) expect([fault, remedy].every((words) => words.length > 0)).toBe(true);
    expect(error.faults.length).toBeGreaterThan(0);
    return error.faults.map(({ fault }) => fault);
  }
}

describe('a valid configuration', () => {
  it.each([
    ['as YAML', (value: unknown) => stringify(value)],
    ['as JSON', (value: unknown) => JSON.stringify(value)],
    ['as indented JSON', (value: unknown) => JSON.stringify(value, null, 2)],
  ])('%s is read as what it says, over the defaults', (_, write) => {
    fc.assert(
      fc.property(valid, (value) => {
        expect(readConfiguration(write(value), 'steward.yml')).toEqual(merged(value as Partial<Config>));
      }),
      RUNS,
    );
  });

  it('read and written again is the same', () => {
    fc.assert(
      fc.property(valid, (value) => {
        const once = readConfiguration(stringify(value), 'steward.yml');
        expect(readConfiguration(stringify(once), 'steward.yml')).toEqual(once);
      }),
      RUNS,
    );
  });
});

describe('any other value', () => {
  const key = fc.oneof(
    fc.constantFrom(
      'mode',
      'caps',
      'rules',
      'labels',
      'exclude',
      'identities',
      'daily-hour',
      'todo',
      'enabled',
      'task',
    ),
    fc.constantFrom('__proto__', 'constructor', 'toString', '<<', '', 'budgets', 'models'),
    fc.string({ maxLength: 8 }),
  );
  const wild = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 1e308, '\u0000', '\ud800', new Date(0), 10n ** 30n),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      fc.array(tie('value'), { maxLength: 4 }),
    ),
  })).value;

  it('gives a configuration or faults, and never an error', () => {
    fc.assert(
      fc.property(wild, (value) => {
        const result = parseConfig(value);
        if ('faults' in result) expect(result.faults.length).toBeGreaterThan(0);
        else expect(parseConfig(result.config)).toEqual(result);
      }),
      RUNS,
    );
  });

  it('as text gives a configuration or faults that somebody can mend', () => {
    fc.assert(
      fc.property(wild, (value) => {
        for (const write of [
          stringify,
          (one: unknown) => JSON.stringify(one, (_, item) => (typeof item === 'bigint' ? String(item) : item)),
        ]) {
          let written: string;
          try {
            written = write(value) ?? '';
          } catch {
            continue;
          }
          expect(() => faultsOf(written)).not.toThrow();
        }
      }),
      RUNS,
    );
  });

  it('nested deeper than any stack gives faults', () => {
    for (const unit of ['[', '{a: ', '- ', '? ', '&a [', '!!map {a: ']) {
      for (const length of [100, 1_000, 10_000]) expect(() => faultsOf(`mode: ${unit.repeat(length)}`)).not.toThrow();
      expect(() => faultsOf(unit.repeat(10_000))).not.toThrow();
    }
  });
});

/** The value with something put at a path, maps made on the way. */
const withPath = (value: object, [first = '', ...rest]: readonly string[], put: unknown): object => {
  const inner = (value as Record<string, object | undefined>)[first] ?? {};
  return { ...value, [first]: rest.length === 0 ? put : withPath(inner, rest, put) };
};

it('every fault is said at once: as many as were made, each where it stands', () => {
  const breaks: Record<string, unknown> = {
    mode: 'asist',
    'caps.suggestions': -1,
    'caps.open-tasks': 'many',
    'rules.todo.weight': 2,
    'labels.task': '',
    exclude: 'docs',
    'daily-hour': 24,
    budgets: 5,
    lables: {},
  };
  fc.assert(
    fc.property(fc.subarray(Object.keys(breaks), { minLength: 1 }), (chosen) => {
      const value = chosen.reduce((made, path) => withPath(made, path.split('.'), breaks[path]), {});
      const written = stringify(value);
      const faults = faultsOf(written);
      expect(faults).toHaveLength(chosen.length);
      const lines = faults.map((fault) => Number(/^line (\d+): /.exec(fault)?.[1]));
      const named = chosen.map((path) => path.split('.').at(-1) ?? '');
      expect(lines.map((line) => written.split('\n')[line - 1]?.trim().split(':')[0]).sort()).toEqual(
        [...named].sort(),
      );
    }),
    { numRuns: 200 },
  );
});
