/** Limits on what a run writes and hands over: in the transaction that reserves it, put off and done later. */
import { foundLedger } from '@steward/cli/world-ledger.ts';
import { applyAll } from '@steward/core/domain/apply.ts';
import { askLimits } from '@steward/core/domain/limits/count.ts';
import type { Approved, Outcome } from '@steward/core/domain/proposal.ts';
import { EMPTY_LEDGER, EMPTY_STATE, type State } from '@steward/core/domain/state.ts';
import { unusedEvents, withinLimits } from '@steward/core/flow/bounding.ts';
import { Agents } from '@steward/sandbox/agents/agents.ts';
import { expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, stagesOf } from '../support/cycle.ts';
import { WORKFLOW } from '../support/lease-stage.ts';
import { limitSettings } from '../support/limits.ts';
import { BUSY, CLEAN } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);
const writesOf = (most: number) =>
  `limits:\n  services:\n    github: { strategy: fixed-window, requests: { hour: ${most} } }\n`;

it('writes no more than the limit of GitHub lets through, and the rest later [AR-21] [SI-15]', async () => {
  const stage = await raise();
  const config = writesOf(2);
  const first = await stage.tick({ config });
  expect(first.refused).toContainEqual(
    expect.objectContaining({ policy: 'limit', reason: expect.stringContaining('2 requests an hour') }),
  );
  const opened = () => stage.visible().filter(({ title }) => title !== 'Steward').length;
  expect(opened()).toBeLessThan(3);
  const { state } = await stage.memory();
  expect(state.limits).toEqual({ 'github write': ['rfh', expect.any(Number), 0, expect.any(Number), 2] });
  expect(state.retryAt).not.toBeNull();
  expect(Date.parse(state.nextDue ?? '')).toBeLessThanOrEqual(Date.parse(state.retryAt ?? ''));

  // Within the hour nothing more is written of what is counted, however often it runs.
  stage.pass(5 * MINUTE);
  const before = opened();
  await stage.tick({ config });
  expect(opened()).toBe(before);
  for (let hour = 0; hour < 5; hour++) {
    stage.pass(2 * HALF_HOUR);
    await stage.tick({ config });
  }
  expect(opened()).toBe(3);
});

const HOURLY = '{ strategy: fixed-window, requests: { hour: 1 } }';

it('does what it always did where nothing is limited, and where the limit is out of reach', async () => {
  const [free, bounded] = [await raise(), await raise()];
  const plain = await free.tick();
  const wide = await bounded.tick({ config: writesOf(500) });
  expect(wide.refused).toEqual(plain.refused);
  expect(bounded.visible()).toEqual(free.visible());
  expect((await free.memory()).state).not.toHaveProperty('limits');
});

it.each([
  ['an agent no more tasks than its limit lets through', 'clients: { left: LIMIT }', 'client left'],
  ['out no more tasks of a category than its limit lets through', 'categories: { CATEGORY: LIMIT }', 'category'],
])('hands %s, and the next one once it does [AR-21] [SI-8] [SI-15]', async (_, limited, as) => {
  const stage = await raise([{ ...CLEAN, '.github/workflows/left.yml': WORKFLOW }], { persist: false });
  const { sandbox } = stage;
  sandbox.world.repository.actionsMayOpenPullRequests = true;
  sandbox.world.data.ledgerTasks = Array.from({ length: 3 }, (_, n) => ({
    ...{ title: `Mend part ${n}`, scope: { paths: [`src/part-${n}.ts`], not: [] } },
  }));
  await foundLedger(sandbox);
  const [task] = Object.values((await stage.memory()).tasks);
  const limits = limited.replace('CATEGORY', task?.category ?? '').replace('LIMIT', HOURLY);
  const agents = new Agents({
    sandbox,
    seed: 1,
    agents: [{ name: 'left', behaviour: 'slow', kind: 'workflow', hours: 30 }],
  });
  const config = `caps: { suggestions: 0, open-tasks: 0, agent-pull-requests: 20 }
hand-off: { at-once: 3, start-within: 120, silent-after: 48 }
agents: { left: { workflow: left.yml, capacity: 3 } }
limits: { ${limits} }
`;
  const handed: number[] = [];
  for (let half = 0; half < 6; half++) {
    const { refused } = await stage.tick({ mode: 'autopilot', config });
    if (half === 0)
      expect(refused).toContainEqual(
        expect.objectContaining({ kind: 'hand-off', policy: 'limit', reason: expect.stringContaining(as) }),
      );
    const until = sandbox.clock.now().getTime() + HALF_HOUR;
    await agents.actUntil(until);
    await sandbox.elapse(until);
    handed.push(sandbox.world.data.dispatches.length);
  }
  expect(handed[0]).toBe(1);
  expect(handed.every((count, half) => count <= 1 + Math.ceil(half / 2))).toBe(true);
  expect(handed.at(-1)).toBe(3);
});

it('gives back what this run did not send, and not what another had taken before [AR-21]', async () => {
  const limits = limitSettings({ services: { github: { requests: { day: 9 } } } });
  const at = '2026-11-20T09:07:00Z';
  const row = askLimits(
    {},
    { client: 'github', endpoint: 'write', amount: { requests: 2, tokens: 0 } },
    limits,
    Date.parse(at),
  );
  const [taken] = row.events;
  if (taken?.kind !== 'limit-taken' || !taken.row) throw new Error('nothing was taken');
  const ledger = { ...EMPTY_LEDGER, state: { ...EMPTY_STATE, limits: { 'github write': taken.row } } };
  const late = { kind: 'late', effect: { kind: 'post-comment', subject: 'a' }, reason: 'too late' } as const;
  const returned = (outcomes: readonly Outcome[]) =>
    unusedEvents(outcomes, ledger, { limits }, { since: at, at, blocks: new Map() }).map((event) => event.kind);
  expect(returned([late])).toEqual(['limit-returned']);
  expect(returned([{ ...late, inherited: true }])).toEqual([]);
});

it('lets nothing through of what was taken nowhere, where others count the same limit [AR-21]', () => {
  const limits = limitSettings({ services: { github: { requests: { hour: 5 } } } });
  const judged = { approved: [{ kind: 'close-issue', subject: 'a' } as unknown as Approved], refused: [] };
  const bounded = (isShared: boolean) =>
    withinLimits(judged, EMPTY_LEDGER, { limits }, '2026-11-20T09:00:00.000Z', { blocks: new Map(), isShared });
  expect(bounded(false).approved).toHaveLength(1);
  expect(bounded(true)).toMatchObject({
    ...{ approved: [], unused: [] },
    refused: [{ policy: 'limit', reason: 'this run took no more of its limits' }],
    events: [
      { kind: 'limit-refused', client: 'github' },
      { kind: 'put-off', retryAfter: 60_000 },
    ],
  });
});

it('memory gives back no more writes than it counted of what a Redis let through that knew of less', () => {
  const limits = limitSettings({ services: { github: { strategy: 'fixed-window', requests: { day: 10 } } } });
  const at = '2026-11-20T09:00:00.000Z';
  const place = { client: 'github', endpoint: 'write' };
  const asked = (rows: State['limits'], requests: number) =>
    askLimits(rows, { ...place, amount: { requests, tokens: 0 } }, limits, Date.parse(at));
  let ledger = applyAll(EMPTY_LEDGER, asked({}, 9).events, at);
  const effects = ['a', 'b', 'c'].map((subject) => ({ kind: 'post-comment', subject }) as unknown as Approved);
  const block = { ...place, requests: 3, tokens: 0, since: 0, reason: '', retryAfter: 0 };
  const elsewhere = { blocks: new Map([['github write', block]]), isShared: true };
  const { events, blocks } = withinLimits({ approved: effects, refused: [] }, ledger, { limits }, at, elsewhere);
  ledger = applyAll(ledger, events, at);
  const late = (effect: Approved): Outcome => ({ kind: 'late', effect, reason: 'too late' });
  const returned = (outcomes: Outcome[]) => {
    const given = unusedEvents(outcomes, ledger, { limits }, { since: at, at, blocks });
    expect(given).toMatchObject([{ kind: 'limit-returned', requests: outcomes.length }]);
    return asked(applyAll(ledger, given, at).state.limits, 1).answer;
  };
  expect(returned(effects.slice(1).map(late))).toMatchObject({ allowed: false });
  expect(returned(effects.map(late))).toMatchObject({ allowed: true, remaining: 0 });
});
