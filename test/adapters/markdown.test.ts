/** Markdown as GitHub shows it, and that nothing in it can run or be fetched. */
import { renderMarkdown } from '@steward/core/adapters/markdown.ts';
import { describe, expect, test } from 'vitest';

const html = (markdown: string) => renderMarkdown(markdown, { repositoryUrl: 'https://github.com/octo/dur' });

describe('renderMarkdown', () => {
  test('keeps line endings inside a paragraph and a list item as breaks, as issues do', () => {
    expect(html('a\n**b**\r\nc')).toBe('<p>a<br>\n<strong>b</strong><br>\nc</p>');
    expect(html('- a\n  b\n- c')).toBe('<ul>\n<li>a<br>\nb</li>\n<li>c</li>\n</ul>');
  });

  test('links issues and accounts, but not in code, links, entities or words', () => {
    expect(html('#12 by @octo-cat')).toBe(
      '<p><a class="issue-link" href="https://github.com/octo/dur/issues/12">#12</a> by <a class="user-mention" href="https://github.com/octo-cat">@octo-cat</a></p>',
    );
    for (const text of ['`#12 @name`', '    #12', 'a#12 mail@name.org', '&#39;', '```\n#12 @name\n```']) {
      expect(html(text)).not.toMatch(/issue-link|user-mention/);
    }
    expect(html('[#12](https://example.com)')).toBe('<p><a href="https://example.com">#12</a></p>');
  });

  test('shows task lists, tables, struck text and plain addresses', () => {
    expect(html('- [x] a')).toContain(
      '<li class="task-list-item"><input class="task-list-item-checkbox" type="checkbox"',
    );
    expect(html('| a |\n|---|\n| `b\\|c` |')).toContain('<td><code>b|c</code></td>');
    expect(html('~~a~~')).toBe('<p><del>a</del></p>');
    expect(html('https://github.com/octo')).toContain('<a href="https://github.com/octo">');
  });

  test('keeps the few tags GitHub keeps, without their attributes, and drops comments', () => {
    expect(html('<sub onclick="x">a</sub><!-- hidden -->')).toBe('<p><sub>a</sub></p>');
    expect(html('<details open onclick=x>\n<summary>a</summary>\n\nb\n\n</details>')).toBe(
      '<details open>\n<summary>a</summary>\n<p>b</p>\n</details>',
    );
    expect(html('a\n\n<!-- steward:v1 {"intent":"x"} -->')).not.toContain('steward');
  });

  test('leaves a diagram as code', () => {
    expect(html('```mermaid\ngraph TD\n```')).toBe('<pre><code class="language-mermaid">graph TD\n</code></pre>');
  });

  test.each([
    '<script>alert(1)</script>',
    'a <script>alert(1)</script> b',
    '<img src=x onerror=alert(1)>',
    '![x](https://example.com/x.png)',
    '<svg><style>*{background:url(https://example.com)}</style></svg>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<a href="javascript:alert(1)">a</a>',
    '[a](javascript:alert(1)) [b](data:text/html,x) ![c](data:image/svg+xml,x)',
    '<style>@import "https://example.com";</style>',
    '<!-- a --><b onmouseover=alert(1)>x',
    '<details ontoggle=alert(1) open>x',
    '<math><mtext><img src=x onerror=alert(1)></mtext></math>',
    '<link rel=stylesheet href=//example.com>\n<meta http-equiv=refresh content=0>',
    '<input type=image src=//example.com>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<![CDATA[<img src=x onerror=alert(1)>]]>',
    '<?php <img src=x onerror=alert(1)> ?>',
  ])('makes %s harmless', (markdown) => {
    const tags = html(markdown).match(/<[^>]*>/g) ?? [];
    for (const tag of tags) {
      expect(tag).toMatch(/^<\/?(p|a|b|br|div|sub|em|code|details|summary|strong)\b[^>]*>$/);
      expect(tag).not.toMatch(/\son|src|style|javascript:|data:|srcdoc/i);
    }
  });
});
