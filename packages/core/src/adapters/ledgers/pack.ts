/** A ledger at one commit as one text: what is kept where there is no git, so that a commit is there whole or not at all. */
import { digest } from '../../domain/digest.ts';
import type { RawLedger } from '../../domain/ledger.ts';
import { SCHEMA } from '../../domain/state.ts';

export interface Pack {
  /** Of this layout; the files inside have a schema of their own. */
  format: number;
  parent: string | null;
  author: string;
  message: string;
  /** Messages of the commits before it, the newest first: how an unanswered commit is recognised. */
  before: string[];
  files: Record<string, string>;
}

export const FORMAT = 1;

/** A pack as it was read, nothing believed yet. */
export type PackReading =
  | { kind: 'whole'; oid: string; pack: Pack }
  /** Somebody changed it by hand. */
  | { kind: 'changed'; oid: string; pack: Pack }
  | { kind: 'newer'; oid: string; format: number }
  | { kind: 'damaged'; oid: string };

/** The first line names the commit: the digest of all that follows. */
export function packText(pack: Pack): { oid: string; text: string } {
  const body = `${JSON.stringify(pack)}\n`;
  const oid = digest(body, 40);
  return { oid, text: `${oid}\n${body}` };
}

export function readPack(text: string): PackReading {
  const end = text.indexOf('\n');
  const [named, body] = [text.slice(0, Math.max(end, 0)), text.slice(end + 1)];
  const oid = digest(body, 40);
  const value = parsed(body);
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > FORMAT) return { kind: 'newer', oid, format };
  if (!isPack(value)) return { kind: 'damaged', oid };
  return { kind: named === oid ? 'whole' : 'changed', oid, pack: value };
}

/** As the head of a branch would be read, so that it is judged by the same rules. */
export function rawOf(reading: PackReading): RawLedger {
  const unread = {
    oid: reading.oid,
    parent: null,
    message: '',
    author: '',
    signed: null,
    text: null,
    truncated: false,
  };
  switch (reading.kind) {
    case 'damaged':
      return unread;
    case 'newer':
      return { ...unread, text: JSON.stringify({ schema: SCHEMA + reading.format - FORMAT }) };
    case 'changed':
    case 'whole': {
      const { parent, author, message, files } = reading.pack;
      // Without its message nothing vouches for the state, which is how one that was changed is found to be forged.
      const vouched = reading.kind === 'whole' ? message : '';
      return { ...unread, parent, author, message: vouched, text: files['state.json'] ?? null };
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isPack(value: unknown): value is Pack {
  if (value === null || typeof value !== 'object') return false;
  const { format, parent, author, message, before, files } = value as Partial<Pack>;
  return (
    format === FORMAT &&
    (parent === null || typeof parent === 'string') &&
    typeof author === 'string' &&
    typeof message === 'string' &&
    Array.isArray(before) &&
    before.every((line) => typeof line === 'string') &&
    files !== null &&
    typeof files === 'object' &&
    Object.entries(files).every(([path, text]) => PLAIN_PATH.test(path) && typeof text === 'string')
  );
}

/** Whoever can write where it is kept can give files any name; these lead nowhere else. */
const PLAIN_PATH = /^(?!.*(?:^|\/)\.)[\w.-]{1,120}(?:\/[\w.-]{1,120}){0,8}$/;
