/** Steward's own Markdown as lines of a terminal: headings, lists, links and tables, as far as its reports use them. */
import { harmless, type Paint, padTo, type Wrap, widthOf } from './terminal.ts';

/** `columns`: of the terminal; tables that are wider become lists. */
export function markdownLines(
  markdown: string,
  paint: Paint,
  wrap: Wrap,
  columns = Number.POSITIVE_INFINITY,
): string[] {
  const lines: string[] = [];
  for (const block of blocksOf(markdown)) {
    if (block.kind === 'table') lines.push(...tableLines(block.lines, { wrap, columns, paint }));
    else lines.push(...block.lines.flatMap((line) => linesOf(harmless(line), paint, wrap)));
  }
  return lines.filter((line, index) => line !== '' || lines[index - 1] !== '');
}

type Kind = 'text' | 'table';

/** Diagrams are left out: their numbers stand in tables and sentences. What is folded on GitHub stands open here. */
function blocksOf(markdown: string): { kind: Kind; lines: string[] }[] {
  const shown = markdown
    .replace(/^```mermaid\n[\s\S]*?^```$\n?/gm, '')
    .replace(/^<details><summary>(.*)<\/summary>$/gm, '### $1')
    .replace(/^<\/details>$/gm, '');
  const blocks: { kind: Kind; lines: string[] }[] = [];
  for (const line of shown.trimEnd().split('\n')) {
    const kind = line.startsWith('| ') || line.startsWith('|-') ? 'table' : 'text';
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  return blocks;
}

function linesOf(line: string, paint: Paint, wrap: Wrap): string[] {
  const heading = /^#{2,3} (.*)$/.exec(line)?.[1];
  if (heading !== undefined) return wrap(heading).map((text) => paint('bold', text));
  if (line.trim() === '') return [''];
  const isItem = /^ *- /.test(line);
  return wrap(inline(line, paint), isItem ? 2 : (/^ */.exec(line)?.[0].length ?? 0));
}

const inline = (text: string, paint: Paint): string =>
  text
    .replace(/\[([^\]]*)\]\(([^)\s]*)\)/g, '$1 ($2)')
    .replace(/\*\*([^*]+)\*\*/g, (_, bold: string) => paint('bold', bold));

const GAP = 2;

interface Room {
  wrap: Wrap;
  columns: number;
  paint: Paint;
}

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => harmless(cell.replaceAll('\\|', '|').trim()));

/** The first column to the left, numbers to the right; or, where that is too wide, an item for each row. */
function tableLines(lines: readonly string[], { wrap, columns, paint }: Room): string[] {
  const [head = [], ...rows] = lines.filter((line) => !/^\|[-:|]+$/.test(line)).map(cellsOf);
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => widthOf(row[at] ?? ''))));
  const whole = widths.reduce((sum, width) => sum + width + GAP, -GAP);
  if (whole > columns) return rows.flatMap((row) => wrap(itemOf(head, row), 2));
  const aligned = (row: readonly string[]): string =>
    widths
      .map((width, at) => (at === 0 ? padTo(row[at] ?? '', width) : padBefore(row[at] ?? '', width)))
      .join(' '.repeat(GAP))
      .trimEnd();
  return [paint('dim', aligned(head)), ...rows.map(aligned)];
}

const padBefore = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text;

const itemOf = (head: readonly string[], [name = '', ...cells]: readonly string[]): string =>
  `- ${name}: ${cells.map((cell, at) => `${head[at + 1]?.toLowerCase() ?? ''} ${cell}`).join(' · ')}`;
