/** An undo may die at any request, or have company: in the end the run is taken back once, and nothing else is. */
import { commentSubject } from '@steward/core/domain/comment.ts';
import type { Proposal } from '@steward/core/domain/proposal.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { specificationOf } from '@steward/core/flow/tick.ts';
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type RunOptions, Stage, stagesOf } from '../support/cycle.ts';
import { deathsIn } from '../support/deaths.ts';
import { outcome } from '../support/outcome.ts';
import { postingTick } from '../support/posting.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);
const CAPS = 'caps:\n  new-issues-a-day: 2\n';
const FULL = `${CAPS}labels:\n  set: full\n`;
const RUN = '2-1';
const place = { purpose: 'question', on: 'issue', number: 1, task: null } as const;

/** Opens one of the suggestions and asks the person something. */
function wanting(ledger: Ledger): Proposal[] {
  const [first] = Object.values(ledger.tasks)
    .filter(({ status }) => status === 'suggested')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (!first) throw new Error('nothing is suggested');
  return [
    { kind: 'open-issue', subject: first.id, specification: specificationOf(first) },
    { kind: 'post-comment', subject: commentSubject(place), ...place, body: 'Which version?', asked: true },
  ];
}

/** A person's issue (#1), a task of the first run (#2); run `2-1` labels that one, opens another and comments. */
async function prepared(stage: Stage): Promise<Stage> {
  stage.sandbox.world.openIssue({ title: 'It breaks', by: 'octo' });
  await stage.tick({ config: `${CAPS}  open-tasks: 1\n` });
  stage.pass(HALF_HOUR);
  const report = await postingTick(stage.world({ config: FULL }), wanting);
  expect(report.done.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['opened', 'commented']));
  stage.pass(HALF_HOUR);
  return stage;
}

const undo = (stage: Stage, options: RunOptions = {}) =>
  runCycle(stage.world({ config: FULL, ...options }), { action: 'auto', focus: 'auto', 'max-tasks': 50, undo: RUN });

async function settle(stage: Stage): Promise<void> {
  for (let round = 0; round < 6; round++) {
    stage.pass(HALF_HOUR);
    if ((await stage.tick({ config: FULL })).quiet) return;
  }
  throw new Error('never quiet');
}

async function ended(stage: Stage) {
  const { state } = await stage.memory();
  return {
    ...(await outcome(stage)),
    undone: [state.undoing, state.undone.map(({ run }) => run)],
    said: stage.sandbox.world.commentsOn(1).map(({ body }) => body.split('\n')[0]),
    closed: stage.sandbox.world.data.issues.map(
      ({ events }) => events.filter(({ kind }) => kind === 'ClosedEvent').length,
    ),
  };
}

async function undisturbed() {
  const stage = await prepared(await Stage.raise([BUSY]));
  const before = stage.sandbox.transcript.length;
  await undo(stage);
  const deaths = deathsIn(stage.sandbox.transcript.slice(before));
  await settle(stage);
  const end = await ended(stage);
  await stage.close();
  return { deaths, end };
}

const calm = await undisturbed();

it('is an undo worth killing: an issue closed, labels taken off, a comment taken back, all else as it was', () => {
  expect(calm.deaths.length).toBeGreaterThan(6);
  expect(calm.end.undone).toEqual([null, [RUN]]);
  expect(calm.end.said).toEqual([expect.stringMatching(/^\*\*Taken back\.\*\*/)]);
  expect(calm.end.closed.reduce((sum, count) => sum + count)).toBe(1);
  const open = calm.end.issues.filter(({ state }) => state === 'OPEN');
  expect(open.map(({ labels }) => labels)).toEqual([[], ['steward'], ['steward']]);
});

/** What was begun is finished by any run; what was not is asked for again. */
async function converges(stage: Stage): Promise<void> {
  await settle(stage);
  if ((await stage.memory()).state.undone.length === 0) {
    await undo(stage);
    await settle(stage);
  }
  expect(await ended(stage)).toEqual(calm.end);
}

describe('an undo that dies', () => {
  it.each(calm.deaths)('right $timing request $at converges [AC-3]', async (death) => {
    const stage = await prepared(await raise());
    await undo(stage, { death }).catch(() => undefined);
    await converges(stage);
  });
});

it.each(['CloseIssue', 'SetLabels', 'UpdateIssueComment', 'Commit'])(
  'a lost answer to %s changes nothing in the end',
  async (operation) => {
    const stage = await prepared(await raise());
    const when = (request: { operation?: string | null }) => request.operation === operation;
    stage.sandbox.faults.add({ when, timing: 'after', effect: { kind: 'status', status: 502 } });
    await undo(stage).catch(() => undefined);
    await converges(stage);
  },
);

it('two undos of one run at once take it back once', async () => {
  const stage = await prepared(await raise());
  await Promise.all([undo(stage), undo(stage)]);
  await converges(stage);
});

it('an undo beside a cycle takes the same back, and the cycle loses nothing', async () => {
  const stage = await prepared(await raise());
  await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': '# News\n' }, message: 'News', by: 'octo' });
  await Promise.all([undo(stage), stage.tick({ config: FULL })]);
  await converges(stage);
});

it('a person who rejects an issue while it is being taken back is remembered as that', async () => {
  const stage = await prepared(await raise());
  await undo(stage, { death: { at: /CloseIssue/, timing: 'before' } }).catch(() => undefined);
  const { state } = await stage.memory();
  const [number] = state.undoing?.issues ?? [];
  if (number === undefined) throw new Error('nothing was noted');
  stage.sandbox.world.closeIssue(number, 'octo', 'NOT_PLANNED');
  await settle(stage);
  const { rejected, state: after } = await stage.memory();
  expect(Object.values(rejected).filter((item) => item.number === number)).toMatchObject([{ reason: 'rejected' }]);
  expect(after.undoing).toBeNull();
});

/** An undo that died before it closed anything: noted, and to be gone on with. */
async function begun(): Promise<Stage> {
  const stage = await prepared(await raise());
  await undo(stage, { death: { at: /CloseIssue/, timing: 'before' } }).catch(() => undefined);
  expect((await stage.memory()).state.undoing?.run).toBe(RUN);
  return stage;
}

it('what was begun is finished by the next run, although nothing else happened', async () => {
  const stage = await begun();
  stage.pass(HALF_HOUR);
  const report = await stage.tick({ config: FULL });
  expect(report.undo).toMatchObject({ run: RUN, outcome: 'done' });
  expect((await stage.memory()).state.undoing).toBeNull();
});

it('while a run is being taken back, no other is', async () => {
  const stage = await begun();
  const other = { action: 'auto', focus: 'auto', 'max-tasks': 50, undo: '1' } as const;
  await expect(runCycle(stage.world({ config: FULL }), other)).rejects.toThrow('Run 2-1 is being taken back');
  await converges(stage);
});

it('an undo whose record is out of reach ends as it is, and holds up no later run', async () => {
  const stage = await begun();
  stage.pass(40 * 48 * HALF_HOUR);
  const report = await stage.tick({ config: FULL });
  expect(report.warnings.join()).toContain('Run 2-1 is not taken back any further: its record is out of reach');
  expect((await stage.memory()).state.undoing).toBeNull();
  await settle(stage);
});
