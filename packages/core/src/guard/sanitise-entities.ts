/** HTML entities, decoded until none is left, so that nothing hides behind one. Unknown names are left to `sanitise-words`. */
import { isHidden } from '../domain/hidden-text.ts';

const NAMED: Record<string, string> = Object.fromEntries(
  (
    'amp & AMP & lt < LT < gt > GT > quot " QUOT " apos \' commat @ num # sol / bsol \\ colon : semi ; comma , period . excl ! quest ? ' +
    'lbrack [ lsqb [ rbrack ] rsqb ] lpar ( rpar ) lcub { lbrace { rcub } rbrace } ast * midast * grave ` DiacriticalGrave ` ' +
    'lowbar _ UnderBar _ dollar $ percnt % plus + equals = vert | verbar | VerticalLine | Hat ^ hyphen \u2010 dash \u2010 ' +
    'ndash – mdash — hellip … lsquo ‘ rsquo ’ ldquo “ rdquo ” laquo « raquo » middot · bull • copy © reg ® trade ™ deg ° ' +
    'times × divide ÷ plusmn ± ne ≠ le ≤ ge ≥ larr ← rarr → harr ↔ euro € pound £ yen ¥ sect § para ¶ szlig ß ' +
    'auml ä ouml ö uuml ü Auml Ä Ouml Ö Uuml Ü eacute é egrave è agrave à ccedil ç ntilde ñ aring å aelig æ oslash ø'
  )
    .split(' ')
    .reduce<[string, string][]>((pairs, word, index, words) => {
      if (index % 2 === 0) pairs.push([word, words[index + 1] ?? '']);
      return pairs;
    }, []),
);
const SPACES = new Set(['nbsp', 'Tab', 'NewLine', 'ensp', 'emsp', 'thinsp', 'hairsp']);
const NOTHINGS = new Set(
  'zwj zwnj lrm rlm shy ZeroWidthSpace NoBreak NegativeThinSpace ic it af InvisibleTimes InvisibleComma ApplyFunction'.split(
    ' ',
  ),
);

/** Longest entity looked back for: `&` and up to 32 characters, as in CommonMark. */
const REACH = 34;

function decodeOne(name: string): string | null {
  const number = /^#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}))$/.exec(name);
  if (number) {
    const code = number[1] !== undefined ? Number(number[1]) : Number.parseInt(number[2] ?? '', 16);
    if (code === 0 || code > 0x10ffff) return '\uFFFD';
    const character = String.fromCodePoint(code);
    if (/\s/.test(character)) return ' ';
    return isHidden(character) ? '' : character;
  }
  if (SPACES.has(name)) return ' ';
  if (NOTHINGS.has(name)) return '';
  return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? null) : null;
}

/** Replaces entities from left to right; what one yields may complete the next. Each look back is short, so it is linear. */
export function decodeEntities(text: string): { text: string; count: number } {
  if (!text.includes('&')) return { text, count: 0 };
  const out: string[] = [];
  let count = 0;
  for (const character of text) {
    out.push(character);
    while (out.at(-1) === ';' && settle(out)) count += 1;
  }
  return { text: out.join(''), count };
}

/** Replaces the entity that the output ends with; whether there was one. */
function settle(out: string[]): boolean {
  const least = Math.max(0, out.length - REACH);
  let start = out.length - 2;
  while (start >= least && out[start] !== '&') start -= 1;
  if (start < least) return false;
  const decoded = decodeOne(out.slice(start + 1, -1).join(''));
  if (decoded === null) return false;
  out.length = start;
  out.push(...decoded);
  return true;
}
