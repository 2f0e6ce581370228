/** What labels say of a task: few by default, all on request, the owner's own where they are mapped; people's are left alone. */
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { labelsOf as labelsFor } from '@steward/core/domain/labels.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { labelProposals } from '@steward/core/flow/labelling.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { task } from '../support/memory.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);
const FULL = 'labels:\n  set: full\n';
const OWNER = 'octo';

const issuesOf = (stage: Stage) => stage.sandbox.world.data.issues.filter(({ title }) => title !== 'Steward');
const labelsOf = (stage: Stage, number: number) => [...(stage.sandbox.world.issue(number)?.labels ?? [])].sort();

/** The world some time later, after one more run, which may not fail. */
async function goOn(stage: Stage, config?: string): Promise<void> {
  stage.pass(HALF_HOUR);
  const report = await stage.tick({ mode: 'assist', ...(config !== undefined && { config }) });
  expect(report.failures).toEqual([]);
}

async function taskOf(stage: Stage) {
  const found = Object.values((await stage.memory()).tasks).find(
    ({ status, priority }) => status === 'ready' && priority === 'medium',
  );
  if (found?.number === undefined) throw new Error('no open task of medium priority');
  return { id: found.id, number: found.number, said: [`type:${found.type}`, `category:${found.category}`] };
}

async function raisePriority(stage: Stage, id: string, config?: string): Promise<void> {
  const board = stage.sandbox.world.data.issues.find(({ title }) => title === 'Steward');
  const box = new RegExp(`- \\[ \\] (.*<!-- steward:raise ${id} -->)`);
  stage.sandbox.world.editBody(board?.number ?? 0, board?.body.replace(box, '- [x] $1') ?? '', OWNER);
  await goOn(stage, config);
}

it('gives issues one label unless the owner asks for more', async () => {
  const stage = await raise();
  await stage.tick({ mode: 'assist' });
  expect(issuesOf(stage).map(({ labels }) => labels)).toEqual([['steward'], ['steward'], ['steward']]);
});

describe('the full set', () => {
  it('says type, category, priority and status, on open issues too once it is asked for [PM-8]', async () => {
    const stage = await raise();
    await stage.tick({ mode: 'assist' });
    const { number, said } = await taskOf(stage);
    await goOn(stage, FULL);
    expect(labelsOf(stage, number)).toEqual([...said, 'priority:medium', 'status:ready', 'steward'].sort());
    stage.pass(HALF_HOUR);
    expect((await stage.tick({ mode: 'assist', config: FULL })).quiet).toBe(true);
  });

  it('follows a priority that is raised', async () => {
    const stage = await raise();
    await stage.tick({ mode: 'assist', config: FULL });
    const { id, number, said } = await taskOf(stage);
    await raisePriority(stage, id, FULL);
    expect(labelsOf(stage, number)).toEqual([...said, 'priority:high', 'status:ready', 'steward'].sort());
  });

  it('goes where the owner wants few again, and nothing that people put there goes with it', async () => {
    const stage = await raise();
    await stage.tick({ mode: 'assist', config: FULL });
    const { number } = await taskOf(stage);
    const { world } = stage.sandbox;
    world.createLabel({ name: 'help wanted' });
    world.createLabel({ name: 'priority:urgent' });
    world.addLabels(number, ['help wanted', 'priority:urgent'], OWNER);
    await goOn(stage);
    expect(labelsOf(stage, number)).toEqual(['help wanted', 'priority:urgent', 'steward']);
  });

  it('does not put back what a person took off, until it would say something else', async () => {
    const stage = await raise();
    await stage.tick({ mode: 'assist', config: FULL });
    const { id, number, said } = await taskOf(stage);
    stage.sandbox.world.removeLabels(number, ['priority:medium', 'status:ready'], OWNER);
    await goOn(stage, FULL);
    expect(labelsOf(stage, number)).toEqual([...said, 'steward'].sort());
    await raisePriority(stage, id, FULL);
    expect(labelsOf(stage, number)).toEqual([...said, 'priority:high', 'steward'].sort());
  });
});

it('a label of the repository stands for a key that is mapped to it, and for no other', async () => {
  const stage = await raise();
  const mapped = 'labels:\n  map:\n    "priority:medium": P2\n    "priority:high": P1\n';
  await stage.tick({ mode: 'assist', config: mapped });
  const { id, number } = await taskOf(stage);
  expect(labelsOf(stage, number)).toEqual(['P2', 'steward']);
  await raisePriority(stage, id, mapped);
  expect(labelsOf(stage, number)).toEqual(['P1', 'steward']);
  await goOn(stage);
  expect(labelsOf(stage, number)).toEqual(['steward']);
});

it('changes no more than twenty issues in a run, and the others right after', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 24 }, (_, n) => [
      `test/case-${n}.test.ts`,
      `it.skip('case ${n} of the parser is lost', () => {});\n`,
    ]),
  );
  const stage = await raise([{ ...BUSY, ...many }]);
  const caps = 'caps:\n  open-tasks: 100\n  new-issues-a-day: 50\n  notifications-a-week: 500\n';
  await stage.tick({ mode: 'assist', config: caps });
  const count = issuesOf(stage).length;
  expect(count).toBeGreaterThan(20);
  const relabelled = () => issuesOf(stage).filter(({ labels }) => labels.length > 1).length;
  await goOn(stage, `${caps}${FULL}`);
  expect(relabelled()).toBe(20);
  await goOn(stage, `${caps}${FULL}`);
  expect(relabelled()).toBe(count);
  stage.pass(HALF_HOUR);
  expect((await stage.tick({ mode: 'assist', config: `${caps}${FULL}` })).quiet).toBe(true);
});

it.each(['leased', 'working', 'in-review', 'blocked', 'escalated'] as const)(
  'the label of a status follows the task when it becomes %s, and nothing else is touched',
  (status) => {
    const labels = { ...DEFAULT_CONFIG.labels, set: 'full' as const };
    const known = task('a', { labels: labelsFor(task('a'), labels) });
    const ledger = (now: Task) => ({ ...EMPTY_LEDGER, tasks: { [known.id]: now } });
    const proposals = (now: Task) => labelProposals({ config: { ...DEFAULT_CONFIG, labels } }, ledger(now));
    expect(proposals(known)).toEqual([]);
    expect(proposals({ ...known, status })).toEqual([
      expect.objectContaining({ number: 7, add: [`status:${status}`], remove: ['status:ready'] }),
    ]);
  },
);
