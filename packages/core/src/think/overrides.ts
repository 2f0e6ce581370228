/** The owner's own templates, read from the tree: what is sound is used, what is not is told and stops nothing. */
import { TEMPLATES_FOLDER } from '../domain/brief.ts';
import { nearest } from '../domain/config-faults.ts';
import { type Project, RULES } from '../domain/evidence.ts';
import { codeSpan } from '../domain/markdown.ts';
import { TASK_TYPES } from '../domain/task.ts';
import type { Tooling } from '../domain/tooling.ts';
import { parseTemplate } from './overrides/parse.ts';
import type { TemplateFault } from './overrides/pieces.ts';
import type { TaskTemplate } from './overrides/placeholders.ts';

export interface Overrides {
  /** By type or rule. */
  templates: ReadonlyMap<string, TaskTemplate>;
  /** One for each file that is not used: all its faults. They quote the file. */
  warnings: readonly string[];
}

export const NO_OVERRIDES: Overrides = { templates: new Map(), warnings: [] };

const NAMES: readonly string[] = [...new Set<string>([...TASK_TYPES, ...RULES])];
const MOST_FILES = 60;
const MOST_FAULTS = 10;

export function readOverrides({ paths, files }: Pick<Project, 'paths' | 'files'>, { workflows }: Tooling): Overrides {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const known = workflows.map(({ name }) => name);
  const templates = new Map<string, TaskTemplate>();
  const warnings: string[] = [];
  const own = paths.filter((path) => path.startsWith(TEMPLATES_FOLDER) && !/\/readme\.md$/i.test(path));
  for (const path of own.slice(0, MOST_FILES)) {
    const name = path.slice(TEMPLATES_FOLDER.length).replace(/\.md$/, '');
    const text = texts.get(path);
    const result =
      !NAMES.includes(name) || !path.endsWith('.md')
        ? strange(path)
        : text === undefined
          ? UNREAD
          : parseTemplate(text, known);
    if ('template' in result) templates.set(name, result.template);
    else warnings.push(warningOf(path, result.faults));
  }
  return { templates, warnings };
}

export const UNREAD = {
  faults: [
    { line: 1, fault: 'it could not be read', remedy: 'make it a plain text file that `exclude` does not name' },
  ],
};

function strange(path: string): { faults: TemplateFault[] } {
  const name = path.slice(TEMPLATES_FOLDER.length).replace(/\.\w+$/, '');
  const near = nearest(name.slice(0, 60), NAMES);
  const remedy = near ? `call it \`${near}.md\`` : 'name it after a type or a rule, such as `bug-fix.md`';
  return { faults: [{ line: 1, fault: 'its name is no type and no rule', remedy }] };
}

export function warningOf(path: string, faults: readonly TemplateFault[]): string {
  const shown = faults.slice(0, MOST_FAULTS).map(({ line, fault, remedy }) => `line ${line}: ${fault}: ${remedy}`);
  const rest = faults.length - shown.length;
  const all = rest > 0 ? [...shown, `and ${rest} more`] : shown;
  return `${codeSpan(path)} is not used, and the built-in words stand in for it: ${all.join('; ')}.`;
}
