/** Many runs at once on one world: no event lost, no effect twice, no cap exceeded. */

import { replay } from '@steward/core/domain/apply.ts';
import type { RecordedEvent } from '@steward/core/domain/event.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import { expect, it } from 'vitest';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

/** Every event of the branch in order of sequence. */
function eventsOf(stage: Stage): RecordedEvent[] {
  const paths = stage.git(['ls-tree', '-r', '--name-only', 'refs/heads/steward/state', 'events/']).trim().split('\n');
  return paths
    .flatMap((path) =>
      stage
        .git(['show', `refs/heads/steward/state:${path}`])
        .trim()
        .split('\n'),
    )
    .map((line) => JSON.parse(line) as RecordedEvent)
    .sort((a, b) => a.sequence - b.sequence);
}

async function expectSound(stage: Stage): Promise<void> {
  const { state, tasks } = await stage.memory();
  const events = eventsOf(stage);
  const sequences = [...new Set(events.map((event) => event.sequence))];
  expect(sequences).toEqual(Array.from({ length: state.sequence }, (_, index) => index + 1));
  const replayed = replay(events, EMPTY_LEDGER);
  const { shards: _shards, sequence: _sequence, parent: _parent, ...rest } = replayed.state;
  expect(state).toMatchObject(rest);
  expect(replayed.tasks).toEqual(tasks);
  expect(stage.git(['rev-list', '--count', 'refs/heads/steward/state']).trim()).toBe(String(state.sequence + 1));
}

it.each([
  ['that has no memory yet', false],
  ['that knows the repository already', true],
])('ten cycles at once on a world %s lose nothing and repeat nothing', async (_, warm) => {
  const stage = await raise();
  if (warm) {
    await stage.tick({ config: 'rules:\n  skipped-test: { enabled: false }\n  unpinned-action: { enabled: false }\n' });
    stage.pass(HALF_HOUR);
    await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': '# News\n' }, message: 'News', by: 'octo' });
  }
  const reports = await Promise.all(Array.from({ length: 10 }, () => stage.tick()));
  for (let round = 0; round < 3; round++) {
    stage.pass(HALF_HOUR);
    await stage.tick();
  }
  const titles = stage.visible().map((issue) => issue.title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles.filter((title) => title !== 'Steward')).toHaveLength(3);
  expect(titles).toContain('Steward');
  expect(reports.flatMap((report) => report.failures)).toEqual([]);
  const { state } = await stage.memory();
  expect(state.claims).toEqual({});
  expect(state.counts).toMatchObject({ open: 3, suggested: 1 });
  await expectSound(stage);
});

it('what may not be opened, since another run took its place meanwhile, stays a suggestion', async () => {
  const stage = await raise();
  let isOvertaken = false;
  // The other one reserves all there is room for, and its first issue is seen, before this one asks for titles.
  const onRequest = async (body: string): Promise<void> => {
    if (isOvertaken || !body.includes('query Titles')) return;
    isOvertaken = true;
    await stage.tick({ death: { at: /CreateIssue/, timing: 'after' } }).catch(() => undefined);
  };
  const report = await stage.tick({ onRequest });
  expect(isOvertaken).toBe(true);
  const { state, tasks } = await stage.memory();
  const opening = Object.values(state.claims).filter(({ kind }) => kind === 'open-issue');
  expect(opening).toHaveLength(3);
  // The other run settles what it opened: its tasks must be there.
  for (const { subject } of opening) expect(tasks).toHaveProperty(subject);
  const suggested = Object.values(tasks).filter(({ status, intent }) => status === 'suggested' && !intent);
  expect(report.refused).toContainEqual(
    expect.objectContaining({ kind: 'open-issue', subject: suggested[0]?.id, policy: 'cap-new-issues' }),
  );
  expect(suggested).toHaveLength(1);
});
