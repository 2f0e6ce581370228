/** What no agent got done, or what is overdue, is left to a person: found, assigned, told once, and never twice. */
import { unassign } from '@steward/sandbox/acts/assignments.ts';
import type { AgentDraft } from '@steward/sandbox/agents/agent.ts';
import { Agents } from '@steward/sandbox/agents/agents.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const WORKFLOW =
  'on: { workflow_dispatch: { inputs: { task: {}, issue: {}, attempt: {}, generation: {}, branch: {}, instructions: {} } } }\n';
const REPOSITORY = { ...BUSY, '.github/workflows/steward-agent.yml': WORKFLOW };
const raise = stagesOf([REPOSITORY]);
const ROBOT: AgentDraft = { name: 'robot', kind: 'workflow', behaviour: 'failing', hours: 1 };
const HAND_OFF = 'hand-off: { start-within: 60, attempts: 1 }\n';
const autopilot: RunOptions = { mode: 'autopilot', config: `${HAND_OFF}agents:\n  robot: { kind: workflow }\n` };

interface Town {
  stage: Stage;
  live(hours: number, options?: RunOptions): Promise<string[]>;
}

async function townOf(codeOwners: string, drafts: readonly AgentDraft[] = [ROBOT]): Promise<Town> {
  const files = codeOwners === '' ? REPOSITORY : { ...REPOSITORY, '.github/CODEOWNERS': codeOwners };
  const stage = await raise([files]);
  const { sandbox } = stage;
  sandbox.world.repository.actionsMayOpenPullRequests = true;
  sandbox.world.introduce('hub', 'write');
  sandbox.world.introduce('reader', 'read');
  const agents = new Agents({ sandbox, seed: 1, agents: drafts });
  const live = async (hours: number, options = autopilot): Promise<string[]> => {
    const failures: string[] = [];
    for (let half = 0; half < 2 * hours; half++) {
      failures.push(...(await stage.tick(options)).failures);
      const until = sandbox.clock.now().getTime() + HALF_HOUR;
      await agents.actUntil(until);
      await sandbox.elapse(until);
    }
    return failures;
  };
  return { stage, live };
}

const tasksOf = async ({ stage }: Town, status: string) =>
  Object.values((await stage.memory()).tasks).filter((task) => task.status === status);
const commentsOn = ({ stage }: Town, number = 0) => stage.sandbox.world.commentsOn(number);
const assigneesOf = ({ stage }: Town, number = 0) =>
  stage.sandbox.world.data.issues.find((issue) => issue.number === number)?.assignees;
const board = ({ stage }: Town): string =>
  stage.sandbox.world.data.issues.find(({ title }) => title === 'Steward')?.body ?? '';

describe('a task that no agent got done', () => {
  it('goes to whoever owns its code, with its history in one comment, once [PM-19]', async () => {
    const town = await townOf('* @hub\n');
    expect(await town.live(5)).toEqual([]);
    const left = await tasksOf(town, 'escalated');
    expect(left.length).toBeGreaterThan(0);
    for (const { number, id, ask } of left) {
      expect(ask).toMatchObject({ person: 'hub', people: ['hub'] });
      expect(assigneesOf(town, number)).toEqual(['hub']);
      const said = commentsOn(town, number);
      expect(said).toHaveLength(1);
      const [{ body = '' } = {}] = said;
      expect(body).toContain('**This needs a person:** no agent got it done');
      expect(body).toMatch(/Attempt 1, `robot`, 2026-11-20 \d\d:\d\d UTC to .*: its run failed \(\[run\]\(/);
      expect(body).toContain(`Closes #${number}`);
      expect(body).not.toContain('@');
      expect(body).toContain(id);
    }
    expect(board(town)).toContain('`hub` was asked');
    const { notifications } = (await town.stage.memory()).state.windows;
    await town.live(30);
    for (const { number } of left) expect(commentsOn(town, number)).toHaveLength(1);
    expect(notifications).toBeGreaterThanOrEqual(left.length);
  });

  it('goes there at once where somebody says so, and its agent is called back [PM-23]', async () => {
    const town = await townOf('* @hub\n', [{ ...ROBOT, behaviour: 'slow', hours: 20 }]);
    await town.live(2);
    const [work] = await tasksOf(town, 'working');
    const number = work?.number ?? 0;
    town.stage.sandbox.world.comment(number, '/steward escalate', 'octo');
    expect(await town.live(1)).toEqual([]);
    expect(await tasksOf(town, 'escalated')).toMatchObject([{ id: work?.id, ask: { person: 'hub' } }]);
    expect(assigneesOf(town, number)).toEqual(['hub']);
    const [, body, ...more] = commentsOn(town, number).map((comment) => comment.body);
    expect(more).toEqual([]);
    expect(body).toContain('**This needs a person:** octo wants a person to look');
    expect((await town.stage.memory()).state.leases[work?.id ?? '']).toBeUndefined();
    expect(board(town)).toContain('`hub` was asked');
  });

  it('waits for a run that can read who owns its code, and what git says meanwhile is cleaned', async () => {
    const town = await townOf('* @hub\n');
    const { faults } = town.stage.sandbox;
    const isDown = { now: false };
    faults.add({
      when: ({ kind }) => kind === 'git' && isDown.now,
      timing: 'before',
      effect: { kind: 'status', status: 503 },
      times: 1_000,
    });
    for (let half = 0; half < 10; half++) {
      isDown.now = half > 1;
      await town.live(0.5);
      if ((await tasksOf(town, 'escalated')).length > 0) break;
    }
    const [left] = await tasksOf(town, 'escalated');
    expect(left).toMatchObject({ number: expect.any(Number) });
    expect(left?.ask?.person).toBeUndefined();
    const { warnings } = await town.stage.tick(autopilot);
    expect(warnings.join()).toContain('Whose code is whose could not be read');
    expect(warnings.join()).toContain('from `http://');
    isDown.now = false;
    town.stage.pass(HALF_HOUR);
    await town.stage.tick(autopilot);
    expect(assigneesOf(town, left?.number)).toEqual(['hub']);
    expect(commentsOn(town, left?.number)).toHaveLength(1);
  });

  it('passes over who cannot be assigned, and spreads what there is over the others', async () => {
    const town = await townOf('* @reader @octo @hub\n');
    expect(await town.live(6)).toEqual([]);
    const left = await tasksOf(town, 'escalated');
    expect(left.length).toBeGreaterThan(1);
    const asked = left.map(({ ask }) => ask?.person);
    expect(new Set(asked)).toEqual(new Set(['octo', 'hub']));
    for (const { number, ask } of left) expect(assigneesOf(town, number)).toEqual([ask?.person]);
  });

  it('is told to a team where no person owns the code, by one mention of it', async () => {
    const town = await townOf('* @octo/core @other/team docs@example.com\n');
    expect(await town.live(5)).toEqual([]);
    const [first] = await tasksOf(town, 'escalated');
    const said = commentsOn(town, first?.number);
    expect(said.map(({ body }) => body.match(/@[\w/-]+/g))).toEqual([['@octo/core']]);
    expect(first?.ask).toMatchObject({ person: null });
    expect(assigneesOf(town, first?.number)).toEqual([]);
  });

  it.each([
    ['nobody owns the code', '', autopilot],
    [
      'the team is of somebody else',
      '',
      { ...autopilot, config: `${autopilot.config}`.replace('attempts: 1', 'attempts: 1, person: other/team') },
    ],
  ])('stands on the dashboard alone where %s', async (_, owners, options) => {
    const town = await townOf(owners);
    expect(await town.live(5, options)).toEqual([]);
    const [first] = await tasksOf(town, 'escalated');
    expect(first?.ask).toMatchObject({ people: [], person: null });
    expect(commentsOn(town, first?.number)).toEqual([]);
    expect(board(town)).toContain(`#${first?.number} needs a person`);
  });

  it('waits while nobody may be notified, and nobody is assigned without words', async () => {
    const town = await townOf('* @hub\n');
    await town.live(4, { ...autopilot, config: `caps: { notifications-a-week: 4 }\n${autopilot.config}` });
    const left = await tasksOf(town, 'escalated');
    expect(left.length).toBeGreaterThan(0);
    for (const { number } of left) expect(assigneesOf(town, number)).toEqual([]);
    await town.live(1);
    for (const { number } of left) expect(assigneesOf(town, number)).toEqual(['hub']);
  });

  it('may go back to an agent by the words that are offered, although the person who was asked is still assigned', async () => {
    const town = await townOf('* @hub\n');
    await town.live(5);
    const [first] = await tasksOf(town, 'escalated');
    expect(commentsOn(town, first?.number)[0]?.body).toContain('`/steward retry`');
    town.stage.sandbox.world.comment(first?.number ?? 0, '/steward retry', 'octo');
    await town.live(4);
    const { attempts, ask } = (await town.stage.memory()).tasks[first?.id ?? ''] ?? {};
    expect(attempts).toMatchObject([
      { attempt: 1, ending: 'run-failed' },
      { attempt: 2, ending: 'run-failed' },
    ]);
    expect(ask).toMatchObject({ key: 'attempt 2', person: 'hub' });
    const asks = commentsOn(town, first?.number).filter(({ body }) => body.includes('needs a person'));
    expect(asks).toHaveLength(2);
  });
});

describe('a deadline that passed', () => {
  const dueSoon = async (town: Town, date: string): Promise<void> => {
    const { world } = town.stage.sandbox;
    for (const { number, title } of world.data.issues)
      if (title !== 'Steward') world.schedule(number, { title: 'v1', dueOn: `${date}T00:00:00Z` });
  };

  it('is put to a person once, on the day after it, and by a tick that nothing else woke [PM-22]', async () => {
    const quiet = { ...autopilot, config: `${HAND_OFF}daily-hour: 20\n` };
    const town = await townOf('* @hub\n', []);
    await town.live(1, quiet);
    await dueSoon(town, '2026-11-20');
    await town.live(1, quiet);
    expect((await town.stage.memory()).state.handOffDue).toBe('2026-11-21T00:00:00.000Z');
    await town.live(12, quiet);
    expect(await tasksOf(town, 'escalated')).toEqual([]);
    town.stage.sandbox.clock.advance(Date.parse('2026-11-21T00:01:00Z') - town.stage.sandbox.clock.now().getTime());
    await town.stage.tick(quiet);
    const late = await tasksOf(town, 'escalated');
    expect(late.length).toBeGreaterThan(0);
    for (const { number, overdue } of late) {
      expect(overdue).toBe('2026-11-20');
      expect(commentsOn(town, number).map(({ body }) => body)).toEqual([
        expect.stringContaining('**This needs a person:** it was due 2026-11-20'),
      ]);
      expect(assigneesOf(town, number)).toEqual(['hub']);
    }
    expect(board(town)).toContain('it was due 2026-11-20');
    await town.live(4, quiet);
    for (const { number } of late) expect(commentsOn(town, number)).toHaveLength(1);
  });

  it('cuts no lease: whoever is at work goes on, and the comment says so', async () => {
    const town = await townOf('* @hub\n', [{ ...ROBOT, behaviour: 'slow', hours: 40 }]);
    await town.live(1);
    await dueSoon(town, '2026-11-20');
    await town.live(2);
    const held = Object.keys((await town.stage.memory()).state.leases);
    expect(held.length).toBeGreaterThan(0);
    town.stage.sandbox.clock.advance(Date.parse('2026-11-21T00:05:00Z') - town.stage.sandbox.clock.now().getTime());
    await town.live(1);
    const { state, tasks } = await town.stage.memory();
    expect(Object.keys(state.leases)).toEqual(expect.arrayContaining(held));
    for (const id of held) {
      const number = tasks[id]?.number;
      expect(tasks[id]?.status).toBe('working');
      expect(commentsOn(town, number).at(-1)?.body).toContain('`robot` is at work on it and is not stopped');
      expect(assigneesOf(town, number)).toEqual(['hub']);
    }
    expect(board(town)).toContain('was due 2026-11-20 and is still worked on');
  });
});

describe('whoever owns the code, as an agent', () => {
  const people: RunOptions = { mode: 'autopilot', config: 'agents:\n  owners: { kind: person }\n' };

  it('is assigned, each owner what they have least of, and what one gives back goes to another [PM-5]', async () => {
    const town = await townOf('* @octo @hub\n', []);
    expect(await town.live(1.5, people)).toEqual([]);
    const { leases } = (await town.stage.memory()).state;
    const held = Object.values(leases);
    expect(held.map(({ handed }) => handed?.ref).sort()).toEqual(['hub', 'octo']);
    const [mine] = held.filter(({ handed }) => handed?.ref === 'octo');
    const { world } = town.stage.sandbox;
    const issue = world.data.issues.find(({ number }) => number === mine?.number);
    if (issue) unassign(world, issue, { logins: ['octo'], by: 'octo' });
    await town.live(1, people);
    const again = (await town.stage.memory()).state.leases[mine?.task ?? ''];
    expect(again?.handed?.ref).toBe('hub');
    expect(assigneesOf(town, mine?.number)).toEqual(['hub']);
  });

  it('that gives a task back which nobody else is able to do leaves it to a person, and nothing waits for ever', async () => {
    const config = 'hand-off: { at-once: 1 }\nagents:\n  hub: { kind: person, login: hub }\n';
    const town = await townOf('* @octo @hub\n', []);
    await town.live(1.5, { mode: 'autopilot', config });
    const [held] = Object.values((await town.stage.memory()).state.leases);
    const { world } = town.stage.sandbox;
    const issue = world.data.issues.find(({ number }) => number === held?.number);
    expect(issue?.assignees).toEqual(['hub']);
    if (issue) unassign(world, issue, { logins: ['hub'], by: 'hub' });
    await town.live(1, { mode: 'autopilot', config });
    const task = (await town.stage.memory()).tasks[held?.task ?? ''];
    expect(task).toMatchObject({
      status: 'escalated',
      ask: { reason: 'whoever is able gave it back', person: 'octo' },
    });
    expect(assigneesOf(town, held?.number)).toEqual(['octo']);
  });

  it('is nobody without the file, and the run says what is missing', async () => {
    const town = await townOf('', []);
    await town.stage.tick(people);
    town.stage.sandbox.clock.advance(HALF_HOUR);
    const { warnings } = await town.stage.tick({ ...people, config: `${people.config}daily-hour: 9\n` });
    expect(warnings.join()).toContain('no CODEOWNERS file says whose code it is');
  });

  it('is a team by one mention, and at work only once somebody took it', async () => {
    const config = 'agents:\n  core: { kind: person, login: octo/core }\n';
    const town = await townOf('', []);
    expect(await town.live(1.5, { mode: 'autopilot', config })).toEqual([]);
    const [lease] = Object.values((await town.stage.memory()).state.leases);
    expect(lease).toMatchObject({ agent: 'core', started: null });
    const said = commentsOn(town, lease?.number).map(({ body }) => body.match(/@[\w/-]+/g));
    expect(said).toEqual([['@octo/core']]);
    town.stage.sandbox.world.assign(lease?.number ?? 0, ['hub'], 'hub');
    await town.live(0.5, { mode: 'autopilot', config });
    expect((await town.stage.memory()).state.leases[lease?.task ?? '']?.started).toMatchObject({ ref: 'hub' });
  });
});

it('the priority of a task rises after a failure where the owner wants that, and the dashboard says why [PM-21]', async () => {
  const config = `${autopilot.config}`.replace('attempts: 1', 'attempts: 2, raise-after-failure: true');
  const town = await townOf('');
  await town.live(2.5, { ...autopilot, config });
  const raised = Object.values((await town.stage.memory()).tasks).filter(({ lifted }) => lifted);
  expect(raised.length).toBeGreaterThan(0);
  for (const { lifted } of raised) expect(lifted?.reason).toContain('an attempt failed: its run failed');
  expect(board(town)).toContain('raised since an attempt failed');
  const calm = await townOf('');
  await calm.live(2.5);
  expect(Object.values((await calm.stage.memory()).tasks).filter(({ lifted }) => lifted)).toEqual([]);
});
