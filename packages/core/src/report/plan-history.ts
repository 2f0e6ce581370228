/** How a plan came about, folded: what was drafted, who read it and what they said, and what was changed for it. */
import { codeSpan, titleText } from '../domain/markdown.ts';
import type { Plan, Planned, SecondOpinion } from '../domain/plan.ts';
import { folded } from './plan.ts';

/** The comment has to hold the plan twice besides. */
const MOST = 18_000;

const OPINIONS: Record<SecondOpinion, string> = {
  vendor: "read by another vendor's",
  model: 'read by another model of the same vendor, since no other vendor answered',
  same: 'read by the very model that drafted it, since no other answered',
  none: 'read by no other model: none answered',
  off: 'read by no other model: that is turned off',
};

/** Every text of it is clean. */
export function renderHistory(planned: Planned): string {
  const { models, opinion, review } = planned;
  const reader = models.review === null ? '' : ` (${codeSpan(models.review)})`;
  const revised = models.revise === null ? 'not revised' : `revised by ${codeSpan(models.revise)}`;
  const line = `<sub>Drafted by ${codeSpan(models.draft)}, ${OPINIONS[opinion]}${reader}, ${revised}.</sub>`;
  const parts = [
    folded('The draft', draftText(planned.draft)),
    list('What a program found in the draft', planned.found),
    review ? list('The review', remarksOf(planned), 'Nothing was found wrong.') : '',
    list('What was changed for it', planned.changes),
    list('What a program mended in the plan', planned.mended),
  ].filter((part) => part !== '');
  const whole = [line, ...parts].join('\n\n');
  return whole.length <= MOST ? whole : shortest(line, parts);
}

/** Without the draft, then without what is too long still: the plan itself comes first. */
function shortest(line: string, parts: readonly string[]): string {
  const kept: string[] = [line];
  for (const part of parts.slice(1)) if ([...kept, part].join('\n\n').length <= MOST) kept.push(part);
  return [...kept, '<sub>The draft is too long to stand here.</sub>'].join('\n\n');
}

const draftText = ({ summary, stories }: Plan): string =>
  [
    summary,
    stories
      .map(({ key, title, dependsOn }, index) => {
        const after =
          dependsOn.length === 0 ? '' : ` — after ${dependsOn.map((need) => codeSpan(need.key)).join(', ')}`;
        return `${index + 1}. ${codeSpan(key)} ${titleText(title)}${after}`;
      })
      .join('\n'),
  ]
    .filter((block) => block !== '')
    .join('\n\n');

const remarksOf = ({ review }: Planned): string[] =>
  (review?.remarks ?? []).map(({ story, text }) => (story === '' ? text : `${codeSpan(story)}: ${text}`));

const list = (title: string, items: readonly string[], none = ''): string => {
  if (items.length === 0) return none === '' ? '' : folded(title, none);
  return folded(title, items.map((item) => `- ${item}`).join('\n'));
};
