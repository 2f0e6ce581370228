/** A month of real runs in which faults of the set-up come and go: each is told in time and in its place, none too often. */
import { expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';
import { healthIssues } from '../support/health.ts';
import { CLEAN } from '../support/repositories.ts';
import {
  DAY,
  DAYS,
  type Fault,
  HOUR,
  Month,
  SET_UP,
  type Seen,
  type Spell,
  STEP,
  spellsOf,
} from '../support/set-up-month.ts';

const raise = stagesOf([{ ...CLEAN, ...SET_UP }]);
const DEPLOYMENT = 'The deployment to `production` failed';
const START = '2026-11-02T05:07:00Z';
/** Whatever is told is told within a day, and a run more. */
const RUNS_A_DAY = DAY / STEP + 1;

interface Watched extends Spell {
  /** Runs that could have told it, or that it is over, and did not. */
  late: number;
  wasTold: boolean;
}

const isOn = ({ from, to }: Spell, at: number): boolean => from <= at && at < to;
/** The day that begins with the daily look. */
const dayOf = (at: number): string => new Date(at - 6 * HOUR).toISOString().slice(0, 10);

it('is told in time, in its place and not too often [AR-24]', async () => {
  const stage = await raise(undefined, { now: START, persist: false });
  const month = new Month(stage);
  const spells: Watched[] = spellsOf(1, month.now).map((spell) => ({ ...spell, late: 0, wasTold: false }));
  const end = month.now + DAYS * DAY;
  expect(Math.max(...spells.map(({ to }) => to))).toBeLessThan(end - DAY);
  const reds = new Set<string>();
  for (let last = 0; month.now < end; stage.pass(STEP)) {
    for (const { fault, from, to } of spells) {
      if (last < to && to <= month.now) await fault.end(month);
      if (last < from && from <= month.now) await fault.begin(month);
    }
    last = month.now;
    const seen = await month.run();
    watch(spells, seen, last);
    watchReds(reds, spells, seen, last);
    watchHealth(month, spells, last);
    watchIssues(month);
  }
  expect(spells.filter(({ wasTold }) => !wasTold).map(({ fault }) => fault.name)).toEqual([]);
  const open = stage.visible().filter(({ state }) => state === 'OPEN');
  expect(open.map(({ title }) => title)).toEqual(['Steward', DEPLOYMENT]);
});

/** Told within a day of its coming, and no more a day after its going. */
function watch(spells: readonly Watched[], seen: Seen, at: number): void {
  const isBlocked = (fault: Fault): boolean =>
    spells.some((one) => one.fault !== fault && one.fault.alone && isOn(one, at));
  for (const spell of spells.filter(({ from }) => from <= at)) {
    const { fault } = spell;
    const others = spells.filter(
      (one) => one !== spell && one.fault === fault && one.from <= at && spell.to <= one.from,
    );
    // Its second spell tells of itself.
    if (others.length > 0 || isBlocked(fault)) continue;
    const isTold = fault.isTold(seen);
    const isActive = isOn(spell, at);
    if (isActive && isTold) spell.wasTold = true;
    if (isActive === isTold || (isActive && spell.wasTold)) spell.late = 0;
    else spell.late++;
    const when = new Date(at).toISOString();
    expect(spell.late, `${fault.name}: ${isActive ? 'not told' : 'still told'} at ${when}`).toBeLessThan(RUNS_A_DAY);
  }
}

/** Red once a day for one reason; only what keeps a run from remembering anything makes each of them red. */
function watchReds(reds: Set<string>, spells: readonly Spell[], { red }: Seen, at: number): void {
  if (red === '' || spells.some((one) => one.fault.stops && isOn(one, at))) return;
  const key = `${dayOf(at)}: ${red}`;
  expect(reds).not.toContain(key);
  reds.add(key);
}

/** One issue at most, and none when nothing is wrong and nothing was. */
function watchHealth({ stage }: Month, spells: readonly Spell[], at: number): void {
  const open = healthIssues(stage).filter(({ state }) => state === 'OPEN');
  expect(open.length).toBeLessThanOrEqual(1);
  const isFelt = spells.some(({ fault, from, to }) => fault.felt !== undefined && from <= at && at < to + fault.felt);
  if (!isFelt) expect(open.map(({ body }) => body)).toEqual([]);
}

/** Whatever is visible is there once: one dashboard, one task for what fails, no comment again, no issue closed again. */
function watchIssues({ world, stage }: Month): void {
  const titles = stage.visible().flatMap(({ title, state }) => (state === 'OPEN' ? [title] : []));
  expect(titles).toEqual([...new Set(titles)]);
  const { issues, comments } = world.data;
  expect(issues.filter(({ title }) => title === 'Steward')).toHaveLength(1);
  expect(issues.filter(({ title }) => title === DEPLOYMENT).length).toBeLessThanOrEqual(1);
  const said = comments.map(({ body, on }) => `${JSON.stringify(on)} ${body}`);
  expect(said).toEqual([...new Set(said)]);
  for (const { events } of issues) expect(events.filter(({ kind }) => kind === 'ClosedEvent').length).toBeLessThan(2);
}
