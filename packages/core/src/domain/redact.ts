/** Takes secrets out of a text: what the Inspector found, what looks like one, and what is known to be one. */
import { type Traced, traceVisible, without } from './hidden-text.ts';
import { findLiterals, type Range } from './secret-literals.ts';
import { CONTEXTS, type SecretPattern, SHAPES } from './secret-shapes.ts';

export interface KnownSecrets {
  /** The Inspector's findings in exactly this text. */
  findings?: readonly Found[];
  /** Values that must not appear: the run's own tokens and keys. */
  secrets?: readonly string[];
}

interface Found extends Range {
  what: string;
}

/** Terminal sequences as source code spells them: they part a secret's characters, or stand right before it. */
const SPELLED = /\\(?:x1b|u001b|u\{1b\}|033|e)\[[0-9;?]{0,20}[A-Za-z]/gi;

/** The text with `[redacted: …]` for each secret, and how many there were. No value goes anywhere else. */
export function redact(text: string, known: KnownSecrets = {}): { text: string; count: number } {
  const seen = without(traceVisible(text), SPELLED);
  const found = [
    ...(known.findings ?? []).map((finding) => ({ ...finding, what: plainName(finding.what) })),
    ...located(seen, [...literals(seen, known.secrets ?? [])]),
    ...located(seen, [
      ...[...matches(seen.text, SHAPES), ...encoded(seen.text)].map((one) => withTail(seen.text, one)),
      ...keyBlocks(seen.text),
    ]),
    ...located(seen, matches(seen.text, CONTEXTS)),
  ];
  return replaceRanges(text, found);
}

const plainName = (what: string): string => what.replace(/[^a-z0-9 -]/gi, '').slice(0, 40) || 'secret';

function located(copy: Traced, found: readonly Found[]): Found[] {
  return found
    .filter(({ start, end }) => end > start)
    .map(({ start, end, what }) => ({ start: copy.at[start] ?? 0, end: (copy.at[end - 1] ?? 0) + 1, what }));
}

function matches(text: string, patterns: readonly SecretPattern[]): Found[] {
  return patterns.flatMap(({ what, pattern }) =>
    [...text.matchAll(pattern)].map((match) => {
      const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [match.index, match.index + match[0].length];
      return { start, end, what };
    }),
  );
}

const PIECE = /\s{1,60}([A-Za-z0-9_+/=.-]{8,})/y;

/** A secret that was broken over lines, or whose line ends became spaces, goes on in the next words that are no words. */
function withTail(text: string, found: Found): Found {
  let { end } = found;
  for (;;) {
    PIECE.lastIndex = end;
    const piece = PIECE.exec(text)?.[1] ?? '';
    if (!/\d/.test(piece) || !/[A-Za-z]/.test(piece)) return { ...found, end };
    end = PIECE.lastIndex;
  }
}

/** Known values stand also in a copy without white space, so that breaking one over lines does not hide it. */
function* literals(seen: Traced, secrets: readonly string[]): Generator<Found> {
  if (secrets.length === 0) return;
  const whole = { text: seen.text, at: Uint32Array.from({ length: seen.text.length }, (_, index) => index) };
  const squeezed = without(whole, /\s+/g);
  for (const { start, end } of findLiterals(squeezed.text, secrets)) {
    yield { start: squeezed.at[start] ?? 0, end: (squeezed.at[end - 1] ?? 0) + 1, what: 'secret' };
  }
}

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
/** How much of a key without an end is taken, and of one without a beginning. */
const OPEN_KEY = 8_192;

/** Private keys from begin to end, whatever stands between (log timestamps too); a cut one generously. */
function keyBlocks(text: string): Found[] {
  const ends = [...text.matchAll(END)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const found: Found[] = [];
  let next = 0;
  let covered = 0;
  for (const begin of text.matchAll(BEGIN)) {
    if (begin.index < covered) continue;
    while ((ends[next]?.start ?? Number.POSITIVE_INFINITY) < begin.index) next += 1;
    const end = ends[next];
    const reach = Math.min(text.length, begin.index + OPEN_KEY);
    covered = end !== undefined && end.start - begin.index <= 4 * OPEN_KEY ? end.end : reach;
    found.push({ start: begin.index, end: covered, what: 'private key' });
  }
  for (const end of ends) {
    if (found.some((block) => block.start <= end.start && end.end <= block.end)) continue;
    found.push({ start: bodyBefore(text, end.start), end: end.end, what: 'private key' });
  }
  return found;
}

/** Where the lines of key material right before this place begin. */
function bodyBefore(text: string, end: number): number {
  const from = Math.max(0, end - OPEN_KEY);
  const lines = text.slice(from, end).split('\n');
  let start = end - (lines.pop() ?? '').length;
  for (
    let line = lines.pop();
    line !== undefined && /[A-Za-z0-9+/=]{20,}\s*$/.test(line.slice(-200));
    line = lines.pop()
  ) {
    start -= line.length + 1;
  }
  return start;
}

const RUN = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
const LONGEST_RUN = 65_536;

/** Whether a text holds what nobody may read, whatever it is. */
const isTelling = (text: string): boolean =>
  [...SHAPES, ...CONTEXTS].some(({ pattern }) => text.search(pattern) >= 0) || text.search(BEGIN) >= 0;

/** Runs of base64 that decode to something shaped like a secret, at any of four beginnings. */
function encoded(text: string): Found[] {
  const found: Found[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const plain = run.slice(0, LONGEST_RUN).replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
    if ([0, 1, 2, 3].some((offset) => isTelling(decode(plain.slice(offset)))))
      found.push({ start: index, end: index + run.length, what: 'encoded secret' });
  }
  return found;
}

function decode(run: string): string {
  const usable = run.length % 4 === 1 ? run.slice(0, -1) : run;
  return atob(usable);
}

function replaceRanges(text: string, found: readonly Found[]): { text: string; count: number } {
  const sorted = [...found]
    .map((range) => ({ ...range, start: Math.max(0, range.start), end: Math.min(text.length, range.end) }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Found[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && range.start < last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  let out = '';
  let from = 0;
  for (const { start, end, what } of merged) {
    out += `${text.slice(from, start)}[redacted: ${what}]`;
    from = end;
  }
  return { text: out + text.slice(from), count: merged.length };
}
