/** What an analysis comes to, in a paragraph: one question about its figures, and nothing of the repository besides. */
import type { Analysis, Share, Spans, Trend } from '../../domain/analysis.ts';
import { oneLine } from '../../domain/markdown.ts';
import type { AnswerForm, Question } from '../../domain/model.ts';
import type { CleanedPrompt, PromptDraft } from '../../domain/prompt.ts';
import { hoursBetween } from '../../domain/time.ts';
import type { Instructions } from '../prompts.ts';
import { record, text } from './form.ts';
import { type Asking, questionOf } from './question.ts';

const FIGURES = 'figures';
const MOST = 3_000;
const MOST_ROWS = 12;

export const draftReport = (figures: string, { system, owner }: Instructions): PromptDraft => ({
  ...{ purpose: 'report', system, owner, shared: [], closing: 'Write the paragraph about the figures above.' },
  own: [
    {
      ...{ id: FIGURES, heading: 'Figures and advice', text: figures, what: 'figures of the analysis' },
      ...{ kind: 'metadata', paths: [], gives: 0, most: MOST },
    },
  ],
  limits: { shared: 0, own: MOST + 200 },
});

export const PARAGRAPH_ANSWER: AnswerForm = {
  name: 'paragraph',
  schema: record({ paragraph: text('Two to four sentences; at most 500 characters') }),
};

/** Null: the figures had no room, or may not be sent. */
export const reportQuestion = (cleaned: CleanedPrompt, asking: Asking): Question | null =>
  cleaned.ids.has(FIGURES)
    ? { ...questionOf(cleaned, PARAGRAPH_ANSWER, { most: 1_500, ...asking }), alone: true }
    : null;

/** Every figure that may be named, as it is to be spelled; no moment among them, so that the same figures are the same text. */
export function figuresText(analysis: Analysis): string {
  const { tasks, velocity, approval, completion, response, present, forecast, weekly } = analysis;
  const { reviews, stale, open, suggested, unanswered, staleAfter } = present;
  return [
    `time looked at: ${spanWords(hoursBetween(analysis.window.from, analysis.window.to))}`,
    ...analysis.advice.map(({ rule, words, action }) => `advice (${rule}): ${oneLine(words)} ${oneLine(action)}`),
    `done: ${tasks.done}${trendWords(velocity.trend)}`,
    `done in a week: ${velocity.perWeek}`,
    `opened: ${tasks.opened}, rejected: ${tasks.rejected}, cancelled: ${tasks.cancelled}, taken back after the merge: ${tasks.reverted}`,
    `done, of those that ended: ${shareWords(completion.share)}${trendWords(completion.trend, true)}`,
    `suggestions taken up, not refused: ${shareWords(approval.share)}${trendWords(approval.trend, true)}`,
    ...spansWords('opened to first sign of work', response.start),
    ...spansWords('pull request to verdict', response.review),
    ...spansWords('suggestion to an answer', response.answer),
    `later half of the weeks against the earlier one: ${weekly.direction}`,
    `open now: ${open}, suggested now: ${suggested}, suggestions long unanswered: ${unanswered}`,
    `pull requests that wait for a review: ${reviews.length}; open tasks untouched for ${staleAfter} days: ${stale.length}`,
    ...(forecast === null ? [] : [`at this pace the ${forecast.open} open tasks take ${forecast.weeks} weeks`]),
    ...waitWords(analysis),
    ...groupWords(analysis),
  ].join('\n');
}

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

const shareWords = ({ count, of }: Share): string => (of === 0 ? 'none' : `${count} of ${of} (${percent(count, of)})`);

function trendWords({ direction, before }: Trend, isShare = false): string {
  if (before === null) return '';
  return ` (before: ${isShare ? percent(before, 1) : before}, trend: ${direction})`;
}

const spanWords = (hours: number): string =>
  hours < 48 ? `${Math.round(hours)} hours` : `${Math.round(hours / 24)} days`;

function spansWords(what: string, { n, median, ninth, waiting }: Spans): string[] {
  if (n + waiting === 0) return [];
  const within = median === null ? '' : `half within ${spanWords(median)}, `;
  const most = ninth === null ? '' : `nine in ten within ${spanWords(ninth)}, `;
  return [`${what}: ${within}${most}${n} counted, ${waiting} wait still`];
}

function waitWords({ stays, bottleneck }: Analysis): string[] {
  const rows = stays
    .filter(({ status, hours }) => status !== 'suggested' && hours > 0)
    .map(({ status, hours, now }) => `time spent ${status}: ${spanWords(hours)} in all, ${now} in it now`);
  return [...rows, ...(bottleneck === null ? [] : [`tasks wait longest while: ${bottleneck}`])];
}

/** What is not told where everybody reads is not in the analysis either. Nothing of models: asking one would make other figures. */
function groupWords({ types, rules, attempts, agents }: Analysis): string[] {
  return [
    ...types.slice(0, MOST_ROWS).map(({ name, done, rejected }) => `type ${name}: ${done} done, ${rejected} rejected`),
    ...rules.slice(0, MOST_ROWS).map(({ name, taken, refused }) => `rule ${name}: ${taken} taken, ${refused} refused`),
    ...(attempts === null ? [] : [`attempts that succeeded: ${shareWords(attempts.success)}`]),
    ...(agents ?? [])
      .slice(0, MOST_ROWS)
      .map(({ name, done, failed }) => `agent ${name}: ${done} done, ${failed} failed`),
  ];
}
