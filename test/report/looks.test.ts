/** The dashboard as people see it: through GitHub's own Markdown, the real mermaid and a browser, on a phone and on a desk. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { renderMarkdown } from '@steward/core/adapters/markdown.ts';
import { readBoxes } from '@steward/core/domain/box.ts';
import { chartDiagram } from '@steward/core/report/chart.ts';
import { type DashboardInput, renderDashboard } from '@steward/core/report/dashboard.ts';
import { renderPage } from '@steward/core/report/page.ts';
import { describe, expect } from 'vitest';
import { githubHtml, look } from '../support/renderers.ts';
import { testWithTools } from '../support/tool.ts';
import { EMPTY_DASHBOARD, MANY_DASHBOARD, PRIVATE_AGENTS, RICH_DASHBOARD, URL_OF_REPOSITORY } from './world.ts';

const RENDERERS = ['cmark-gfm', 'chromium'];
const css = readFileSync(createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'), 'utf8');

const pageOf = (bodyHtml: string): string =>
  renderPage({
    ...{ title: 'Steward', number: 2, state: 'open', pinned: true, labels: ['steward'], author: 'github-actions[bot]' },
    ...{ openedAt: '2026-11-20T09:07:00.000Z', note: 'A copy of issue #2.', bodyHtml, css },
    repository: { name: 'octo/dur', url: URL_OF_REPOSITORY },
  });

/** As GitHub shows it in an issue, and as the page that Steward makes. */
const WAYS: Record<string, (body: string, cmark: string) => string> = {
  'on GitHub': (body, cmark) => pageOf(githubHtml(cmark, body)),
  'as a page': (body) => pageOf(renderMarkdown(body, { repositoryUrl: URL_OF_REPOSITORY })),
};

const STATES: Record<string, DashboardInput> = {
  'no task': EMPTY_DASHBOARD,
  'ten tasks': RICH_DASHBOARD,
  'a thousand tasks': MANY_DASHBOARD,
  'agents and their figures': PRIVATE_AGENTS,
};

const chartsIn = (body: string): number => body.match(/^```mermaid$/gm)?.length ?? 0;

describe.each(Object.keys(WAYS))('%s', (way) => {
  describe.each(Object.keys(STATES))('with %s', (name) => {
    testWithTools(
      RENDERERS,
      'it is all there, fits a phone and a desk, and shows no markup',
      ([cmark = '', chromium = '']) => {
        const body = renderDashboard(STATES[name] as DashboardInput);
        const html = (WAYS[way] as (body: string, cmark: string) => string)(body, cmark);
        const boxes = readBoxes(body);
        const open = boxes.filter(({ verb }) => verb === 'approve' || verb === 'pause');
        for (const [width, dark] of [
          [375, false],
          [1_280, true],
        ] as const) {
          const seen = look(chromium, html, { width, dark });
          expect(seen.errors).toEqual([]);
          expect(seen.diagrams).toBe(chartsIn(body));
          expect(seen.overflow).toBeLessThanOrEqual(0);
          expect(seen.cutTables).toBe(0);
          expect(seen.cutTables).toBe(0);
          expect(seen.boxes).toEqual({ visible: open.length, all: boxes.length });
          expect(seen.text).not.toMatch(/<!--|\*\*|^###|\[[ x]\]|\]\(|\|---|&(?:lt|amp|quot);/m);
          for (const [, title = ''] of body.matchAll(/^### (.*)$/gm)) expect(seen.text).toContain(title);
        }
      },
    );
  });
});

describe('the real mermaid', () => {
  const draw = ([cmark = '', chromium = '']: readonly string[], diagrams: readonly string[]) =>
    look(chromium, pageOf(githubHtml(cmark, diagrams.join('\n\n'))), { width: 1_280 });

  testWithTools(
    RENDERERS,
    'draws charts of one bar and of many, of nothing and of much, whatever their words',
    (paths) => {
      const words = ['Tasks done per week', '', '-1', 'W47; DROP', '漢字', 'end', '"]', '%% x', 'title', '0x10'];
      const charts = words.map((word, index) => ({
        title: word,
        unit: word,
        bars: Array.from({ length: index + 1 }, (_, bar) => ({ name: `${word}${bar}`, value: bar * index * 1_000 })),
      }));
      const seen = draw(paths, charts.map(chartDiagram));
      expect(seen.errors).toEqual([]);
      expect(seen.diagrams).toBe(charts.length);
    },
  );

  testWithTools(RENDERERS, 'is really asked: what is no chart is an error', (paths) => {
    const seen = draw(paths, ['```mermaid\nxychart-beta\n  bar [1, 2\n```']);
    expect(seen.diagrams).toBe(0);
    expect(seen.errors).toHaveLength(1);
  });
});
