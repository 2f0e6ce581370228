/** A memory whose first days are long past, and what its branch holds of them. */
import { readArchivePath, readEventPath } from '@steward/core/domain/event-files.ts';
import type { FileChanges } from '@steward/core/domain/ledger.ts';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type Stage } from './cycle.ts';

const DAY = 48 * HALF_HOUR;
const LEDGER = 'refs/heads/steward/state';
const AUTO = { action: 'auto', focus: 'auto', 'max-tasks': 50 } as const;

/** A run whose commits are altered on their way. */
export async function altered(stage: Stage, alter: (change: FileChanges) => FileChanges): Promise<void> {
  const world = stage.world();
  const { writer } = world.ledger;
  const commit: typeof writer.commit = (change) => writer.commit({ ...change, ...alter(change) });
  await runCycle({ ...world, ledger: { ...world.ledger, writer: { ...writer, commit } } }, AUTO);
}

/** A day on which something happens, and a run that sees it. `spoilt`: what becomes of the files of its events. */
export async function dayOf(stage: Stage, spoilt = (text: string): string => text): Promise<void> {
  stage.pass(DAY);
  await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': `${stage.sandbox.clock.now()}\n` }, by: 'octo' });
  await altered(stage, ({ additions, deletions }) => ({
    additions: mapped(additions, (path, text) => (readEventPath(path) ? spoilt(text) : text)),
    deletions,
  }));
}

/** The same files, each with another text. */
export const mapped = (files: FileChanges['additions'], next: (path: string, text: string) => string) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, next(path, text)]));

/** Three days of events, of 20 to 22 November, and then 40 days in which no run was started. */
export async function age(stage: Stage, spoilt?: (text: string) => string): Promise<Stage> {
  await stage.tick();
  await dayOf(stage, spoilt);
  await dayOf(stage);
  stage.pass(40 * DAY);
  return stage;
}

/** Paths under `events/` and `archive/`, in order of the first transaction of each. */
export function logs(stage: Stage, commit = LEDGER): string[] {
  const first = (path: string): number => readEventPath(path)?.sequence ?? readArchivePath(path)?.first ?? -1;
  return stage
    .git(['ls-tree', '-r', '--name-only', commit, 'events/', 'archive/'])
    .split('\n')
    .filter(Boolean)
    .sort((a, b) => first(a) - first(b));
}

/** Lines of all events that a commit of the branch holds, in order. */
export const lines = (stage: Stage, commit = LEDGER): string[] =>
  stage
    .contents(logs(stage, commit).map((path) => `${commit}:${path}`))
    .flatMap((text) => text.split('\n'))
    .filter(Boolean);

/** Requests that only joining makes: before a run writes, while who counts the past reads it after all is written. */
export async function joiningRequests(stage: Stage, run: () => Promise<unknown>): Promise<string[]> {
  const before = stage.sandbox.transcript.length;
  await run();
  const sent = stage.sandbox.transcript.slice(before);
  const isWritten = (at: number): boolean => {
    const next = sent.findIndex(({ operation, write }, index) => index > at && (write || operation === 'Overview'));
    return sent[next]?.write === true;
  };
  return sent
    .map(({ operation }) => operation ?? '')
    .filter(
      (name, at, all) =>
        isWritten(at) &&
        (/^Ledger(?:Days|Folders)$/.test(name) || (name === 'LedgerFiles' && all[at - 1] === 'LedgerFolders')),
    );
}
