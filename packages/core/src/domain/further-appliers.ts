/** Appliers of what is apart from tasks, joined here so that the one total record stays short. */
import { CLOSING_APPLIERS } from './closing-appliers.ts';
import { LEAVE_APPLIERS } from './leave-appliers.ts';
import { LIMIT_APPLIERS } from './limit-appliers.ts';
import { MODEL_APPLIERS } from './model-appliers.ts';
import { MONEY_APPLIERS } from './money-appliers.ts';
import { PLAN_APPLIERS } from './plan-appliers.ts';
import { THINKING_APPLIERS } from './thinking-appliers.ts';

export const FURTHER_APPLIERS = {
  ...CLOSING_APPLIERS,
  ...LEAVE_APPLIERS,
  ...LIMIT_APPLIERS,
  ...MODEL_APPLIERS,
  ...MONEY_APPLIERS,
  ...PLAN_APPLIERS,
  ...THINKING_APPLIERS,
};
