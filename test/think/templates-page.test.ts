/** The page about templates is true: its example is one, its tables are those of the code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATEGORY_USES } from '@steward/core/domain/category.ts';
import { USUAL_HOURS } from '@steward/core/domain/estimate.ts';
import { TASK_TYPES } from '@steward/core/domain/task.ts';
import { parseRules } from '@steward/core/think/instructions/own-rules.ts';
import { KNOWN } from '@steward/core/think/instructions/part.ts';
import { parseTemplate } from '@steward/core/think/overrides/parse.ts';
import { PLACEHOLDERS } from '@steward/core/think/overrides/placeholders.ts';
import { expect, test } from 'vitest';
import { root } from '../support/source.ts';

const page = readFileSync(join(root, 'packages/core/TEMPLATES.md'), 'utf8');

/** The rows of the table with this heading, without their bars. */
function rowsBelow(heading: string): string[] {
  const lines = page
    .slice(page.indexOf(`| ${heading} `))
    .split('\n')
    .slice(2);
  return lines.slice(0, lines.indexOf('')).map((line) => line.slice(2, -2));
}

test('its example is a template without a mistake', () => {
  const example = /```markdown\n(.*?)```/s.exec(page)?.[1] ?? '';
  expect(parseTemplate(example, [])).toHaveProperty('template');
});

test('its example of rules for agents has no mistake either', () => {
  const example = /```markdown\n(# How we test.*?)```/s.exec(page)?.[1] ?? '';
  expect(parseRules(example)).toHaveProperty('lines');
  const named = /when it is handed over: (.*?) and the commands/s.exec(page)?.[1] ?? '';
  const names = [...named.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name);
  expect(names).toEqual(KNOWN.filter((name) => !name.endsWith('-command')));
});

test('it lists every placeholder, with what it stands for', () => {
  const wanted = Object.entries(PLACEHOLDERS).map(
    ([name, { form, meaning }]) => `\`{{${name}}}\` | ${meaning}${form === 'list' ? '; alone in an item' : ''}`,
  );
  expect(rowsBelow('Placeholder')).toEqual(wanted);
});

test('it lists every type and category, and the hours of each', () => {
  expect(rowsBelow('Type | What').map((row) => row.split(' | ')[0])).toEqual(TASK_TYPES.map((type) => `\`${type}\``));
  expect(rowsBelow('Category')).toEqual(Object.entries(CATEGORY_USES).map(([name, uses]) => `${name} | ${uses}`));
  expect(rowsBelow('Type | Usual')).toEqual(
    Object.entries(USUAL_HOURS).map(([type, hours]) => `\`${type}\` | ${hours}`),
  );
});
