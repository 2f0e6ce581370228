/** An owner's template: Markdown with the sections of a task. All its mistakes are found together, each with its line. */
import { nearest } from '../../domain/config-faults.ts';
import { codeSpan, oneLine } from '../../domain/markdown.ts';
import { type LineSource, onlyName, readLine, type TemplateFault } from './pieces.ts';
import type { Form, Line, TaskTemplate, TemplateCriterion } from './placeholders.ts';

const LIMITS = { file: 8_000, why: 1_500, item: 500, items: 12 };
const SECTIONS = ['why', 'done when', 'scope', 'assumed'] as const;
type Section = (typeof SECTIONS)[number];
const REQUIRED: readonly Section[] = ['why', 'done when'];
const TEXT: readonly Form[] = ['prose', 'code', 'command', 'workflow'];

/** `workflows`: names that a criterion may give to CI. */
export function parseTemplate(
  text: string,
  workflows: readonly string[],
): { template: TaskTemplate } | { faults: TemplateFault[] } {
  if (text.length > LIMITS.file) {
    const fault = `it has ${text.length} characters`;
    return { faults: [{ line: 1, fault, remedy: `keep it under ${LIMITS.file}: a task is read in a minute` }] };
  }
  const faults: TemplateFault[] = [];
  const sections = sectionsOf(text, faults);
  for (const name of REQUIRED)
    if (!sections.has(name))
      faults.push({ line: 1, fault: `the section ${titled(name)} is missing`, remedy: `add \`## ${titled(name)}\`` });
  const template = {
    why: whyOf(sections.get('why') ?? [], faults),
    criteria: criteriaOf(sections.get('done when'), workflows, faults),
    scope: scopeOf(sections.get('scope'), faults),
    assumptions: listOf(sections.get('assumed'), 'assumptions', faults),
  };
  return faults.length === 0 ? { template } : { faults: faults.sort((a, b) => a.line - b.line) };
}

const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Comments are for owners: taken out, their lines stay, so that the others keep their numbers. */
export function withoutComments(text: string): string {
  let result = '';
  let index = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', index)) {
    const close = text.indexOf('-->', start + 4);
    const end = close < 0 ? text.length : close + 3;
    result += text.slice(index, start) + text.slice(start, end).replace(/[^\n]/g, '');
    index = end;
  }
  return result + text.slice(index);
}

function sectionsOf(text: string, faults: TemplateFault[]): Map<Section, LineSource[]> {
  const sections = new Map<Section, LineSource[]>();
  let rows: LineSource[] | null = null;
  withoutComments(text)
    .split(/\r?\n/)
    .forEach((content, index) => {
      const line = index + 1;
      const heading = /^(#{1,6})\s+(.*)$/.exec(content);
      if (heading) rows = open(sections, { level: heading[1]?.length ?? 1, text: heading[2] ?? '', line }, faults);
      else if (content.trim() !== '' && rows) rows.push({ text: content, line });
      else if (content.trim() !== '')
        faults.push({ line, fault: 'this stands in no section', remedy: 'put it under `## Why` or `## Done when`' });
    });
  return sections;
}

interface Heading extends LineSource {
  level: number;
}

/** The rows of a section that begins; of one that cannot be, rows that nobody reads. */
function open(sections: Map<Section, LineSource[]>, heading: Heading, faults: TemplateFault[]): LineSource[] | null {
  const { level, line, text } = heading;
  const word = oneLine(text)
    .replace(/[.:#\s]+$/, '')
    .toLowerCase();
  const name = SECTIONS.find((one) => one === word);
  // The first line may say what the file is.
  if (!name && level === 1 && sections.size === 0) return null;
  if (name && !sections.has(name)) {
    const rows: LineSource[] = [];
    sections.set(name, rows);
    return rows;
  }
  const known = SECTIONS.map(titled);
  const near = nearest(word, known);
  if (name)
    faults.push({ line, fault: `${titled(name)} stands here a second time`, remedy: 'make one section of both' });
  else
    faults.push({
      line,
      fault: `there is no section ${codeSpan(oneLine(text).slice(0, 60))}`,
      remedy: near ? `write \`## ${near}\`` : `use ${known.join(', ')}`,
    });
  return [];
}

function whyOf(rows: readonly LineSource[], faults: TemplateFault[]): Line[] {
  const length = rows.reduce((sum, { text }) => sum + text.length, 0);
  if (length > LIMITS.why && rows[0])
    faults.push({ line: rows[0].line, fault: `Why has ${length} characters`, remedy: `keep it under ${LIMITS.why}` });
  return rows.map((row) => readLine({ ...row, text: row.text.trim() }, TEXT, faults));
}

/** Items of a list; lines that are set in belong to the item above. */
export function itemsOf(rows: readonly LineSource[], faults: TemplateFault[]): LineSource[] {
  const items: LineSource[] = [];
  for (const { text, line } of rows) {
    const item = /^(?:\d{1,3}[.)]|[-*+])\s+(?:\[[ xX]\]\s+)?(.*)$/.exec(text)?.[1];
    const last = items.at(-1);
    if (item !== undefined) items.push({ text: item.trim(), line });
    else if (/^\s/.test(text) && last) last.text += ` ${text.trim()}`;
    else faults.push({ line, fault: 'this is no item of the list', remedy: 'begin it with `- `, or set it in' });
  }
  for (const { text, line } of items)
    if (text.length > LIMITS.item)
      faults.push({ line, fault: `the item has ${text.length} characters`, remedy: `keep it under ${LIMITS.item}` });
  const over = items[LIMITS.items];
  if (over)
    faults.push({ line: over.line, fault: `there are ${items.length} items`, remedy: `keep to ${LIMITS.items}` });
  return items;
}

/** The items as lines; one that is the list's placeholder alone stands for all that the built-in template has. */
function listOf(rows: readonly LineSource[] | undefined, list: string, faults: TemplateFault[]): Line[] | null {
  if (!rows) return null;
  return itemsOf(rows, faults).map((item) => listLine(item, list, faults));
}

const listLine = (item: LineSource, list: string, faults: TemplateFault[]): Line =>
  readLine(item, onlyName(item.text) === list ? [...TEXT, 'list'] : TEXT, faults);

function scopeOf(rows: readonly LineSource[] | undefined, faults: TemplateFault[]): TaskTemplate['scope'] {
  if (!rows) return null;
  const scope: { paths: Line[]; not: Line[] } = { paths: [], not: [] };
  for (const { text, line } of itemsOf(rows, faults)) {
    const not = /^not:\s*(.*)$/i.exec(text)?.[1];
    if (not === undefined) scope.paths.push(listLine({ text, line }, 'paths', faults));
    else scope.not.push(listLine({ text: not, line }, 'not', faults));
  }
  return scope;
}

function criteriaOf(
  rows: readonly LineSource[] | undefined,
  workflows: readonly string[],
  faults: TemplateFault[],
): TemplateCriterion[] {
  if (!rows) return [];
  const items = itemsOf(rows, faults);
  if (items.length === 0)
    faults.push({ line: rows[0]?.line ?? 1, fault: 'Done when has no criterion', remedy: 'add `1. … — review`' });
  return items.map((item) => criterionOf(item, workflows, faults));
}

const CHECKS = { command: 'command', ci: 'ci', review: 'review' } as const;

/** `text — command: …`, `text — CI: …`, `text — review`; without a check it is for a reviewer. */
function criterionOf(item: LineSource, workflows: readonly string[], faults: TemplateFault[]): TemplateCriterion {
  const { line } = item;
  const text = ` ${item.text}`;
  const dash = Math.max(...[' — ', ' – ', ' -- '].map((mark) => text.lastIndexOf(mark)));
  const how = dash < 0 ? null : /^\S+\s+(\w+)(?::\s*(.*))?$/.exec(text.slice(dash + 1));
  const check = CHECKS[(how?.[1] ?? '').toLowerCase() as keyof typeof CHECKS];
  if (how?.[2] !== undefined && !check)
    faults.push({
      line,
      fault: `nothing is checked by ${codeSpan(how[1] ?? '')}`,
      remedy: 'write command, CI or review',
    });
  const words = { text: (check ? text.slice(0, dash) : text).trim(), line };
  if (words.text === '') faults.push({ line, fault: 'the criterion says nothing', remedy: 'say what must hold' });
  const target = { text: unquoted(how?.[2] ?? ''), line };
  return {
    text: listLine(words, 'criteria', faults),
    check: check ?? 'review',
    command:
      check === 'command' ? commandOf(target, faults) : check === 'ci' ? workflowOf(target, workflows, faults) : null,
  };
}

const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^(`+)(.*)\1$/, '$2')
    .trim();

function commandOf(target: LineSource, faults: TemplateFault[]): Line {
  if (target.text === '')
    faults.push({ line: target.line, fault: 'no command is named', remedy: 'name one, or write review' });
  return readLine(target, ['command'], faults);
}

/** A name that no workflow has would wait for ever. */
function workflowOf(target: LineSource, workflows: readonly string[], faults: TemplateFault[]): Line | null {
  if (target.text === '') return null;
  if (onlyName(target.text) === null && !target.text.includes('{{') && !workflows.includes(target.text))
    faults.push({
      line: target.line,
      fault: `no workflow is called ${codeSpan(target.text.slice(0, 60))}`,
      remedy: workflows.length > 0 ? `name one of ${workflows.slice(0, 8).map(codeSpan).join(', ')}` : 'write review',
    });
  return readLine(target, ['workflow'], faults);
}
