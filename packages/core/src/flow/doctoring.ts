/** The checks of doctor that a run makes by itself, once a day: those that need no look further, and two small ones that do. */
import { diagnose } from '../decide/doctor/diagnosis.ts';
import { memoryKindOf } from '../domain/memory-place.ts';
import type { SetUp } from '../domain/set-up.ts';
import { cleanReason } from '../guard/specification.ts';
import { readDaily } from '../observe/set-up.ts';
import { cleaningOf, type Tick } from './tick.ts';

/** The dashboard says these itself. */
const SAID = ['paused', 'dashboard-closed'];

export async function examineSetUp(tick: Tick): Promise<void> {
  const { findings } = diagnose(await factsOf(tick));
  tick.setUp = findings.filter(({ id }) => !SAID.includes(id));
  const cleaning = cleaningOf(tick);
  tick.told.warnings.push(...tick.setUp.map(({ what, remedy }) => cleanReason(`${what} ${remedy}`, cleaning)));
}

async function factsOf({ world, snapshot, config, mode, state }: Tick): Promise<SetUp> {
  const { settings, reader } = world;
  const { repository } = snapshot;
  const stateBranch = memoryKindOf(settings.ledgerBranch) === 'branch' ? settings.ledgerBranch : null;
  return {
    ...(await readDaily(reader.setUp, stateBranch)),
    ...{ now: snapshot.now, repository: repository.name, home: repository.url, branch: repository.branch },
    ...{
      stateBranch,
      configPath: settings.configPath,
      mode,
      config,
      configFaults: [],
      defaults: null,
    },
    ...{ private: repository.private, archived: repository.archived, hasIssues: repository.hasIssues },
    ...{ pinned: snapshot.pinned, committedAt: snapshot.head?.committedAt ?? null },
    ...{ memory: { kind: 'sound', state }, token: null, needs: null, machine: null, workflows: null, localCycle: null },
  };
}
