/** Which kinds of tests a project has, by where they lie: a task asks for no kind that would be new to it. */
import type { Project } from '../../domain/evidence.ts';
import type { TestLevel } from '../../domain/tooling.ts';

const PLACES: readonly [TestLevel, RegExp][] = [
  ['end-to-end', /^(?:.*\/)?(?:e2e|end[-_]to[-_]end|cypress|playwright)(?=\/)/i],
  ['integration', /^(?:.*\/)?(?:integration|integration[-_]?tests?|it)(?=\/)/i],
];

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function placeOf(path: string): [TestLevel, string] {
  for (const [level, place] of PLACES) {
    const folder = place.exec(path)?.[0];
    if (folder !== undefined) return [level, folder];
  }
  return ['unit', folderOf(path)];
}

/** The folder that holds most of each kind. */
export function testLevels(project: Project): Partial<Record<TestLevel, string>> {
  const counts = new Map<TestLevel, Map<string, number>>();
  for (const { path, role } of project.files) {
    if (role !== 'test') continue;
    const [level, folder] = placeOf(path);
    const folders = counts.get(level) ?? new Map<string, number>();
    counts.set(level, folders.set(folder, (folders.get(folder) ?? 0) + 1));
  }
  return Object.fromEntries([...counts].map(([level, folders]) => [level, commonest(folders)]));
}

const commonest = (folders: ReadonlyMap<string, number>): string =>
  [...folders].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? '';
