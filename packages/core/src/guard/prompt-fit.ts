/** How much of a prompt is sent: each piece is cut at the end of a line, and whole pieces give way in a stated order. */
import { cutTo } from '../domain/markdown.ts';
import { bytesOf, type PromptPart, tokensOf } from '../domain/prompt.ts';

export interface Piece {
  part: PromptPart;
  text: string;
  /** Its lines have lost their numbers, since a secret was among them. */
  bare: boolean;
  /** Lines that were cut off. */
  cut: number;
}

/** Of the heading, the two marks and the blanks around them. */
const FRAME = 24;

/** The first lines of a text, as many as there is room for, with a word where something is gone. */
export function withinMost(text: string, most: number): Pick<Piece, 'text' | 'cut'> {
  if (tokensOf(text) <= most) return { text, cut: 0 };
  const room = Math.max(0, most * 4 - 40);
  const lines = text.split('\n');
  let used = 0;
  let count = 0;
  for (; count < lines.length; count++) {
    used += bytesOf(lines[count] ?? '') + 1;
    if (used > room) break;
  }
  const rest = lines.length - count;
  const kept = count > 0 ? lines.slice(0, count) : [shortLine(lines[0] ?? '', room)];
  return { text: [...kept, `[cut here: ${rest} more lines]`].join('\n'), cut: rest };
}

/** A character has four bytes at most. */
const shortLine = (line: string, room: number): string => cutTo(line.slice(0, room), Math.floor(room / 4));

/** Without the pieces that give way first, until the rest is short enough; what is kept stays in its order. */
export function fitParts(pieces: readonly Piece[], limit: number): { kept: Piece[]; dropped: Piece[] } {
  const weight = ({ part, text }: Piece): number => tokensOf(text) + tokensOf(part.heading) + FRAME;
  const byGiving = pieces
    .map((piece, at) => ({ piece, at }))
    .sort((a, b) => b.piece.part.gives - a.piece.part.gives || b.at - a.at);
  let total = pieces.reduce((sum, piece) => sum + weight(piece), 0);
  const dropped = new Set<Piece>();
  for (const { piece } of byGiving) {
    if (total <= limit) break;
    dropped.add(piece);
    total -= weight(piece);
  }
  return { kept: pieces.filter((piece) => !dropped.has(piece)), dropped: pieces.filter((piece) => dropped.has(piece)) };
}
