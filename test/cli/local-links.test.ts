/** Links of what a try leaves behind: to files that are there, or none. */
import { expect, test } from 'vitest';
import { localHtml, localMarkdown } from '../../packages/cli/src/local-links.ts';

const home = 'http://127.0.0.1:4711/local/dur';
const place = { repositoryUrl: home, checkout: '/home/dur', files: new Map([[7, '7-spaces.md']]) };

test.each([
  [`[here](${home}/blob/0a1b2c3/src/a%20b.ts#L3 "todo")`, '[here](file:///home/dur/src/a%20b.ts "todo")'],
  [`[\`docs/run.md\`](${home}/tree/0a1b2c3/docs "custom")`, '[`docs/run.md`](file:///home/dur/docs "custom")'],
  [`[\`LICENSE\`](${home}/tree/0a1b2c3)`, '[`LICENSE`](file:///home/dur)'],
  [
    `[\`src/[id].ts:1\`](${home}/blob/0a1b2c3/src/%5Bid%5D.ts#L1)`,
    '[`src/[id].ts:1`](file:///home/dur/src/%5Bid%5D.ts)',
  ],
  [`[#7](${home}/issues/7) · [#8](${home}/issues/8)`, '[#7](7-spaces.md) · #8'],
  [`[runs](${home}/actions) of [dur](${home})`, 'runs of [dur](file:///home/dur)'],
  ['[elsewhere](https://example.com/a)', '[elsewhere](https://example.com/a)'],
  [`[other](${home}x/issues/7)`, `[other](${home}x/issues/7)`],
])('%s', (text, local) => {
  expect(localMarkdown(text, place)).toBe(local);
});

test('in a page as in Markdown', () => {
  const html = `<a href="${home}/issues/7">a</a><a href="${home}/security">b</a><a href="https://example.com">c</a>`;
  expect(localHtml(html, place)).toBe('<a href="7-spaces.md">a</a><a>b</a><a href="https://example.com">c</a>');
});
