/** A goal of the owner: the words of a task that reaches it, as far as the owner said what that is. */
import type { Finding } from '../../domain/evidence.ts';
import {
  changelogSays,
  codeSpan,
  type DraftCriterion,
  fact,
  named,
  suitePasses,
  type Template,
  TITLE_LIMIT,
  titleQuoting,
  withoutStop,
} from '../draft.ts';

const MOST_DETAILS = 6;

export const goal: Template = (brief, [first]) => {
  const text = fact(first, 'text');
  const details = detailsOf(first);
  return {
    title: title(text, first),
    type: 'feature',
    priority: { least: 'low', most: 'high' },
    why: why(first, text),
    criteria: [
      {
        text: `The pull request shows it reached by one example that did not work before: what is done, and what comes of it${details.length === 0 ? '' : ', for each point below'}.`,
        check: 'review',
      },
      ...pullEnds(first),
      ...details.map((detail): DraftCriterion => ({ text: `${withoutStop(detail)}.`, check: 'review' })),
      { text: 'A test fails without the change and passes with it.', check: 'review' },
      ...suitePasses(brief, first.path),
      ...changelogSays(brief),
    ],
    scope: { paths: [], not: ['other goals of the file', 'more than the smallest change that a user would notice'] },
    assumptions: [leftOpen(text ?? '', details)],
    estimate: Math.min(16, 8 + 2 * details.length),
  };
};

function detailsOf(finding: Finding): string[] {
  const names = Array.from({ length: MOST_DETAILS }, (_, at) => `detail${at + 1}`);
  return names.map((name) => fact(finding, name)).filter((detail) => detail !== undefined);
}

/** The owner's own words, where they fit; they are no code and no command. */
function title(text: string | undefined, first: Finding): string {
  const words = text?.replaceAll('`', "'");
  if (words === undefined) return `A goal of ${codeSpan(first.path)} is open`;
  return [...words].length <= TITLE_LIMIT ? words : (titleQuoting(words, { before: 'Goal: ' }) ?? words);
}

function why(first: Finding, text: string | undefined): string {
  const section = fact(first, 'section');
  const said = fact(first, 'why');
  const under = section === undefined ? '' : `, under ${named(section)}`;
  const wanted = text === undefined ? '' : `: ${codeSpan(withoutStop(text))}`;
  const pull = fact(first, 'pull');
  const draft = first.facts.draft === true ? ', a draft,' : '';
  const works = pull === undefined ? '' : ` Pull request ${codeSpan(`#${pull}`)}${draft} works on it.`;
  const because =
    said === undefined ? ' The file does not say why.' : ` The file says why: ${codeSpan(withoutStop(said))}.`;
  return `An open goal of the owner in ${codeSpan(first.path)}${under}${wanted}.${works}${because}`;
}

/** Work that is under way is brought to its end before it is begun anew. */
function pullEnds(first: Finding): DraftCriterion[] {
  const pull = fact(first, 'pull');
  if (pull === undefined) return [];
  const text = `Pull request ${codeSpan(`#${pull}`)} is merged, or closed with what stood against it.`;
  return [{ text, check: 'review' }];
}

/** A number with what it counts, or with a bound. */
const MEASURE =
  /\d\s?(?:%|[kMG]?i?B\b|ms\b|s\b|seconds?|minutes?|hours?|days?|times|x\b|lines?|files?|users?|requests?|tests?)|\b(?:under|within|below|above|at (?:least|most)|less than|more than)\s+\d/i;

function leftOpen(text: string, details: readonly string[]): string {
  if (details.length > 0) return 'The points above are all of it, and how each is reached is left open';
  if (MEASURE.test(text)) return 'The number named in the goal is its measure; where it is measured is left open';
  return 'The goal names no measure: where it holds and how far it goes is left open, and the pull request says what was chosen';
}
