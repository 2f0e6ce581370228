/** What is active even inside code, because bots, runners and commit parsers read the raw text: made inert, visibly. */

/** Handles whose mere occurrence in a raw body starts something in common workflows. */
const HANDLES =
  /@(?=(?:claude|codex|copilot|dependabot|renovate|gemini-cli|coderabbitai|cursor|jules|bors|mergify|openhands))/gi;

/** Phrases in square brackets that make continuous integration skip a commit. */
export const SKIP = /\[([ \t]{0,9}(?:skip[ \t-]{1,9}\w{1,30}|\w{1,30}[ \t-]{1,9}skip|no[ \t-]ci)[ \t]{0,9})\]/gi;
const SKIP_TRAILER = /\b(skip-checks):(?=[ \t]*true)/gi;
const NO_CI = /\*{3}(NO_CI)\*{3}/gi;
const RUNNER_COMMAND = /##\[/g;
const MARKER = /<!--(?=\s{0,99}steward)/gi;

const escapeExpression = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** One pattern for words that the owner blocks; the first character is what gets parted from the rest. */
function blockedPattern(words: readonly string[]): RegExp | null {
  const usable = words.filter((word) => [...word].length > 1);
  if (usable.length === 0) return null;
  return new RegExp(usable.map(escapeExpression).join('|'), 'gi');
}

/** Parts the first character of each blocked word from the rest, so that no raw search finds it. */
export function partBlocked(text: string, words: readonly string[]): string {
  const pattern = blockedPattern(words);
  if (pattern === null) return text;
  return text.replace(pattern, (found) => {
    const [first = ''] = found;
    return `${first} ${found.slice(first.length)}`;
  });
}

/** Brackets of skip phrases become round ones. */
export const calmSkips = (text: string): string =>
  // Right behind a closing bracket, a round one would make a link.
  text
    .replace(SKIP, (_, phrase: string, at: number) => `${text[at - 1] === ']' ? ' ' : ''}(${phrase})`)
    .replace(SKIP_TRAILER, '$1 =');

/** Code on one line: the same words, with nothing in them that a raw search would act on. */
export function calmCode(text: string, blocked: readonly string[] = []): string {
  const calm = calmSkips(text)
    .replace(HANDLES, '@ ')
    .replace(NO_CI, '($1)')
    .replace(RUNNER_COMMAND, '## [')
    .replace(MARKER, '<! --');
  return partBlocked(calm, blocked);
}

/** A line of a fence that starts like a slash command or a workflow command. */
const COMMAND_LINE = /^(?=\s*(?:\/[a-z]|::))/i;

/** Code on several lines: as `calmCode`, and no line starts like a command. */
export function calmBlock(text: string, blocked: readonly string[] = []): string {
  return calmCode(text, blocked)
    .split('\n')
    .map((line) => line.replace(COMMAND_LINE, '> '))
    .join('\n');
}
