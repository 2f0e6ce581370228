/** Specifications of people's issues: their exact words by type, and that they claim nothing that the issue does not. */
import { parseContract, renderContract } from '@steward/core/domain/contract.ts';
import { TASK_TYPES } from '@steward/core/domain/task.ts';
import { specifyIssue } from '@steward/core/think/template.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ISSUES } from './issues.ts';

describe.each(Object.entries(ISSUES))('the specification of the issue %s', (name, brief) => {
  const specification = specifyIssue(brief);

  test('reads as the golden file', async () => {
    const text = `# ${specification.title}\n\n${renderContract(specification, brief)}\n`;
    await expect(text).toMatchFileSnapshot(`../fixtures/think/issues/${name}.md`);
  });
});
