/** One self-contained page of an issue, much as GitHub shows it: nothing is fetched and nothing runs. */
import { drawCharts } from './chart.ts';
import { STYLE } from './page-style.ts';

export interface Page {
  title: string;
  number: number;
  state: 'open' | 'closed';
  pinned: boolean;
  labels: readonly string[];
  /** Account that opened it, and when, ISO; null where that is not known. */
  author: string;
  openedAt: string | null;
  repository: { name: string; url: string };
  /** HTML that is safe already: the body as `renderMarkdown` gives it. */
  bodyHtml: string;
  /** Text of the stylesheet for `.markdown-body`. */
  css: string;
  /** One line below the issue: where the page comes from. */
  note: string;
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function renderPage(page: Page): string {
  const { title, number, repository } = page;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="color-scheme" content="light dark">',
    `<title>${plain(title)} · Issue #${number} · ${escaped(repository.name)}</title>`,
    `<style>\n${styleText(page.css)}\n${STYLE}</style>`,
    '</head>',
    '<body>',
    `<nav class="path"><a href="${escaped(repository.url)}">${escaped(repository.name)}</a> / Issues</nav>`,
    '<main>',
    heading(page),
    comment(page),
    sidebar(page),
    '</main>',
    `<footer>${escaped(page.note)}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const openedOn = (at: string | null): string => (at === null ? '' : ` on ${escaped(at.slice(0, 10))}`);

function heading({ title, number, state, pinned, author, openedAt }: Page): string {
  return [
    '<header>',
    `<h1>${titleHtml(title)} <span class="number">#${number}</span></h1>`,
    `<p class="meta"><span class="state ${state}">${state === 'open' ? 'Open' : 'Closed'}</span>`,
    pinned ? '<span class="pinned">Pinned</span>' : '',
    `<span><strong>${escaped(author)}</strong> opened this issue${openedOn(openedAt)}</span></p>`,
    '</header>',
  ].join('\n');
}

const comment = ({ author, openedAt, bodyHtml }: Page): string =>
  [
    '<article class="comment">',
    `<div class="byline"><strong>${escaped(author)}</strong> <span>${openedOn(openedAt).trim()}</span></div>`,
    `<div class="markdown-body">\n${drawCharts(bodyHtml)}\n</div>`,
    '</article>',
  ].join('\n');

function sidebar({ labels }: Page): string {
  const items = labels.map((label) => `<span class="label">${escaped(label)}</span>`).join(' ');
  return `<aside><h2>Labels</h2>${items === '' ? '<p>None yet</p>' : `<p>${items}</p>`}</aside>`;
}

/** Titles know no Markdown but single backticks. */
const titleHtml = (title: string): string =>
  escaped(title).replace(/`([^`]+)`/g, (_, code: string) => `<code>${code}</code>`);

const plain = (title: string): string => escaped(title.replaceAll('`', ''));

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Nothing in a stylesheet may end its element or fetch. */
const styleText = (css: string): string =>
  css
    .replace(/<\/style/gi, '<\\/style')
    .replace(/@import[^;]*;/gi, '')
    .replace(/url\(\s*(['"]?)(?!data:)[^)]*\)/gi, 'none');
