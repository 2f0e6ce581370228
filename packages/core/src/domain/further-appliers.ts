/** Appliers of single events, joined here so that the one total record stays short. */
import { LEAVE_APPLIERS } from './leave-appliers.ts';
import { MODEL_APPLIERS } from './model-appliers.ts';

export const FURTHER_APPLIERS = { ...LEAVE_APPLIERS, ...MODEL_APPLIERS };
