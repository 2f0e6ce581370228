/** The code of the town as its people remember it: what stands where, which faults are in it, and what stood there a few pushes ago. */

import type { RuleName } from '@steward/core/domain/evidence.ts';
import { moduleAt } from './dialects.ts';
import type { CodeChange } from './happening.ts';
import type { Scene } from './scene.ts';

export type Content = string | Buffer;

/** The rules whose faults these people leave: what makers of code do without a thought. */
export const FAULT_RULES = [
  'todo',
  'suppressed-check',
  'untested-source',
  'unpinned-action',
  'skipped-test',
  'failing-workflow',
] as const satisfies readonly RuleName[];
export type FaultRule = (typeof FAULT_RULES)[number];

/** Something that one of Steward's rules finds. */
export interface Fault {
  id: string;
  rule: FaultRule;
  /** Where it stands; for a failing workflow, the workflow. */
  path: string;
  /** What stands there because of it, once in the file; and what stands there without it. */
  bad: string;
  good: string;
}

export interface Code {
  files: ReadonlyMap<string, Content>;
  faults: readonly Fault[];
}

/** What one push does to the code. */
export interface Change {
  kind: CodeChange;
  rule?: FaultRule;
  message: string;
  /** Null deletes. */
  files: Readonly<Record<string, Content | null>>;
  added?: readonly Fault[];
  /** Ids of faults that are gone, where that cannot be seen in the text. */
  gone?: readonly string[];
}

/** More than this is not kept in the repository: what would exceed it is not added. */
export const MOST_FILES = 60;
export const MOST_FAULTS = 24;
const MOST_MEMORIES = 6;

export class Codebase {
  #code: Code = { files: new Map(), faults: [] };
  #memories: { oid: string; code: Code }[] = [];

  get code(): Code {
    return this.#code;
  }

  get head(): string {
    return this.#memories.at(-1)?.oid ?? '';
  }

  /** Older heads that can be gone back to, newest first. */
  get past(): readonly string[] {
    return this.#memories
      .slice(0, -1)
      .map(({ oid }) => oid)
      .reverse();
  }

  async push({ world }: Pick<Scene, 'world'>, change: Change, by: string): Promise<string> {
    const oid = await world.pushCommit({ files: { ...change.files }, message: change.message, by });
    this.#remember(oid, applied(this.#code, change));
    return oid;
  }

  /** What a merge made of the default branch: the text is git's, also where a file went by another name meanwhile. */
  async adopt({ world }: Pick<Scene, 'world'>, change: Change): Promise<{ oid: string; paths: string[] }> {
    const oid = (await world.git.ref(world.defaultRef)) ?? '';
    const args = ['diff', '--name-only', '-z', '--no-renames', this.head, oid, '--'];
    const paths = (await world.git.git(args)).toString('utf8').split('\0').filter(Boolean);
    const files: Record<string, Content | null> = {};
    for (const path of paths) files[path] = contentOf((await world.git.read(`${oid}:${path}`))?.content ?? null);
    this.#remember(oid, applied(this.#code, { ...change, files }));
    return { oid, paths };
  }

  /** The default branch is where it was before. */
  recall(oid: string): void {
    const index = this.#memories.findIndex((memory) => memory.oid === oid);
    const memory = this.#memories[index];
    if (memory === undefined) throw new RangeError(`Nobody remembers commit ${oid}.`);
    this.#memories.length = index + 1;
    this.#code = memory.code;
  }

  #remember(oid: string, code: Code): void {
    this.#code = code;
    this.#memories.push({ oid, code });
    if (this.#memories.length > MOST_MEMORIES) this.#memories.shift();
  }
}

/** Text where the bytes are text. */
function contentOf(bytes: Buffer | null): Content | null {
  if (bytes === null) return null;
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : bytes;
}

/** The code after a change. Faults whose text is gone are gone. */
export function applied(code: Code, change: Change): Code {
  const files = new Map(code.files);
  for (const [path, content] of Object.entries(change.files)) {
    if (content === null) files.delete(path);
    else files.set(path, content);
  }
  const faults = [...code.faults, ...(change.added ?? [])].filter(
    (fault) => !change.gone?.includes(fault.id) && stands(files, fault),
  );
  return { files, faults };
}

function stands(files: ReadonlyMap<string, Content>, { path, bad }: Fault): boolean {
  const content = files.get(path);
  return typeof content === 'string' && content.includes(bad);
}

export function textAt(code: Code, path: string): string {
  const content = code.files.get(path);
  return typeof content === 'string' ? content : '';
}

const pathsWhere = (code: Code, fits: (path: string) => boolean): string[] => [...code.files.keys()].filter(fits);

/** Sources of modules, tested or not. */
export const sourcesOf = (code: Code): string[] => pathsWhere(code, (path) => moduleAt(path)?.isTest === false);
/** Tests of modules that are there. */
export const testsOf = (code: Code): string[] =>
  pathsWhere(code, (path) => {
    const module = moduleAt(path);
    return module?.isTest === true && code.files.has(module.dialect.source(module.module));
  });
export const workflowsOf = (code: Code): string[] => pathsWhere(code, (path) => path.startsWith('.github/workflows/'));

export const faultsOf = (code: Code, rule: FaultRule): Fault[] => code.faults.filter((fault) => fault.rule === rule);
