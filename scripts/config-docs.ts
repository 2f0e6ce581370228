// What an owner may set, as the tables of the README and as the JSON Schema for editors.
import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { RULE_TABLE } from '../packages/core/src/decide/evidence.ts';
import { configSchema, DEFAULT_CONFIG } from '../packages/core/src/domain/config.ts';
import { settingsOf } from '../packages/core/src/domain/config-words.ts';
import { cell, table } from './action-docs.ts';

// The settings of all rules are the same: one row for each, not one for each rule. The same with names of labels and skills of agents.
export function configurationTable(): string {
  const rows = settingsOf(configSchema).map(({ key, accepts, default: value, description }) => [
    `\`${rowOf(key)}\``,
    cell(description),
    cell(accepts),
    value === null ? '' : `\`${value}\``,
  ]);
  const unique = new Map(rows.map((row) => [row[0], row]));
  return table(['Key', 'Meaning', 'Accepts', 'Default'], [...unique.values()]);
}

const rowOf = (key: string): string =>
  key
    .replace(/^rules\.[^.]+\./, 'rules.NAME.')
    .replace(/^labels\.map\..+/, 'labels.map.NAME')
    .replace(/^agents\.NAME\.skills\..+/, 'agents.NAME.skills.TYPE');

export function rulesTable(): string {
  const rules = Object.values(RULE_TABLE).sort((a, b) => b.weight - a.weight);
  const rows = rules.map(({ name, words, weight, defaultEnabled = true }) => [
    `\`${name}\``,
    cell(words),
    String(weight),
    defaultEnabled ? 'on' : 'off',
  ]);
  return table(['Rule', 'Finds', 'Weight', 'At first'], rows);
}

export function configurationSchema(): string {
  const { $schema, title, description, ...schema } = toJsonSchema(configSchema, {
    typeMode: 'input',
    // What no JSON Schema can say: whether a time zone exists.
    ignoreActions: ['check'],
  });
  describeRules(schema.properties?.rules);
  return `${JSON.stringify({ $schema, title, description, ...schema }, null, 2)}\n`;
}

/** What a rule looks for stands in the rule's own file, which the schema of the settings does not know. */
function describeRules(rules: JsonSchema | boolean | undefined): void {
  if (typeof rules !== 'object') throw new Error('the schema has no rules');
  for (const { name, words } of Object.values(RULE_TABLE)) {
    const rule = rules.properties?.[name];
    if (typeof rule !== 'object') throw new Error(`the schema has no rule ${name}`);
    rule.description = words;
  }
}

// A run without a configuration takes these as they are: the schemas behind them are heavy, and check nothing then.
export const defaultConfiguration = (): string => `// What holds where nothing is set. Written by scripts/docs.ts.
import type { Config } from './config.ts';

export const DEFAULT_CONFIG: Config = ${JSON.stringify(DEFAULT_CONFIG, null, 2)};
`;
