/** How a flow asks models: whoever answers, what failed is no answer. */
import type { Question } from '../domain/model.ts';
import type { CleanedPrompt, PromptDraft } from '../domain/prompt.ts';
import { cleanPrompt, promptTexts } from '../guard/prompt.ts';
import { cleaningOf, type Tick } from './tick.ts';

/** What a model said. */
export interface Said {
  value: unknown;
  model: string;
}

/**
 * Answers by the id of their question; what was not asked, has no answer or is still out has none. `cleaned`: what the
 * questions were made of, for whoever asks to tell what was sent.
 */
export type Ask = (questions: readonly Question[], cleaned: CleanedPrompt) => Promise<ReadonlyMap<string, Said>>;

export const askNobody: Ask = async () => new Map();

/** The prompt as it may be sent. */
export async function cleanedFor(tick: Tick, draft: PromptDraft): Promise<CleanedPrompt> {
  const found = await tick.world.inspector.inspect(promptTexts(draft));
  return cleanPrompt(draft, { ...cleaningOf(tick), egress: tick.config.egress }, found);
}

/** Values of the answers, one for each question; of one that failed, undefined. Null: nobody replied at all. */
export async function answersTo(
  cleaned: CleanedPrompt,
  { questions, ask }: { questions: readonly Question[]; ask: Ask },
): Promise<unknown[] | null> {
  const said = questions.length === 0 ? new Map<string, Said>() : await ask(questions, cleaned);
  if (said.size === 0) return null;
  return questions.map(({ id }) => said.get(id)?.value);
}
