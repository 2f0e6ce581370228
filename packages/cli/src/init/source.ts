/** Where the workflow takes Steward from. What a person types here is written into a workflow, so only plain names pass. */
import { WrongUse } from '../failure.ts';

export type Source =
  /** A copy in the repository itself: nothing outside of it is trusted. */
  | { kind: 'vendored' }
  /** Another repository, at one commit. */
  | { kind: 'source'; repository: string; commit: string }
  /** A workflow that an organisation keeps for all its repositories. */
  | { kind: 'call'; file: string; ref: string };

const REPOSITORY = String.raw`[A-Za-z0-9](?:[_-]?[A-Za-z0-9]){0,38}/(?!\.{1,2}[@/])[\w.-]{1,100}`;
const COMMIT = '[0-9a-f]{40}';
/** A branch or a tag as simple as most are. */
const REF = '[A-Za-z0-9](?:[./_-]?[A-Za-z0-9]){0,99}';
const FILE = String.raw`${REPOSITORY}/\.github/workflows/[A-Za-z0-9][\w.-]{0,99}\.ya?ml`;

const SOURCE = new RegExp(`^(${REPOSITORY})@(${COMMIT})$`);
const CALL = new RegExp(`^(${FILE})@(${REF})$`);

export const isCommit = (ref: string): boolean => new RegExp(`^${COMMIT}$`).test(ref);

export function sourceOf(text: string): Source {
  const [, repository, commit] = SOURCE.exec(text) ?? [];
  if (repository !== undefined && commit !== undefined) return { kind: 'source', repository, commit };
  throw new WrongUse(
    `--source ${shown(text)} is not OWNER/REPO@COMMIT.`,
    'Give all 40 digits of a commit that you have read: a branch or a tag can be moved to other code.',
  );
}

export function callOf(text: string): Source {
  const [, file, ref] = CALL.exec(text) ?? [];
  if (file !== undefined && ref !== undefined) return { kind: 'call', file, ref };
  throw new WrongUse(
    `--call ${shown(text)} is not OWNER/REPO/.github/workflows/FILE.yml@REF.`,
    'REF is a commit with all its 40 digits, or a branch or tag of your own organisation that all its repositories follow.',
  );
}

export interface SourceOptions {
  vendor: boolean;
  source?: string;
  call?: string;
}

/** Null where the person chose none. */
export function chosenSource({ vendor, source, call }: SourceOptions): Source | null {
  const chosen = [vendor && '--vendor', source !== undefined && '--source', call !== undefined && '--call'];
  const given = chosen.filter((option) => option !== false);
  if (given.length > 1) throw new WrongUse(`${given.join(' and ')} exclude each other.`, 'Give one of them.');
  if (source !== undefined) return sourceOf(source);
  if (call !== undefined) return callOf(call);
  return vendor ? { kind: 'vendored' } : null;
}

/** As it stands in the workflow's own record; read back by `sourceWritten`. */
export function sourceWord(source: Source): string {
  switch (source.kind) {
    case 'vendored':
      return 'vendored';
    case 'source':
      return `${source.repository}@${source.commit}`;
    case 'call':
      return `${source.file}@${source.ref}`;
  }
}

export function sourceWritten(word: string): Source {
  if (word === 'vendored') return { kind: 'vendored' };
  return CALL.test(word) ? callOf(word) : sourceOf(word);
}

const shown = (text: string): string => JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
