/** Steward's memory as somebody has it at hand: a branch of a checkout, a folder, or what a try keeps. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATIONS, newestIn } from '@steward/core/adapters/ledgers/folder.ts';
import { readPack } from '@steward/core/adapters/ledgers/pack.ts';
import { readState } from '@steward/core/domain/ledger.ts';
import type { State } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { type Checkout, fileAt, filesAt } from './checkout.ts';
import { WrongUse } from './failure.ts';
import { shardTexts, tasksOf } from './ledger-files.ts';
import { type Place, resolveFrom, shownPath } from './place.ts';

export interface KeptMemory {
  state: State;
  tasks: Task[];
}

const STATE = 'state.json';
const FETCH = 'Fetch it with "git fetch origin steward/state:steward/state", and give --ledger steward/state.';

/** `given`: a folder or a branch; null: the folder in which a try lays it out. */
export async function readMemory(checkout: Checkout, given: string | null, place: Place): Promise<KeptMemory> {
  const folder = resolveFrom(place, given ?? join('steward-try', checkout.name, 'ledger'));
  if (existsSync(folder) && statSync(folder).isDirectory()) return inFolder(folder, shownPath(place, folder));
  if (given === null) {
    throw new WrongUse(
      `There is no ${shownPath(place, folder)}: nothing was tried here yet.`,
      `Run "steward try". Of a repository Steward works in: ${FETCH}`,
    );
  }
  return onBranch(checkout, given);
}

/** Laid out as on the branch, or as the ledger `folder:PATH` keeps it. */
async function inFolder(folder: string, shown: string): Promise<KeptMemory> {
  const newest = await newestIn(join(folder, GENERATIONS));
  if (newest !== null) {
    const reading = readPack(newest.text);
    const files = reading.kind === 'whole' ? Object.entries(reading.pack.files) : [];
    const shards = files.filter(([path]) => path.startsWith('tasks/')).map(([, text]) => text);
    return memoryOf(files.find(([path]) => path === STATE)?.[1] ?? null, shards, shown);
  }
  const file = join(folder, STATE);
  return memoryOf(existsSync(file) ? readFileSync(file, 'utf8') : null, shardTexts(folder), shown);
}

async function onBranch(checkout: Checkout, branch: string): Promise<KeptMemory> {
  // Words of the person's own, but never an option of git.
  const revision = branch.startsWith('-') ? '' : branch;
  const text = revision === '' ? null : await fileAt(checkout, revision, STATE);
  const names = text === null ? [] : await filesAt(checkout, revision, 'tasks');
  const shards = await Promise.all(names.map((name) => fileAt(checkout, revision, name)));
  return memoryOf(
    text,
    shards.flatMap((shard) => shard ?? []),
    branch,
  );
}

function memoryOf(text: string | null, shards: readonly string[], shown: string): KeptMemory {
  if (text === null) throw new WrongUse(`${shown} holds no ${STATE}.`, `Give a folder or a branch that does. ${FETCH}`);
  const state = readState(text);
  if (state === null) throw new WrongUse(`${STATE} of ${shown} is not Steward's, or of a newer version.`, FETCH);
  return { state, tasks: tasksOf(shards) };
}
