/** How a flow asks models: whoever answers, what was sent is told, and what failed is no answer. */
import { modelText, type Question, type Reply } from '../domain/model.ts';
import type { CleanedPrompt, PromptDraft } from '../domain/prompt.ts';
import { cleanPrompt, promptTexts } from '../guard/prompt.ts';
import { tellSent } from './telling-sent.ts';
import { cleaningOf, type Tick } from './tick.ts';

/** Replies by the id of their question; what was not asked, or is still out, has none. */
export type Ask = (questions: readonly Question[]) => Promise<ReadonlyMap<string, Reply>>;

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
  const replies = questions.length === 0 ? new Map<string, Reply>() : await ask(questions);
  if (replies.size === 0) return null;
  for (const { calls } of replies.values())
    for (const { model } of calls.slice(-1)) tellSent(tick, cleaned, modelText(model));
  return questions.map(({ id }) => {
    const reply = replies.get(id);
    return reply?.kind === 'answered' ? reply.value : undefined;
  });
}
