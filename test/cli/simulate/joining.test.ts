// A simulation reads what was joined on the state branch, and notices what is not what it was.
import { remembrance } from '@steward/cli/simulate/invariants/remembrance.ts';
import { Shadow } from '@steward/cli/simulate/shadow.ts';
import type { FileChanges } from '@steward/core/domain/ledger.ts';
import { expect, test } from 'vitest';
import { type Stage, stagesOf } from '../../support/cycle.ts';
import { age, altered, mapped } from '../../support/old-memory.ts';
import { BUSY } from '../../support/repositories.ts';
import { scene } from './scene.ts';

const raise = stagesOf([BUSY]);

async function followed(alter?: (change: FileChanges) => FileChanges) {
  const stage = await age(await raise());
  const shadow = new Shadow(stage.sandbox.world.git);
  expect((await shadow.follow()).faults).toEqual([]);
  await altered(stage, alter ?? ((change) => change));
  return { stage, shadow, faults: (await shadow.follow()).faults };
}

const remembered = (stage: Stage, shadow: Shadow) =>
  remembrance().check({ ...scene({}), world: stage.sandbox.world, shadow });

test('what was joined is followed, and every event counted', async () => {
  const { stage, shadow, faults } = await followed();
  expect(faults).toEqual([]);
  expect(shadow.joined.size).toBeGreaterThan(3);
  expect(await remembered(stage, shadow)).toEqual([]);
});

const isOld = (path: string): boolean => path.startsWith('archive/');
test.each<[string, string, (change: FileChanges) => FileChanges]>([
  [
    'an event that was not joined',
    'is not the files that were joined to it',
    ({ additions, deletions }) => ({
      additions: mapped(additions, (path, text) => (isOld(path) ? text.slice(text.indexOf('\n') + 1) : text)),
      deletions,
    }),
  ],
  [
    'event files that are gone without an archive',
    'was removed and is in no archive',
    ({ additions, deletions }) => ({
      additions: Object.fromEntries(Object.entries(additions).filter(([path]) => !isOld(path))),
      deletions,
    }),
  ],
  [
    'event files that are there still',
    'is not the files that were joined to it',
    ({ additions }) => ({ additions, deletions: [] }),
  ],
])('%s is a fault', async (_, fault, alter) => {
  const { faults } = await followed(alter);
  expect(faults.join('\n')).toContain(fault);
});

test('an archive that was written again is a fault, and what it lost is missed', async () => {
  const { stage, shadow } = await followed();
  const [{ archive = '' } = {}] = shadow.joined.values();
  stage.pass(3_600_000);
  stage.sandbox.world.openIssue({ title: 'Something new', by: 'octo' });
  await altered(stage, ({ additions, deletions }) => ({ additions: { ...additions, [archive]: '' }, deletions }));
  expect((await shadow.follow()).faults.join()).toContain(`${archive} was changed or removed`);
  expect((await remembered(stage, shadow)).join()).toContain('is in no archive');
});
