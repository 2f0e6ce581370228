/** Which issues a listing shows and in which order. */
import type { Discussed, World } from '../world.ts';
import { sandboxRefusal } from './failure.ts';
import { stateOf } from './issues-view.ts';
import type { Parameters } from './validation.ts';

const sameLogin = (a: string | null, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** `*` is any, `none` is none, otherwise the value itself. */
function matchesChoice(wanted: string | undefined, values: readonly string[]): boolean {
  if (wanted === undefined) return true;
  if (wanted === '*') return values.length > 0;
  if (wanted === 'none') return values.length === 0;
  return values.some((value) => sameLogin(value, wanted));
}

const text = (query: Parameters, key: string): string | undefined =>
  query[key] === undefined ? undefined : String(query[key]);

function hasLabels(subject: Discussed, wanted: string | undefined): boolean {
  const names = subject.labels.map((name) => name.toLowerCase());
  const asked = (wanted ?? '').split(',').filter((name) => name !== '');
  return asked.every((name) => names.includes(name.trim().toLowerCase()));
}

export function matchesIssueQuery(subject: Discussed, query: Parameters): boolean {
  for (const key of ['type', 'issue_field_values']) {
    if (query[key] !== undefined) throw sandboxRefusal(501, `the query parameter "${key}" is not implemented`);
  }
  const { state, since } = query;
  const creator = text(query, 'creator');
  const mentioned = text(query, 'mentioned');
  const milestone = subject.milestone === null ? [] : [String(subject.milestone)];
  return (
    (state === 'all' || stateOf(subject) === (state ?? 'open')) &&
    (since === undefined || Date.parse(subject.updatedAt) >= Date.parse(String(since))) &&
    (creator === undefined || sameLogin(subject.author, creator)) &&
    (mentioned === undefined || subject.body.toLowerCase().includes(`@${mentioned.toLowerCase()}`)) &&
    matchesChoice(text(query, 'assignee'), subject.assignees) &&
    matchesChoice(text(query, 'milestone'), milestone) &&
    hasLabels(subject, text(query, 'labels'))
  );
}

/** Equal times are told apart by number, so that pages never overlap. */
export function sortDiscussed<T extends Discussed>(world: World, all: readonly T[], query: Parameters): T[] {
  const rank = (subject: T): number => {
    if (query.sort === 'updated') return Date.parse(subject.updatedAt);
    if (query.sort === 'comments' || query.sort === 'popularity') return world.commentsOn(subject.number).length;
    return Date.parse(subject.createdAt);
  };
  const sign = query.direction === 'asc' ? 1 : -1;
  return all.toSorted((a, b) => sign * (rank(a) - rank(b) || a.number - b.number));
}
