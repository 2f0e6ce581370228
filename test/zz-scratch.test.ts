import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'vitest';
import { renderMarkdown } from '@steward/core/adapters/markdown.ts';
import { renderDashboard } from '@steward/core/report/dashboard.ts';
import { renderPage } from '@steward/core/report/page.ts';
import { githubHtml, look } from './support/renderers.ts';
import { findTool } from './support/tool.ts';
import { EMPTY_DASHBOARD, RICH_DASHBOARD, MANY_DASHBOARD, URL_OF_REPOSITORY } from './report/world.ts';
const css = readFileSync(createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'), 'utf8');
const chromium = findTool('chromium').path!;
const cmark = findTool('cmark-gfm').path!;
const page = (body: string, bodyHtml: string) => renderPage({ title: 'Steward', number: 2, state: 'open', pinned: true, labels: ['steward'], author: 'github-actions[bot]', openedAt: '2026-11-20T09:07:00.000Z', repository: { name: 'octo/dur', url: URL_OF_REPOSITORY }, bodyHtml, css, note: 'x' });
test('looks', () => {
  const only = (process.env.ONLY ?? '').split(',');
  for (const [name, input] of Object.entries({ none: EMPTY_DASHBOARD, ten: RICH_DASHBOARD, thousand: MANY_DASHBOARD })) {
    const body = renderDashboard(input);
    writeFileSync(`/tmp/dash/pics/${name}.md`, body);
    const ours = page(body, renderMarkdown(body, { repositoryUrl: URL_OF_REPOSITORY }));
    const theirs = page(body, githubHtml(cmark, body));
    for (const [kind, html] of Object.entries({ ours, theirs })) for (const width of [375, 1280]) for (const dark of [false, true]) {
      const id = `${kind}-${name}-${width}-${dark ? 'dark' : 'light'}`;
      if (!only.some((o) => id.includes(o))) continue;
      console.log(id, JSON.stringify({ ...look(chromium, html, { width, height: width === 375 ? 2200 : 1700, dark, picture: `/tmp/dash/pics/${id}.png` }), text: 0 }));
    }
  }
});
