/** A run may die at any request, before or after its effect: the next ones must end where an undisturbed run ends. */
import { describe, expect, it } from 'vitest';
import { MINUTE, Stage, stagesOf } from '../support/cycle.ts';
import { deathsIn } from '../support/deaths.ts';
import { outcome, settle } from '../support/outcome.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

async function undisturbed() {
  const stage = await Stage.raise([BUSY]);
  await stage.tick();
  const requests = stage.sandbox.transcript.filter((record) => record.kind !== 'git').length;
  const transcript = [...stage.sandbox.transcript];
  const deaths = deathsIn(transcript, { reads: true });
  await settle(stage);
  const end = await outcome(stage);
  await stage.close();
  const writes = deathsIn(transcript).flatMap(({ at, timing }) => (timing === 'after' ? [at] : []));
  return { requests, deaths, writes, outcome: end };
}

const calm = await undisturbed();
const steps = Array.from({ length: calm.requests }, (_, index) => index + 1);

it('is a cycle worth killing: three issues, a dashboard, one suggestion', () => {
  expect(calm.requests).toBeGreaterThan(10);
  expect(calm.outcome.issues).toHaveLength(4);
  expect(calm.outcome.tasks.map((task) => task.status).sort()).toEqual(['ready', 'ready', 'ready', 'suggested']);
  expect(calm.outcome.claims).toEqual([]);
  expect(calm.outcome.issues.filter((issue) => issue.pinned)).toHaveLength(1);
});

describe('a run that dies', () => {
  it.each(calm.deaths)('right $timing request $at converges [AC-3]', async (death) => {
    const stage = await raise();
    expect(await stage.dyingTick(death)).toBe(true);
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm.outcome);
  });
});

describe('an answer that is lost after its effect', () => {
  const api = (n: number) => {
    let seen = 0;
    return (request: { kind: string }) => request.kind !== 'git' && ++seen === n;
  };

  it.each(steps)('as a 502 to request %i changes nothing in the end [PM-20]', async (at) => {
    const stage = await raise();
    stage.sandbox.faults.add({ when: api(at), timing: 'after', effect: { kind: 'status', status: 502 } });
    await stage.tick().catch(() => undefined);
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm.outcome);
  });

  it.each(calm.writes)('as silence until the time is out, at request %i, changes nothing in the end', async (at) => {
    const stage = await raise();
    stage.sandbox.faults.add({ when: api(at), timing: 'after', effect: { kind: 'hang' } });
    await stage.tick({ timeout: 1_000 }).catch(() => undefined);
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm.outcome);
  });

  it.each(calm.writes)('as a broken connection at request %i changes nothing in the end', async (at) => {
    const stage = await raise();
    stage.sandbox.faults.add({ when: api(at), timing: 'after', effect: { kind: 'reset' } });
    await stage.tick().catch(() => undefined);
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm.outcome);
  });
});

it('does nothing twice when two runs die in a row', async () => {
  const stage = await raise();
  await stage.dyingTick({ at: 15, timing: 'after' });
  stage.pass(11 * MINUTE);
  await stage.dyingTick({ at: 6, timing: 'after' });
  await settle(stage);
  expect(await outcome(stage)).toEqual(calm.outcome);
});
