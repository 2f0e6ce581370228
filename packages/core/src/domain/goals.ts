/** The owner's goals, read from a list or from headings: what is ticked, struck out or under a heading of things done is none. */
import { oneLine } from './markdown.ts';

export interface Goal {
  /** Counts from 1. */
  line: number;
  /** What is wanted, in the owner's words, without marks. */
  text: string;
  /** The heading that the goal stands under; empty where there is none. */
  section: string;
  /** What the owner says of it: sentences behind it, and the items below it. */
  why: string;
  details: string[];
}

const MOST_GOALS = 50;
const MOST_DETAILS = 6;
const MOST_CHARACTERS = 400;

const FENCE = /^\s{0,3}(?:```|~~~)/;
const HEADING = /^ {0,3}(#{1,6})\s+(\S.*?)\s*#*\s*$/;
const ITEM = /^(\s*)(?:[-*+]|\d{1,3}[.)])\s+(?:\[([ xX])\]\s+)?(\S.*)$/;
/** Headings of what is not to be done, or no more. */
const CLOSED =
  /^(?:(?:already )?done|finished|completed?|achieved|archived?|shipped|released|dropped|rejected|non[- ]?goals?|not? goals?|not (?:now|planned|doing|wanted|in scope)|out of scope|won['’]?t(?: do| fix)?|later|someday|ideas?|parking lot|principles?|notes?|background|about|how (?:this|to).*)\b/i;

interface Line {
  number: number;
  text: string;
}

/** The lines that say something: outside of code and of comments. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let fenced = false;
  let comment = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '').slice(0, 2_000);
    if (FENCE.test(line)) fenced = !fenced;
    else if (!fenced) {
      const opens = line.includes('<!--');
      if (!comment && !opens) lines.push({ number: index + 1, text: line });
      comment = (comment || opens) && !line.includes('-->');
    }
  }
  return lines;
}

/** Without marks of emphasis and with the words of links alone. */
const plain = (text: string): string =>
  oneLine(
    text
      .replace(/\[([^[\]]{0,300})\]\([^()\s]{0,300}\)/g, '$1')
      .replace(/\*\*|__|(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])/g, ''),
  )
    .replace(/[.:;,]+$/, '')
    .slice(0, MOST_CHARACTERS);

const isStruck = (text: string): boolean => /^~~.*~~\s*$/.test(text.trim());

interface Found extends Goal {
  /** Columns of an item's indentation; null for a heading. */
  indent: number | null;
  level: number;
  closed: boolean;
}

/** A goal and its reason in one line: `Windows support: half of the reports come from there`. */
function split(text: string): { text: string; why: string } {
  const match = /^(.{8,}?)(?:\s+[—–]\s+|:\s+)(\S.{11,})$/.exec(text);
  return match === null
    ? { text: plain(text), why: '' }
    : { text: plain(match[1] ?? ''), why: oneLine(match[2] ?? '') };
}

class Reader {
  readonly found: Found[] = [];
  #section = '';
  /** The level of the heading whose items do not count; 0 where they do. */
  #closedLevel = 0;

  heading({ number }: Line, level: number, words: string): void {
    const name = plain(words.replace(/^\[[ xX]\]\s+/, ''));
    if (this.#closedLevel === 0 || level <= this.#closedLevel) this.#closedLevel = 0;
    // The first heading is the page's title, whatever it says.
    const isTitle = this.#section === '' && level === 1;
    if (this.#closedLevel === 0 && !isTitle && (CLOSED.test(name) || /^\[[xX]\]/.test(words) || isStruck(words)))
      this.#closedLevel = level;
    this.#section = name;
    if (level > 1) this.#add({ line: number, indent: null, level, ...split(words.replace(/^\[ \]\s+/, '')) });
  }

  item({ number }: Line, indent: number, { tick, words }: { tick: string; words: string }): void {
    const above = this.found.at(-1);
    if (above !== undefined && above.indent !== null && indent > above.indent) {
      if (tick.toLowerCase() !== 'x' && above.details.length < MOST_DETAILS) above.details.push(plain(words));
      return;
    }
    this.#add({
      line: number,
      indent,
      level: 7,
      ...split(words),
      closed: tick.toLowerCase() === 'x' || isStruck(words),
    });
  }

  sentence(text: string): void {
    const goal = this.found.at(-1);
    if (goal !== undefined) goal.why = oneLine(`${goal.why} ${text}`).slice(0, MOST_CHARACTERS);
  }

  #add(goal: Pick<Found, 'line' | 'indent' | 'level' | 'text' | 'why'> & { closed?: boolean }): void {
    const closed = goal.closed === true || this.#closedLevel > 0;
    this.found.push({ ...goal, section: goal.indent === null ? '' : this.#section, details: [], closed });
  }
}

/** A heading is a goal where nothing is listed or headed below it, and something is said of it. */
function isGoal(goal: Found, next: Found | undefined): boolean {
  if (goal.closed || goal.text.length < 4) return false;
  return (
    goal.indent !== null ||
    (goal.why !== '' && (next === undefined || (next.indent === null && next.level <= goal.level)))
  );
}

export function goalsIn(text: string): Goal[] {
  const reader = new Reader();
  for (const line of linesOf(text)) {
    const heading = HEADING.exec(line.text);
    const item = heading === null ? ITEM.exec(line.text) : null;
    if (heading !== null) reader.heading(line, heading[1]?.length ?? 1, heading[2] ?? '');
    else if (item !== null) {
      const indent = (item[1] ?? '').replaceAll('\t', '    ').length;
      reader.item(line, indent, { tick: item[2] ?? '', words: item[3] ?? '' });
    } else if (line.text.trim() !== '') reader.sentence(line.text.trim());
  }
  const seen = new Set<string>();
  return reader.found
    .filter((goal, at) => isGoal(goal, reader.found[at + 1]))
    .filter(({ text: said }) => !seen.has(goalKey(said)) && seen.add(goalKey(said)))
    .slice(0, MOST_GOALS)
    .map(({ line, text: said, section, why, details }) => ({ line, text: said, section, why, details }));
}

/** What a goal is known by over time: its words, however they are marked, cased or moved. */
export const goalKey = (text: string): string =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join(' ');
