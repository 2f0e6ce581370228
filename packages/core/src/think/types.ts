/** The words of each type of task, total over the types: what people ask for has no rule, and owners' rules have no words. */
import type { TaskType } from '../domain/task.ts';
import type { TypeWords } from './matter.ts';
import { bugFix } from './types/bug-fix.ts';
import { codeReview } from './types/code-review.ts';
import { dependencyUpdate } from './types/dependency-update.ts';
import { documentation } from './types/documentation.ts';
import { feature } from './types/feature.ts';
import { newProject } from './types/new-project.ts';
import { performance } from './types/performance.ts';
import { refactor } from './types/refactor.ts';
import { security } from './types/security.ts';
import { testing } from './types/testing.ts';

export const TYPE_WORDS: Record<TaskType, TypeWords> = {
  'new-project': newProject,
  feature,
  'bug-fix': bugFix,
  documentation,
  testing,
  security,
  performance,
  'code-review': codeReview,
  refactor,
  'dependency-update': dependencyUpdate,
};
