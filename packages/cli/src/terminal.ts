/** Text as a terminal shows it: how wide it is, where to cut it, whether it may be coloured. */
import { stripVTControlCharacters, styleText } from 'node:util';

export interface Screen {
  write(text: string): void;
  isTerminal: boolean;
  columns: number;
}

/** What a command may print on: `out` is the answer, `err` is everything about it. */
export interface Screens {
  out: Screen;
  err: Screen;
}

export type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

export function paintOn(screen: Screen, environment: NodeJS.ProcessEnv): Paint {
  const isColoured = screen.isTerminal && (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';
  return (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text);
}

/** East Asian wide and full-width characters and emoji take two columns, combining marks none. */
const WIDE =
  /[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NONE = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

const columnsOf = (character: string): number => (NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

export const widthOf = (text: string): number =>
  [...stripVTControlCharacters(text)].reduce((sum, character) => sum + columnsOf(character), 0);

/** Repository text must not move the cursor or recolour the terminal. */
export const harmless = (text: string): string =>
  stripVTControlCharacters(text).replace(/[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]+/gu, ' ');

export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += columnsOf(character);
    if (used > width - 1) break;
    kept += character;
  }
  return `${kept.replace(/[\s….]+$/u, '')}…`;
}

export const padTo = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Prose as lines of the screen; `hang`: how far all but the first are set in. */
export type Wrap = (text: string, hang?: number) => string[];

/** What is no terminal gets whole lines, as programs read them. Words longer than a line, such as addresses, stay whole. */
export const wrapOn =
  ({ isTerminal, columns }: Pick<Screen, 'isTerminal' | 'columns'>): Wrap =>
  (text, hang = 0) =>
    isTerminal ? wrapTo(text, columns, hang) : [text];

function wrapTo(text: string, columns: number, hang: number): string[] {
  const lines: string[] = [];
  let line = '';
  let space = '';
  for (const part of text.split(/( +)/)) {
    if (/^ +$/.test(part)) {
      space = part;
      continue;
    }
    const isFull = line.trim() !== '' && widthOf(line) + space.length + widthOf(part) > columns;
    if (isFull) lines.push(line);
    line = isFull ? ' '.repeat(hang) + part : line + space + part;
    space = '';
  }
  return [...lines, line];
}
