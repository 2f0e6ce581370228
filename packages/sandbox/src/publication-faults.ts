/**
 * Says what in a published text could act: mention somebody, close or skip something, lead away, hide.
 * A second opinion on whoever wrote the text, so it shares no code with Steward, and where Markdown is hard it errs on the
 * side of finding: backticks that do not pair on their line, and HTML that is not expected, are faults themselves.
 */
import { hiddenIn } from './hidden-characters.ts';
import { liveLines, liveText, type Reading } from './live-markdown.ts';

/**
 * What could act in this title or body; empty is good. `home` is the repository's address on its server, to which alone links may
 * lead, such as `https://github.com/owner/name`; without it the hosts of links are not looked at.
 */
export function faultsOf(markdown: string, home: string | null = null): string[] {
  const reading: Reading = { faults: new Set(hiddenIn(markdown)), addresses: [] };
  findRaw(reading, markdown);
  const live: string[] = [];
  for (const line of liveLines(reading, markdown)) {
    for (const cell of line.cells) live.push(liveText(reading, cell));
  }
  findStructure(reading, live);
  const text = live.join('\n');
  const said = decodeReferences(text);
  findWords(reading, said.replace(BLOCK, '$&\u0001'));
  findAddresses(reading, text);
  if (said !== text) findAddresses(reading, said);
  if (reading.addresses.some((address) => !isHome(decodeReferences(address), home))) reading.faults.add('foreign link');
  return [...reading.faults];
}

/** What acts wherever it stands, in code too: continuous integration, bots and the runner read the raw text. */
const RAW: readonly [fault: string, pattern: RegExp][] = [
  [
    'skip phrase',
    /\[\s*(?:skip[ -]+(?:ci|cd|actions|checks|tests?|netlify|vercel|travis|azurepipelines|render)|(?:ci|cd|actions|netlify|travis)[ -]+skip|no[ -]ci)\s*\]/i,
  ],
  ['skip phrase', /\*\*\*NO_CI\*\*\*|^\s*skip-checks:\s*true/im],
  ['slash command', /^\s*\/[a-z]/im],
  ['runner command', /^\s*::[a-z]|##\[/im],
  [
    'handle of a bot',
    /@(?:claude|codex|copilot|dependabot|renovate|gemini-cli|coderabbitai|cursor|jules|bors|mergify)/i,
  ],
];

function findRaw({ faults }: Reading, markdown: string): void {
  for (const [fault, pattern] of RAW) if (pattern.test(markdown)) faults.add(fault);
}

const DESTINATION = /\]\([ \t]*(?:<([^<>]*)>|([^\s)]*))/g;

/** Links, pictures and reference definitions. */
function findStructure({ faults, addresses }: Reading, live: readonly string[]): void {
  for (const text of live) {
    for (const [, angled, plain] of text.matchAll(DESTINATION)) addresses.push(angled ?? plain ?? '');
    if (hasPicture(text)) faults.add('picture');
    if (/^[ \t>]*\[[^\]]+\]:/.test(text)) faults.add('reference definition');
    if (/^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\/[a-z]/i.test(text)) faults.add('slash command');
  }
}

/** Whether the bracket behind an exclamation mark is closed by one before a target; brackets within it count. */
function hasPicture(text: string): boolean {
  for (let start = text.indexOf('!['); start >= 0; start = text.indexOf('![', start + 2)) {
    let depth = 0;
    const end = Math.min(text.length, start + 2_000);
    for (let at = start + 1; at < end; at += 1) {
      if (text[at] === '[') depth += 1;
      else if (text[at] === ']') depth -= 1;
      if (depth > 0) continue;
      if (text[at + 1] === '(') return true;
      break;
    }
  }
  return false;
}

/** Where a line begins a paragraph, an item or a heading, no keyword of the line before reaches: they are other elements. */
const BLOCK = /(?<=\n)(?:[ \t]*\n|[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+))/g;

const NAMES: Record<string, string> = {
  commat: '@',
  num: '#',
  colon: ':',
  sol: '/',
  period: '.',
  lsqb: '[',
  lbrack: '[',
  rsqb: ']',
  rbrack: ']',
  lowbar: '_',
  nbsp: ' ',
  Tab: ' ',
  NewLine: ' ',
  amp: '&',
};

/** Character references mean their character in text, and in addresses. */
const decodeReferences = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (_, decimal, hex, name) => {
        if (name !== undefined) return NAMES[name] ?? ' ';
        const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
        return code > 0x10ffff ? '' : String.fromCodePoint(code);
      })
    : text;

const KEYWORD = String.raw`(?<![\p{L}\p{N}])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)`;
const REFERENCE = String.raw`(?:[\w.-]+\/[\w.-]+)?#\d|gh-\d|https?:\/\/\S+\/(?:issues|pull)\/\d`;

const WORDS: readonly [fault: string, pattern: RegExp][] = [
  ['mention', /[@\uff20\ufe6b][\p{L}\p{N}_-]/u],
  ['closing keyword', new RegExp(String.raw`${KEYWORD}[^\p{L}\p{N}\u0001]{0,20}(?:${REFERENCE})`, 'iu')],
  [
    'closing keyword',
    new RegExp(String.raw`${KEYWORD}[^\p{L}\p{N}\u0001]{0,20}\[[^\]]{0,200}\]\([^)]*\/(?:issues|pull)\/\d`, 'iu'),
  ],
];

/** What is bare runs on through `>`; one at its end closes a bracket that was no bare address. */
const BARE = /(?:[a-z][a-z0-9+.-]{1,30}:\/\/|www\.)[^\s<\u0002]+/gi;

/** What GitHub finds in the words themselves, and what it makes a link of. */
function findWords({ faults }: Reading, text: string): void {
  for (const [fault, pattern] of WORDS) if (pattern.test(text)) faults.add(fault);
  // The fragment of an address refers to nothing.
  if (/[\w.-]#\d/.test(text.replace(/(?<!\[)https?:\/\/[^\s)]+/g, ' '))) faults.add('reference to another repository');
}

/** A link from its bracket on; without one, `](` is text, and an address in it runs on. */
const LINK = /\[[^[\]]*\]\([ \t]*(?:<[^<>]*>|[^\s)]*)/g;
const WHOLE_LINK = /\[[^[\]]*\]\([^\s()]*(?: "[^"]*")?\)/g;

/** A bare address takes in what follows it without a blank, code and links too. */
function findAddresses({ faults, addresses }: Reading, text: string): void {
  if (/[a-z][a-z0-9+.-]{0,30}:\/\/[^\s<>\u0003]*[\u0001\u0003]/i.test(text.replace(WHOLE_LINK, '\u0003'))) {
    faults.add('address that runs into something');
  }
  for (const [address] of text.replace(LINK, ' ').matchAll(BARE)) {
    addresses.push(address.replace(/[.,;:!?'"*_~>]+$/, ''));
  }
}

/**
 * Only plain addresses below the repository's own are expected: no user, no port of another, no query but a search of its
 * issues, no way back up. Where the repository is not known, any host will do.
 */
function isHome(address: string, home: string | null): boolean {
  // In the name of a file anything may be encoded.
  const plain = /\/blob\/[0-9a-f]{7,64}\//.test(address) ? address.replaceAll('%5C', '') : address;
  if (!URL.canParse(address) || /%2f|%5c|%2e|[\\@]|\/\.\.?(?:\/|$)/i.test(plain)) return false;
  const url = new URL(address);
  const isSearch = url.pathname.endsWith('/issues') && /^\?q=[^&]*$/.test(url.search);
  if (!/^https?:$/.test(url.protocol) || url.username + url.password !== '') return false;
  if (url.search !== '' && !isSearch) return false;
  if (home === null) return true;
  const own = new URL(home);
  const isBelow = `${url.pathname.toLowerCase()}/`.startsWith(`${own.pathname.toLowerCase().replace(/\/$/, '')}/`);
  return url.origin === own.origin && isBelow;
}

/** The titles and bodies that a request's body would publish, wherever in it they stand. */
export function publishedIn(requestBody: string): { title: string[]; body: string[] } {
  const found = { title: [] as string[], body: [] as string[] };
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'message') continue;
      if ((key === 'title' || key === 'body') && typeof inner === 'string') found[key].push(inner);
      else walk(inner);
    }
  };
  try {
    walk(JSON.parse(requestBody));
  } catch {
    // What is no JSON (git's own protocol) publishes no title and no body.
  }
  return found;
}
