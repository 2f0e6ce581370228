/** Why an issue is left alone: whose work it is already, and what people with a say have said of it. */
import { type IssueReport, isInsider, type Remark } from '../../domain/issue-report.ts';

export const LEAVES = [
  'closed',
  'locked',
  'by a bot',
  'to be ignored',
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

export function standsAlone(report: IssueReport, ignore: string): Leave[] {
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
const DECISION =
  /\b(?:won'?t ?fix|will not (?:fix|change|add|do|be)|won't (?:fix|change|add|do|be)|not going to|not a bug|by design|(?:works|working|behaves|is|this is) (?:as|exactly as) (?:intended|designed|documented|expected)|intended behavio|not planned|out of scope|no plans?|closing (?:this|as|in)|duplicate of|same as #\d|see #\d+ instead|(?:i'll|i will|we'll|we will|let me) (?:take|fix|do|handle|work on|look into|have a look|send|open)|i(?:'m| am) (?:on it|working on|fixing)|working on (?:it|this|that|a fix)|(?:is|was|been|already) fixed (?:in|on|by|with)|fixed (?:in|on|by) (?:main|master|\d|v\d|#)|will be fixed (?:in|by)|keine? (?:fehler|bug)|wird nicht|kein bug)\b/i;

/** The original speaks; a maintainer's own report is no answer to itself. */
const insiders = ({ remarks, author }: IssueReport): Remark[] =>
  remarks.filter((remark) => isInsider(remark.association) && remark.author !== author);

/** Quoted lines are somebody else's words. */
const said = (body: string): string =>
  body
    .slice(0, 10_000)
    .split('\n')
    .filter((line) => !/^\s*>/.test(line))
    .join('\n')
    .replace(/[’‘]/g, "'");

const isDecided = (report: IssueReport): boolean => insiders(report).some(({ body }) => DECISION.test(said(body)));

const ASKS =
  /[?？]|\b(?:could|can|would) you\b|\bplease (?:share|give|provide|post|add|send|attach|tell|show|try|paste)\b|\bwe need\b|\bneed (?:more|a|an|the|some) (?:info|details|repro|example|steps|version)/i;

/** A maintainer calls it something else than a fault. */
export const isCalledWish = (report: IssueReport): boolean =>
  insiders(report).some(({ body }) => NO_FAULT.test(said(body)));

const NO_FAULT =
  /\b(?:feature request|enhancement|wish)\b.{0,40}\b(?:not|rather than|instead of)\b|\b(?:not|isn't|rather than) (?:really )?a bug\b/i;

/** Whoever reported it says that it is over. */
export const isTakenBack = ({ remarks, author }: IssueReport): boolean =>
  remarks.some((remark) => remark.author === author && OVER.test(said(remark.body)));

const OVER =
  /\b(?:that (?:was|did) it|(?:it|this) works? now|works for me now|solved|my (?:mistake|fault|bad)|never ?mind|false alarm|user error|i was wrong|please close|can be closed|hat sich erledigt|mein fehler)\b/i;

/** Somebody has asked already: a person with a say, or anybody who asked for what is missing. */
export const wasAsked = (report: IssueReport): boolean =>
  report.remarks.some(
    ({ author, association, body }) =>
      author !== report.author && ASKS.test(said(body)) && (isInsider(association) || WANTS_STEPS.test(said(body))),
  );

const WANTS_STEPS =
  /reproduc|steps|example|version|which (?:input|command|file|version)|what (?:exactly|did you)|more (?:info|details)|stack ?trace|log/i;

/** A maintainer asked, and whoever reported it has not said anything since. */
export function waitsForAuthor(report: IssueReport): boolean {
  const asked = insiders(report).findLast(({ body }) => ASKS.test(said(body)));
  if (!asked) return false;
  return !report.remarks.some(({ author, createdAt }) => author === report.author && createdAt > asked.createdAt);
}
