/** Which part of the work a task belongs to: by its type, and to deployment by what its title is about. */
import type { Category, TaskType } from './task.ts';

/** What belongs to each, in words for people. */
export const CATEGORY_USES: Record<Category, string> = {
  development: 'new code, features, bug fixes, refactoring, speed',
  testing: 'writing tests, running them, coverage, keeping them working',
  deployment: 'builds, environments, database migrations, health checks',
  analysis: 'reading code, usage, security and performance audits',
  maintenance: 'dependencies, known weaknesses, clean-up, documentation, monitoring',
};

const BY_TYPE: Record<TaskType, Category> = {
  'new-project': 'development',
  feature: 'development',
  'bug-fix': 'development',
  refactor: 'development',
  performance: 'development',
  testing: 'testing',
  'code-review': 'analysis',
  documentation: 'maintenance',
  security: 'maintenance',
  'dependency-update': 'maintenance',
};

const DEPLOYMENT =
  /\b(?:deploy(?:s|ed|ing|ments?)?|roll-?outs?|(?:database|schema) migrations?|health ?checks?|docker ?files?|(?:docker|container) (?:images?|builds?)|helm charts?|terraform|kubernetes|staging|provisioning)\b/i;

/** Code that brings the product somewhere is deployment, whether it is mended, added or put in order. */
export function categoryOf(type: TaskType, title: string): Category {
  const category = BY_TYPE[type];
  return category === 'development' && DEPLOYMENT.test(title) ? 'deployment' : category;
}
