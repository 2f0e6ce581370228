/** What stays in a repository that Steward leaves, each with the command that removes it. */
import { branchOf } from '../domain/lease.ts';
import { LEFT_LABEL, type Remaining } from '../domain/leaving.ts';
import { memoryKindOf } from '../domain/memory-place.ts';
import { GOALS_PATH } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import type { Tick } from './tick.ts';

/** The workflow before all: as long as it is there, it starts. */
export function remainsOf({ snapshot, world }: Tick, ledger: Ledger | null): Remaining[] {
  const { workflow, configPath, about, ledgerBranch } = world.settings;
  const file = workflow ?? '.github/workflows/steward.yml';
  const pulls = Object.keys(snapshot.stewardPulls).map(Number);
  const branches = Object.values(ledger?.state.leases ?? {}).map((lease) => ({
    what: `the work of ${lease.agent} on #${lease.number}, once it is there`,
    command: `git push origin --delete ${branchOf(lease)}`,
  }));
  return [
    { what: `the workflow, ${file}`, command: `git rm ${file}` },
    ...(about === null
      ? [{ what: 'a copy of Steward, if it lies in .github/steward/', command: 'git rm -r .github/steward' }]
      : []),
    ...(snapshot.configuration === null ? [] : [{ what: 'the configuration', command: `git rm ${configPath}` }]),
    ...(snapshot.goals === null ? [] : [{ what: 'the goals', command: `git rm ${GOALS_PATH}` }]),
    ...(memoryKindOf(ledgerBranch) === 'cache'
      ? [{ what: 'older entries of memory in the Actions cache, which GitHub forgets within a week', command: null }]
      : []),
    { what: 'keys and tokens that were given to its workflows alone', command: 'gh secret list' },
    { what: 'the variable that pauses it, if it was set', command: 'gh variable delete STEWARD_PAUSED' },
    ...pulls.map((number) => ({ what: `pull request #${number}`, command: `gh pr close ${number} --delete-branch` })),
    ...branches,
    { what: 'last, the label that keeps it out', command: `gh label delete ${LEFT_LABEL} --yes` },
  ];
}
