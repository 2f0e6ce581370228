// The published schema of the configuration, used as an editor uses it; and that it never says otherwise than Steward does.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseConfig } from '@steward/core/domain/config.ts';
import { RULES } from '@steward/core/domain/evidence.ts';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configurationTable, rulesTable } from '../../scripts/config-docs.ts';
import { generatedFiles } from '../../scripts/docs-regions.ts';
import fc from '../support/fuzz.ts';
import { root } from '../support/source.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const schemaPath = 'packages/core/config.schema.json';
const schema = JSON.parse(readFileSync(join(root, schemaPath), 'utf8'));
const validate = new Ajv({ allErrors: true }).compile(schema);

/** The address that an editor's language server reads from the first lines of a file. */
const modeline = (text: string): string | undefined => /^# yaml-language-server: \$schema=(\S+)$/m.exec(text)?.[1];

/** What an editor would underline: paths of keys and what is wrong with them. */
function underlined(text: string): string[] {
  expect(basename(modeline(text) ?? '')).toBe(basename(schemaPath));
  if (validate(parse(text) ?? {})) return [];
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`).sort();
}

const example = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text).find(modeline) ?? '';
const line = '# yaml-language-server: $schema=../packages/core/config.schema.json\n';

const settings = readFileSync(join(root, 'packages/core/SETTINGS.md'), 'utf8');

describe('the schema of the configuration', () => {
  test('accepts the rules and scopes that the page of settings shows, as Steward does', () => {
    const shown = parse(/```yaml\n([\s\S]*?)```/.exec(settings)?.[1] ?? '');
    expect(Object.keys(shown)).toEqual(['rules', 'scopes']);
    expect(validate(shown)).toBe(true);
    expect(parseConfig(shown)).toHaveProperty('config');
  });

  test('is named by the README under the path where it is published', () => {
    expect(modeline(example)?.endsWith(`/steward/COMMIT/${schemaPath}`)).toBe(true);
    expect(existsSync(join(root, schemaPath))).toBe(true);
    expect(Object.keys(generatedFiles)).toContain(schemaPath);
  });

  test('accepts the example of the README, as Steward does', () => {
    expect(underlined(example)).toEqual([]);
    expect(parseConfig(parse(example))).toHaveProperty('config');
    expect(Object.keys(parse(example)).length).toBeGreaterThan(2);
  });

  test('knows agents by the names that owners give them, as Steward does', () => {
    const agents = { claude: { preset: 'claude', skills: { security: 0 } }, ada: { kind: 'person', login: 'ada' } };
    const good = { agents, 'hand-off': { 'at-once': 3 } };
    expect([validate(good), 'config' in parseConfig(good)]).toEqual([true, true]);
    for (const bad of [
      { Claude: {} },
      { constructor: {} },
      { a: { preset: 'claud' } },
      { a: { skils: {} } },
      { a: 1 },
      [],
    ]) {
      expect([bad, validate({ agents: bad }), 'config' in parseConfig({ agents: bad })]).toEqual([bad, false, false]);
    }
  });

  test('underlines each fault of a bad file, and Steward reports the same keys', () => {
    const bad = `${line}mode: everything\ncaps:\n  suggestions: 21\n  open-tusks: 3\nrules:\n  todo: off\ngoals: goals.md\n`;
    expect(underlined(bad)).toEqual([
      ' additionalProperties',
      '/caps additionalProperties',
      '/caps/suggestions maximum',
      '/mode enum',
      '/rules/todo type',
    ]);
    const result = parseConfig(parse(bad));
    const faults = 'faults' in result ? result.faults.map(({ path, remedy }) => [path.join('.'), remedy]) : [];
    expect(Object.fromEntries(faults)).toEqual({
      mode: 'give one of observe, suggest, assist, autopilot',
      'caps.suggestions': 'give a whole number from 0 to 20',
      'caps.open-tusks': 'write `open-tasks`, or remove it',
      'rules.todo': 'give a map with the keys enabled, weight',
      goals: 'remove it',
    });
  });

  test('says yes and no where Steward does, whatever is written', () => {
    const value = fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.string(), fc.constant(null));
    const caps = fc.dictionary(fc.constantFrom('suggestions', 'open-tasks', 'tasks'), value);
    const rule = fc.dictionary(fc.constantFrom('enabled', 'weight', 'on'), value);
    const config = fc.record(
      {
        mode: fc.oneof(fc.constantFrom('observe', 'assist'), value),
        caps: fc.oneof(caps, value),
        rules: fc.dictionary(fc.constantFrom(...RULES, 'other'), rule),
        exclude: fc.oneof(fc.array(fc.string()), value),
        'daily-hour': value,
      },
      { requiredKeys: [] },
    );
    fc.assert(fc.property(config, (written) => validate(written) === 'config' in parseConfig(written)));
  });

  test('describes every key', () => {
    const undescribed = (part: { properties?: Record<string, typeof part>; description?: string }): string[] =>
      Object.entries(part.properties ?? {}).flatMap(([key, child]) => [
        ...(child.description ? [] : [key]),
        ...undescribed(child),
      ]);
    expect(undescribed(schema)).toEqual([]);
  });
});

test('the tables name every setting once, with its default, and every rule', () => {
  const keys = [...configurationTable().matchAll(/^\| `([^`]+)`/gm)].map(([, key]) => key);
  expect(keys).toContain('rules.NAME.enabled');
  expect(new Set(keys).size).toBe(keys.length);
  expect(configurationTable()).toContain('| a whole number from 0 to 200 | `8` |');
  expect([...rulesTable().matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name).sort()).toEqual([...RULES].sort());
});
