/** Why an issue is left alone: whose work it is already, and what people with a say have said of it. */
import { type IssueReport, isInsider, type Remark } from '../../domain/issue-report.ts';
import { isStated, saidIn } from './statements.ts';

export const LEAVES = [
  'closed',
  'locked',
  'by a bot',
  'to be ignored',
  'its label was taken off',
  'assigned',
  'a pull request closes it',
  'kept for newcomers',
  'decided by a maintainer',
  'taken back by its author',
  'waits for its author',
  'declined before',
  'says the same as another',
  'no steps',
  'a question',
  'a wish',
  'private',
  'no report of a fault',
  'nobody labelled it',
  'to be planned',
] as const;
export type Leave = (typeof LEAVES)[number];

const NEWCOMERS =
  /^(?:good ?first ?(?:issue|bug|contribution|pr)|help ?wanted|first ?timers ?only|beginner(?: friendly)?|easy|up ?for ?grabs|starter|contributions? welcome|newcomer|low hanging fruit|e ?easy|d ?easy)\b/;
const STAY_OUT =
  /^(?:wont ?fix|won t fix|invalid|duplicate|blocked|on hold|needs? (?:discussion|decision|design|rfc)|stale|as designed|by design|works as intended|not a bug)$/;

const plain = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:status|resolution|state|difficulty|level) /, '');

const isForNewcomers = (labels: readonly string[]): boolean => labels.some((label) => NEWCOMERS.test(plain(label)));

/** `order`: when somebody who may ordered it to be taken up; what people had said by then is answered by that. */
export function standsAlone(whole: IssueReport, ignore: string, order: string | null = null): Leave[] {
  const isAnswered = ({ createdAt }: Remark): boolean => Date.parse(createdAt) <= Date.parse(order ?? '');
  const report = { ...whole, remarks: whole.remarks.filter((remark) => !isAnswered(remark)) };
  const { labels } = report;
  return [
    ...(report.open ? [] : ['closed' as const]),
    ...(report.locked ? ['locked' as const] : []),
    ...(report.author.endsWith('[bot]') ? ['by a bot' as const] : []),
    ...(labels.includes(ignore) || labels.some((label) => STAY_OUT.test(plain(label)))
      ? ['to be ignored' as const]
      : []),
    ...(report.assignees > 0 ? ['assigned' as const] : []),
    ...(report.pulls.length > 0 ? ['a pull request closes it' as const] : []),
    ...(isForNewcomers(labels) ? ['kept for newcomers' as const] : []),
    ...(isDecided(report) ? ['decided by a maintainer' as const] : []),
    ...(isTakenBack(report) ? ['taken back by its author' as const] : []),
  ];
}

/** What whoever maintains it says when there is nothing to do for others: refused, intended, taken, done, said before. */
const DECISION = new RegExp(
  [
    "won'?t ?fix|will not (?:fix|change|add|do|be)|won't (?:fix|change|add|do|be)|not going to|not planned|out of scope|no plans?",
    'not a bug|by design|(?:works|working|behaves|is|this is) (?:as|exactly as) (?:intended|designed|documented|expected)',
    'intended behavio|keine? (?:fehler|bug)|wird nicht|kein bug',
    '(?<!\\b(?:is|are|was|were|be|been|by|of|on|when|while|before|after|without|keeps?|stops?) )closing (?:this|as|in favou?r)',
    'duplicate of|same as #\\d|see #\\d+ instead',
    "(?:i'll|i will|we'll|we will|let me) (?:fix|handle|have a look|(?:take|do|work on|look into) (?:it|this|that|these|one|care)|(?:send|open) an? )",
    "i(?:'m| am) (?:on it|working on|fixing)|working on (?:it|this|that|a fix)",
    // What it was fixed by is something that can be looked up: restarting is no fix.
    '(?:(?:is|was|been|already|got) )?fixed (?:in|on|by|with) (?:main|master|trunk|head|v?\\d|#|pr\\b|[0-9a-f]{7}|the (?:next|last|latest|new|current)|(?:next|last|latest)\\b)',
    'will be fixed (?:in|by)',
  ]
    .map((words) => `\\b(?:${words})`)
    .join('|'),
  'gi',
);

/** The original speaks; a maintainer's own report is no answer to itself. */
const insiders = ({ remarks, author }: IssueReport): Remark[] =>
  remarks.filter((remark) => isInsider(remark.association) && remark.author !== author);

const isDecided = (report: IssueReport): boolean => insiders(report).some(({ body }) => isStated(body, DECISION));

const ASKS =
  /[?？]|\b(?:could|can|would) you\b|\bplease (?:share|give|provide|post|add|send|attach|tell|show|try|paste)\b|\bwe need\b|\bneed (?:more|a|an|the|some) (?:info|details|repro|example|steps|version)/i;

/** A maintainer calls it something else than a fault. */
export const isCalledWish = (report: IssueReport): boolean =>
  insiders(report).some(({ body }) => NO_FAULT.test(saidIn(body)));

const NO_FAULT =
  /\b(?:feature request|enhancement|wish)\b.{0,40}\b(?:not|rather than|instead of)\b|\b(?:not|isn't|rather than) (?:really )?a bug\b/i;

/** Whoever reported it says that it is over. */
const isTakenBack = ({ remarks, author }: IssueReport): boolean =>
  remarks.some((remark) => remark.author === author && isStated(remark.body, OVER));

/** Of a thing that can be closed twice nothing is over: it is the report that can be closed, and no more is said of it. */
const OVER =
  /(?:^\W{0,3}solved|\b(?:that (?:was|did) it|(?:it|this) works? now(?! only)|works for me now|(?:is|was|'s|been|got|have|has|i) (?:now |already )?solved|my (?:mistake|fault|bad)|never ?mind|false alarm|user error|i was wrong|please close (?:this|it|the issue)|(?:this|it|issue|ticket|report|one) can (?:now |then )?be closed(?= ?(?:now|then)?(?:[.,;!)]|$))|hat sich erledigt|mein fehler))(?:\b|$)/gi;

/** Somebody has asked already: a person with a say, or anybody who asked for what is missing. */
export const wasAsked = (report: IssueReport): boolean =>
  report.remarks.some(
    ({ author, association, body }) =>
      author !== report.author && ASKS.test(saidIn(body)) && (isInsider(association) || WANTS_STEPS.test(saidIn(body))),
  );

const WANTS_STEPS =
  /reproduc|steps|example|version|which (?:input|command|file|version)|what (?:exactly|did you)|more (?:info|details)|stack ?trace|log/i;

/** A maintainer asked, and whoever reported it has not said anything since. */
export function waitsForAuthor(report: IssueReport): boolean {
  const asked = insiders(report).findLast(({ body }) => ASKS.test(saidIn(body)));
  if (!asked) return false;
  return !report.remarks.some(({ author, createdAt }) => author === report.author && createdAt > asked.createdAt);
}
