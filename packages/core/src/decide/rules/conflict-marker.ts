/** Finds merge conflicts that were committed: a file that holds both sides says neither. */
import type { Finding, Rule, SourceFile } from '../../domain/evidence.ts';
import { syntaxOf } from '../syntax.ts';
import { cite, shorten } from './citation.ts';

const OPEN = /^<{7} (\S.*)$/;
const MIDDLE = /^={7}\r?$/;
const CLOSE = /^>{7} (\S.*)$/;
const FENCE = /^\s*(?:```|~~~)/;
/** How far the two sides may reach: a marker without its others is a drawing or a heading. */
const REACH = 2_000;

interface Conflict {
  line: number;
  ours: string;
  theirs: string;
}

const TAG = /<\?(?:php\b|=|(?=\s|$))|\?>/gi;

/** Whether a line begins in the text around PHP: there are no strings and comments that could hold an example. */
function markupIn({ language }: SourceFile, lines: readonly string[]): readonly boolean[] {
  if (language !== 'php') return [];
  let outside = true;
  return lines.map((line) => {
    const before = outside;
    for (const [tag] of line.matchAll(TAG)) outside = tag === '?>';
    return before;
  });
}

/** The markers in their order, each at the start of its line; a start inside a string, a comment or a fence is an example. */
function conflictsIn(file: SourceFile): Conflict[] {
  const { lines, code } = syntaxOf(file);
  const markup = markupIn(file, lines);
  const found: Conflict[] = [];
  let fenced = false;
  let open: Conflict | null = null;
  let divided = false;
  for (const [index, line] of lines.entries()) {
    if (file.role === 'prose' && FENCE.test(line)) fenced = !fenced;
    const start = fenced || !(markup[index] ? line : code[index])?.startsWith('<<<<<<< ') ? null : OPEN.exec(line);
    const end = open !== null && divided ? CLOSE.exec(line) : null;
    if (start !== null) {
      open = { line: index + 1, ours: start[1] ?? '', theirs: '' };
      divided = false;
    } else if (open !== null && index - open.line > REACH) open = null;
    else if (MIDDLE.test(line)) divided = true;
    else if (open !== null && end !== null) {
      found.push({ ...open, theirs: end[1] ?? '' });
      open = null;
    }
  }
  return found;
}

function findIn(file: SourceFile): Finding[] {
  return conflictsIn(file).map(({ line, ours, theirs }) =>
    cite(
      { rule: 'conflict-marker', file, line },
      {
        cause: file.path,
        weight: file.role === 'prose' ? 0.7 : 1,
        facts: { ours: shorten(ours, 80), theirs: shorten(theirs, 80) },
      },
    ),
  );
}

export const conflictMarker: Rule = {
  name: 'conflict-marker',
  words: 'Merge conflicts that were committed with their markers',
  type: 'bug-fix',
  category: 'development',
  weight: 0.95,
  ages: true,
  find: (project) => project.files.flatMap(findIn),
  reason: (_, all) =>
    all.length === 1 ? 'both sides of a merge stand in the file' : 'several merges were not finished',
};
