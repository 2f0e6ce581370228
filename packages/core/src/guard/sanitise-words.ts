/** Mentions, commands, references and stray marks: each word that could do something is shown as code instead. */
import { calmSkips, partBlocked } from './sanitise-code.ts';
import { asCode, note, rawText, type Shelf } from './sanitise-pieces.ts';

const AT = /[@\uFF20\uFE6B](?!\s)/g;

/** The sign alone becomes code: the name stays readable, no service sees a mention, and no raw search finds one. */
export function calmMentions(shelf: Shelf, text: string): string {
  return text.replace(AT, (sign) => {
    note(shelf, 'made a mention inert');
    return asCode(shelf, sign);
  });
}

const TAG = /<[a-z/!?][^<>\n\uFDD0-\uFDD3]*>/gi;

/** Tags with attributes are shown whole; shorter ones are caught as words. */
export function calmTags(shelf: Shelf, text: string): string {
  return text.replace(TAG, (tag) => {
    note(shelf, 'made HTML inert');
    return /\s/.test(tag) ? asCode(shelf, tag) : tag;
  });
}

const STRONG =
  /(?<![^\s("'\u201C])(\*{1,3})(?=[\p{L}\p{N}"'(#\uFDD0\uFDD2])([^*\n]*[^\s*])\*{1,3}(?![^\s.,;:!?)"'\u201D])/gu;
const SLANTED =
  /(?<![^\s("'\u201C])__?(?=[\p{L}\p{N}"'(#\uFDD0\uFDD2])([^_\n]*\s[^_\n]*[^\s_])__?(?![^\s.,;:!?)"'\u201D])/gu;

/** Emphasis loses its stars: unbalanced ones would reach into the frame around the text. */
export const dropEmphasis = (text: string): string => text.replace(STRONG, '$2').replace(SLANTED, '$1');

const LETTER = String.raw`[\p{L}\p{N}\p{M}]`;
const ACTIVE = new RegExp(
  [
    String.raw`[\\*]`,
    `(?<!${LETTER}|_)_|_(?!${LETTER}|_)`,
    '(?<!^)~|~~',
    String.raw`(?<!^)\$|\$(?=[$\uFDD0])`,
    String.raw`<(?![\d=-]|$)`,
    '&(?=#?[a-z0-9]{1,40};)',
    String.raw`[\p{L}\p{N}_.\-\uFDD1]#\d`,
    '##\\[',
  ].join('|'),
  'iu',
);

/** `owner/name#1` reaches into another repository. */
const isForeign = (word: string): boolean => word.includes('/') && /#\d/.test(word.slice(word.indexOf('/')));

const isActive = (word: string): boolean => ACTIVE.test(word) || isForeign(word);

const OPENERS: Record<string, string> = { ')': '(', '"': '"', "'": "'" };

/** Whether the sign at the word's end closes what was opened inside the word, and so belongs to it. */
function isInner(word: string, start: number, at: number): boolean {
  const opener = OPENERS[word.charAt(at)];
  return opener !== undefined && start === 0 && word.slice(0, at).includes(opener);
}

function calmWord(shelf: Shelf, word: string): string {
  note(shelf, 'showed a word as code');
  let start = 0;
  while (start < word.length && '("\'\u201C'.includes(word.charAt(start))) start += 1;
  let end = word.length;
  while (end > start && ')"\'\u201D.,;:!?'.includes(word.charAt(end - 1)) && !isInner(word, start, end - 1)) end -= 1;
  if (start === end) return asCode(shelf, word);
  return `${word.slice(0, start)}${asCode(shelf, rawText(shelf, word.slice(start, end)))}${word.slice(end)}`;
}

/** Each word that Markdown or GitHub could act on becomes code. Links stand between words, and count as their neighbours. */
export function calmWords(shelf: Shelf, text: string): string {
  const pieces = text.split(/(\s+|\uFDD2\d+\uFDD3)/);
  const before = (index: number) => (pieces[index - 1]?.startsWith('\uFDD2') ? '>' : '');
  const behind = (index: number) => (pieces[index + 1]?.startsWith('\uFDD2') ? '[' : '');
  return pieces
    .map((word, index) => {
      if (index % 2 === 1 || word === '') return word;
      return isActive(`${before(index)}${word}${behind(index)}`) ? calmWord(shelf, word) : word;
    })
    .join('');
}

const COMMAND = /^(\s*(?:(?:-|\d{1,9}[.)]) \s*)?)((?:\/(?=[a-z])|::)\S*)/gim;

/** Slash commands of bots and commands of the runner, where a line starts with one. */
export function calmCommands(shelf: Shelf, text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line.replace(COMMAND, (_, before: string, command: string) => {
        note(shelf, 'made a command inert');
        return `${before}${asCode(shelf, rawText(shelf, command))}`;
      }),
    )
    .join('\n');
}

/** Phrases that skip checks, and what the owner blocks. */
export function calmPhrases(shelf: Shelf, text: string): string {
  const calm = partBlocked(calmSkips(text), shelf.blocked);
  if (calm !== text) note(shelf, 'made a phrase inert');
  return calm;
}
