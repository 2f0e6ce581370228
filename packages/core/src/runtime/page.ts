/** What only a page needs, in a file of its own: a tick that shows none loads none of it. */
export { renderMarkdown } from '../adapters/markdown.ts';
export { markdownStyle } from '../adapters/stylesheet.ts';
