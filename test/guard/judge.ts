/** An independent reader of GitHub's Markdown: says what in a text is live. Judges the sanitiser; shares no code with it. */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

export const HOME = { repository: 'own/repo', server: 'https://github.com' };
export const OWN = /^https:\/\/github\.com\/own\/repo(?:$|[/#])/i;

export const render = (markdown: string): string =>
  micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });

const ALLOWED = /^(?:p|ul|ol|li|code|pre|a|br)$/;

const decode = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Words outside code and links, as GitHub's mention and reference filters see them: one text node after the other. */
export function textNodes(html: string): string[] {
  return html
    .replace(/<pre>.*?<\/pre>|<code>.*?<\/code>|<a [^>]*>.*?<\/a>/gs, '\u0000')
    .split(/\u0000|<[^>]*>/)
    .map(decode);
}

/** Everything in the text that could act; empty for a clean one. */
export function live(markdown: string): string[] {
  const html = render(markdown);
  const found: string[] = [];
  for (const [, slash, name, rest] of html.matchAll(/<(\/?)([a-zA-Z!?][^\s>]*)([^>]*)>/g)) {
    if (!ALLOWED.test(name ?? '')) found.push(`element ${name}`);
    if (slash === '/' || name !== 'a') continue;
    const href = decode(/href="([^"]*)"/.exec(rest ?? '')?.[1] ?? '');
    if (!OWN.test(href) || /[?@]|\/\.\.?(?:\/|$)/.test(href)) found.push(`link ${href}`);
  }
  for (const text of textNodes(html)) {
    if (/[@\uFF20][\p{L}\p{N}_-]/u.test(text)) found.push('mention');
    if (
      /(?:^|[^\p{L}\p{N}])(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?)[^\p{L}\p{N}]*(?:#\d|gh-\d|[\w-]+\/[\w-]+#\d|https?:)/iu.test(
        text,
      )
    ) {
      found.push('closing keyword');
    }
    if (/[\w.-]#\d/.test(text)) found.push('foreign reference');
  }
  if (
    /(?:^|[^\p{L}\p{N}])(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?)[^\p{L}\p{N}]*<a [^>]*\/(?:issues|pull)\/\d/iu.test(
      html,
    )
  ) {
    found.push('closing link');
  }
  for (const line of markdown.split('\n')) {
    if (/^\s*(?:\/[a-z]|::)/i.test(line)) found.push('command at the start of a line');
  }
  if (/##\[/.test(markdown)) found.push('runner command');
  if (/\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/i.test(markdown)) found.push('skip phrase');
  if (/@(?:claude|dependabot|codex|copilot)/i.test(markdown)) found.push('bot handle');
  if (/<!--\s*steward/i.test(markdown)) found.push('marker');
  if (/type="checkbox"/.test(html)) found.push('checkbox');
  if (/language-(?:mermaid|suggestion|geojson|topojson|stl|math)/.test(html)) found.push('active fence');
  return found;
}
