/** How a flow asks models: whoever answers, what was sent is told, and what failed is no answer. */
import type { Question } from '../domain/model.ts';
import type { CleanedPrompt, PromptDraft } from '../domain/prompt.ts';
import { cleanPrompt, promptTexts } from '../guard/prompt.ts';
import { tellSent } from './telling-sent.ts';
import { cleaningOf, type Tick } from './tick.ts';

/** What a model said; `fresh`: it was asked by this run. */
export interface Said {
  value: unknown;
  model: string;
  fresh: boolean;
}

/** Answers by the id of their question; what was not asked, has no answer or is still out has none. */
export type Ask = (questions: readonly Question[]) => Promise<ReadonlyMap<string, Said>>;

export const askNobody: Ask = async () => new Map();

/** The prompt as it may be sent. */
export async function cleanedFor(tick: Tick, draft: PromptDraft): Promise<CleanedPrompt> {
  const found = await tick.world.inspector.inspect(promptTexts(draft));
  return cleanPrompt(draft, { ...cleaningOf(tick), egress: tick.config.egress }, found);
}

/** Values of the answers, one for each question; of one that failed, undefined. Null: nobody replied at all. */
export async function answersTo(
  tick: Tick,
  cleaned: CleanedPrompt,
  { questions, ask }: { questions: readonly Question[]; ask: Ask },
): Promise<unknown[] | null> {
  const said = questions.length === 0 ? new Map<string, Said>() : await ask(questions);
  if (said.size === 0) return null;
  for (const { model, fresh } of said.values()) if (fresh) tellSent(tick, cleaned, model);
  return questions.map(({ id }) => said.get(id)?.value);
}
