/** What an agent may change, what is not asked for, and what it never touches, whatever a task names. */
import type { CleanAssignment } from '../../domain/assignment.ts';
import { joinItems } from '../../domain/items.ts';
import { codeSpan } from '../../domain/markdown.ts';
import { patternOf } from '../../domain/path-pattern.ts';
import { listOf } from './part.ts';

const MOST_PATHS = 11;
const MOST_PATTERNS = 20;

const NEVER = [
  '`.github/workflows/**` and everything else in `.github/`',
  'the branch `steward/state`, and any branch but your own',
  'files that hold secrets, such as `.env` or keys, and what secrets are read from',
  'settings of agents, such as `AGENTS.md`, `CLAUDE.md` or `.claude/**`',
];

/** `withAsides`: also what is assumed and not asked for. */
export function boundary({ task, forbidden }: CleanAssignment, withAsides: boolean): string {
  const { scope, assumptions } = task;
  const patterns = forbidden.slice(0, MOST_PATTERNS);
  const isForbidden = (path: string): boolean =>
    /^(?:\.\/)?\.github(?:\/|$)/i.test(path) || patterns.some((pattern) => patternOf(pattern)?.test(path));
  const named = scope.paths.slice(0, MOST_PATHS).filter((path) => path !== '');
  const own = named.filter((path) => !isForbidden(path));
  const others = named.filter(isForbidden);
  const rest = forbidden.length - patterns.length;
  const never = [...NEVER, ...patterns.map(codeSpan), ...(rest > 0 ? [`${rest} more patterns of the owner`] : [])];
  const asides = [
    ...(scope.not.length === 0 ? [] : [`Not asked for: ${joinItems(scope.not)}.`]),
    ...(assumptions.length === 0 ? [] : [`Assumed: ${joinItems(assumptions)}. Ask, if that is not so.`]),
  ];
  return [
    '**Scope**',
    listOf([
      mayChange(own, others),
      ...(withAsides ? asides : []),
      `Never touch: ${never.join('; ')}. A pull request that does is sent back.`,
      ...(others.length === 0 ? [] : [leftToPeople(others)]),
    ]),
  ].join('\n\n');
}

const mayChange = (paths: readonly string[], others: readonly string[]): string =>
  paths.length === 0
    ? `May change: what the criteria need${others.length === 0 ? '' : ' elsewhere'}, and nothing else.`
    : `May change: ${paths.map(codeSpan).join(', ')}, and with them their tests, lock files and the changelog.`;

const leftToPeople = (paths: readonly string[]): string =>
  `The task names ${paths.map(codeSpan).join(', ')}, which no agent touches: say in the pull request what a person has to change there.`;
