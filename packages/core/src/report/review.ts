/** The one comment that a review is: what holds, what does not, what nobody looked at, and what comes next. */
import { codeSpan, link, oneLine, tableCell } from '../domain/markdown.ts';
import type { PullDetail } from '../domain/pull-request.ts';
import {
  type Citation,
  type Click,
  type CriterionVerdict,
  type GateFinding,
  type Review,
  ROUNDS,
  type Ruling,
} from '../domain/verdict.ts';

export interface ReviewText {
  review: Review;
  pull: Pick<PullDetail, 'number' | 'url'>;
  /** Who works on it, where that is known; none: the author. */
  agent: string | null;
  /** Whoever made it does not follow it, or had their rounds: another attempt is made. */
  retried: boolean;
}

/** The body without its marker. Every text of the review is clean. */
export function renderReview(input: ReviewText): string {
  const { review } = input;
  return [header(review), table(review.criteria), notes(input).join('\n'), `<sub>Next: ${next(input)}</sub>`]
    .filter((block) => block !== '')
    .join('\n\n');
}

const WORDS: Record<Ruling, string> = { met: 'met', 'not-met': 'not met', unknown: 'unknown' };

const isWrong = ({ gates, criteria }: Review): boolean =>
  gates.some(({ level }) => level === 'change') || criteria.some(({ ruling }) => ruling === 'not-met');

function header(review: Review): string {
  const { overall, criteria, head, round } = review;
  const met = criteria.filter(({ ruling }) => ruling === 'met').length;
  const counts = criteria.length === 0 ? '' : `: ${met} of ${criteria.length} criteria met`;
  const words = isWrong(review)
    ? 'Not ready'
    : {
        accepted: 'Ready',
        waiting: 'Waiting',
        'needs-person': 'A person has to look',
        'changes-requested': 'Not ready',
      }[overall];
  const rounds = isWrong(review) || round > 1 ? [`round ${Math.min(round, ROUNDS)} of ${ROUNDS}`] : [];
  return [`**${words}${counts}**`, `head ${head.slice(0, 7)}`, ...rounds].join(' · ');
}

function table(criteria: readonly CriterionVerdict[]): string {
  if (criteria.length === 0) return '';
  const rows = criteria.map(({ n, text, ruling, reason, evidence }) =>
    [String(n), oneLine(text), WORDS[ruling], `${reason}${cited(evidence)}`].map(tableCell).join(' | '),
  );
  return ['| | Criterion | Verdict | Evidence |', '|---|---|---|---|', ...rows.map((row) => `| ${row} |`)].join('\n');
}

const cited = (places: readonly Citation[]): string =>
  places.length === 0 ? '' : ` (${places.map(({ text, url }) => link(codeSpan(text), url)).join(', ')})`;

const sentence = ({ text, places }: GateFinding): string => `${text}${cited(places)}`;

function notes({ review, pull }: ReviewText): string[] {
  const { gates, criteria, clicks } = review;
  const of = (level: GateFinding['level']) => gates.filter((gate) => gate.level === level && gate.gate !== 'scope');
  const hints = criteria.flatMap(({ ruling, hint, n }) => (ruling === 'not-met' && hint ? [`${n}. ${hint}.`] : []));
  return [
    line('Change', [...hints, ...of('change').map(sentence)]),
    line('Outside the task', gates.filter(({ gate }) => gate === 'scope').map(sentence)),
    line('Waits', of('wait').map(sentence)),
    line('A person decides', of('person').map(sentence)),
    line(
      'Only a person can press',
      clicks.map((click) => `${PRESS[click]} (${link(`#${pull.number}`, pull.url)})`),
    ),
    line('Not checked', [`${review.notChecked.join('; ')}.`]),
  ].filter((text) => text !== '');
}

/** What the button says. */
export const PRESS: Record<Click, string> = {
  'approve-runs': '“Approve and run workflows”',
  'mark-ready': '“Ready for review”',
  'resolve-threads': '“Resolve conversation”',
  approve: '“Approve”',
};

/** One item stands in the line, several below it. */
function line(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return items.length === 1
    ? `**${title}:** ${items[0]}`
    : [`**${title}:**`, ...items.map((item) => `- ${item.replace(/^(\d+)\. /, 'Criterion $1: ')}`)].join('\n');
}

function next({ review, agent, retried }: ReviewText): string {
  const { overall, clicks } = review;
  const who = agent ?? 'the author';
  if (retried) return 'another attempt gets this list; a person may still take this one, or close it.';
  if (overall === 'accepted') {
    return clicks.includes('approve')
      ? 'a reviewer approves, then a person merges.'
      : 'a person merges it, or says why not.';
  }
  if (overall === 'changes-requested') return `${who} revises once more, then a person is asked.`;
  if (overall === 'waiting') {
    return clicks.length > 0
      ? 'a person presses that, then this is looked at again.'
      : 'this is looked at again when that is known.';
  }
  return isWrong(review) ? 'a person decides; changes were asked for before.' : 'a person looks at what is unknown.';
}
