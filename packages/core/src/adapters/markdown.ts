/** Markdown as GitHub shows it in an issue: for pages to look at, never for anything that is judged. */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { cleanHtml, decorate } from './markdown-html.ts';

export interface MarkdownContext {
  /** Address of the repository, for `#12`; its origin serves `@name`. */
  repositoryUrl: string;
}

type HtmlExtension = ReturnType<typeof gfmHtml>;

/** Raw HTML passes the allow-list as it stands in the text; everything else is made here and is safe as made. */
const RAW: HtmlExtension = {
  enter: { htmlFlow: bufferBlock, htmlText: bufferHtml },
  exit: { htmlFlow: flushHtml, htmlText: flushHtml },
};

type Handle = NonNullable<NonNullable<HtmlExtension['enter']>['htmlFlow']>;

function bufferBlock(this: ThisParameterType<Handle>, token: Parameters<Handle>[0]): undefined {
  this.lineEndingIfNeeded();
  bufferHtml.call(this, token);
}

function bufferHtml(this: ThisParameterType<Handle>, _: Parameters<Handle>[0]): undefined {
  this.setData('ignoreEncode', true);
  this.buffer();
}

function flushHtml(this: ThisParameterType<Handle>): undefined {
  const raw = this.resume();
  this.setData('ignoreEncode');
  this.raw(cleanHtml(raw));
}

/** HTML of a body, without scripts, styles, pictures or anything else that would be fetched. */
export function renderMarkdown(markdown: string, context: MarkdownContext): string {
  const html = micromark(markdown.replace(/\r\n?/g, '\n'), {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml(), RAW],
    allowDangerousHtml: true,
  });
  return decorate(html, context.repositoryUrl);
}
