/** Packs in a folder of one's own disk: a file each, made under its last name at once, so that only one writer can make it. */
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../../domain/failure.ts';
import type { Archive, Kept, PackStore, Stored } from './packed.ts';

export interface FolderOptions {
  /** Absolute; the ledger may be anywhere below, but nothing outside of it is followed. */
  base: string;
  /** Plain names below the base, with slashes. */
  path: string;
  /** Unique to the run: names what it has not finished writing. */
  token: string;
}

export const GENERATIONS = 'generations';
const NAME = /^(\d{8,15})\.pack$/;
const UNFINISHED = /^\.(\d{8,15})\..+$/;
/** So many are kept: who reads one must not lose it to the next writer. */
const KEPT = 5;

export function createFolderStore(options: FolderOptions): PackStore {
  const folder = join(options.base, options.path, GENERATIONS);
  let drafts = 0;
  const fileOf = (generation: number): string => join(folder, `${padded(generation)}.pack`);

  return {
    newest: () => guarded(options, [GENERATIONS], () => newestIn(folder)),
    put: (pack) =>
      guarded(options, [GENERATIONS], async (): Promise<Kept> => {
        await mkdir(folder, { recursive: true });
        const draft = join(folder, `.${padded(pack.generation)}.${options.token}.${++drafts}`);
        await writeWhole(draft, pack.text);
        const made = await linked(draft, fileOf(pack.generation));
        await rm(draft, { force: true });
        if (!made) return { kind: 'taken' };
        await settle(folder);
        const highest = Math.max(...(await generationsIn(folder)));
        // One of this number may have been tidied away long ago: then the ledger went on without this writer.
        if (highest > pack.generation + KEPT - 1) {
          await rm(fileOf(pack.generation), { force: true });
          return { kind: 'taken' };
        }
        await tidy(folder, highest - KEPT);
        return { kind: 'kept', generation: pack.generation };
      }),
    clear: () =>
      guarded(options, [GENERATIONS], async () => {
        for (const below of [GENERATIONS, 'archive'])
          await rm(join(options.base, options.path, below), { recursive: true, force: true });
      }),
    archive: folderArchive(options),
  };
}

const padded = (generation: number): string => String(generation).padStart(8, '0');

/** Of a folder of generations. */
export async function newestIn(folder: string): Promise<Stored | null> {
  // A writer may tidy away what was just listed; then there is a newer one.
  for (let attempt = 0; ; attempt++) {
    const generation = Math.max(0, ...(await generationsIn(folder)));
    if (generation === 0) return null;
    const text = await readPlain(join(folder, `${padded(generation)}.pack`));
    if (text !== null) return { generation, text };
    if (attempt === 99) throw new Error(`${folder} changes faster than it can be read`);
  }
}

async function generationsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(absent([]));
  return names.flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
}

/** False: there is one of that name, or there was one so long ago that this draft was tidied away with it. */
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Generations up to this one, and what writers of them left unfinished. */
async function tidy(folder: string, last: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const generation = Number((NAME.exec(name) ?? UNFINISHED.exec(name))?.[1] ?? Number.NaN);
    if (generation <= last) await rm(join(folder, name), { force: true });
  }
}

/** Each day's event files in one file, replaced whole. */
function folderArchive(options: FolderOptions): Archive {
  const known = new Map<string, Readonly<Record<string, string>>>();
  const placeOf = (day: string): string[] => ['archive', ...day.split('-').slice(0, 2)];
  const fileOf = (day: string): string => join(options.base, options.path, ...placeOf(day), `${day}.json`);
  const eventsOf = async (day: string): Promise<Readonly<Record<string, string>>> => {
    const events = known.get(day) ?? eventsIn(await readPlain(fileOf(day)));
    known.set(day, events);
    return events;
  };
  return {
    keep: (day, files) =>
      guarded(options, placeOf(day), async () => {
        const all = { ...(await eventsOf(day)), ...files };
        const draft = `${fileOf(day)}.${options.token}`;
        await mkdir(dirname(draft), { recursive: true });
        await writeWhole(draft, `${JSON.stringify(all)}\n`);
        await rename(draft, fileOf(day));
        known.set(day, all);
      }),
    of: (day) => guarded(options, placeOf(day), () => eventsOf(day)),
  };
}

/** What is no archive shows no events: whoever asks for one is told that it is damaged. */
function eventsIn(text: string | null): Record<string, string> {
  try {
    const entries = Object.entries(JSON.parse(text ?? '{}') as Record<string, unknown>);
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {};
  }
}

/** Null where there is none. What is not a file, such as a link that leads elsewhere, is not read. */
async function readPlain(file: string): Promise<string | null> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(absent(null));
  if (handle === null) return null;
  try {
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A name lasts only once its folder is on the disk; where a folder cannot be asked for that, the system sees to it. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** A checkout may hold any links: one on the way would lead whoever writes there out of the workspace. */
async function guarded<T>(options: FolderOptions, below: readonly string[], act: () => Promise<T>): Promise<T> {
  let place = options.base;
  for (const name of [...options.path.split('/'), ...below]) {
    place = join(place, name);
    const found = await lstat(place).catch(absent(null));
    if (found === null) break;
    if (!found.isDirectory()) throw unusable(options, `${name} on its way is no folder of its own`);
  }
  try {
    return await act();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw unusable(options, code, error);
  }
}

const unusable = ({ path }: FolderOptions, why: string, cause?: unknown): UserError =>
  new UserError(
    `Memory cannot be kept in the folder ${path} (${why}). Nothing more was done.`,
    'Give `ledger` another folder of the workspace, on a disk that can be written and that knows hard links.',
    { cause },
  );

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const absent =
  <T>(value: T) =>
  (error: unknown): T => {
    if (codeOf(error) === 'ENOENT') return value;
    throw error;
  };
