/** Appliers of what is apart from tasks, joined here so that the one total record stays short. */
import { LEAVE_APPLIERS } from './leave-appliers.ts';
import { MODEL_APPLIERS } from './model-appliers.ts';
import { MONEY_APPLIERS } from './money-appliers.ts';
import { THINKING_APPLIERS } from './thinking-appliers.ts';

export const FURTHER_APPLIERS = { ...LEAVE_APPLIERS, ...MODEL_APPLIERS, ...MONEY_APPLIERS, ...THINKING_APPLIERS };
