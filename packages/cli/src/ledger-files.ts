/** The state branch as files: laid out in a folder to look at, and its tasks read from them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { orderTasks } from '@steward/core/domain/queue.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';

const REF = 'refs/heads/steward/state';
/** Anybody may push a tree with any names to a branch; these cannot leave the folder. */
const PLAIN_PATH = /^(?!.*(^|\/)\.)[\w.-]+(\/[\w.-]+)*$/;

/** Lays the branch out anew; false where there is none. */
export async function layOutLedger({ world }: Sandbox, folder: string): Promise<boolean> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if ((await world.git.ref(REF)) === null) return false;
  const listed = (await world.git.git(['ls-tree', '-r', '-z', REF])).toString('utf8').split('\0');
  for (const line of listed) {
    const [, mode, oid, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (oid === undefined || path === undefined || mode !== '100644' || !PLAIN_PATH.test(path)) continue;
    const blob = await world.git.read(oid);
    if (blob === null) continue;
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, blob.content);
  }
  return true;
}

/** Open and suggested tasks of a laid out ledger, best first. */
export const readTasks = (folder: string): Task[] => tasksOf(shardTexts(folder));

/** The texts of its shards. */
export function shardTexts(folder: string): string[] {
  const shards = join(folder, 'tasks');
  return existsSync(shards) ? readdirSync(shards).map((name) => readFileSync(join(shards, name), 'utf8')) : [];
}

/** The tasks that shards hold, best first. */
export const tasksOf = (shards: readonly string[]): Task[] =>
  orderTasks(shards.flatMap((text) => Object.values(parsed(text))).filter(isTask));

/** Anybody may write to a branch: what is no shard of tasks is for the action to judge, and shows none here. */
function parsed(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function isTask(value: unknown): value is Task {
  if (value === null || typeof value !== 'object') return false;
  const { id, title, status, score, criteria, evidence } = value as Partial<Task>;
  const areTexts = [id, title, status].every((text) => typeof text === 'string');
  return areTexts && typeof score === 'number' && Array.isArray(criteria) && Array.isArray(evidence);
}
