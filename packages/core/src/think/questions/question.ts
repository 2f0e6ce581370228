/** A question made of a prompt that guard cleaned. */
import type { AnswerForm, Effort, Question, Role } from '../../domain/model.ts';
import type { CleanedPrompt, Purpose } from '../../domain/prompt.ts';

/** Who answers what: the role has its chain of models. */
export const ROLE_OF: Record<Purpose, Role> = {
  ...{ specify: 'specify', diagnose: 'diagnose', research: 'research', adopt: 'specify', review: 'review' },
  ...{ plan: 'plan', 'plan-review': 'review', 'plan-revise': 'plan', report: 'report' },
};

export interface Asking {
  /** Of `decide/gate`: what the question is known by. */
  key: string;
  /** Where it is not that of the purpose. */
  role?: Role;
  effort?: Effort;
  /** Tokens of the answer. */
  most?: number;
}

export const questionOf = (
  { purpose, prompt }: CleanedPrompt,
  form: AnswerForm,
  { key, role = ROLE_OF[purpose], effort = 'medium', most }: Asking & { most: number },
): Question => ({ id: key, role, prompt, form, most, effort });
