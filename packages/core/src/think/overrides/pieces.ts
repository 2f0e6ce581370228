/** One line of a template: literal text, values, and code with values in it. */
import { nearest } from '../../domain/config-faults.ts';
import { codeSpan, readCodeSpan } from '../../domain/markdown.ts';
import { type Form, formOf, isPlaceholder, type Line, type Piece, PLACEHOLDER_NAMES } from './placeholders.ts';

/** A mistake of an owner's template: where, what, and how it is mended. */
export interface TemplateFault {
  line: number;
  fault: string;
  remedy: string;
}

export interface LineSource {
  text: string;
  line: number;
}

/** Reads a line; values of other forms than these have no place in it. */
export function readLine({ text, line }: LineSource, forms: readonly Form[], faults: TemplateFault[]): Line {
  const pieces: Piece[] = [];
  let index = 0;
  while (index < text.length) {
    const tick = text.indexOf('`', index);
    const span = tick < 0 ? null : readCodeSpan(text, tick);
    const end = tick < 0 ? text.length : span ? tick : tick + 1;
    pieces.push(...readPlain({ text: text.slice(index, end), line }, forms, faults));
    if (span) pieces.push({ kind: 'code', pieces: readPlain({ text: span.content, line }, forms, faults) });
    index = span ? span.end : end;
  }
  return pieces;
}

const VALUE = /\{\{([^{}]*)\}\}/g;

function readPlain({ text, line }: LineSource, forms: readonly Form[], faults: TemplateFault[]): Piece[] {
  const pieces: Piece[] = [];
  let index = 0;
  const literal = (end: number) => {
    const part = text.slice(index, end);
    if (part !== '') pieces.push({ kind: 'text', text: part });
    if (/\{\{|\}\}/.test(part))
      faults.push({ line, fault: 'a placeholder is not closed', remedy: 'write it as `{{name}}`, on one line' });
  };
  for (const found of text.matchAll(VALUE)) {
    literal(found.index);
    index = found.index + found[0].length;
    const name = (found[1] ?? '').trim();
    const fault = faultOf(name, forms);
    if (fault) faults.push({ line, ...fault });
    else if (isPlaceholder(name)) pieces.push({ kind: 'value', name });
  }
  literal(text.length);
  return pieces;
}

function faultOf(name: string, forms: readonly Form[]): Omit<TemplateFault, 'line'> | null {
  if (!isPlaceholder(name)) {
    const near = nearest(name.slice(0, 60), PLACEHOLDER_NAMES);
    return {
      fault: `there is no placeholder ${codeSpan(`{{${name.slice(0, 60)}}}`)}`,
      remedy: near ? `write \`{{${near}}}\`` : `use one of ${PLACEHOLDER_NAMES.join(', ')}`,
    };
  }
  const form = formOf(name);
  if (forms.includes(form)) return null;
  return form === 'list'
    ? { fault: `\`{{${name}}}\` is a list`, remedy: `give it a line of its own: \`- {{${name}}}\`` }
    : { fault: `\`{{${name}}}\` has no place here`, remedy: placeOf(forms) };
}

const placeOf = (forms: readonly Form[]): string =>
  forms.includes('workflow')
    ? 'name a workflow, or write `{{test-workflow}}`'
    : 'in a command write words of your own, or a placeholder that ends in `-command`';

/** The name, where the line is that one placeholder and nothing else. */
export const onlyName = (text: string): string | null => /^`?\{\{\s*([\w-]+)\s*\}\}`?$/.exec(text.trim())?.[1] ?? null;
