/** Links, pictures and addresses: those into the own repository stay, every other becomes text that cannot be followed. */
import { SKIP } from './sanitise-code.ts';
import { asCode, LINK_TOKEN, note, rawText, type Shelf, setAside } from './sanitise-pieces.ts';

/** Where links may lead: one repository on one server. Null keeps none (titles). */
export interface Home {
  server: string;
  repository: string;
}

/** Longest address that is shown; the rest says nothing to a reader. */
const SHOWN = 300;

const SEGMENT = /^(?:[\w.~+,=:-]|%[0-9a-f]{2})+$/i;
const DOTS = /^(?:\.|%2e){1,2}$/i;
const BAD_ESCAPE = /%(?:2f|5c|[01][0-9a-f]|7f)/i;
/** None that begins with a digit: behind a closing keyword it would be a reference. */
const FRAGMENT = /^(?!\d)[\w-]{1,80}$/;

/** Whether the address is plain https into the own repository: no userinfo, port, query, or way back up. */
export function isOwnAddress(address: string, home: Home | null): boolean {
  if (home === null || address.length > 1_000) return false;
  const base = `${home.server}/${home.repository}`;
  if (!base.startsWith('https://') && !base.startsWith('http://127.0.0.1')) return false;
  if (address.slice(0, base.length).toLowerCase() !== base.toLowerCase()) return false;
  const [path = '', fragment, ...more] = address.slice(base.length).split('#');
  if (more.length > 0 || (fragment !== undefined && !FRAGMENT.test(fragment))) return false;
  if (path === '' || path === '/') return true;
  if (!path.startsWith('/')) return false;
  return path
    .slice(1)
    .replace(/\/$/, '')
    .split('/')
    .every((segment) => SEGMENT.test(segment) && !DOTS.test(segment) && !BAD_ESCAPE.test(segment));
}

/** The host alone, for notes; the rest of an address may hold anything. */
function hostOf(address: string): string {
  const authority =
    /^(?:[a-z][a-z0-9+.-]{0,30}:)?\/\/([^/?#\s]*)/i.exec(address)?.[1] ?? address.split(/[/?#]/)[0] ?? '';
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .replace(/^(?:www\.)+/i, '');
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(host) && host.length <= 100 ? host.toLowerCase() : 'another place';
}

function defang(shelf: Shelf, address: string): string {
  note(shelf, `defanged a link to ${hostOf(address)}`);
  return asCode(shelf, address.length > SHOWN ? `${[...address.slice(0, SHOWN - 1)].join('')}…` : address);
}

const TARGET = String.raw`\(((?:[^()\n]|\([^()\n]*\))*)\)`;
const PICTURE = new RegExp(String.raw`!\[([^[\]\n]*)\]${TARGET}`, 'g');
const LINK = new RegExp(String.raw`\[([^[\]\n]*)\]${TARGET}`, 'g');
const ANGLE = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>/gi;
const BARE = /(?:[a-z][a-z0-9+.-]{1,30}:\/\/|www\.)[^\s<>\uFDD0-\uFDD3]*/gi;
const TRAILING = /[.,;:!?'")\]}*_~]$/;

function destinationOf(shelf: Shelf, inside: string): string {
  const text = rawText(shelf, inside).trim();
  const angle = /^<([^<>]*)>/.exec(text);
  return angle?.[1] ?? text.split(/\s/)[0] ?? '';
}

/** Pictures become their alternative text: loading one tells its host who reads. */
export function dropPictures(shelf: Shelf, text: string): string {
  return text.replace(PICTURE, (_, alt: string) => {
    note(shelf, 'removed a picture');
    return alt;
  });
}

/** Inline links: own ones are kept without their title, foreign ones show words and address side by side. */
export function settleLinks(shelf: Shelf, text: string, home: Home | null): string {
  const linked = text.replace(LINK, (_, words: string, inside: string) => {
    const href = destinationOf(shelf, inside);
    const said = words.trim();
    const skips = new RegExp(SKIP.source, 'i').test(`[${words}]`);
    if (said !== '' && !skips && isOwnAddress(href, home)) {
      return `${setAside(shelf, { kind: 'open', href })}${said}${setAside(shelf, { kind: 'close', href })}`;
    }
    if (href === '') return said;
    const shown = settleAddress(shelf, href, home);
    return said === '' || said === href ? shown : `${said} (${shown})`;
  });
  return linked.replaceAll('](', '] (').replaceAll(']:', '] :');
}

function settleAddress(shelf: Shelf, address: string, home: Home | null): string {
  return isOwnAddress(address, home) ? setAside(shelf, { kind: 'link', href: address }) : defang(shelf, address);
}

/** Addresses in angle brackets and bare ones. */
export function settleAddresses(shelf: Shelf, text: string, home: Home | null): string {
  return text
    .replace(ANGLE, (_, address: string) => settleAddress(shelf, rawText(shelf, address), home))
    .replace(BARE, (found) => {
      let end = found.length;
      while (end > 0 && TRAILING.test(found.slice(end - 1, end))) end -= 1;
      return `${settleAddress(shelf, found.slice(0, end), home)}${found.slice(end)}`;
    });
}

const KEYWORD =
  /(?<![\p{L}\p{N}])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?=((?:[^\p{L}\p{N}\uFDD0\uFDD2]|\uFDD2\d+\uFDD3)*))\1(#?\d+|gh-\d+)?/giu;

/** What follows a closing keyword no longer refers to an issue: numbers become code, links lose their target. */
export function calmClosing(shelf: Shelf, text: string): string {
  const unlinked = new Set<number>();
  const calm = text.replace(KEYWORD, (found: string, between: string, reference?: string) => {
    for (const match of between.matchAll(LINK_TOKEN))
      if (isIssueLink(shelf, Number(match[1]))) unlinked.add(Number(match[1]));
    const hash = between.endsWith('#') ? '#' : '';
    if (reference === undefined || !(hash || /^(?:#|gh-)/i.test(reference))) return found;
    note(shelf, 'made a closing keyword inert');
    const kept = found.slice(0, found.length - reference.length - hash.length);
    return `${kept}${asCode(shelf, `${hash}${reference}`)}`;
  });
  return unlinked.size === 0 ? calm : unlink(shelf, calm, unlinked);
}

function isIssueLink(shelf: Shelf, index: number): boolean {
  const piece = shelf.pieces[index];
  return piece !== undefined && piece.kind !== 'code' && /\/(?:issues|pull)\/\d/.test(piece.href);
}

/** The end of a link is the piece set aside right after its beginning. */
function unlink(shelf: Shelf, text: string, indices: ReadonlySet<number>): string {
  return text.replace(LINK_TOKEN, (token: string, number: string) => {
    const index = Number(number);
    const piece = shelf.pieces[index];
    if (piece?.kind === 'open' && indices.has(index)) return ' ';
    const ends = piece?.kind === 'close' && (indices.has(index) || indices.has(index - 1));
    if (!ends && !indices.has(index)) return token;
    note(shelf, 'made a closing keyword inert');
    const shown = asCode(shelf, piece !== undefined && piece.kind !== 'code' ? piece.href : '');
    return ends ? ` (${shown})` : shown;
  });
}
