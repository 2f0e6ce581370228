/** The page about prompts is true: its tables, its limits and its example are those of the code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EGRESS_LEVELS } from '@steward/core/domain/egress-settings.ts';
import { PROMPTS_FOLDER, PURPOSES } from '@steward/core/domain/prompt.ts';
import { readOwnPrompts } from '@steward/core/think/prompts.ts';
import { expect, it } from 'vitest';
import { root } from '../support/source.ts';
import { adoptDraft, gradeDraft, specifyDraft } from './asking.ts';

const page = readFileSync(join(root, 'packages/core/PROMPTS.md'), 'utf8');

/** First cells of the rows below this heading. */
const cellsBelow = (heading: string): string[] => {
  const lines = page
    .slice(page.indexOf(`| ${heading} |`))
    .split('\n')
    .slice(2);
  return lines.slice(0, lines.indexOf('')).map((line) => /^\| `([^`]+)`/.exec(line)?.[1] ?? line);
};

it('names everything that a model is asked, and every level', () => {
  expect(cellsBelow('Asked')).toEqual([...PURPOSES]);
  expect(cellsBelow('`egress.level`')).toEqual([...EGRESS_LEVELS]);
});

it('states the limits and the order in which pieces give way', () => {
  const drafts = { specify: specifyDraft(), adopt: adoptDraft('bug-fix', 'x'), review: gradeDraft() };
  for (const [purpose, { limits }] of Object.entries(drafts))
    expect(page).toMatch(new RegExp(`${limits.own.toLocaleString('en-US')} \\(\`${purpose}\`\\)`));
  expect(page).toContain(`${drafts.specify.limits.shared.toLocaleString('en-US')} tokens`);
  const order = (purpose: keyof typeof drafts, half: 'shared' | 'own') =>
    [...drafts[purpose][half]].sort((a, b) => b.gives - a.gives).map(({ what }) => what);
  expect([...new Set(order('specify', 'shared'))]).toEqual(['lines', 'folders', 'goals', 'facts']);
  expect([...new Set(order('specify', 'own'))]).toEqual([
    ...['file', 'lines', 'titles of tasks', 'titles of issues', 'facts of a cause', 'draft of a task'],
  ]);
  expect([...new Set(order('adopt', 'own'))].slice(-2)).toEqual(['draft of a task', 'issue']);
});

it('has an example without a mistake', () => {
  const text = /```markdown\n(.*?)```/s.exec(page)?.[1] ?? '';
  const path = `${PROMPTS_FOLDER}specify.md`;
  const { texts, warnings } = readOwnPrompts({
    paths: [path],
    files: [{ path, text, blob: '', language: null, role: 'prose' }],
  });
  expect(warnings).toEqual([]);
  expect(texts.get('specify')).toContain('{{built-in}}');
});
