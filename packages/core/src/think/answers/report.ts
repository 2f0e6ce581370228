/**
 * A model's paragraph about figures: it names them, and the program says them. A sentence is either figures and what joins them
 * or the model's own words without any amount, so that no number can come to stand with anything but its own statement.
 */
import { oneLine } from '../../domain/markdown.ts';
import type { Figure } from '../figures.ts';
import { amountIn } from './amounts.ts';
import { memberOf } from './reading.ts';

/** Characters: of what a model wrote, and of what is made of it. */
const MOST = 700;
const LEAST = 40;
const MOST_FILLED = 900;

/** What may open a sentence of figures, and what may stand between two: nothing that says a cause, a time or a name. */
export const OPENINGS = [
  ...(['Meanwhile', 'Overall', 'In all', 'Still', 'However', 'Besides', 'At the same time', 'Most pressing'] as const),
  ...(['First of all', 'What stands out', 'What needs attention'] as const),
] as const;
export const JOINTS = ['and', 'but', 'while', 'though', 'yet'] as const;

const FIGURE = /\{([a-z0-9-]+)\}/g;
const JOINT = `(?:[,;]? (?:${JOINTS.join('|')})|;) `;
const OF_FIGURES = new RegExp(`^(?:(?:${OPENINGS.join('|')})[,:] )?\\{[a-z0-9-]+\\}(?:${JOINT}\\{[a-z0-9-]+\\})*\\.$`);
const UNPARTED = new RegExp(`\\} (${JOINTS.join('|')}) \\{`, 'g');
/** Letters of English and what parts its words: no digit of any script, no code, no link, nobody called. */
const OWN_WORDS = /^[a-zA-Z ,;:'’"“”()–—-]+[.!?]$/;

/** What is wrong, for the model to mend; null: nothing. Of what it wrote only an amount is quoted. */
export function paragraphFault(value: unknown, figures: readonly Figure[]): string | null {
  const text = textOf(value);
  if (text.length < LEAST) return `at least ${LEAST} characters`;
  if (text.length > MOST) return `at most ${MOST} characters`;
  const names = [...text.matchAll(FIGURE)].map(([, name]) => name);
  if (names.some((name) => !figures.some((figure) => figure.name === name))) return 'it names a figure that is none';
  if (new Set(names).size < names.length) return 'it names a figure twice';
  for (const sentence of sentencesOf(text)) {
    const fault = sentenceFault(sentence);
    if (fault !== null) return fault;
  }
  return filled(text, figures).length > MOST_FILLED ? 'with the words of its figures it is too long: name fewer' : null;
}

/** The paragraph as people read it. Null: nothing of it can stand. */
export const readParagraph = (value: unknown, figures: readonly Figure[]): string | null =>
  paragraphFault(value, figures) === null ? filled(textOf(value), figures) : null;

function textOf(value: unknown): string {
  const paragraph = memberOf(value, 'paragraph');
  return typeof paragraph === 'string' ? oneLine(paragraph.slice(0, 2 * MOST)) : '';
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?]) /);

function sentenceFault(sentence: string): string | null {
  if (sentence.includes('{')) {
    return OF_FIGURES.test(sentence)
      ? null
      : `a sentence that has a figure has nothing but figures, parted by ${JOINTS.join(', ')} or a semicolon, and an opening that is allowed`;
  }
  const amount = amountIn(sentence);
  if (amount !== null) return `"${amount}" is for figures to say`;
  return OWN_WORDS.test(sentence) ? null : 'outside of figures it has something else than plain English sentences';
}

/** A statement that begins a sentence begins like one, and none runs into the next. */
const filled = (text: string, figures: readonly Figure[]): string =>
  sentencesOf(text)
    .map((sentence) =>
      sentence
        .replace(UNPARTED, '}, $1 {')
        .replace(FIGURE, (_, name: string) => figures.find((figure) => figure.name === name)?.words ?? '')
        .replace(/^[a-z]/, (letter) => letter.toUpperCase()),
    )
    .join(' ');
