/** From a project to ranked causes: runs every rule, and makes findings of one cause one piece of work. */
import type { Finding, Project, Rule } from '../domain/evidence.ts';
import { failingWorkflow } from './rules/failing-workflow.ts';
import { skippedTest } from './rules/skipped-test.ts';
import { suppressedCheck } from './rules/suppressed-check.ts';
import { todo } from './rules/todo.ts';
import { unpinnedAction } from './rules/unpinned-action.ts';

export const RULE_TABLE = { todo, 'skipped-test': skippedTest, 'failing-workflow': failingWorkflow, 'suppressed-check': suppressedCheck, 'unpinned-action': unpinnedAction } as unknown as Record<string, Rule>;

export const gatherEvidence = (project: Project, rules = RULE_TABLE): Finding[] =>
  Object.values(rules).flatMap((rule) => rule.find(project));
