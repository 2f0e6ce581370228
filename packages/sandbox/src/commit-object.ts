/** Commit objects as git stores them, and the signature the sandbox puts where GitHub would put its own. */

import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Signature {
  secret: string;
}

export interface Person {
  name: string;
  email: string;
  /** ISO with zone, or git's own "seconds zone". */
  date: string;
}

export interface CommitParts {
  tree: string;
  parents: readonly string[];
  author: Person;
  committer: Person;
  message: string;
}

export interface CommitObject extends CommitParts {
  /** Content of the gpgsig header, or null. */
  signature: string | null;
  /** The object without its gpgsig header: what is signed. */
  payload: string;
}

export const github: Omit<Person, 'date'> = { name: 'GitHub', email: 'noreply@github.com' };

const begin = '-----BEGIN PGP SIGNATURE-----';
const end = '-----END PGP SIGNATURE-----';

/** Git refuses these in names and addresses; dropping them keeps a name from adding a header. */
const plain = (text: string): string => text.replace(/[<>\n\0]/g, '').trim();

const gitDate = (date: string): string =>
  /^\d+ [+-]\d{4}$/.test(date) ? date : `${Math.floor(Date.parse(date) / 1000)} +0000`;

const personLine = (role: string, person: Person): string =>
  `${role} ${plain(person.name)} <${plain(person.email)}> ${gitDate(person.date)}`;

export function writeCommit(parts: CommitParts, signature: Signature | null): Buffer {
  const headers = [
    `tree ${parts.tree}`,
    ...parts.parents.map((parent) => `parent ${parent}`),
    personLine('author', parts.author),
    personLine('committer', parts.committer),
  ];
  const body = `\n\n${parts.message}`;
  const payload = headers.join('\n') + body;
  if (signature === null) return Buffer.from(payload);
  const lines = [begin, '', sign(payload, signature), end];
  return Buffer.from(`${headers.join('\n')}\ngpgsig ${lines.join('\n ')}${body}`);
}

const sign = (payload: string, { secret }: Signature): string =>
  createHmac('sha256', secret).update(payload).digest('base64');

export function isSignedBy(commit: CommitObject, signature: Signature): boolean {
  const given = commit.signature?.split('\n').find((line) => line !== '' && !line.startsWith('-----'));
  if (given === undefined) return false;
  const wanted = Buffer.from(sign(commit.payload, signature));
  const found = Buffer.from(given);
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

export function readCommit(content: Buffer): CommitObject {
  const text = content.toString('utf8');
  const split = text.indexOf('\n\n');
  const head = split === -1 ? text : text.slice(0, split);
  const message = split === -1 ? '' : text.slice(split + 2);
  const headers: [string, string][] = [];
  for (const line of head.split('\n')) {
    const last = headers.at(-1);
    if (line.startsWith(' ') && last !== undefined) last[1] += `\n${line.slice(1)}`;
    else headers.push([line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
  }
  const all = (name: string): string[] => headers.filter(([key]) => key === name).map(([, value]) => value);
  const unsigned = headers
    .filter(([key]) => key !== 'gpgsig')
    .map(([key, value]) => `${key} ${value.replaceAll('\n', '\n ')}`)
    .join('\n');
  return {
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: readPerson(all('author')[0] ?? ''),
    committer: readPerson(all('committer')[0] ?? ''),
    message,
    signature: all('gpgsig')[0] ?? null,
    payload: `${unsigned}\n\n${message}`,
  };
}

function readPerson(line: string): Person {
  const open = line.indexOf('<');
  const close = line.indexOf('>', open);
  const [seconds = '0', zone = '+0000'] = line
    .slice(close + 1)
    .trim()
    .split(' ');
  return {
    name: line.slice(0, Math.max(open, 0)).trim(),
    email: line.slice(open + 1, close),
    date: zoned(Number(seconds), zone),
  };
}

function zoned(seconds: number, zone: string): string {
  const sign = zone.startsWith('-') ? -1 : 1;
  const minutes = sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5)));
  if (!Number.isFinite(seconds) || !Number.isFinite(minutes)) return '1970-01-01T00:00:00Z';
  const local = new Date((seconds + minutes * 60) * 1000).toISOString().slice(0, 19);
  return minutes === 0 ? `${local}Z` : `${local}${zone.slice(0, 3)}:${zone.slice(3, 5)}`;
}
