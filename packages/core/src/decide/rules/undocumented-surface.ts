/** Finds what others may call and nobody described, only in files whose neighbours are described: a habit that has a gap. */
import type { Finding, Language, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { counted } from '../../domain/markdown.ts';
import { folderOf } from '../coverage.ts';
import { type Definition, definitionsOf } from '../definitions.ts';
import { syntaxOf } from '../syntax.ts';
import { cite } from './citation.ts';

/** A folder is documented when so many definitions are, and so large a share of them. */
const LEAST_DOCUMENTED = 8;
const SHARE = 0.8;
const MOST_FINDINGS = 12;
/** What fits on a screen and says its name explains itself. */
const LEAST_SIZE = 6;

const APART =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|scripts?|tools?|internal|bench(?:es|marks?)?|migrations?|mocks?|testing|cmd)\/|(?:^|\/)(?:main|cli|setup|conftest|manage)\.\w+$/i;

type Lines = ReturnType<typeof syntaxOf>;

/** A comment that ends on the line above, decorators and attributes left aside. */
function hasCommentAbove({ comments, code }: Lines, line: number): boolean {
  let above = line - 1;
  while (above > 0 && /^\s*(?:@\w|#\[)/.test(code[above - 1] ?? '')) above -= 1;
  return comments.some((comment) => comment.line === above && comment.alone);
}

/** The first statement inside is a string. */
function hasDocstring({ lines }: Lines, line: number): boolean {
  for (let at = line - 1; at < Math.min(lines.length, line + 30); at += 1) {
    if (!/:\s*(?:#.*)?$/.test(lines[at] ?? '')) continue;
    const next = lines.slice(at + 1, at + 4).find((text) => text.trim() !== '') ?? '';
    return /^\s*[rRuUbB]?(?:"""|'''|")/.test(next);
  }
  return false;
}

const DOCUMENTED: Partial<Record<Language, (lines: Lines, line: number) => boolean>> = {
  typescript: hasCommentAbove,
  javascript: hasCommentAbove,
  python: hasDocstring,
  go: hasCommentAbove,
  rust: hasCommentAbove,
};

interface Surface {
  file: SourceFile;
  definition: Definition;
  documented: boolean;
}

function surfaceOf(file: SourceFile): Surface[] {
  const documented = file.language === null ? undefined : DOCUMENTED[file.language];
  if (documented === undefined || file.role !== 'source' || APART.test(file.path)) return [];
  const lines = syntaxOf(file);
  return definitionsOf(file)
    .filter(({ exported, kind }) => exported && (kind === 'function' || kind === 'class'))
    .map((definition) => ({ file, definition, documented: documented(lines, definition.line) }));
}

function gapsIn(surface: readonly Surface[]): Finding[] {
  const described = surface.filter(({ documented }) => documented).length;
  if (described < LEAST_DOCUMENTED || described / surface.length < SHARE || described === surface.length) return [];
  return surface
    .filter(({ documented, definition }) => !documented && definition.size >= LEAST_SIZE)
    .map(({ file, definition: { name, line, kind, size } }) =>
      cite(
        { rule: 'undocumented-surface', file, line },
        {
          cause: folderOf(file.path) || '.',
          weight: 0.4 + 0.4 * Math.min(1, size / 80),
          facts: { definition: name, kind, documented: described, of: surface.length },
        },
      ),
    );
}

function byFolder(project: Project): Surface[][] {
  const folders = new Map<string, Surface[]>();
  for (const file of project.files) {
    const key = `${file.language} ${folderOf(file.path)}`;
    const surface = folders.get(key) ?? [];
    surface.push(...surfaceOf(file));
    folders.set(key, surface);
  }
  return [...folders.values()];
}

export const undocumentedSurface: Rule = {
  name: 'undocumented-surface',
  words: 'Exported functions and classes without a comment, in folders where nearly all others have one',
  type: 'documentation',
  category: 'maintenance',
  weight: 0.25,
  defaultEnabled: false,
  find: (project) => byFolder(project).flatMap(gapsIn).slice(0, MOST_FINDINGS),
  reason: ({ facts }) => `${facts.documented} of ${counted(Number(facts.of), 'neighbour')} are described`,
};
