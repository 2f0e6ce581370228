/** What a model is told for one purpose, with the owner's own words for it as the head of the default branch has them. */
import type { Purpose } from '../domain/prompt.ts';
import { cleanReason } from '../guard/specification.ts';
import { type Instructions, instructionsFor, NO_PROMPTS, readOwnPrompts } from '../think/prompts.ts';
import { projectIfReadable } from './project.ts';
import { cleaningOf, type Tick } from './tick.ts';

/** Where the tree cannot be read the built-in words stand alone; who looks for work says what is wrong with it. */
export async function instructionsOf(tick: Tick, purpose: Purpose): Promise<Instructions> {
  const project = await projectIfReadable(tick);
  const own = project === null ? NO_PROMPTS : readOwnPrompts(project);
  for (const warning of own.warnings) {
    const text = cleanReason(warning, cleaningOf(tick));
    if (!tick.told.warnings.includes(text)) tick.told.warnings.push(text);
  }
  return instructionsFor(purpose, own);
}
