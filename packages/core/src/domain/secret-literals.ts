/** Secrets whose values are known: every form one may take, and pieces of it long enough to matter. */

/** Shortest piece of a secret that counts as leaked. */
export const FRAGMENT = 12;
/** Shorter values are too likely to be ordinary words. */
const SHORTEST = 6;
const LONGEST = 16_384;

/** Base64 of the secret wherever it may stand in a longer text: three alignments, without the characters that neighbours change. */
function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((offset) => {
    const padded = new Uint8Array(offset + bytes.length);
    padded.set(bytes, offset);
    const binary = Array.from(padded, (byte) => String.fromCharCode(byte)).join('');
    const encoded = btoa(binary).replace(/=+$/, '');
    const whole = padded.length % 3 === 0 ? encoded : encoded.slice(0, -1);
    return whole.slice(offset === 0 ? 0 : offset + 1);
  });
}

/** The secret without white space, as itself and as usually encoded. */
export function formsOf(secret: string): string[] {
  const value = secret.trim().slice(0, LONGEST);
  if (value.length < SHORTEST || !value.isWellFormed()) return [];
  const bytes = new TextEncoder().encode(value);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const base64 = base64Forms(bytes);
  const forms = [
    value,
    [...value].reverse().join(''),
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    hex,
    hex.toUpperCase(),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  return [...new Set(forms.map((form) => form.replace(/\s+/g, '')))].filter((form) => form.length >= SHORTEST);
}

const telling = (piece: string): boolean => new Set(piece).size >= 5;

export interface Range {
  start: number;
  end: number;
}

/** What a text is searched for. */
interface Sought {
  /** Forms that are shorter than a fragment. */
  short: readonly string[];
  fragments: ReadonlySet<string>;
}

function soughtOf(secrets: readonly string[]): Sought {
  const fragments = new Set<string>();
  const short: string[] = [];
  for (const form of secrets.flatMap(formsOf)) {
    if (form.length < FRAGMENT) short.push(form);
    for (let at = 0; at + FRAGMENT <= form.length; at += 1) {
      const piece = form.slice(at, at + FRAGMENT);
      if (telling(piece)) fragments.add(piece);
    }
  }
  return { short, fragments };
}

/** A run has one list of secrets and hundreds of texts. A list that was changed is read again. */
const READ = new WeakMap<readonly string[], { content: string; sought: Sought }>();

function readOnce(secrets: readonly string[]): Sought {
  const content = JSON.stringify(secrets);
  const read = READ.get(secrets);
  if (read?.content === content) return read.sought;
  const sought = soughtOf(secrets);
  READ.set(secrets, { content, sought });
  return sought;
}

/** Where whole forms or pieces of them stand in a text without white space. */
export function findLiterals(text: string, secrets: readonly string[]): Range[] {
  const { short, fragments } = readOnce(secrets);
  const found: Range[] = [];
  for (const form of short) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) {
      found.push({ start: at, end: at + form.length });
    }
  }
  if (fragments.size === 0) return found;
  for (let at = 0; at + FRAGMENT <= text.length; at += 1) {
    if (!fragments.has(text.slice(at, at + FRAGMENT))) continue;
    const last = found.at(-1);
    if (last !== undefined && at <= last.end && at >= last.start) last.end = at + FRAGMENT;
    else found.push({ start: at, end: at + FRAGMENT });
  }
  return found;
}
