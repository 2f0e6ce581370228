/** The page of an issue: complete in itself, and safe whatever its title, labels and stylesheet hold. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { renderMarkdown } from '@steward/core/adapters/markdown.ts';
import { renderDashboard } from '@steward/core/report/dashboard.ts';
import { type Page, renderPage } from '@steward/core/report/page.ts';
import { describe, expect, test } from 'vitest';
import { RICH_DASHBOARD, URL_OF_REPOSITORY } from './world.ts';

const PAGE: Page = {
  title: 'Steward',
  number: 2,
  state: 'open',
  pinned: true,
  labels: ['steward'],
  author: 'github-actions[bot]',
  openedAt: '2026-11-20T09:07:00.000Z',
  repository: { name: 'octo/dur', url: URL_OF_REPOSITORY },
  bodyHtml: renderMarkdown(renderDashboard(RICH_DASHBOARD), { repositoryUrl: URL_OF_REPOSITORY }),
  css: '.markdown-body { color: black; }',
  note: 'A copy of issue #2.',
};

describe('renderPage', () => {
  test('reads as the golden file', async () => {
    await expect(renderPage(PAGE)).toMatchFileSnapshot('../fixtures/report/page.html');
  });

  test('asks for nothing outside of itself and runs nothing', () => {
    const css = readFileSync(createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'), 'utf8');
    const page = renderPage({ ...PAGE, css });
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|form|base)\b/i);
    expect(page).not.toMatch(/@import|url\((?!["']?data:)/i);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('prefers-color-scheme: dark');
  });

  test('escapes what it is given', () => {
    const page = renderPage({
      ...PAGE,
      title: '`<b>` & "<script>"',
      labels: ['<i>'],
      author: '<u>',
      note: '<s>',
      css: '</style><script>alert(1)</script> @import "x"; a { background: url(https://example.com) }',
    });
    expect(page).toContain('<h1><code>&lt;b&gt;</code> &amp; &quot;&lt;script&gt;&quot;');
    expect(page).toContain('<title>&lt;b&gt; &amp; &quot;&lt;script&gt;&quot; · Issue #2');
    expect(page.match(/<\/style/g)).toHaveLength(1);
    expect(page).not.toMatch(/<[ius]>|@import|example\.com/);
  });

  test('shows whether it is open, pinned and labelled', () => {
    const page = renderPage({ ...PAGE, state: 'closed', pinned: false, labels: [] });
    expect(page).toContain('<span class="state closed">Closed</span>');
    expect(page).not.toContain('class="pinned"');
    expect(page).toContain('None yet');
  });
});
