/** Steward's own Markdown as lines of a terminal: headings, lists and links, as far as its reports use them. */
import { harmless, type Paint, type Wrap } from './terminal.ts';

export function markdownLines(markdown: string, paint: Paint, wrap: Wrap): string[] {
  return markdown
    .trimEnd()
    .split('\n')
    .flatMap((line) => linesOf(harmless(line), paint, wrap));
}

function linesOf(line: string, paint: Paint, wrap: Wrap): string[] {
  const heading = /^#{2,3} (.*)$/.exec(line)?.[1];
  if (heading !== undefined) return wrap(heading).map((text) => paint('bold', text));
  if (line.trim() === '') return [''];
  const isItem = /^ *- /.test(line);
  const shown = line
    .replace(/\[([^\]]*)\]\(([^)\s]*)\)/g, '$1 ($2)')
    .replace(/\*\*([^*]+)\*\*/g, (_, text: string) => paint('bold', text));
  return wrap(shown, isItem ? 2 : (/^ */.exec(line)?.[0].length ?? 0));
}
