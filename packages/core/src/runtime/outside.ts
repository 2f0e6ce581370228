/** Ledgers that are not on a branch of the repository: loaded only where the input `ledger` names one. */
import { resolve } from 'node:path';
import { createPackedLedger, type PackedLedger, type PackStore } from '../adapters/ledgers/packed.ts';
import type { Clock, LedgerReader, LedgerWriter, RepoReader, RepoWriter } from '../ports.ts';
import type { Environment } from './environment.ts';

/** What a world takes from here instead of its own. */
export interface Outside {
  ledger: LedgerReader & LedgerWriter;
  reader: RepoReader;
  writer: RepoWriter;
}

export type OpenOutside = (own: { clock: Clock; reader: RepoReader; writer: RepoWriter }) => Outside;

export interface Place {
  /** `folder:PATH` or `cache:NAME`, as the input gives it once it is checked. */
  ledger: string;
  environment: Environment;
  /** Of the run. */
  token: string;
}

export async function findOutside(place: Place): Promise<OpenOutside> {
  const storeOf = await storeFor(place);
  return ({ clock, reader, writer }) => {
    let seen = { viewer: '', branch: null as string | null };
    const store = storeOf({ clock, branch: () => seen.branch });
    const ledger = createPackedLedger({ store, clock, account: () => seen.viewer });
    return {
      ledger,
      reader: {
        ...reader,
        async overview(request) {
          const overview = await reader.overview({ ...request, branch: UNUSED });
          seen = { viewer: overview.viewer, branch: overview.repository.branch };
          return { ...overview, ledger: (await ledger.head()).raw };
        },
      },
      writer: { ...writer, deleteBranch: async ({ expected }) => forget(ledger, expected) },
    };
  };
}

/** A memory that is still on the branch is another one, and not this run's. */
const UNUSED = 'steward/no-state';

type StoreOf = (run: { clock: Clock; branch: () => string | null }) => PackStore;

async function storeFor({ ledger, environment, token }: Place): Promise<StoreOf> {
  const [kind, name = ''] = ledger.split(':', 2);
  if (kind === 'folder') {
    const { createFolderStore } = await import('../adapters/ledgers/folder.ts');
    const base = resolve(environment.all.GITHUB_WORKSPACE ?? '.');
    return () => createFolderStore({ base, path: name, token });
  }
  const { createCacheStore } = await import('../adapters/ledgers/cache.ts');
  const { actionsCache } = await import('../adapters/ledgers/actions-cache.ts');
  const { GITHUB_REF: ref } = environment.all;
  return ({ clock, branch }) =>
    createCacheStore({
      ...{ cache: actionsCache, name, clock },
      // Entries of another branch are seen before those of the default branch, and only there.
      refusal: () => (ref === `refs/heads/${branch()}` ? null : 'it is not a run on the default branch'),
    });
}

/** What leaving does to a branch. */
async function forget(ledger: PackedLedger, expected: string): ReturnType<RepoWriter['deleteBranch']> {
  const { kind } = await ledger.forget(expected);
  return kind === 'committed' ? { kind: 'done', value: true } : { kind: 'refused', reason: 'it was written meanwhile' };
}
