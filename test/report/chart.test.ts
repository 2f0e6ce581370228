/** A few numbers as bars: the diagram that GitHub draws, and the same numbers where nothing runs. */
import { renderMarkdown } from '@steward/core/adapters/markdown.ts';
import { type Chart, chartDiagram, drawCharts } from '@steward/core/report/chart.ts';
import { expect, test } from 'vitest';
import fc from '../support/fuzz.ts';
import { URL_OF_REPOSITORY } from './world.ts';

const CHART: Chart = {
  title: 'Tasks done per week',
  unit: 'done',
  bars: [
    { name: 'W46', value: 4 },
    { name: 'W47', value: 0 },
  ],
};

const pageOf = (markdown: string): string => drawCharts(renderMarkdown(markdown, { repositoryUrl: URL_OF_REPOSITORY }));
const valuesIn = (html: string): string[] =>
  [...html.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((found) => found[1] ?? '');

test('a diagram names its numbers in order, and begins at nothing', () => {
  expect(chartDiagram(CHART).split('\n')).toEqual([
    '```mermaid',
    'xychart-beta',
    '  title "Tasks done per week"',
    '  x-axis ["W46", "W47"]',
    '  y-axis "done" 0 --> 4',
    '  bar [4, 0]',
    '```',
  ]);
});

test('a page without scripts shows every bar with its number and name, and says them to who cannot see', () => {
  const html = pageOf(`Before\n\n${chartDiagram(CHART)}\n\nAfter`);
  expect(valuesIn(html)).toEqual(['4', 'W46', '0', 'W47']);
  expect(html).toContain('aria-label="done: W46 4, W47 0"');
  expect([...html.matchAll(/<rect [^>]*height="(\d+)"/g)].map((found) => found[1])).toEqual(['120', '0']);
  expect(html).not.toMatch(/xychart|<code/);
});

test('is drawn whatever its words are, and they end nothing', () => {
  const word = fc.oneof(fc.string({ minLength: 1, maxLength: 30 }), fc.constantFrom('"]\n```\n# x', '<b>&', '--> 9'));
  const bar = fc.record({ name: word, value: fc.nat({ max: 100_000 }) });
  const charts = fc.record({ title: word, unit: word, bars: fc.array(bar, { minLength: 1, maxLength: 12 }) });
  fc.assert(
    fc.property(charts, (chart) => {
      expect(chartDiagram(chart).split('\n')).toHaveLength(7);
      const html = pageOf(chartDiagram(chart));
      expect(valuesIn(html).filter((_, index) => index % 2 === 0)).toEqual(
        chart.bars.map(({ value }) => String(value)),
      );
      expect(html.match(/<figure/g)).toHaveLength(1);
    }),
  );
});

test('another diagram is left as the text that it is', () => {
  const other = '```mermaid\ngraph TD\n  a --> b\n```';
  expect(pageOf(other)).toContain('graph TD');
});
