/** Places in the code that a report names: in prose, or in the frames of a stack; only those that the tree has. */
import { permalink } from '../../domain/contract.ts';
import { type Evidence, excerptOf, type Project } from '../../domain/evidence.ts';

const MOST = 5;
const READ_LIMIT = 60_000;
const PATH =
  /(?<![\w./\\-])((?:[A-Z]:)?[/\\]?(?:[\w.@~+-]{1,80}[/\\]){0,20}[\w.@+-]{1,80}\.[A-Za-z]{1,8})(?:", line |:|\()?(\d{1,6})?/g;

/** By the longest end of the path that only one file of the tree has. */
export function placesIn(
  text: string,
  { paths, files }: Pick<Project, 'paths' | 'files'>,
  frame: { head: string; url: string },
): { paths: string[]; evidence: Evidence[] } {
  const byName = Map.groupBy(paths, (path) => path.slice(path.lastIndexOf('/') + 1));
  const texts = new Map(files.map((file) => [file.path, file.text]));
  const found = new Map<string, Evidence | null>();
  for (const [, named = '', at] of text.slice(0, READ_LIMIT).matchAll(PATH)) {
    const path = pathIn(named.replaceAll('\\', '/'), byName);
    if (path === null || found.size >= MOST) continue;
    const line = Number(at ?? 0);
    const shown = line > 0 ? texts.get(path)?.split('\n')[line - 1] : undefined;
    const cited = shown?.trim()
      ? { rule: 'issue' as const, path, line, excerpt: excerptOf(shown), url: permalink(frame, path, line) }
      : null;
    if (cited || !found.has(path)) found.set(path, cited);
  }
  return { paths: [...found.keys()], evidence: [...found.values()].filter((item) => item !== null) };
}

function pathIn(named: string, byName: ReadonlyMap<string, readonly string[]>): string | null {
  const parts = named.split('/');
  const all = byName.get(parts.at(-1) ?? '') ?? [];
  for (let from = 0; from < parts.length; from++) {
    const end = parts.slice(from).join('/');
    const fitting = all.filter((path) => path === end || path.endsWith(`/${end}`));
    if (fitting.length === 1) return fitting[0] ?? null;
    if (fitting.length > 1) return fitting.find((path) => path === end) ?? null;
  }
  return null;
}
