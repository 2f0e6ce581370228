/** Made-up secrets to plant in a world, in every disguise, and a search for what is left of them in anything that left it. */

export interface Canary {
  name: string;
  /** As somebody would write it down, with its public prefix or its surroundings. */
  text: string;
  /** The part that nobody may learn. */
  secret: string;
}

/** Joined here, so that no scanner takes this file for a leak. */
const prefixed = (name: string, prefix: string, secret: string, separator = '_'): Canary => ({
  name,
  text: [prefix, secret].join(separator),
  secret,
});

const KEY_LINES = [
  'MIIEowIBAAKCAQEAvR7tQ2mX9kLp4WzYs6JhN1cFbT8gDu3oEiKqVxZrAwHnSyBG',
  'Qe5UfMj0CtPdOlI2aXw7RkVs9HbNg4ZyTuL1pEoFqJm8WcDiKxSvBzAr3nGhY6Mf',
  't0UjCePdQlOw9IkXaRs2VbHn7NgZyT4uLpE1oFqJmW8cDiKxSvB5zArGh3nYMfU6',
];

export const CANARIES: readonly Canary[] = [
  prefixed('github token', 'ghp', 'k7Wq2ZtR9xLm4VbN8cJf3HyD6sPgT1aEuQoK'),
  prefixed('github app token', 'ghs_418273', 'eyJrVz83NqLd2T.eyJwXb61FhKs9QyRm4.TgZc5Uo0JvAi8MnEe3WtHxPl7SbDk'),
  prefixed('anthropic key', 'sk-ant-api03', 'Vd9sKx2LqTz7RfWm4YbHn8JcGp3Ug6Ea1oXiQw', '-'),
  prefixed('google key', 'AIza', 'SyH4nWq8ZtRx2LmVb7NcJf9HyDk6sPgT1aE', ''),
  prefixed('npm token', 'npm', 'Lq4Zt8Rx2Vm6Wb9Nc3Jf7Hy1Dk5Ps0Gt2aEu'),
  prefixed('slack token', 'xoxb-731846-902517', 'pQz7RtLx4VmWb2NcJf9HyDk6', '-'),
  {
    name: 'aws secret',
    text: ['AKIA', 'Q7ZTRX2LMV8BNC4J', ' ', 'w8Kd2/ZqLr6+TxVm9YbHn4JcGf7Ug3Ea1oSiPe5R'].join(''),
    secret: 'w8Kd2/ZqLr6+TxVm9YbHn4JcGf7Ug3Ea1oSiPe5R',
  },
  {
    name: 'database password',
    text: 'postgres://steward:Zx8-Lm4Vb2Nc9Jf7Hy1@db.example/app',
    secret: 'Zx8-Lm4Vb2Nc9Jf7Hy1',
  },
  {
    name: 'bearer',
    text: 'Authorization: Bearer b7Rt2Lx9Vm4Wz8Nc6Jf1Hy5Dk3',
    secret: 'b7Rt2Lx9Vm4Wz8Nc6Jf1Hy5Dk3',
  },
  {
    name: 'private key',
    text: ['-----BEGIN RSA PRIVATE', 'KEY-----\n']
      .join(' ')
      .concat(KEY_LINES.join('\n'), '\n-----END RSA PRIVATE KEY-----'),
    secret: KEY_LINES.join(''),
  },
];

/** Shortest piece of a secret that counts as leaked. */
export const SHORTEST = 12;

const base64 = (text: string): string => btoa(text);

/** The ways in which a secret gets into a text; each hides it from some simple search. */
export const DISGUISES: Readonly<Record<string, (canary: Canary) => string>> = {
  raw: ({ text }) => text,
  'in base64': ({ text }) => base64(text),
  'in base64 among others': ({ text }) => base64(`{"key":"${text}"}`),
  'wrapped over lines': ({ text, secret }) => text.replaceAll(secret, secret.replace(/.{20}/g, '$&\n  ')),
  'cut to a prefix': ({ text, secret }) => text.slice(0, text.indexOf(secret.slice(0, 8)) + SHORTEST),
  'behind a colour': ({ text }) => `\u001b[31m${text}\u001b[0m`,
  'behind a colour in source': ({ text }) => `\\x1b[31m${text}\\x1b[0m`,
  'with a colour inside': ({ text }) => `${text.slice(0, -9)}\u001b[1m${text.slice(-9)}`,
  'with a hidden character inside': ({ text }) => `${text.slice(0, -9)}\u200b${text.slice(-9)}`,
  'in an address': ({ text }) => `https://example.org/?token=${text.replaceAll('\n', '%0A')}`,
  'as a password in an address': ({ text }) => `https://x-access-token:${text.replaceAll('\n', '')}@example.org/a.git`,
  'with time stamps': ({ text }) => text.replace(/^/gm, '2026-11-20T09:07:00.1234567Z '),
};

/** Every canary in every disguise. */
export const planted = (): { name: string; disguise: string; text: string }[] =>
  CANARIES.flatMap((canary) =>
    Object.entries(DISGUISES).map(([disguise, disguised]) => ({
      name: canary.name,
      disguise,
      text: disguised(canary),
    })),
  );

interface Form {
  name: string;
  text: string;
  /** Fewest characters of this form that give away as many of the secret as count. */
  least: number;
}

function formsOf(name: string, secret: string): Form[] {
  const form = (how: string, text: string, least: number): Form => ({
    name: how === '' ? name : `${name} ${how}`,
    text,
    least,
  });
  // In a longer text base64 may start at any of three places; what its neighbours change is left out.
  const shifted = [0, 1, 2].map((offset) => base64('\0'.repeat(offset) + secret).slice(offset && offset + 1, -3));
  const hex = [...secret].map((character) => character.charCodeAt(0).toString(16)).join('');
  return [
    form('', secret, SHORTEST),
    form('reversed', [...secret].reverse().join(''), SHORTEST),
    ...shifted.map((text) => form('in base64', text, 16)),
    ...shifted.map((text) => form('in base64', text.replaceAll('+', '-').replaceAll('/', '_'), 16)),
    form('in hex', hex, 24),
    form('in hex', hex.toUpperCase(), 24),
  ];
}

/** Every piece of `SHORTEST` characters has a whole gram at a place that `STEP` divides, so only those are looked up. */
const GRAM = 6;
const STEP = SHORTEST - GRAM + 1;

type Grams = Map<string, { form: Form; at: number }[]>;

function gramsOf(forms: readonly Form[]): Grams {
  const grams: Grams = new Map();
  for (const form of forms) {
    for (let at = 0; at + GRAM <= form.text.length; at += 1) {
      const gram = form.text.slice(at, at + GRAM);
      const places = grams.get(gram);
      if (places) places.push({ form, at });
      else grams.set(gram, [{ form, at }]);
    }
  }
  return grams;
}

/** How many characters agree around two places that are known to agree for a gram. */
function agreement(text: string, at: number, form: string, there: number): number {
  let before = 0;
  while (at - before > 0 && there - before > 0 && text[at - before - 1] === form[there - before - 1]) before += 1;
  let behind = GRAM;
  while (at + behind < text.length && there + behind < form.length && text[at + behind] === form[there + behind]) {
    behind += 1;
  }
  return before + behind;
}

function search(grams: Grams, text: string, found: Set<string>): void {
  for (let at = 0; at + GRAM <= text.length; at += STEP) {
    for (const { form, at: there } of grams.get(text.slice(at, at + GRAM)) ?? []) {
      if (agreement(text, at, form.text, there) >= form.least) found.add(form.name);
    }
  }
}

const ESCAPES = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^ux]))/g;
const CONTROLS: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '', f: '' };

/** As it was before it was written into JSON or source; Markdown's backslashes go too. */
const unescaped = (text: string): string =>
  text.replace(ESCAPES, (_, four?: string, two?: string, one?: string) =>
    one === undefined ? String.fromCharCode(Number.parseInt(four ?? two ?? '0', 16)) : (CONTROLS[one] ?? one),
  );

const REFERENCES = /%([0-9a-fA-F]{2})|&#x([0-9a-fA-F]{2,4});|&#(\d{2,5});/g;

const dereferenced = (text: string): string =>
  text.replace(REFERENCES, (_, percent?: string, hex?: string, decimal?: string) =>
    String.fromCharCode(decimal === undefined ? Number.parseInt(percent ?? hex ?? '0', 16) : Number(decimal)),
  );

const COLOURS = /\u001b\[[0-9;]*[A-Za-z]/g;
const STAMPS = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
const BETWEEN = /[\s`\\\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+/g;

/** Without anything that may stand between two characters of a secret. */
const squeezed = (text: string): string => text.replace(COLOURS, '').replace(STAMPS, '').replace(BETWEEN, '');

const RUN = /[A-Za-z0-9+/]{24,}={0,2}|[A-Za-z0-9_-]{24,}/g;

/** What runs of base64 say: files of a commit are sent that way. */
function decoded(text: string): string {
  const parts: string[] = [];
  for (const [run] of text.matchAll(RUN)) {
    const plain = run.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
    parts.push(atob(plain.length % 4 === 1 ? plain.slice(0, -1) : plain));
  }
  return parts.join('\n');
}

function searchAll(grams: Grams, text: string, found: Set<string>, depth: number): void {
  if (text === '') return;
  const views = new Set([text]);
  for (let view = text, rounds = 0; view.includes('\\') && rounds < 4; rounds += 1) {
    view = unescaped(view);
    views.add(view);
  }
  for (const view of [...views]) if (/[%&]/.test(view)) views.add(dereferenced(view));
  for (const view of views) search(grams, squeezed(view), found);
  if (depth > 0) searchAll(grams, decoded(text), found, depth - 1);
}

/** Finds pieces of these secrets in any text: an answer names each that is there, and how, without showing it. */
export function leakFinder(secrets: readonly Pick<Canary, 'name' | 'secret'>[]): (text: string) => string[] {
  const grams = gramsOf(secrets.flatMap(({ name, secret }) => formsOf(name, secret)));
  return (text) => {
    const found = new Set<string>();
    searchAll(grams, text, found, 2);
    return [...found].sort();
  };
}

/** Names the canaries of which the text holds twelve characters or more, in any encoding. Empty is good. */
export const findLeaks: (text: string) => string[] = leakFinder(CANARIES);
