/** What an analysis comes to, in a paragraph: one question about its figures, and nothing of the repository besides. */
import type { AnswerForm, Question } from '../../domain/model.ts';
import type { CleanedPrompt, PromptDraft } from '../../domain/prompt.ts';
import { paragraphFault } from '../answers/report.ts';
import type { Figure } from '../figures.ts';
import type { Instructions } from '../prompts.ts';
import { record, text } from './form.ts';
import { type Asking, questionOf } from './question.ts';

const FIGURES = 'figures';
const MOST = 3_000;

export const draftReport = (figures: readonly Figure[], { system, owner }: Instructions): PromptDraft => ({
  ...{ purpose: 'report', system, owner, shared: [], closing: 'Write the paragraph about the figures above.' },
  own: [
    {
      ...{ id: FIGURES, heading: 'Figures and advice', text: figuresText(figures), what: 'figures of the analysis' },
      ...{ kind: 'metadata', paths: [], gives: 0, most: MOST },
    },
  ],
  limits: { shared: 0, own: MOST + 200 },
});

/** Null: the figures had no room, or may not be sent. */
export const reportQuestion = (cleaned: CleanedPrompt, figures: readonly Figure[], asking: Asking): Question | null =>
  cleaned.ids.has(FIGURES)
    ? { ...questionOf(cleaned, paragraphForm(figures), { most: 1_500, ...asking }), alone: true }
    : null;

const paragraphForm = (figures: readonly Figure[]): AnswerForm => ({
  name: 'paragraph',
  schema: record({ paragraph: text('Two to five sentences, with figures by their names in braces') }),
  fault: (value) => paragraphFault(value, figures),
});

/** What a model sees of them: names, what is put in their place, and what is advised. */
export const figuresText = (figures: readonly Figure[]): string =>
  figures
    .map(({ name, words, action }) => `{${name}}: ${words}.${action === undefined ? '' : ` (Advice: ${action})`}`)
    .join('\n');
