// The town of a simulation: one seed is one history, byte for byte; everything in it happens; nothing in it grows for ever.
import type { Activity } from '@steward/cli/simulate/town/calendar.ts';
import { FAULT_RULES } from '@steward/cli/simulate/town/codebase.ts';
import type { Happening, TownAct } from '@steward/cli/simulate/town/happening.ts';
import { isValid } from '@steward/cli/simulate/town/settings.ts';
import { Town } from '@steward/cli/simulate/town/town.ts';
import { renderBox } from '@steward/core/domain/box.ts';
import { renderMarker } from '@steward/core/domain/marker.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, startSandbox } from '../../sandbox/sandbox-fixture.ts';

afterEach(cleanUp);

/** A Monday. */
const START = Date.parse('2026-01-05T00:00:00Z');
const DAY = 86_400_000;
const MINUTE = 60_000;

interface Place {
  sandbox: Sandbox;
  town: Town;
}

async function found(seed: number, activity: Activity = 'usual'): Promise<Place> {
  const sandbox = await startSandbox({ now: new Date(START).toISOString(), seed: 1, persist: false });
  return { sandbox, town: await Town.found({ world: sandbox.world, seed, activity }) };
}

async function live({ town }: Place, from: number, to: number): Promise<Happening[]> {
  const happenings: Happening[] = [];
  for (let day = from; day < to; day += 1) happenings.push(...(await town.live(START + (day + 1) * DAY)));
  return happenings;
}

/** What Steward would have there, so that people have something of its to do something to. */
const BOXES = [
  renderBox({ verb: 'approve', task: 'cafe00000001', ticked: false }, '**A skip** · testing, medium'),
  renderBox({ verb: 'approve', task: 'cafe00000002', ticked: false }, '**A remark** · refactor, low'),
  renderBox({ verb: 'approve', task: 'cafe00000003', ticked: true }, '**A pin** · approved'),
  renderBox({ verb: 'reject', task: 'cafe00000002', ticked: false }, 'A remark'),
  renderBox({ verb: 'raise', task: 'cafe00000004', ticked: false }, '#3 (medium)'),
  renderBox({ verb: 'pause', ticked: false }, 'Pause everything'),
].join('\n');

function work({ sandbox: { world } }: Place, day: number): void {
  const by = workflowBot.login;
  const marker = { intent: `deadbeef${1_000_000 + day}`, task: `cafe${10_000_000 + day}`, fingerprints: ['abadcafe'] };
  if (world.label('steward') === null) world.createLabel({ name: 'steward' });
  const title = `Un-skip the test of ${day} \`words\``;
  world.openIssue({ title, body: `Contract\n${renderMarker(marker)}`, labels: ['steward'], by });
  const board = `${BOXES}\n${renderMarker({ intent: 'deadbeef', dashboard: true })}`;
  const shown = world.data.issues.find(
    (issue) => issue.author === by && issue.title === 'Steward' && issue.state === 'OPEN',
  );
  if (shown) {
    world.editBody(shown.number, board, by);
    return;
  }
  const { number } = world.openIssue({ title: 'Steward', body: board, by });
  if (world.data.pins.length < 3) world.pin(number);
}

async function liveBesideSteward(place: Place, days: number): Promise<Happening[]> {
  const happenings: Happening[] = [];
  for (let day = 0; day < days; day += 1) {
    work(place, day);
    happenings.push(...(await live(place, day, day + 1)));
  }
  return happenings;
}

const git = async ({ sandbox }: Place, ...args: string[]): Promise<string> =>
  (await sandbox.world.git.git(args)).toString('utf8').trim();

const lifeOf = async (place: Place, happenings: readonly Happening[]) => ({
  lines: JSON.stringify(happenings),
  world: JSON.stringify(place.sandbox.world.data),
  refs: await git(place, 'for-each-ref'),
});

describe('a town', () => {
  it('lives the same life from the same seed, and another from another', async () => {
    const lives = [];
    for (const seed of [7, 7, 8]) {
      const place = await found(seed);
      lives.push(await lifeOf(place, await liveBesideSteward(place, 20)));
    }
    const [first, second, other] = lives;
    expect(first?.lines.length).toBeGreaterThan(2_000);
    expect(second).toEqual(first);
    expect(other?.lines).not.toBe(first?.lines);
  });

  it('lives the same life whether it is asked once or every half hour', async () => {
    const once = await found(3);
    const whole = await lifeOf(once, await once.town.live(START + 10 * DAY));
    const often = await found(3);
    const happenings: Happening[] = [];
    for (let at = START; at <= START + 10 * DAY; at += 30 * MINUTE) happenings.push(...(await often.town.live(at)));
    expect(await lifeOf(often, happenings)).toEqual(whole);
  });

  it('lets each thing happen at its moment, and moves the clock no further', async () => {
    const place = await found(5);
    const happenings = await live(place, 0, 14);
    const times = happenings.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const { clock } = place.sandbox;
    expect(clock.stamp()).toBe(happenings.at(-1)?.at);
    const late = START + 40 * DAY;
    clock.advance(late - clock.now().getTime());
    const missed = await place.town.live(late);
    expect(missed.length).toBeGreaterThan(20);
    expect(new Set(missed.map(({ at }) => at))).toEqual(new Set([clock.stamp()]));
  });

  it('brings what is near forward into a run when it is asked to, and nothing that is far', async () => {
    const plain = await found(9);
    const times = (await live(plain, 0, 12)).map(({ at }) => Date.parse(at));
    const next = times.find((at, index) => at - (times[index - 1] ?? at) > 300 * MINUTE) ?? 0;
    const place = await found(9);
    await place.town.live(next - 200 * MINUTE);
    place.town.hurry(next - 180 * MINUTE, 2);
    expect(await place.town.live(next - 100 * MINUTE)).toEqual([]);
    place.town.hurry(next - 90 * MINUTE, 2);
    const hurried = await place.town.live(next - 89 * MINUTE);
    expect(hurried.length).toBeGreaterThan(0);
    for (const { at } of hurried) expect(Date.parse(at)).toBeLessThan(next - 89 * MINUTE);
    const rest = await place.town.live(START + 12 * DAY);
    expect(rest.length).toBeGreaterThan(times.filter((at) => at > next).length / 2);
  });

  it('rests on weekends, and is as busy as it is told to be', async () => {
    const countOf: Record<string, number> = {};
    for (const activity of ['calm', 'usual', 'lively'] as const) {
      const happenings = await live(await found(4, activity), 0, 28);
      const acts = happenings.filter(({ act }) => !['ran', 'checked-pull', 'conflicted-pull'].includes(act.kind));
      const weekend = acts.filter(({ at }) => [0, 6].includes(new Date(at).getUTCDay()));
      countOf[activity] = acts.length;
      expect(weekend.length).toBeLessThan(acts.length / 6);
    }
    const { calm = 0, usual = 0, lively = 0 } = countOf;
    expect(calm).toBeLessThan(usual);
    expect(lively).toBeGreaterThan(2 * usual);
    expect(usual / 20).toBeGreaterThan(2.5);
    expect(usual / 20).toBeLessThan(8);
  });
});

it('a town says truly whether its configuration can be obeyed, and mends one that cannot within a day', async () => {
  const wrong: number[] = [];
  for (const seed of [1, 2]) {
    const place = await found(seed, 'lively');
    let since: number | null = null;
    for (let hour = 1; hour <= 40 * 24; hour += 1) {
      const at = START + hour * 60 * MINUTE;
      const told = (await place.town.live(at)).findLast(
        ({ act }) => act.kind === 'configured' || act.kind === 'rewound',
      )?.act;
      const file = await place.sandbox.world.git.read('refs/heads/main:.github/steward.yml');
      const valid = isValid(file?.content.toString('utf8') ?? '');
      if (told?.kind === 'configured') expect(told.valid).toBe(valid);
      if (valid && since !== null) wrong.push(at - since);
      since = valid ? null : (since ?? at);
    }
    expect(since === null || START + 40 * DAY - since < DAY).toBe(true);
  }
  expect(wrong.length).toBeGreaterThan(1);
  expect(Math.max(...wrong)).toBeLessThan(DAY);
});

/** Every kind of act, and of what it can be: a new one that never happens does not compile, or fails here. */
const ACTS: Record<TownAct['kind'], (act: never) => string> = {
  'opened-issue': ({ nature }: { nature: string }) => nature,
  commented: ({ hostile }: { hostile: boolean }) => (hostile ? 'hostile' : 'plain'),
  'edited-body': ({ marker }: { marker: string }) => marker,
  ordered: ({ verb }: { verb: string }) => verb,
  retitled: () => '',
  'closed-issue': ({ reason }: { reason: string }) => reason,
  reopened: () => '',
  'deleted-issue': () => '',
  locked: () => '',
  unlocked: () => '',
  labelled: () => '',
  unlabelled: () => '',
  'deleted-label': () => '',
  pinned: () => '',
  unpinned: () => '',
  pushed: ({ change, rule }: { change: string; rule: string | null }) => `${change} ${rule ?? ''}`,
  rewound: () => '',
  configured: ({ valid }: { valid: boolean }) => (valid ? 'valid' : 'wrong'),
  ran: ({ status, conclusion }: { status: string; conclusion: string | null }) => conclusion ?? status,
  checked: () => '',
  stated: () => '',
  deployed: ({ state }: { state: string }) => state,
  'opened-pull': () => '',
  'pushed-pull': () => '',
  'checked-pull': ({ conclusion }: { conclusion: string }) => conclusion,
  'reviewed-pull': ({ state }: { state: string }) => state,
  'conflicted-pull': () => '',
  'cleared-pull': () => '',
  'closed-pull': () => '',
  'merged-pull': () => '',
};

const FORMS: Partial<Record<TownAct['kind'], readonly string[]>> = {
  'opened-issue': ['bug', 'question', 'tongue', 'duplicate', 'hostile', 'forged-marker', 'canary'],
  commented: ['hostile', 'plain'],
  'edited-body': ['none', 'kept', 'removed', 'altered'],
  'closed-issue': ['COMPLETED', 'NOT_PLANNED', 'DUPLICATE'],
  pushed: [
    ...FAULT_RULES.filter((rule) => rule !== 'failing-workflow').flatMap((rule) => [
      `fault-added ${rule}`,
      `fault-mended ${rule}`,
    ]),
    ...['broken failing-workflow', 'repaired failing-workflow', 'fault-moved todo', 'fault-moved skipped-test'],
    ...['fault-reworded todo', 'fault-reworded skipped-test', 'renamed ', 'removed ', 'odd ', 'plain ', 'goals '],
  ],
  ordered: ['approve', 'no approve', 'reject', 'strike', 'raise', 'pause', 'no pause'],
  configured: ['valid', 'wrong'],
  ran: ['queued', 'in_progress', 'success', 'failure', 'timed_out', 'cancelled'],
  deployed: ['in_progress', 'success', 'failure'],
  'checked-pull': ['success', 'failure'],
  'reviewed-pull': ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'],
};

describe('in a town beside Steward', () => {
  it('everything happens that can happen, within weeks, and nothing grows beyond its bounds', async () => {
    const seen = new Set<string>();
    for (const seed of [1, 2, 3]) {
      const place = await found(seed, 'lively');
      const { world } = place.sandbox;
      for (let day = 0; day < 60; day += 1) {
        work(place, day);
        for (const { act } of await live(place, day, day + 1)) {
          seen.add(act.kind).add(`${act.kind} ${(ACTS[act.kind] as (one: TownAct) => string)(act)}`);
        }
        const files = (await git(place, 'ls-tree', '-r', '--name-only', '-z', 'main')).split('\0').length;
        expect(files).toBeLessThanOrEqual(61);
        const isPeoples = ({ author, state }: { author: string | null; state: string }) =>
          author !== workflowBot.login && state === 'OPEN';
        expect(world.data.issues.filter(isPeoples).length).toBeLessThanOrEqual(40);
        expect(world.data.pullRequests.filter(isPeoples).length).toBeLessThanOrEqual(6);
      }
      expect((await git(place, 'for-each-ref')).split('\n').length).toBeLessThanOrEqual(7);
      expect(await git(place, 'fsck', '--full', '--strict', '--no-dangling')).toBe('');
      const sizes = (await git(place, 'ls-tree', '-r', '--format=%(objectsize)', 'main')).split('\n').map(Number);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(5_000_000);
    }
    const wanted = Object.keys(ACTS).flatMap((kind) => [
      kind,
      ...(FORMS[kind as TownAct['kind']] ?? []).map((form) => `${kind} ${form}`),
    ]);
    expect(wanted.filter((name) => !seen.has(name))).toEqual([]);
  });
});
