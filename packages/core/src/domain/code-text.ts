/** A block of code inside Markdown, in a fence that its own content cannot close. Hands text on; cleans nothing. */

/** Languages that only colour a fence. Any other word could be one that GitHub draws or acts on. */
const LANGUAGES = new Set(
  (
    'bash c console cpp cs css diff dockerfile go graphql html ini java javascript js json jsx kotlin makefile markdown ' +
    'md php powershell py python rb ruby rust rs scala sh shell sql swift text toml ts tsx txt typescript xml yaml yml'
  ).split(' '),
);

function longestRun(text: string, pattern: RegExp): number {
  let longest = 0;
  for (const [run] of text.matchAll(pattern)) longest = Math.max(longest, run.length);
  return longest;
}

/** The text as a fenced block; an unknown language is left out. */
export function codeFence(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text, /`+/g) + 1));
  const name = LANGUAGES.has(language.toLowerCase()) ? language.toLowerCase() : '';
  return `${fence}${name}\n${text}\n${fence}`;
}
