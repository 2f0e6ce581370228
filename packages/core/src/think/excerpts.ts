/** Lines around what evidence cites, so that whoever words a task sees what it is about. */
import type { Evidence, SourceFile } from '../domain/evidence.ts';
import { numbered, type PromptPart } from '../domain/prompt.ts';

/** Files that evidence lies in: lines are cited of them, or a rule of the owner's names one that is not there or not read. */
export const filesOf = (evidence: readonly Evidence[]): string[] => [
  ...new Set(evidence.filter(({ line, rule }) => line > 0 || rule === 'custom').map(({ path }) => path)),
];

const AROUND = 8;
const MOST_WINDOWS = 4;

interface Window {
  path: string;
  from: number;
  to: number;
}

const row = (line: string, number: number, isCited: boolean): string =>
  numbered(line, number, { before: isCited ? '>' : ' ' });

/** Windows of one file that touch become one. */
function windowsOf(evidence: readonly Evidence[]): Window[] {
  const found: Window[] = [];
  for (const { path, line } of [...evidence].sort((a, b) => (a.path === b.path ? a.line - b.line : 0))) {
    if (line === 0) continue;
    const last = found.at(-1);
    if (last?.path === path && line - AROUND <= last.to + 1) last.to = line + AROUND;
    else found.push({ path, from: Math.max(1, line - AROUND), to: line + AROUND });
  }
  return found.slice(0, MOST_WINDOWS);
}

type Frame = Pick<PromptPart, 'gives' | 'of'> & { id: string; heading: string };

/** One piece for each place; a file that nobody read gives its cited line alone. */
export function excerptParts(
  evidence: readonly Evidence[],
  files: ReadonlyMap<string, Pick<SourceFile, 'text'>>,
  frame: Frame,
): PromptPart[] {
  return windowsOf(evidence).map(({ path, from, to }, at) => {
    const lines = files.get(path)?.text.replace(/\n$/, '').split('\n');
    const cited = new Set(evidence.filter((item) => item.path === path).map(({ line }) => line));
    const last = Math.min(to, lines?.length ?? to);
    const shown =
      lines === undefined
        ? evidence
            .filter((item) => item.path === path && item.line >= from && item.line <= to)
            .map(({ excerpt, line }) => row(excerpt, line, true))
        : lines.slice(from - 1, last).map((text, index) => row(text, from + index, cited.has(from + index)));
    return {
      ...{ id: `${frame.id}.lines.${at}`, heading: frame.heading, gives: frame.gives, what: 'lines', most: 900 },
      numbered: true as const,
      ...(frame.of !== undefined && { of: frame.of }),
      ...{ kind: 'excerpts', paths: [path], lines: [from, last] as const, text: [path, ...shown].join('\n') },
    };
  });
}

/** The whole of the first file that evidence lies in, for owners who let models see files. */
export function fileParts(
  evidence: readonly Evidence[],
  files: ReadonlyMap<string, Pick<SourceFile, 'text'>>,
  frame: Frame,
): PromptPart[] {
  const path = evidence.find(({ line }) => line > 0)?.path;
  const text = path === undefined ? undefined : files.get(path)?.text;
  if (path === undefined || text === undefined) return [];
  return [
    {
      ...{ id: `${frame.id}.file`, heading: frame.heading, gives: frame.gives + 1, what: 'file', most: 4_000 },
      ...(frame.of !== undefined && { of: frame.of }),
      ...{ kind: 'files', paths: [path], text: `${path}\n${text}` },
    },
  ];
}
