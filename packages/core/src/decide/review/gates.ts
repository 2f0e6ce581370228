/** What stands in the way of a pull request whatever its task wants; before any criterion, without any model. */
import { codeSpan, counted } from '../../domain/markdown.ts';
import type { PullDetail, PullFile } from '../../domain/pull-request.ts';
import type { Task } from '../../domain/task.ts';
import type { Citation, GateFinding } from '../../domain/verdict.ts';
import { checkGates } from './check-gates.ts';
import type { JudgedSuite } from './checks.ts';
import { addedSkips } from './diff-criterion.ts';
import { addedLines, isRead, type PatchLine, removedLines } from './patch.ts';
import { isChangelog, isForbidden, isGenerated, isLock, isSource, isTest, isTestOf, isWithin } from './paths.ts';
import type { Workflow } from './workflows.ts';

export interface ReviewPolicy {
  /** Most changed lines and files, without lock files and generated ones. */
  lines: number;
  files: number;
}

/** What the inspector says of text that it did not get to. */
const UNREAD = 'not inspected';

/** A secret in an added line; never its value. */
export interface Leak {
  path: string;
  line: number;
  what: string;
}

export interface Scene {
  detail: PullDetail;
  task: Task | null;
  suites: readonly JudgedSuite[];
  policy: ReviewPolicy;
  leaks: readonly Leak[];
  defaultBranch: string;
  /** Workflows of the default branch; null where they are not known. */
  workflows: readonly Workflow[] | null;
  /** Whether the default branch has workflows that run for pull requests; null where that is not known. */
  expectsChecks: boolean | null;
  place: (path: string, line?: number) => string;
  fresh: boolean;
}

type Gate = (scene: Scene) => GateFinding[];

const MOST_PLACES = 5;

const finding = (gate: GateFinding['gate'], level: GateFinding['level'], text: string, places: Citation[] = []) => [
  { gate, level, text, places: places.slice(0, MOST_PLACES) },
];

const pages = ({ place }: Scene, files: readonly PullFile[]): Citation[] =>
  files.map(({ path, status, before }) => ({
    text: path,
    url: status === 'removed' ? `${place(before ?? path)}` : place(path),
  }));

const draft: Gate = ({ detail }) =>
  detail.draft ? finding('draft', 'wait', 'It is a draft: mark it as ready when it is.', [pageOf(detail)]) : [];

const pageOf = ({ number, url }: PullDetail): Citation => ({ text: `#${number}`, url });

const empty: Gate = ({ detail }) => (detail.size.files === 0 ? finding('empty', 'change', 'It changes nothing.') : []);

const base: Gate = ({ detail, defaultBranch }) =>
  detail.base === defaultBranch
    ? []
    : finding('base', 'person', `It goes into ${codeSpan(detail.base)}, not into ${codeSpan(defaultBranch)}.`);

const conflicts: Gate = ({ detail }) => {
  if (detail.mergeable === 'conflicting') {
    return finding('conflicts', 'change', `It conflicts with ${codeSpan(detail.base)}: bring the branch up to date.`);
  }
  return detail.mergeable === 'unknown'
    ? finding('conflicts', 'wait', 'GitHub has not said yet whether it can be merged.')
    : [];
};

const unread: Gate = ({ detail }) => {
  if (detail.files === null) {
    return finding('unread', 'person', 'Its changes could not be read whole: a person has to look at them.');
  }
  const hidden = detail.files.filter((file) => !isRead(file) && !isGenerated(file.path) && file.status !== 'removed');
  if (hidden.length === 0) return [];
  const names = hidden.slice(0, MOST_PLACES).map(({ path }) => codeSpan(path));
  return finding('unread', 'person', `GitHub does not show what changed in ${names.join(', ')}: a person has to look.`);
};

const size: Gate = ({ detail, policy }) => {
  const counting = detail.files?.filter(({ path }) => !isGenerated(path));
  const lines = counting
    ? counting.reduce((sum, { additions, deletions }) => sum + additions + deletions, 0)
    : detail.size.additions + detail.size.deletions;
  const files = counting?.length ?? detail.size.files;
  if (lines <= policy.lines && files <= policy.files) return [];
  const much = `${counted(lines, 'changed line')} in ${counted(files, 'file')}`;
  const most = `at most ${counted(policy.lines, 'line')} and ${counted(policy.files, 'file')}`;
  return finding('size', 'change', `It is too large to be judged as one task (${much}, ${most}): split it.`);
};

/** Named exactly by the task, such a path is a person's to judge; otherwise it has no place here. */
const forbidden: Gate = (scene) => {
  const touched = (scene.detail.files ?? []).filter((file) => isForbidden(file.path) || isForbidden(file.before ?? ''));
  const isNamed = ({ path }: PullFile): boolean =>
    scene.task?.scope.paths.some((entry) => isWithin(path, entry)) ?? false;
  const named = touched.filter(isNamed);
  const others = touched.filter((file) => !isNamed(file));
  const list = (files: readonly PullFile[]) =>
    files
      .slice(0, MOST_PLACES)
      .map(({ path }) => codeSpan(path))
      .join(', ');
  return [
    ...(others.length === 0
      ? []
      : finding(
          'forbidden',
          'change',
          `${list(others)} steers workflows or agents, or holds secrets: take it out of this pull request.`,
          pages(scene, others),
        )),
    ...(named.length === 0
      ? []
      : finding(
          'forbidden',
          'person',
          `${list(named)} steers workflows or agents, as the task wants: a person has to look.`,
          pages(scene, named),
        )),
  ];
};

/** Along with the task's own paths go its tests, the changelog and lock files; new tests stand where they like. */
const scope: Gate = (scene) => {
  const { detail, task } = scene;
  const paths = task?.scope.paths ?? [];
  if (!task || paths.length === 0) return [];
  const isOwn = ({ path, before, status }: PullFile): boolean =>
    paths.some((entry) => isWithin(path, entry) || (before !== null && isWithin(before, entry))) ||
    isLock(path) ||
    isChangelog(path) ||
    isTestOf(path, paths) ||
    (isTest(path) && status === 'added') ||
    (mendsSource(task) && isSource(path));
  const outside = (detail.files ?? []).filter((file) => !isOwn(file) && !isForbidden(file.path));
  const tests = outside.filter(({ path }) => isTest(path));
  const others = outside.filter(({ path }) => !isTest(path));
  return [
    ...(others.length === 0 ? [] : [outsideFinding(scene, others, 'change')]),
    ...(tests.length === 0 ? [] : [outsideFinding(scene, tests, 'person')]),
  ];
};

/** To let a test run again, what it tests may have to be mended, and nobody knew where when the task was written. */
const mendsSource = ({ evidence, scope: { paths } }: Task): boolean =>
  evidence.every(({ rule }) => rule === 'skipped-test') && paths.every((path) => isTest(path) || isChangelog(path));

function outsideFinding(scene: Scene, files: readonly PullFile[], level: 'change' | 'person'): GateFinding {
  const shown = files.slice(0, MOST_PLACES).map(({ path, status }) => `${codeSpan(path)} was ${WAS[status]}`);
  const rest = files.length - shown.length;
  const words = `${shown.join(', ')}${rest > 0 ? ` and ${counted(rest, 'more file', 'more files')}` : ''}`;
  const what = level === 'change' ? `revert ${files.length > 1 ? 'them' : 'it'}` : 'say why, or revert it';
  return { gate: 'scope', level, text: `${words}; ${what}.`, places: pages(scene, files).slice(0, MOST_PLACES) };
}

const WAS: Record<PullFile['status'], string> = {
  added: 'added',
  removed: 'deleted',
  modified: 'changed',
  renamed: 'renamed',
};

/** Tests that disappear or stop running make any suite green. */
const tests: Gate = (scene) => {
  const files = scene.detail.files ?? [];
  const removed = files.filter(({ path, status }) => status === 'removed' && isTest(path));
  const skips = addedSkips(files);
  return [
    ...(removed.length === 0
      ? []
      : finding(
          'tests',
          'person',
          `It deletes ${removed
            .slice(0, MOST_PLACES)
            .map(({ path }) => codeSpan(path))
            .join(', ')}: a person has to say whether that is meant.`,
        )),
    ...weakened(files),
    ...(skips.length === 0
      ? []
      : finding(
          'tests',
          'person',
          `It makes ${counted(skips.length, 'test')} not run: a person has to say whether that is meant.`,
          skips.map(({ file, line }) => ({
            text: `${file.path}:${line.line}`,
            url: scene.place(file.path, line.line),
          })),
        )),
  ];
};

const ASSERTION =
  /\bassert\b|\bassert[A-Z_]\w*|\bexpect\s*\(|\.should\b|\bt\.(?:Error|Fatal|Fail)\w*\(|\brequire\.\w+\(|\bpytest\.raises\b/;

/** That a test checks less than before is no proof of anything, and hides well among what is green. */
function weakened(files: readonly PullFile[]): GateFinding[] {
  const count = (lines: readonly PatchLine[]): number => lines.filter(({ text }) => ASSERTION.test(text)).length;
  const weaker = files.filter(
    (file) => isTest(file.path) && file.status !== 'removed' && count(removedLines(file)) > count(addedLines(file)),
  );
  if (weaker.length === 0) return [];
  const names = weaker.slice(0, MOST_PLACES).map(({ path }) => codeSpan(path));
  return finding(
    'tests',
    'person',
    `${names.join(', ')} checks less than before: a person has to say whether that is meant.`,
  );
}

const secrets: Gate = (scene) => {
  const { leaks: all, place } = scene;
  const leaks = all.filter(({ what }) => what !== UNREAD);
  if (leaks.length < all.length) {
    const text = 'Not all of it could be searched for secrets: a person has to look.';
    return [...finding('secrets', 'person', text), ...secrets({ ...scene, leaks })];
  }
  if (leaks.length === 0) return [];
  const places = leaks.map(({ path, line }) => ({ text: `${path}:${line}`, url: place(path, line) }));
  const kinds = [...new Set(leaks.map(({ what }) => what))].slice(0, 3).join(', ');
  const what = `It adds what looks like ${leaks.length === 1 ? 'a secret' : 'secrets'} (${kinds})`;
  return finding('secrets', 'change', `${what}: take it out, and revoke it, since whoever reads this has it.`, places);
};

const threads: Gate = ({ detail }) => {
  if (detail.threads === null) return finding('threads', 'person', 'It has more review threads than were read.');
  const open = detail.threads.filter(({ resolved }) => !resolved);
  if (open.length === 0) return [];
  const places = open.map(({ path, line, url }) => ({ text: line === null ? path : `${path}:${line}`, url }));
  const many = `${counted(open.length, 'review thread')} ${open.length === 1 ? 'is' : 'are'}`;
  return finding('threads', 'person', `${many} unresolved: answer and resolve.`, places);
};

const reviewers: Gate = ({ detail }) =>
  detail.decision === 'CHANGES_REQUESTED'
    ? finding('reviewers', 'change', 'A reviewer asked for changes: see the review.', [pageOf(detail)])
    : [];

const GATES: readonly Gate[] = [
  empty,
  conflicts,
  checkGates,
  secrets,
  forbidden,
  scope,
  size,
  tests,
  reviewers,
  threads,
  unread,
  base,
  draft,
];

export const findGates = (scene: Scene): GateFinding[] => GATES.flatMap((gate) => gate(scene));
