/** Cleans text by where it will stand: prose, a title, code, a path. The only place that turns `Untrusted` into `Clean`. */
import { codeFence } from '../domain/code-text.ts';
import { showHidden, stripHidden } from '../domain/hidden-text.ts';
import { type Clean, markClean } from '../domain/text.ts';
import { oneLine, trimLines } from './sanitise-blank.ts';
import { calmBlock, calmCode } from './sanitise-code.ts';
import { cutBlocks, cutParts, cutText } from './sanitise-cut.ts';
import { decodeEntities } from './sanitise-entities.ts';
import { lowerLine, lowerLines } from './sanitise-lines.ts';
import { calmClosing, dropPictures, type Home, settleAddresses, settleLinks } from './sanitise-links.ts';
import { emptyShelf, note, partsOf, type Shelf } from './sanitise-pieces.ts';
import { dropComments, splitFences, takeSpans } from './sanitise-spans.ts';
import { calmCommands, calmMentions, calmPhrases, calmTags, calmWords, dropEmphasis } from './sanitise-words.ts';

export interface CleaningContext {
  /** owner/name: links into it are kept. */
  repository: string;
  /** Where GitHub is, such as https://github.com. */
  server: string;
  /** Words whose mere occurrence starts something here, such as an agent's handle: parted visibly, in code too. */
  blockedWords?: readonly string[];
  /** Most characters of the result, notice included. */
  limit?: number;
}

export interface Cleaned {
  text: Clean;
  /** What was done, without the words it was done to. */
  notes: string[];
}

export const TITLE_LIMIT = 200;
export const LINE_LIMIT = 1_000;
export const PROSE_LIMIT = 8_000;
export const CODE_LIMIT = 4_000;
export const PATH_LIMIT = 400;

/** No text is looked at beyond this; what is cleaned is far shorter. */
const READ_LIMIT = 262_144;

/** Prose of one or more paragraphs, with lists, fences and links into the own repository. */
export function cleanProse(text: string, context: CleaningContext): Cleaned {
  const shelf = emptyShelf(context.blockedWords);
  const blocks = splitFences(visible(shelf, text)).map((block) =>
    block.kind === 'fence'
      ? { kind: 'whole' as const, text: fenceOf(shelf, block.text, block.language) }
      : { kind: 'parts' as const, parts: partsOf(shelf, inert(shelf, block.text, context, lowerLines)) },
  );
  return finish(shelf, cutBlocks(blocks, context.limit ?? PROSE_LIMIT));
}

/** Prose on one line, for a list item or a cell. */
export function cleanLine(text: string, context: CleaningContext): Cleaned {
  const shelf = emptyShelf(context.blockedWords);
  const line = oneLine(visible(shelf, text));
  return finish(shelf, cutParts(partsOf(shelf, inert(shelf, line, context, lowerLine)), context.limit ?? LINE_LIMIT));
}

/** A title: one line in which only code spans mean something, safe both as a title and inside Markdown. */
export function cleanTitle(text: string, context: CleaningContext): Cleaned {
  const shelf = emptyShelf(context.blockedWords);
  const line = oneLine(visible(shelf, text));
  return finish(shelf, cutParts(partsOf(shelf, inert(shelf, line, null, lowerLine)), context.limit ?? TITLE_LIMIT));
}

/** Text for a code span (one line) or a fence (`lines: 'many'`); give the result to `codeSpan` or `codeFence`. */
export function cleanCode(
  text: string,
  options: { lines?: 'one' | 'many'; limit?: number; blockedWords?: readonly string[] } = {},
): Cleaned {
  const shelf = emptyShelf(options.blockedWords);
  const seen = visible(shelf, text);
  const calm =
    options.lines === 'many'
      ? calmBlock(trimLines(seen), shelf.blocked)
      : calmCode(oneLine(seen), shelf.blocked).trim();
  return finish(shelf, cutText(calm, options.limit ?? CODE_LIMIT));
}

/** A path or name as it is, every invisible character shown as an escape; give the result to `codeSpan`. */
export function cleanPath(text: string, options: { limit?: number; blockedWords?: readonly string[] } = {}): Cleaned {
  const shelf = emptyShelf(options.blockedWords);
  const shown = showHidden(text.slice(0, READ_LIMIT));
  if (shown !== text) note(shelf, 'showed hidden characters of a path');
  return finish(shelf, cutText(calmCode(shown, shelf.blocked).trim(), options.limit ?? PATH_LIMIT));
}

function visible(shelf: Shelf, text: string): string {
  const stripped = stripHidden(text.slice(0, READ_LIMIT));
  note(shelf, 'removed hidden characters', stripped.hidden);
  note(shelf, 'removed terminal sequences', stripped.sequences);
  return stripped.text;
}

/** The chain: each step sees only what the ones before left as plain words. */
function inert(shelf: Shelf, text: string, home: Home | null, lowered: (shelf: Shelf, text: string) => string): string {
  const spanless = takeSpans(shelf, text.replaceAll('\t', ' '));
  const decoded = decodeEntities(spanless);
  note(shelf, 'decoded entities', decoded.count);
  let plain = dropComments(shelf, decoded.text).replaceAll('`', "'");
  plain = dropPictures(shelf, plain);
  plain = settleLinks(shelf, plain, home);
  plain = settleAddresses(shelf, calmTags(shelf, plain), home);
  plain = calmClosing(shelf, dropEmphasis(plain));
  plain = lowered(shelf, calmPhrases(shelf, plain));
  plain = calmMentions(shelf, calmCommands(shelf, plain));
  return calmWords(shelf, plain);
}

const fenceOf = (shelf: Shelf, text: string, language: string): string => {
  const calm = calmBlock(trimLines(text), shelf.blocked);
  return calm === '' ? '' : codeFence(calm, language);
};

function finish(shelf: Shelf, cut: { text: string; cut: boolean }): Cleaned {
  if (cut.cut) note(shelf, 'cut the text');
  const notes = [...shelf.notes].slice(0, 20).map(([what, count]) => (count === 1 ? what : `${what} (${count})`));
  return { text: markClean(cut.text), notes };
}
