/** What people see of a text, as far as it can be had without GitHub: its own Markdown program, the real mermaid, a browser. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const EXTENSIONS = ['table', 'tasklist', 'strikethrough', 'autolink', 'tagfilter'];

/** The HTML that GitHub makes of an issue's body, before it sanitises it and draws its diagrams. */
export const githubHtml = (cmark: string, markdown: string): string =>
  execFileSync(
    cmark,
    ['--unsafe', '--hardbreaks', '--github-pre-lang', ...EXTENSIONS.flatMap((name) => ['--extension', name])],
    { input: markdown, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );

export interface Look {
  /** Pixels of the window's inside. */
  width: number;
  height?: number;
  dark?: boolean;
  /** Where a picture of it is put. */
  picture?: string;
}

/** What was found on a page once everything on it was drawn. */
export interface Seen {
  /** Drawn by mermaid, or by Steward itself. */
  diagrams: number;
  /** What mermaid said of those that it could not draw. */
  errors: string[];
  /** How far the content goes beyond the window's right edge. */
  overflow: number;
  /** Tables that do not fit and have to be pushed sideways. */
  cutTables: number;
  /** Checkboxes that can be seen without opening anything, and all. */
  boxes: { visible: number; all: number };
  /** Text of the page as it is shown, folded parts not included. */
  text: string;
}

/** The page of HTML as a browser shows it. */
export function look(chromium: string, html: string, { width, height = 1_000, dark = false, picture }: Look): Seen {
  const folder = mkdtempSync(join(tmpdir(), 'steward-look-'));
  const scheme = dark ? darkened(html) : html;
  try {
    writeFileSync(join(folder, 'page.html'), withScript(scheme, dark));
    // A browser without a screen is never narrower than 500 pixels, a frame in it is.
    const frame = `<!doctype html><body style="margin:0"><iframe src="page.html" style="border:0" width="${width}" height="${height}"></iframe><script>onmessage=(e)=>{document.body.dataset.seen=e.data}</script>`;
    writeFileSync(join(folder, 'frame.html'), frame);
    const run = (...options: string[]) =>
      execFileSync(
        chromium,
        [...optionsOf(folder, width, height), ...options, pathToFileURL(join(folder, 'frame.html')).href],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 },
      );
    if (picture !== undefined) run(`--screenshot=${picture}`);
    const found = /data-seen="([^"]*)"/.exec(run('--dump-dom'))?.[1];
    if (found === undefined) throw new Error('the page said nothing of itself');
    return JSON.parse(decodeURIComponent(found)) as Seen;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const optionsOf = (folder: string, width: number, height: number): string[] => [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--hide-scrollbars',
  '--virtual-time-budget=15000',
  `--user-data-dir=${join(folder, 'profile')}`,
  `--window-size=${width},${height}`,
];

/** As it is for who prefers it dark: headless, no browser can be told. */
const darkened = (html: string): string =>
  html.replaceAll('(prefers-color-scheme: light)', '(max-width: 0)').replaceAll('(prefers-color-scheme: dark)', 'all');

const require = createRequire(import.meta.url);
const mermaid = (): string =>
  readFileSync(require.resolve('@mermaid-js/tiny'), 'utf8').replaceAll('</script', '<\\/script');

const MEASURE = `
const errors = [];
const blocks = [...document.querySelectorAll('pre[lang="mermaid"]')];
for (const [index, block] of blocks.entries()) {
  try {
    const { svg } = await mermaid.render('diagram' + index, block.textContent);
    block.outerHTML = '<div class="mermaid">' + svg + '</div>';
  } catch (error) { errors.push(String(error)); }
}
const boxes = [...document.querySelectorAll('input[type="checkbox"]')];
const seen = {
  diagrams: document.querySelectorAll('.mermaid > svg, .chart > svg').length,
  errors,
  overflow: document.documentElement.scrollWidth - window.innerWidth,
  cutTables: [...document.querySelectorAll('table')].filter((table) => table.scrollWidth > table.clientWidth).length,
  boxes: { visible: boxes.filter((box) => box.checkVisibility()).length, all: boxes.length },
  text: document.body.innerText,
};
parent.postMessage(encodeURIComponent(JSON.stringify(seen)), '*');
`;

/** Diagrams drawn, then measured; a policy that forbids scripts would forbid this one as well. */
function withScript(html: string, dark: boolean): string {
  const page = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\n?/, '');
  const settings = `mermaid.initialize({ startOnLoad: false, theme: '${dark ? 'dark' : 'default'}' });`;
  const needsMermaid = page.includes('<pre lang="mermaid"');
  return `${page}${needsMermaid ? `<script>${mermaid()}</script><script>${settings}</script>` : ''}<script type="module">${MEASURE}</script>`;
}
