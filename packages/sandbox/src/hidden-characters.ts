/** Characters that a reader does not see, as plain ranges: written out here so that this list can contradict another one. */

/** Ranges of code points, first and last. */
const RANGES: readonly [first: number, last: number, what: string][] = [
  [0x00, 0x08, 'control'],
  [0x0b, 0x0c, 'control'],
  [0x0e, 0x1f, 'control'],
  [0x7f, 0x9f, 'control'],
  [0xad, 0xad, 'soft hyphen'],
  [0x034f, 0x034f, 'joiner of graphemes'],
  [0x061c, 0x061c, 'direction'],
  [0x115f, 0x1160, 'Hangul filler'],
  [0x17b4, 0x17b5, 'Khmer vowel that is not seen'],
  [0x180b, 0x180f, 'Mongolian selector'],
  [0x200b, 0x200b, 'zero width'],
  [0x200c, 0x200d, 'joiner'],
  [0x200e, 0x200f, 'direction'],
  [0x2028, 0x2029, 'separator'],
  [0x202a, 0x202e, 'direction'],
  [0x2060, 0x2065, 'zero width'],
  [0x2066, 0x2069, 'direction'],
  [0x206a, 0x206f, 'direction'],
  [0x3164, 0x3164, 'Hangul filler'],
  [0xd800, 0xdfff, 'half of a pair'],
  [0xfdd0, 0xfdef, 'noncharacter'],
  [0xfe00, 0xfe0f, 'variation selector'],
  [0xfeff, 0xfeff, 'zero width'],
  [0xffa0, 0xffa0, 'Hangul filler'],
  [0xfff0, 0xfffb, 'interlinear note'],
  [0xfffe, 0xffff, 'noncharacter'],
  [0x1bca0, 0x1bca3, 'shorthand format'],
  [0x1d173, 0x1d17a, 'musical format'],
  [0xe0000, 0xe0fff, 'tag or selector'],
];

const escaped = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;

/** Any of them, or half of a pair: nearly all texts have none and are done at once. */
const SUSPECT = new RegExp(
  `[${RANGES.filter(([first]) => first <= 0xffff)
    .map(([first, last]) => `${escaped(first)}-${escaped(last)}`)
    .join('')}]`,
);

/** Emoji and the scripts whose letters join; before a joiner or selector these make it part of writing. */
const PICTURE = /^\p{Extended_Pictographic}$/u;
const MODIFIER = /^\p{Emoji_Modifier}$/u;
const LETTER = /^[\p{L}\p{M}]$/u;
const PLAIN_LETTER = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hangul}]$/u;

function isWriting(code: number, before: string, behind: string): boolean {
  if (code === 0xfe0f) return PICTURE.test(before) || (/^[0-9#*]$/.test(before) && behind === '\u20e3');
  if (code === 0x200d && PICTURE.test(behind))
    return PICTURE.test(before) || MODIFIER.test(before) || before === '\ufe0f';
  if (code === 0x200c || code === 0x200d) {
    return [before, behind].every((letter) => LETTER.test(letter) && !PLAIN_LETTER.test(letter));
  }
  return false;
}

/** Names what is hidden in a text; each kind once. */
export function hiddenIn(text: string): string[] {
  if (!SUSPECT.test(text)) return [];
  const found = new Set<string>();
  const characters = [...text];
  characters.forEach((character, index) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x7f && code > 0x1f) return;
    const range = RANGES.find(([first, last]) => first <= code && code <= last);
    if (range === undefined || isWriting(code, characters[index - 1] ?? '', characters[index + 1] ?? '')) return;
    found.add(`hidden character (${range[2]})`);
  });
  return [...found];
}
