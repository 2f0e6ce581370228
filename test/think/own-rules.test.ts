/** An owner's rules for agents: what they may say, how mistakes are told, and that none of them acts. */
import type { Assignment } from '@steward/core/domain/assignment.ts';
import { cleanAssignment } from '@steward/core/guard/assignment.ts';
import { readOwnRules } from '@steward/core/think/instructions/own-rules.ts';
import { BUILT_IN, ownPart } from '@steward/core/think/instructions/part.ts';
import { renderInstructions } from '@steward/core/think/instructions.ts';
import { describe, expect, test } from 'vitest';
import { ASSIGNMENTS } from './assignments.ts';

const FOLDER = '.github/steward/instructions/';
const { testing } = ASSIGNMENTS;

const read = (files: Record<string, string>) =>
  readOwnRules({
    paths: Object.keys(files).map((name) => FOLDER + name),
    files: Object.entries(files).map(([name, text]) => ({
      ...{ path: FOLDER + name, text, blob: '', language: null, role: 'prose' as const },
    })),
  });

function wordsWith(text: string, assignment: Assignment = testing): string {
  const { rules, warnings } = read({ [`${assignment.task.category}.md`]: text });
  expect(warnings).toEqual([]);
  const part = ownPart(rules, assignment);
  const whole = { ...assignment, ...(part !== undefined && { part }) };
  return renderInstructions(
    cleanAssignment(whole, { repository: 'octo/dur', server: 'https://github.com', secrets: [] }, []),
  );
}

const RULES = `# How we test

<!-- Ask the test group before changing this. -->
- {{built-in}}
- Mark slow tests of \`{{path}}\` as such; run {{test-command}} twice, for {{issue}}.
- Run {{bench-command}} too.
`;

describe("an owner's rules", () => {
  test('take the place of the built-in ones of their category, with what is known filled in [SI-4]', () => {
    const text = wordsWith(RULES);
    const list = BUILT_IN.testing.map((rule) => `- ${rule}`).join('\n');
    expect(text).toContain(
      `**Rules for testing**\n\n${list}\n- Mark slow tests of \`tests/test_parse.py\` as such; run \`python -m pytest\` twice, for #31.\n\n`,
    );
    expect(text).not.toMatch(/Run .*too|Ask the test group|How we test/);
    const other = { ...testing, task: { ...testing.task, category: 'analysis' as const } };
    expect(ownPart(read({ 'testing.md': RULES }).rules, other)).toBeUndefined();
  });

  test('leave the built-in ones where none of theirs can be filled in', () => {
    expect(wordsWith('- Run {{bench-command}}.\n')).toContain(`- ${BUILT_IN.testing[0]}`);
  });

  test('mention nobody and hide nothing, whatever is filled in', () => {
    const task = { ...testing.task, title: '@mallory fixes #1' };
    const text = wordsWith('- Ask @octo/testers about {{title}}.\n', { ...testing, task });
    expect(text).toContain('- Ask `@`octo/testers about `@`mallory fixes `#1`.');
  });
});

describe('mistakes in them', () => {
  test.each([
    ['testing.md', '- {{rule}} found it.', '`{{rule}}` is not known when a task is handed over'],
    ['testing.md', '- {{tset-command}}', 'write `{{test-command}}`'],
    ['testing.md', '- All of {{criteria}}', '`{{criteria}}` is a list'],
    ['testing.md', '- Run `{{rule}}`', 'line 1: `{{rule}}` is not known'],
    ['testing.md', '# A\n\nJust do it.', 'line 3: this is no item of the list'],
    ['testing.md', '<!-- later -->\n', 'line 1: it says nothing'],
    ['testing.md', `- ${'x'.repeat(4_000)}`, 'it has 4002 characters'],
    ['tests.md', '- x', 'its name is no category'],
    ['sub/testing.md', '- x', 'call it after one of development, testing'],
    ['testing.txt', '- x', 'call it `testing.md`'],
  ])('are told, and nothing of the file is used: %s, %j', (name, text, told) => {
    const { rules, warnings } = read({ [name]: text });
    expect(rules.size).toBe(0);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(told);
    expect(warnings[0]).toContain('is not used, and the built-in words stand in for it');
  });

  test('a file that could not be read is told, a readme and files elsewhere are none', () => {
    expect(readOwnRules({ paths: [`${FOLDER}testing.md`], files: [] }).warnings[0]).toContain('could not be read');
    expect(read({ 'README.md': 'x' }).warnings).toEqual([]);
    expect(readOwnRules({ paths: ['docs/testing.md'], files: [] }).warnings).toEqual([]);
  });
});
