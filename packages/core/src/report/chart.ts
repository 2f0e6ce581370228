/** Bars for a few numbers: as the diagram that GitHub draws, and, where nothing runs, as a picture of the same numbers. */

export interface Chart {
  title: string;
  /** What the numbers count: `done`. */
  unit: string;
  bars: readonly { name: string; value: number }[];
}

/** A label may not be empty. */
const label = (text: string): string => `"${text.replace(/[^\w .-]/g, ' ').trim() || '-'}"`;

/** A fenced diagram. Its words are plain ones, whatever they are given: nothing in it can end it. */
export function chartDiagram({ title, unit, bars }: Chart): string {
  return [
    '```mermaid',
    'xychart-beta',
    `  title ${label(title)}`,
    `  x-axis [${bars.map(({ name }) => label(name)).join(', ')}]`,
    `  y-axis ${label(unit)} 0 --> ${Math.max(1, ...bars.map(({ value }) => value))}`,
    `  bar [${bars.map(({ value }) => value).join(', ')}]`,
    '```',
  ].join('\n');
}

/** What waits for what. */
export interface Graph {
  nodes: readonly { id: string; name: string; done: boolean }[];
  /** From what is needed to what needs it, by ids. */
  edges: readonly (readonly [string, string])[];
}

const nodeLabel = (text: string): string =>
  `"${
    text
      .replace(/[^\p{L}\p{N} .,-]/gu, ' ')
      .replace(/ +/g, ' ')
      .trim() || '-'
  }"`;

/** The same of a graph, from left to right. `ids` are small letters and digits. */
export function graphDiagram({ nodes, edges }: Graph): string {
  return [
    '```mermaid',
    'graph LR',
    ...nodes.map(({ id, name, done }) => `  ${id}${done ? `([${nodeLabel(name)}])` : `[${nodeLabel(name)}]`}`),
    ...edges.map(([from, to]) => `  ${from} --> ${to}`),
    '```',
  ].join('\n');
}

const DIAGRAM =
  /<pre><code class="language-mermaid">xychart-beta\n {2}title &quot;([\w .-]*)&quot;\n {2}x-axis \[([\w .&;,-]*)\]\n {2}y-axis &quot;([\w .-]*)&quot; 0 --&gt; \d+\n {2}bar \[([\d, ]*)\]\n<\/code><\/pre>/g;

/** The HTML with each such diagram drawn: a page on which nothing runs draws none itself. */
export const drawCharts = (html: string): string =>
  html.replace(DIAGRAM, (whole, title: string, names: string, unit: string, values: string) => {
    const numbers = values.split(', ').map(Number);
    const bars = names
      .split(', ')
      .map((name, index) => ({ name: name.replaceAll('&quot;', ''), value: numbers[index] ?? 0 }));
    return bars.length === numbers.length ? chartPicture({ title, unit, bars }) : whole;
  });

const HEIGHT = 120;
const STEP = 56;
const BAR = 36;
const TOP = 20;

/** Drawn to scale, each number above its bar; its colours are the page's. */
function chartPicture({ title, unit, bars }: Chart): string {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const width = bars.length * STEP;
  const columns = bars.map(({ name, value }, index) => {
    const height = Math.round((value / most) * HEIGHT);
    const [x, middle, top] = [index * STEP + (STEP - BAR) / 2, index * STEP + STEP / 2, TOP + HEIGHT - height];
    return [
      `<rect x="${x}" y="${top}" width="${BAR}" height="${height}" rx="2"/>`,
      `<text x="${middle}" y="${top - 6}">${value}</text>`,
      `<text x="${middle}" y="${TOP + HEIGHT + 18}">${name}</text>`,
    ].join('');
  });
  const said = bars.map(({ name, value }) => `${name} ${value}`).join(', ');
  return [
    `<figure class="chart"><figcaption>${title}</figcaption>`,
    `<svg role="img" aria-label="${unit}: ${said}" viewBox="0 0 ${width} ${TOP + HEIGHT + 26}" width="${width}">`,
    ...columns,
    `<line x1="0" y1="${TOP + HEIGHT}" x2="${width}" y2="${TOP + HEIGHT}"/></svg></figure>`,
  ].join('\n');
}
