/** A configuration in which every setting stands with its default, commented out: made from the schema that reads it. */
import { RULE_TABLE } from '@steward/core/decide/evidence.ts';
import { configSchema, DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { type Setting, settingsOf } from '@steward/core/domain/config-words.ts';
import { minutesBetween } from './cadence.ts';
import type { Source } from './source.ts';
import type { Answers } from './template.ts';

const WIDTH = 110;

/** `#` before a setting that has a default, and before the maps above it; `##` before words and settings without one. */
export function exampleConfiguration({ source, cadence }: Pick<Answers, 'source' | 'cadence'>): string {
  const head = [
    `# yaml-language-server: $schema=${schemaOf(source)}`,
    '## Settings of Steward. Each has a default, which is written here: take the # away to change one, and that of the map above it.',
    '## Two ## are words, and settings that are off until they are given. All mistakes are reported together, with line and remedy.',
  ];
  const text = [...head, ...level(settingsOf(configSchema), [])].join('\n').concat('\n');
  const minutes = minutesBetween(cadence);
  return minutes === DEFAULT_CONFIG.health.interval ? text : withInterval(text, minutes);
}

/** Whoever looks less often than usual has to say so, or each pause counts as runs that stayed away. */
const withInterval = (text: string, minutes: number): string =>
  text.replace(/^#health:$/m, 'health:').replace(/^# {2}interval: \d+ /m, `  interval: ${minutes} `);

function schemaOf(source: Source): string {
  if (source.kind === 'vendored') return './steward/config.schema.json';
  const place = source.kind === 'source' ? `${source.repository}/${source.commit}` : 'OWNER/steward/COMMIT';
  return `https://raw.githubusercontent.com/${place}/packages/core/config.schema.json`;
}

/** The settings below one map. */
function level(settings: readonly Setting[], above: readonly string[]): string[] {
  const groups = Map.groupBy(settings, ({ key }) => key.split('.')[above.length] ?? '');
  const known = new Set<string>();
  return [...groups].flatMap(([name, group]) => {
    const gap = above.length === 0 ? [''] : [];
    const path = [...above, name];
    if (path.join('.') === 'rules') return [...gap, ...rulesMap(group)];
    const [only] = group;
    if (only && only.key === path.join('.')) return [...gap, ...oneSetting(only, path, known)];
    const mark = group.some((one) => isOnAtFirst(one)) ? '#' : '##';
    return [...gap, `${mark}${indent(above.length)}${name}:`, ...level(group, path)];
  });
}

/** What stands below a name that the owner gives is not there until the name is. */
const isOnAtFirst = ({ key, default: value }: Setting): boolean => value !== null && !key.includes('.NAME.');

/** Many that mean the same, such as one for each type of task, are explained once. */
function oneSetting(setting: Setting, path: readonly string[], known: Set<string>): string[] {
  const { description, accepts, default: value } = setting;
  const depth = path.length - 1;
  const start = `${isOnAtFirst(setting) ? '#' : '##'}${indent(depth)}${path.at(-1)}:`;
  if (known.has(description)) return [`${start} likewise`];
  known.add(description);
  if (value === null) return [...words(description, depth), `${start} ${accepts}`];
  const line = `${start} ${value} # ${accepts}`;
  if (line.length < WIDTH) return [...words(description, depth), line];
  return [...words(`${description}: ${accepts}`, depth), `${start} ${value}`];
}

/** A rule that is named counts as chosen, also where it says what it is anyway: so its defaults are words. */
function rulesMap(settings: readonly Setting[]): string[] {
  const custom = settings.filter(({ key }) => key === 'rules.custom');
  const rules = Object.values(RULE_TABLE).filter(({ name }) => name !== 'custom');
  return [
    '#rules:',
    ...rules.flatMap(({ name, words: finds, weight, defaultEnabled = true }) => [
      ...words(finds, 1),
      `##  ${name}: { enabled: ${defaultEnabled}, weight: ${weight} }`,
    ]),
    ...level(custom, ['rules']),
  ];
}

const indent = (depth: number): string => '  '.repeat(depth);

function words(text: string, depth: number): string[] {
  const start = `##${indent(depth)} `;
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && start.length + last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `${start}${line}`);
}
