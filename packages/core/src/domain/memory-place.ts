/** Where memory is kept, as the input `ledger` says it once it is checked: the name of a branch, `folder:PATH` or `cache:NAME`. */
export type MemoryKind = 'branch' | 'folder' | 'cache';

export const memoryKindOf = (ledger: string): MemoryKind =>
  ledger.startsWith('folder:') ? 'folder' : ledger.startsWith('cache:') ? 'cache' : 'branch';

/** As it is called where it is removed. */
export const MEMORY_WORDS: Readonly<Record<MemoryKind, string>> = {
  branch: 'the state branch',
  folder: 'the folder of memory',
  cache: 'memory in the Actions cache',
};
