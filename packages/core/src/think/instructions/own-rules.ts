/** An owner's rules for agents, read from the tree: what is sound is used, what is not is told and stops nothing. */
import { INSTRUCTIONS_FOLDER } from '../../domain/assignment.ts';
import { nearest } from '../../domain/config-faults.ts';
import type { Project } from '../../domain/evidence.ts';
import { CATEGORIES, type Category } from '../../domain/task.ts';
import { itemsOf, withoutComments } from '../overrides/parse.ts';
import { type LineSource, onlyName, readLine, type TemplateFault } from '../overrides/pieces.ts';
import type { Form, Line } from '../overrides/placeholders.ts';
import { UNREAD, warningOf } from '../overrides.ts';
import { KNOWN, type OwnLine } from './part.ts';

export interface OwnRules {
  rules: ReadonlyMap<Category, readonly OwnLine[]>;
  /** One for each file that is not used: all its faults. They quote the file. */
  warnings: readonly string[];
}

export const NO_RULES: OwnRules = { rules: new Map(), warnings: [] };

const FILE_LIMIT = 4_000;
const MOST_FILES = 20;
const FORMS: readonly Form[] = ['prose', 'code', 'command'];

type Result = { lines: OwnLine[] } | { faults: readonly TemplateFault[] };

export function readOwnRules({ paths, files }: Pick<Project, 'paths' | 'files'>): OwnRules {
  const rules = new Map<Category, readonly OwnLine[]>();
  const warnings: string[] = [];
  const own = paths.filter((path) => path.startsWith(INSTRUCTIONS_FOLDER) && !/\/readme\.md$/i.test(path));
  for (const path of own.slice(0, MOST_FILES)) {
    const category = CATEGORIES.find((name) => path === `${INSTRUCTIONS_FOLDER}${name}.md`);
    const text = files.find((file) => file.path === path)?.text;
    const result: Result = !category ? strange(path) : text === undefined ? UNREAD : parseRules(text);
    if (category && 'lines' in result) rules.set(category, result.lines);
    else if ('faults' in result) warnings.push(warningOf(path, result.faults));
  }
  return { rules, warnings };
}

function strange(path: string): Result {
  const near = nearest(
    path
      .slice(INSTRUCTIONS_FOLDER.length)
      .replace(/\.\w+$/, '')
      .slice(0, 60),
    CATEGORIES,
  );
  const remedy = near ? `call it \`${near}.md\`` : `call it after one of ${CATEGORIES.join(', ')}`;
  return { faults: [{ line: 1, fault: 'its name is no category', remedy }] };
}

/** A list, one rule each; a heading may say what the file is. */
export function parseRules(text: string): Result {
  if (text.length > FILE_LIMIT) {
    const fault = `it has ${text.length} characters`;
    return { faults: [{ line: 1, fault, remedy: `keep it under ${FILE_LIMIT}: it is read with every task` }] };
  }
  const faults: TemplateFault[] = [];
  const rows = withoutComments(text)
    .split(/\r?\n/)
    .map((content, index) => ({ text: content, line: index + 1 }))
    .filter((row) => row.text.trim() !== '');
  const items = itemsOf(/^#\s/.test(rows[0]?.text ?? '') ? rows.slice(1) : rows, faults);
  if (items.length === 0 && faults.length === 0)
    faults.push({ line: 1, fault: 'it says nothing', remedy: 'add an item such as `- …`, or delete the file' });
  const lines = items.map((item) => lineOf(item, faults));
  return faults.length === 0 ? { lines } : { faults: faults.sort((a, b) => a.line - b.line) };
}

function lineOf(item: LineSource, faults: TemplateFault[]): OwnLine {
  if (onlyName(item.text) === 'built-in') return 'built-in';
  const line = readLine(item, FORMS, faults);
  for (const name of namesIn(line))
    if (!KNOWN.some((known) => known === name))
      faults.push({
        line: item.line,
        fault: `\`{{${name}}}\` is not known when a task is handed over`,
        remedy: `use one of ${KNOWN.join(', ')}`,
      });
  return line;
}

const namesIn = (line: Line): string[] =>
  line.flatMap((piece) => (piece.kind === 'value' ? piece.name : piece.kind === 'code' ? namesIn(piece.pieces) : []));
