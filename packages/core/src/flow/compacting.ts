/** Once a day, events of days long past are joined on the state branch: with the commit that this run makes anyway. */
import { later } from '../domain/intent.ts';
import { rootFiles } from '../domain/ledger.ts';
import type { Compaction } from '../ports.ts';
import type { Held, Upkeep } from '../record/transaction.ts';
import type { Tick } from './tick.ts';

const DAY = 86_400_000;
/** A run can be taken back, or explained, for thirty days; a day more for clocks. */
const DAYS = 31;
const MOST_NAMED = 3;

/** Written again: on a branch that was begun long ago it does not say yet what an archive is. */
const README = { 'README.md': rootFiles()['README.md'] ?? '' };

export interface Compacting extends Upkeep {
  /** To be told once it is committed. */
  warnings: string[];
}

/** What goes with the next commit on this head; null where nothing does. */
export async function compactEvents(tick: Tick, { oid, ledger, at }: Held): Promise<Compacting | null> {
  const before = later(at, -DAYS * DAY).slice(0, 10);
  const { installed, lost, leaving } = ledger.state;
  // Memory that just came back, or goes, is not touched besides; one that is young has nothing to join.
  if (tick.damage !== null || tick.state.lost || lost || leaving) return null;
  if (installed === null || installed.at.slice(0, 10) >= before) return null;
  try {
    const compaction = await tick.ledgers.reader.compaction?.(oid, before);
    if (!compaction || Object.keys(compaction.additions).length === 0) return null;
    const { additions, deletions } = compaction;
    return { ...{ oid, deletions, warnings: leftWarnings(compaction) }, additions: { ...README, ...additions } };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    tick.told.warnings.push(`Old events could not be joined, and stay as they are until tomorrow: ${reason}`);
    return null;
  }
}

/** Told once, since the archive of its day says that it was looked at. */
function leftWarnings({ left }: Compaction): string[] {
  if (left.length === 0) return [];
  const more = left.length > MOST_NAMED ? ` and ${left.length - MOST_NAMED} more` : '';
  const names = left.slice(0, MOST_NAMED).map((path) => `\`${path}\``);
  return [`Old events cannot be read, so they stay where they are on the state branch: ${names.join(', ')}${more}.`];
}
