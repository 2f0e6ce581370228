/** What was sent to models goes into what the run tells: nothing leaves unseen. */
import { type CleanedPrompt, sentBy } from '../domain/prompt.ts';
import { withheldWarning } from '../guard/prompt.ts';
import { sentSection } from '../report/sections/sent.ts';
import type { Tick } from './tick.ts';

/** Once for each call. `to`: the model, as `modelText` has it. */
export function tellSent({ told }: Pick<Tick, 'told'>, cleaned: CleanedPrompt, to: string | null): void {
  const calls = [...(told.sent?.calls ?? []), sentBy(cleaned, to)];
  told.sent = { calls, words: sentSection(calls) };
  const warning = withheldWarning(cleaned);
  if (warning !== null && !told.warnings.includes(warning)) told.warnings.push(warning);
}
