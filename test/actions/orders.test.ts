/** What people tick on the dashboard: read from its edits, followed by role, undone where they may not. */
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY, CLEAN } from '../support/repositories.ts';

const DAY = 48 * HALF_HOUR;
const raiseStage = stagesOf([BUSY]);
const OWNER = 'octo';

/** A world in `suggest` with its dashboard, and suggestions on it. */
async function raise(): Promise<{ stage: Stage; board: number }> {
  const stage = await raiseStage();
  await stage.tick({ mode: 'suggest' });
  stage.pass(HALF_HOUR);
  const board = issuesOf(stage).find(({ title }) => title === 'Steward')?.number ?? 0;
  return { stage, board };
}

const issuesOf = (stage: Stage) => stage.sandbox.world.data.issues;
const bodyOf = (stage: Stage, number: number): string => stage.sandbox.world.issue(number)?.body ?? '';
const suggestedOf = async (stage: Stage) =>
  Object.values((await stage.memory()).tasks).filter(({ status }) => status === 'suggested');

function edit(stage: Stage, board: number, change: (body: string) => string, by = OWNER): void {
  const before = bodyOf(stage, board);
  const after = change(before);
  expect(after).not.toBe(before);
  stage.sandbox.world.editBody(board, after, by);
}

const tick = (verb: string, task = '') => {
  const tail = `<!-- steward:${verb}${task === '' ? '' : ` ${task}`} -->`;
  return (body: string) => body.replace(new RegExp(`- \\[ \\] (.*${tail})`), '- [x] $1');
};
const untick = (verb: string, task = '') => {
  const tail = `<!-- steward:${verb}${task === '' ? '' : ` ${task}`} -->`;
  return (body: string) => body.replace(new RegExp(`- \\[x\\] (.*${tail})`), '- [ ] $1');
};

async function firstOf(stage: Stage) {
  const [first] = await suggestedOf(stage);
  if (!first) throw new Error('nothing is suggested');
  return first;
}

it('a suggestion that its owner ticks is opened, also in `suggest`, and nothing else is', async () => {
  const { stage, board } = await raise();
  const first = await firstOf(stage);
  edit(stage, board, tick('approve', first.id));
  const report = await stage.tick({ mode: 'suggest' });
  expect(report.failures).toEqual([]);
  const opened = issuesOf(stage).filter(({ number }) => number !== board);
  expect(opened.map(({ title }) => title)).toEqual([first.title]);
  expect((await stage.memory()).tasks[first.id]).toMatchObject({ status: 'ready', approved: { by: OWNER } });
  stage.pass(HALF_HOUR);
  expect((await stage.tick({ mode: 'suggest' })).quiet).toBe(true);
});

describe.each([
  ['a stranger', 'stranger'],
  ['somebody who may only read', 'reader'],
  ['somebody who may only triage', 'triager'],
])('a tick by %s', (_, login) => {
  it('opens nothing, is undone, and the dashboard says so', async () => {
    const { stage, board } = await raise();
    const { world } = stage.sandbox;
    if (login === 'reader') world.introduce(login, 'read');
    if (login === 'triager') world.introduce(login, 'triage');
    const first = await firstOf(stage);
    edit(stage, board, tick('approve', first.id), login);
    const report = await stage.tick({ mode: 'suggest' });
    expect(report.failures).toEqual([]);
    expect(stage.visible()).toHaveLength(1);
    expect(bodyOf(stage, board)).not.toContain('- [x]');
    expect(bodyOf(stage, board)).toContain(`\`${login}\` may not approve a suggestion here`);
    expect((await stage.memory()).tasks[first.id]?.approved).toBeUndefined();
  });
});

it('whoever changed a box answers for it, not who edited the text last', async () => {
  const { stage, board } = await raise();
  const first = await firstOf(stage);
  edit(stage, board, tick('approve', first.id), 'stranger');
  edit(stage, board, (body) => `${body}\nThanks`, OWNER);
  await stage.tick({ mode: 'suggest' });
  expect(stage.visible()).toHaveLength(1);
});

it('a second box for the same suggestion makes nobody’s tick the owner’s, and is gone after the next run', async () => {
  const { stage, board } = await raise();
  const first = await firstOf(stage);
  const line = bodyOf(stage, board)
    .split('\n')
    .find((each) => each.endsWith(`<!-- steward:approve ${first.id} -->`));
  if (line === undefined) throw new Error('no box');
  edit(stage, board, (body) => body.replace(line, () => `${line.replace('[ ]', '[x]')}\n${line}`), 'stranger');
  edit(stage, board, (body) => `${body}\nThanks`, OWNER);
  const report = await stage.tick({ mode: 'suggest' });
  expect(report.failures).toEqual([]);
  expect(stage.visible()).toHaveLength(1);
  expect((await stage.memory()).tasks[first.id]?.approved).toBeUndefined();
  expect(bodyOf(stage, board)).not.toContain('- [x]');
  expect(bodyOf(stage, board).split(line)).toHaveLength(2);
});

describe('a suggestion whose title has ~~', () => {
  const TITLED = {
    ...CLEAN,
    'test/parse.test.ts': `${CLEAN['test/parse.test.ts']}
it.skip('a ~~struck~~ word stays', () => {
  expect(parse('~~')).toBe(0);
});
`,
  };

  it.each([
    ['opened by a tick', 'approve', 2],
    ['refused by a tick', 'reject', 1],
  ])('is %s as any other', async (_, verb, visible) => {
    const stage = await raiseStage([TITLED]);
    await stage.tick({ mode: 'suggest' });
    stage.pass(HALF_HOUR);
    const titled = (await suggestedOf(stage)).find(({ title }) => title.includes('~~'));
    if (!titled) throw new Error('not suggested');
    const board = issuesOf(stage).find(({ title }) => title === 'Steward')?.number ?? 0;
    edit(stage, board, tick(verb, titled.id));
    await stage.tick({ mode: 'suggest' });
    expect(stage.visible()).toHaveLength(visible);
    const { rejected } = await stage.memory();
    expect(titled.fingerprints.every((print) => rejected[print] !== undefined)).toBe(verb === 'reject');
  });
});

it.each([
  [
    'struck out',
    (id: string) => (body: string) =>
      body.replace(new RegExp(`- \\[ \\] (.*?)( <!-- steward:approve ${id} -->)`), '- [ ] ~~$1~~$2'),
  ],
  ['refused by its box', (id: string) => tick('reject', id)],
])('a suggestion that is %s never comes back', async (_, change) => {
  const { stage, board } = await raise();
  const first = await firstOf(stage);
  edit(stage, board, change(first.id));
  await stage.tick({ mode: 'suggest' });
  expect((await suggestedOf(stage)).map(({ id }) => id)).not.toContain(first.id);
  const { rejected } = await stage.memory();
  expect(first.fingerprints.every((print) => rejected[print]?.reason === 'rejected')).toBe(true);
  stage.pass(DAY);
  await stage.tick({ mode: 'suggest' });
  expect((await suggestedOf(stage)).map(({ id }) => id)).not.toContain(first.id);
});

it('pausing stops everything that creates, is labelled, and is ended by unticking', async () => {
  const { stage, board } = await raise();
  edit(stage, board, tick('pause'));
  await stage.tick({ mode: 'assist' });
  expect((await stage.memory()).state.paused).toBe(true);
  expect(stage.visible()).toHaveLength(1);
  expect(stage.visible()[0]?.labels).toContain('steward:paused');
  expect(bodyOf(stage, board)).toContain('- [x] Pause everything');

  stage.pass(HALF_HOUR);
  edit(stage, board, untick('pause'));
  await stage.tick({ mode: 'assist' });
  expect((await stage.memory()).state.paused).toBe(false);
  expect(stage.visible()[0]?.labels).toEqual(['steward']);
});

it('an approval can be taken back while it waits for a place', async () => {
  const { stage, board } = await raise();
  const first = await firstOf(stage);
  const config = 'caps:\n  open-tasks: 0\n';
  edit(stage, board, tick('approve', first.id));
  await stage.tick({ mode: 'suggest', config });
  expect(stage.visible()).toHaveLength(1);
  expect(bodyOf(stage, board)).toMatch(/- \[x\] .* · approved, opened when a place is free/);
  stage.pass(HALF_HOUR);
  edit(stage, board, untick('approve', first.id));
  await stage.tick({ mode: 'suggest' });
  expect(stage.visible()).toHaveLength(1);
  expect((await stage.memory()).tasks[first.id]?.approved).toBeUndefined();
});

it('a priority is raised by a tick', async () => {
  const { stage, board } = await raise();
  await stage.tick({ mode: 'assist' });
  const open = Object.values((await stage.memory()).tasks).find(
    ({ status, priority }) => status === 'ready' && priority === 'medium',
  );
  if (!open) throw new Error('no open task');
  stage.pass(HALF_HOUR);
  edit(stage, board, tick('raise', open.id));
  await stage.tick({ mode: 'assist' });
  expect((await stage.memory()).tasks[open.id]?.priority).toBe('high');
});

it('a tick made while the dashboard was being written is found by the next run', async () => {
  const { stage, board } = await raise();
  const first = await firstOf(stage);
  stage.sandbox.world.editBody(board, `Hello\n${bodyOf(stage, board)}`, OWNER);
  let ticked = false;
  const onRequest = (body: string) => {
    if (ticked || !body.includes('mutation UpdateIssue')) return;
    ticked = true;
    edit(stage, board, tick('approve', first.id));
  };
  await stage.tick({ mode: 'suggest', onRequest });
  expect(ticked).toBe(true);
  expect(stage.visible()).toHaveLength(1);
  stage.pass(HALF_HOUR);
  await stage.tick({ mode: 'suggest' });
  expect(stage.visible().map(({ title }) => title)).toContain(first.title);
});
