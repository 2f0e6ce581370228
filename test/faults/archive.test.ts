/** Event files of days long past are joined on the state branch, once a day and whole: each event is there once at any moment. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replay } from '@steward/core/domain/apply.ts';
import type { RecordedEvent } from '@steward/core/domain/event.ts';
import { readEventPath } from '@steward/core/domain/event-files.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { Stage, stagesOf } from '../support/cycle.ts';
import { deathsIn } from '../support/deaths.ts';
import { age, dayOf, joiningRequests, lines, logs } from '../support/old-memory.ts';
import { outcome, settle } from '../support/outcome.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);
const old = async (): Promise<Stage> => age(await raise());
const LEDGER = 'refs/heads/steward/state';

const archives = (stage: Stage): string[] => logs(stage).filter((path) => path.startsWith('archive/'));
const oldEvents = (stage: Stage): string[] => logs(stage).filter((path) => path.startsWith('events/2026/11/'));

/** Every event once and in order, and the state is what they make. */
async function expectSound(stage: Stage): Promise<void> {
  const events = lines(stage).map((line) => JSON.parse(line) as RecordedEvent);
  const { state, tasks } = await stage.memory();
  const sequences = events.map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  expect([...new Set(sequences)]).toEqual(Array.from({ length: state.sequence }, (_, index) => index + 1));
  const replayed = replay(events, EMPTY_LEDGER);
  const { shards: _shards, sequence: _sequence, parent: _parent, ...rest } = replayed.state;
  expect(state).toMatchObject(rest);
  expect(replayed.tasks).toEqual(tasks);
}

it('are joined in the commit that notes the day, three requests more, and nobody else is asked', async () => {
  const stage = await old();
  const before = lines(stage);
  const kept = Number(stage.git(['rev-list', '--count', LEDGER]));
  expect(oldEvents(stage).length).toBeGreaterThan(3);
  const asked = await joiningRequests(stage, () => stage.tick());
  expect(asked).toEqual(['LedgerDays', 'LedgerFolders', 'LedgerFiles']);
  expect(oldEvents(stage)).toEqual([]);
  expect(archives(stage).map((path) => path.slice(0, 'archive/2026/11/20'.length))).toEqual([
    'archive/2026/11/20',
    'archive/2026/11/21',
    'archive/2026/11/22',
  ]);
  expect(lines(stage).slice(0, before.length)).toEqual(before);
  await expectSound(stage);
  const { sequence } = (await stage.memory()).state;
  expect(Number(stage.git(['rev-list', '--count', LEDGER]))).toBe(sequence + 1);
  expect(sequence).toBeGreaterThanOrEqual(kept);
  expect(stage.git(['log', '--format=%s', LEDGER]).trim().split('\n')).toSatisfy((subjects: string[]) =>
    subjects.every((subject) => subject.endsWith('[skip ci]')),
  );
  expect(stage.git(['show', `${LEDGER}:README.md`])).toContain('`archive/`');
});

it('are let be by all other runs: quiet, of the same day, of mode observe, of a young memory', async () => {
  const young = await raise();
  await young.tick();
  for (let day = 0; day < 3; day++) expect(await joiningRequests(young, () => dayOf(young))).toEqual([]);
  const stage = await old();
  const branch = stage.git(['rev-parse', LEDGER]);
  // Nothing is written here, so that what is read for joining cannot be told by the write after it.
  const seen = stage.sandbox.transcript.length;
  await stage.tick({ mode: 'observe' });
  expect(stage.sandbox.transcript.slice(seen).map(({ operation }) => operation)).not.toContain('LedgerDays');
  expect(stage.git(['rev-parse', LEDGER])).toBe(branch);
  await stage.tick();
  expect(await joiningRequests(stage, () => settle(stage))).toEqual([]);
});

it('cost one request in a day on which none is due', async () => {
  const stage = await old();
  await stage.tick();
  expect(await joiningRequests(stage, () => dayOf(stage))).toEqual(['LedgerDays']);
});

async function undisturbed() {
  const stage = await age(await Stage.raise([BUSY]));
  const before = stage.sandbox.transcript.length;
  await stage.tick();
  const deaths = deathsIn(stage.sandbox.transcript.slice(before), { reads: true });
  await settle(stage);
  const end = { outcome: await outcome(stage), archives: archives(stage), old: oldEvents(stage) };
  await stage.close();
  return { deaths, end };
}

const calm = await undisturbed();

describe('a run that joins and dies', () => {
  it('is one worth killing', () => {
    expect(calm.deaths.length).toBeGreaterThan(6);
    expect(calm.end.archives).toHaveLength(3);
  });

  it.each(calm.deaths)(
    'right $timing request $at leaves every event once, and the next one goes on [AC-3]',
    async (death) => {
      const stage = await old();
      const before = lines(stage);
      await stage.dyingTick(death);
      expect(lines(stage).slice(0, before.length)).toEqual(before);
      expect([0, 3]).toContain(archives(stage).length);
      expect(oldEvents(stage).length > 0).toBe(archives(stage).length === 0);
      await settle(stage);
      await expectSound(stage);
      expect({ outcome: await outcome(stage), archives: archives(stage), old: oldEvents(stage) }).toEqual(calm.end);
    },
  );
});

it('are joined once by two runs at once', async () => {
  const stage = await old();
  const before = lines(stage);
  const reports = await Promise.all([stage.tick(), stage.tick()]);
  expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
  expect(archives(stage)).toEqual(calm.end.archives);
  expect(lines(stage).slice(0, before.length)).toEqual(before);
  await expectSound(stage);
});

it('are joined though the answer to the commit was lost', async () => {
  const stage = await old();
  const isCommit = ({ mutations }: { mutations: readonly string[] }) => mutations.includes('createCommitOnBranch');
  stage.sandbox.faults.add({ when: isCommit, timing: 'after', effect: { kind: 'status', status: 502 } });
  const { failures } = await stage.tick();
  expect(failures).toEqual([]);
  expect(archives(stage)).toEqual(calm.end.archives);
  await expectSound(stage);
});

it('stay as they are when they cannot be read, and the run does all else', async () => {
  const stage = await old();
  const isDays = ({ operation }: { operation: string | null }) => operation === 'LedgerDays';
  stage.sandbox.faults.add({ when: isDays, timing: 'before', effect: { kind: 'status', status: 502 }, times: 9 });
  const report = await stage.tick();
  expect(report.failures).toEqual([]);
  expect(report.warnings.join()).toContain('Old events could not be joined');
  expect(archives(stage)).toEqual([]);
  await expectSound(stage);
});

it('are left where they are and told once when they are damaged; the others of that day are joined around them', async () => {
  const stage = await age(await raise(), (text) => `${text.slice(0, -20)}\n`);
  const damaged = logs(stage).filter((path) => readEventPath(path)?.day === '2026-11-21');
  expect(damaged.length).toBeGreaterThan(0);
  const { warnings } = await stage.tick();
  expect(warnings.join()).toContain(`\`${damaged[0]}\``);
  expect(oldEvents(stage)).toEqual(damaged);
  expect(archives(stage).length).toBe(2 + damaged.length);
  const branch = archives(stage);
  for (let day = 0; day < 2; day++) {
    stage.pass(24 * 3_600_000);
    const asked = await joiningRequests(stage, async () => {
      expect((await stage.tick()).warnings.join()).not.toContain('cannot be read');
    });
    expect(asked).toEqual(['LedgerDays', 'LedgerFolders']);
  }
  expect(archives(stage)).toEqual(branch);
});

it('are not touched while memory is lost', async () => {
  const stage = await old();
  const { writer } = stage.world().ledger;
  const head = stage.git(['rev-parse', LEDGER]).trim();
  const spoilt = { 'state.json': '{"schema":' };
  await writer.commit({ expected: head, headline: 'Cut [skip ci]', body: '', additions: spoilt, deletions: [] });
  expect(await joiningRequests(stage, () => stage.tick())).toEqual([]);
  stage.pass(3_600_000);
  expect(await joiningRequests(stage, () => stage.tick())).toEqual([]);
  expect((await stage.memory()).state.lost).toBeNull();
  expect(archives(stage)).toEqual([]);
});

it('leave three months with every event once, none in a file of its own for more than 31 days', async () => {
  const stage = await raise();
  await stage.tick();
  for (let day = 0; day < 92; day++) await dayOf(stage);
  await expectSound(stage);
  const now = stage.sandbox.clock.now().getTime();
  const days = logs(stage).flatMap((path) => readEventPath(path)?.day ?? []);
  const oldest = Math.min(...days.map((day) => Date.parse(day)));
  // The day that is 31 days back, which a run may still ask for at the end of it, is the oldest that stays.
  expect(Math.floor((now - oldest) / 86_400_000)).toBe(31);
  expect(archives(stage).length).toBeGreaterThanOrEqual(59);
  const all = lines(stage);
  const { outputs } = await runCycle(stage.world(), { action: 'uninstall', focus: 'auto', 'max-tasks': 50 });
  const exported = readFileSync(join(outputs.export ?? '', 'events.ndjson'), 'utf8')
    .trim()
    .split('\n');
  expect(exported.slice(0, all.length)).toEqual(all);
});
