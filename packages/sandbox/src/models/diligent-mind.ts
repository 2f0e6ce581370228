/** Does what it is asked: fills any form validly, the same way each time, in the words of what it was given to read. */

import { Dice } from '../dice.ts';
import { type Asked, type JsonSchema, type Mind, promptOf, type Thought } from './mind.ts';
import { textForPattern } from './pattern-text.ts';
import { type Filler, fill, fitted, type Leaf } from './schema-walk.ts';

/** What to write into a field of that name; undefined: whatever its schema allows. */
export type Hints = Readonly<Record<string, (asked: Asked, leaf: Leaf, dice: Dice) => unknown>>;

export function diligentMind({ seed = 1, hints = {} }: { seed?: number; hints?: Hints } = {}): Mind {
  return { answer: (asked) => work(asked, new Dice(seed, promptOf(asked)), hints) };
}

function work(asked: Asked, dice: Dice, hints: Hints): Thought {
  const sentences = sentencesOf(asked);
  if (asked.form === null) return { kind: 'text', text: sentences.slice(0, 3).join(' ') };
  const words = [...new Set(promptOf(asked).match(/[\p{L}\p{N}][\p{L}\p{N}_./#:-]*/gu) ?? [])];
  return { kind: 'value', value: fill(asked.form, fillerOf(asked, { sentences, words, dice }, hints)) };
}

function fillerOf(asked: Asked, material: Material, hints: Hints): Filler {
  const at = ({ path }: Leaf): Dice => material.dice.of(path.join('.'));
  return {
    text: (leaf) => write(leaf.schema, { ...material, dice: at(leaf) }),
    number: (leaf, { least, most, step }) => least + step * at(leaf).between(0, Math.floor((most - least) / step)),
    truth: (leaf) => at(leaf).happens(0.5),
    // Null says nothing; a mind that works says something where it can.
    choose: (leaf, choices) => {
      const telling = choices.flatMap((choice, place) => (isNothing(choice) ? [] : [place]));
      return telling.length === 0 ? 0 : at(leaf).pick(telling);
    },
    length: (leaf, { least, most }) => at(leaf).between(Math.max(least, Math.min(1, most)), Math.min(most, least + 3)),
    instead: (leaf) => {
      const name = leaf.path.findLast((step) => typeof step === 'string');
      const hint = name === leaf.path.at(-1) && typeof name === 'string' ? hints[name] : undefined;
      return hint?.(asked, leaf, at(leaf));
    },
  };
}

const isNothing = (choice: unknown): boolean => choice === null || (choice as JsonSchema | undefined)?.type === 'null';

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-11-20',
  'date-time': '2026-11-20T09:00:00Z',
  time: '09:00:00Z',
  email: 'somebody@example.org',
  uri: 'https://example.org/',
  uuid: '0b0c6a2e-2f0e-4c59-9a0e-6a1f3b1f7d11',
};

interface Material {
  sentences: readonly string[];
  /** All that was there to read, for names of things. */
  words: readonly string[];
  dice: Dice;
}

function write(schema: JsonSchema, { sentences, words, dice }: Material): string {
  if (typeof schema.format === 'string' && schema.format in FORMATS) return FORMATS[schema.format] as string;
  if (typeof schema.pattern === 'string') return fitting(schema, { sentences, words, dice });
  return fitted(fitted(dice.pick(sentences), schema, 200).trim(), schema, 200);
}

/** First what was read and has that form, as ids and names have; then anything that has it. */
function fitting(schema: JsonSchema, { sentences, words, dice }: Material): string {
  const pattern = new RegExp(schema.pattern as string, 'u');
  const fits = (text: string): boolean =>
    pattern.test(text) &&
    text.length >= Number(schema.minLength ?? 0) &&
    text.length <= Number(schema.maxLength ?? 1e6);
  const read = words.filter(fits);
  const known = read.length > 0 ? read : sentences.filter(fits);
  const text = dice.pickAny(known) ?? textForPattern(schema.pattern as string, () => dice.number());
  if (text !== null && fits(text)) return text;
  throw new RangeError(`SANDBOX: no text is known that has the form ${String(schema.pattern)}; give a hint.`);
}

/** Plain sentences of what it was given, the latest first: that is what the call is about. */
function sentencesOf({ texts }: Asked): string[] {
  const said = texts.filter(({ role }) => role !== 'system' && role !== 'developer').toReversed();
  const found = said.flatMap(({ text }) =>
    text
      .split(/\n+|(?<=[.!?])\s+/)
      .map((line) =>
        line
          .replace(/[`*_#>|[\]{}<]+/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .filter((line) => /\p{L}{3}/u.test(line) && line.length >= 12),
  );
  return found.length > 0 ? [...new Set(found)] : ['The evidence at hand is enough to say so.'];
}
