/** A bench on which a sound proposal passes. */
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { storyId } from '@steward/core/domain/plan.ts';
import type { Bench } from '@steward/core/guard/policies.ts';
import { ledgerAfter, task } from '../support/memory.ts';

export const repository = {
  id: 'R',
  name: 'octo/dur',
  url: 'https://github.test/octo/dur',
  private: false,
  archived: false,
  hasIssues: true,
  branch: 'main',
};

/** Two open tasks, the second of which waits for the first. */
export const needed = task('needed', { number: 21 });
export const needy = task('needy', { number: 22, dependsOn: [needed.id] });

/** A story of the plan of #7. */
export const part = { ...task('part', { number: 23 }), id: storyId(7, 'part') };

export const granted = {
  opened: 0,
  adopted: 0,
  suggested: 0,
  notifications: 0,
  subjects: new Set<string>(),
  handed: [] as string[],
};
export function bench(change: Partial<Bench> = {}): Bench {
  const ledger = ledgerAfter([
    { kind: 'closing-noted', number: 9, of: 1 },
    { kind: 'adopted', task: needed },
    { kind: 'adopted', task: needy },
    { kind: 'adopted', task: part },
  ]);
  return {
    ledger,
    config: DEFAULT_CONFIG,
    mode: 'assist',
    now: '2026-11-20T09:07:00Z',
    repository,
    titles: [],
    paths: null,
    held: new Set(),
    stateBranch: 'steward/state',
    identities: ['github-actions[bot]'],
    granted,
    ...change,
  };
}
