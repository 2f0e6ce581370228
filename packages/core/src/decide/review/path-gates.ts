/** Paths that a pull request has no business with: what steers machines, and what lies outside its task. */
import { codeSpan, counted } from '../../domain/markdown.ts';
import type { PullFile } from '../../domain/pull-request.ts';
import type { Task } from '../../domain/task.ts';
import type { Citation, GateFinding } from '../../domain/verdict.ts';
import { finding, type Gate, MOST_PLACES, type Scene } from './gate.ts';
import {
  isChangelog,
  isCode,
  isForbidden,
  isLock,
  isNamedAsTest,
  isSource,
  isTest,
  isTestOf,
  isWithin,
} from './paths.ts';
import { isSteering } from './steering.ts';

const pages = ({ place }: Scene, files: readonly PullFile[]): Citation[] =>
  files.map(({ path, status, before }) => ({
    text: path,
    url: status === 'removed' ? `${place(before ?? path)}` : place(path),
  }));

/** Named exactly by the task, such a path is a person's to judge; otherwise it has no place here. */
export const forbidden: Gate = (scene) => {
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

/**
 * Along with the task's own paths go its tests, the changelog and lock files. New tests and their data stand where they
 * like; other new code among the tests may be what they run instead of the project.
 */
export const scope: Gate = (scene) => {
  const { detail, task } = scene;
  const paths = task?.scope.paths ?? [];
  if (!task || paths.length === 0) return [];
  const isOwn = (file: PullFile): boolean => {
    const { path, before, status } = file;
    return (
      paths.some((entry) => isWithin(path, entry) || (before !== null && isWithin(before, entry))) ||
      isLock(path) ||
      isChangelog(path) ||
      (isTest(path) && !isNewSupport(file) && (status === 'added' || isTestOf(path, paths))) ||
      (mendsSource(task) && isSource(path) && !isSteering(path))
    );
  };
  const outside = (detail.files ?? []).filter((file) => !isOwn(file) && !isForbidden(file.path));
  const tests = outside.filter(({ path }) => isTest(path));
  const others = outside.filter(({ path }) => !isTest(path));
  return [
    ...(others.length === 0 ? [] : [outsideFinding(scene, others, 'change')]),
    ...(tests.length === 0 ? [] : [outsideFinding(scene, tests, 'person')]),
  ];
};

const isNewSupport = ({ path, status, additions }: PullFile): boolean =>
  status === 'added' && additions > 0 && (isSteering(path) || (isCode(path) && !isNamedAsTest(path)));

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
