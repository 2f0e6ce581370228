/** Characters that a reader cannot see: found and taken out, with or without a trace of where the rest came from. */

/** Halves of a pair without the other half. They go first, so that nothing taken out later can join two of them. */
const LONE = /\p{Cs}/gu;

/** Scripts whose words need a joiner or non-joiner between two letters. */
const JOINED =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}' +
  '\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}' +
  '\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}';

/** Ignorable by default (UAX 44), interlinear notes and noncharacters; the exceptions are what writing needs. */
const HIDDEN = new RegExp(
  `(?<=[${JOINED}])[\\u200C\\u200D](?=[${JOINED}])|` +
    '(?<=\\p{Extended_Pictographic}\\uFE0F?|\\p{Emoji_Modifier})\\u200D(?=\\p{Extended_Pictographic})|' +
    '(?<=\\p{Extended_Pictographic})\\uFE0F|(?<=[0-9#*])\\uFE0F(?=\\u20E3)|' +
    '([\\p{Default_Ignorable_Code_Point}\\uFFF9-\\uFFFB\\p{Noncharacter_Code_Point}])',
  'gu',
);

/** Sequences that steer a terminal: CSI, strings with their terminator, and short ones. */
const TERMINAL =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]/g;

/** Controls other than tab, newline and carriage return. */
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

export interface Stripped {
  text: string;
  /** Hidden and control characters taken out. */
  hidden: number;
  /** Terminal sequences taken out. */
  sequences: number;
}

/** The text without lone surrogates, invisible characters, terminal sequences and controls; line ends become `\n`. */
export function stripHidden(text: string): Stripped {
  let hidden = 0;
  let sequences = 0;
  const lines = text.replace(/\r\n?|[\u2028\u2029\x85]/g, '\n');
  const drop = () => {
    hidden += 1;
    return '';
  };
  const visible = lines
    .replace(LONE, drop)
    .replace(HIDDEN, (found, bad?: string) => (bad === undefined ? found : drop()));
  const plain = visible.replace(TERMINAL, () => {
    sequences += 1;
    return '';
  });
  return { text: plain.replace(CONTROL, drop), hidden, sequences };
}

/** A text from which something was taken out, with the place of each code unit in the original. */
export interface Traced {
  text: string;
  at: Uint32Array;
}

/** As `stripHidden`, keeping line ends as they are, and remembering where everything was. */
export function traceVisible(text: string): Traced {
  let copy: Traced = { text, at: Uint32Array.from({ length: text.length }, (_, index) => index) };
  copy = without(copy, LONE);
  copy = without(copy, HIDDEN);
  copy = without(copy, TERMINAL);
  return without(copy, CONTROL);
}

/** The copy without what the pattern finds (or its first group, where it has one). */
export function without(copy: Traced, pattern: RegExp): Traced {
  const grouped = pattern === HIDDEN;
  const parts: string[] = [];
  const at = new Uint32Array(copy.text.length);
  let from = 0;
  let length = 0;
  const keep = (start: number, end: number) => {
    parts.push(copy.text.slice(start, end));
    at.set(copy.at.subarray(start, end), length);
    length += end - start;
  };
  for (const match of copy.text.matchAll(pattern)) {
    if (grouped && match[1] === undefined) continue;
    keep(from, match.index);
    from = match.index + match[0].length;
  }
  if (from === 0) return copy;
  keep(from, copy.text.length);
  return { text: parts.join(''), at: at.subarray(0, length) };
}

/** Every hidden or control character as a visible escape, for names and paths; newline and tab too. */
export function showHidden(text: string): string {
  const show = (found: string) => {
    const code = found.codePointAt(0) ?? 0;
    if (found === '\n') return '\\n';
    if (found === '\r') return '\\r';
    if (found === '\t') return '\\t';
    return code > 0xffff
      ? `\\u{${code.toString(16).toUpperCase()}}`
      : `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  };
  return text
    .replace(LONE, show)
    .replace(HIDDEN, (found, bad?: string) => (bad === undefined ? found : show(found)))
    .replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, show);
}

/** Whether this one character, standing alone, is one that `stripHidden` takes out. */
export const isHidden = (character: string): boolean => stripHidden(character).text === '';
