/** The copy of Steward that a repository holds: what belongs to it, how a copy is checked, and when it may be replaced. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { UserError } from '@steward/core/domain/failure.ts';
import { WrongUse } from '../failure.ts';
import { versionOf } from './home.ts';

/** Beside what is the owner's own there: goals and templates. */
export const COPY = '.github/steward';
const SUMS = 'SHA256SUMS';
const MANIFEST = 'package.json';
const ATTRIBUTES = '.gitattributes';
const SCHEMA = 'config.schema.json';

export type Files = ReadonlyMap<string, Uint8Array>;

/** Paths below `.github/steward/`. The list of digests comes last, so that a copy without it was not finished. */
export function copyOf(home: string): Files {
  const patterns = ['actions/*/action.yml', 'actions/*/README.md', 'dist/**', 'LICENSE'];
  const paths = globSync(patterns, { cwd: home }).filter((path) => statSync(join(home, path)).isFile());
  const files = new Map(paths.sort().map((path) => [path.split(sep).join('/'), readFileSync(join(home, path))]));
  files.set(SCHEMA, readFileSync(join(home, 'packages/core', SCHEMA)));
  files.set(ATTRIBUTES, Buffer.from(ATTRIBUTE_LINES));
  files.set(MANIFEST, Buffer.from(manifestOf(versionOf(home))));
  files.set(SUMS, Buffer.from(sumsOf(files)));
  return files;
}

/** Says that dist/ holds modules, whatever the repository's own manifest says, and which version it is. */
const manifestOf = (version: string): string =>
  `${JSON.stringify({ name: 'steward', version, private: true, license: 'MIT', type: 'module' }, null, 2)}\n`;

/** Bytes stay as they are on every machine, and neither GitHub nor Steward takes the copy for the owner's own work. */
const ATTRIBUTE_LINES = ['actions/**', 'dist/**', 'LICENSE', SCHEMA, MANIFEST, SUMS]
  .map((path) => `${path} -text linguist-vendored\n`)
  .join('');

/** As `sha256sum --check` reads it. */
const sumsOf = (files: Files): string => [...files].map(([path, bytes]) => `${sumOf(bytes)}  ${path}\n`).join('');

const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Files that are there already and are not the same; a copy that was broken off goes on. */
export const inTheWay = (files: Files, repository: string): string[] =>
  [...files]
    .filter(([path, bytes]) => existsSync(join(repository, COPY, path)) && !isSame(repository, path, bytes))
    .map(([path]) => `${COPY}/${path}`);

export const isSame = (repository: string, path: string, bytes: Uint8Array): boolean =>
  sumIn(join(repository, COPY), path) === sumOf(bytes);

/** Paths of the old copy that the new one does not have; throws where the old one is newer or somebody changed it. */
export function outdatedBy(files: Files, repository: string, home: string): string[] {
  const folder = join(repository, COPY);
  if ([...files.keys()].every((path) => !existsSync(join(folder, path)))) return [];
  const sums = readSums(folder);
  const [had, have] = [copiedVersion(folder), versionOf(home)];
  if (isNewer(had, have)) {
    throw new WrongUse(
      `${COPY} holds Steward ${had}; this is ${have}. Nothing was changed.`,
      'It is older than what you have: take a newer Steward, which never goes back.',
    );
  }
  const isForeign = (path: string): boolean => !sums.has(path) && path !== SUMS && existsSync(join(folder, path));
  const changed = [
    ...[...sums].filter(([path, sum]) => sum !== sumIn(folder, path)).map(([path]) => `${COPY}/${path}`),
    ...[...files.keys()].filter(isForeign).map((path) => `${COPY}/${path}`),
  ];
  if (changed.length > 0) {
    throw new UserError(
      [
        `Somebody changed the copy of Steward; nothing was changed.`,
        ...changed.slice(0, 10).map((path) => `  ${path}`),
      ].join('\n'),
      'Put these files back from the history, or delete them together with the whole copy and run init again.',
    );
  }
  return [...sums.keys()].filter((path) => !files.has(path) && /^(?:actions|dist)\//.test(path));
}

function sumIn(folder: string, path: string): string | null {
  const file = join(folder, path);
  return existsSync(file) ? sumOf(readFileSync(file)) : null;
}

/** Paths are taken from a file that anybody may have edited: none that leads out of the folder. */
const SUM_LINE = /^([0-9a-f]{64}) {2}((?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[\w./-]{1,300})$/;

function readSums(folder: string): Map<string, string> {
  const text = existsSync(join(folder, SUMS)) ? readFileSync(join(folder, SUMS), 'utf8') : '';
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const pairs = lines.map((line) => SUM_LINE.exec(line));
  if (lines.length > 0 && pairs.every((pair) => pair !== null))
    return new Map(pairs.map(([, sum = '', path = '']) => [path, sum]));
  throw new UserError(
    `${COPY}/${SUMS} is missing or is not what init wrote, so the copy cannot be told from other files; nothing was changed.`,
    `Delete ${COPY}/actions, ${COPY}/dist, ${COPY}/${MANIFEST} and that file, and run init again.`,
  );
}

function copiedVersion(folder: string): string {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as { version?: unknown };
    if (typeof version === 'string' && /^\d{1,6}\.\d{1,6}\.\d{1,6}$/.test(version)) return version;
  } catch {
    // Said below, as of any text that is no manifest.
  }
  throw new UserError(`${COPY}/${MANIFEST} names no version.`, 'Put it back from the history.');
}

export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  const index = (a ?? []).findIndex((part, place) => part !== (b?.[place] ?? 0));
  return index >= 0 && (a?.[index] ?? 0) > (b?.[index] ?? 0);
}
