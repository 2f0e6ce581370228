/** Finished pieces of a text, set aside behind tokens so that later strippers cannot touch them, and put back at the end. */
import { codeSpan } from '../domain/markdown.ts';
import { calmCode } from './sanitise-code.ts';

/** What is set aside. `open` and `close` stand around the words of a link to the own repository. */
export type Piece =
  | { kind: 'code'; raw: string }
  | { kind: 'open'; href: string }
  | { kind: 'close'; href: string }
  | { kind: 'link'; href: string };

/** Tokens are made of noncharacters, which no cleaned text holds: code is FDD0 n FDD1, links are FDD2 n FDD3. */
export const TOKEN = /\uFDD0(\d+)\uFDD1|\uFDD2(\d+)\uFDD3/g;
export const LINK_TOKEN = /\uFDD2(\d+)\uFDD3/g;

/** Where pieces wait, and where strippers note what they did. One per cleaned text. */
export interface Shelf {
  pieces: Piece[];
  notes: Map<string, number>;
  blocked: readonly string[];
}

export const emptyShelf = (blocked: readonly string[] = []): Shelf => ({ pieces: [], notes: new Map(), blocked });

export function note(shelf: Shelf, what: string, count = 1): void {
  if (count > 0) shelf.notes.set(what, (shelf.notes.get(what) ?? 0) + count);
}

/** Sets a piece aside and answers the token that stands for it. */
export function setAside(shelf: Shelf, piece: Piece): string {
  const index = shelf.pieces.push(piece) - 1;
  return piece.kind === 'code' ? `\uFDD0${index}\uFDD1` : `\uFDD2${index}\uFDD3`;
}

export const asCode = (shelf: Shelf, raw: string): string => setAside(shelf, { kind: 'code', raw });

/** The words behind a text's tokens, without any markup. */
export function rawText(shelf: Shelf, text: string): string {
  return text.replace(TOKEN, (_, code?: string, link?: string) => {
    const piece = shelf.pieces[Number(code ?? link)];
    if (piece?.kind === 'code') return piece.raw;
    return piece?.kind === 'link' ? piece.href : '';
  });
}

/** One thing that must be printed whole, or (code) be shortened inside. */
export type Part = { kind: 'plain'; text: string } | { kind: 'code'; raw: string } | { kind: 'whole'; text: string };

/** The text as parts in order; neighbouring code is one part, so that their backticks cannot meet. */
export function partsOf(shelf: Shelf, text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    pushPlain(parts, text.slice(from, match.index));
    pushPiece(parts, shelf.pieces[Number(match[1] ?? match[2])]);
    from = match.index + match[0].length;
  }
  pushPlain(parts, text.slice(from));
  return parts.map((part) => (part.kind === 'code' ? { kind: 'code', raw: calmCode(part.raw, shelf.blocked) } : part));
}

function pushPlain(parts: Part[], text: string): void {
  if (text !== '') parts.push({ kind: 'plain', text });
}

function pushPiece(parts: Part[], piece: Piece | undefined): void {
  if (piece === undefined) return;
  const last = parts.at(-1);
  if (piece.kind !== 'code') {
    // A link right behind an exclamation mark would be a picture.
    const gap = piece.kind === 'open' && last?.kind === 'plain' && last.text.endsWith('!') ? ' ' : '';
    const shown = { open: '[', close: `](${piece.href})`, link: `<${piece.href}>` }[piece.kind];
    parts.push({ kind: 'whole', text: `${gap}${shown}` });
  } else if (piece.raw.trim() === '') {
    pushPlain(parts, ' ');
  } else if (last?.kind === 'code') {
    last.raw += piece.raw;
  } else {
    parts.push({ kind: 'code', raw: piece.raw });
  }
}

export const renderPart = (part: Part): string => (part.kind === 'code' ? codeSpan(part.raw) : part.text);
