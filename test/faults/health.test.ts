/** A run that looks at health may die at any request: the next ones end where an undisturbed run ends, with one issue. */
import { describe, expect, it } from 'vitest';
import { type RunOptions, Stage, stagesOf } from '../support/cycle.ts';
import { deathsIn } from '../support/deaths.ts';
import { FULL, healthIssues, ROOMY, settleHealth, UNTIL_DAILY } from '../support/health.ts';

const FILES = [{ 'README.md': '# Dur\n\nA small thing.\n' }];
const raise = stagesOf(FILES);
const DAY = 24 * 60 * 60_000;

type Scene = 'opens' | 'edits' | 'closes';
const machines = { opens: FULL, edits: { ...FULL, disk: { total: 100, free: 0 } }, closes: ROOMY } as const;

/** At the eve of the daily look at which the issue is opened, edited or closed. */
async function prepare(stage: Stage, scene: Scene): Promise<RunOptions> {
  await stage.tick({ machine: ROOMY });
  stage.pass(UNTIL_DAILY);
  if (scene !== 'opens') {
    await stage.tick({ machine: FULL });
    stage.pass(DAY);
  }
  return { machine: machines[scene] };
}

async function outcome(stage: Stage) {
  const { state } = await stage.memory();
  return {
    issues: healthIssues(stage).map(({ state: is, body }) => [is, body.replace(/<!--.*-->|\d\d:\d\d UTC/gs, '')]),
    findings: state.health?.findings.map(({ check, level, words }) => [check, level, words]),
    issue: state.health?.issue === null ? null : 'open',
    due: state.health?.due,
    claims: Object.keys(state.claims),
    closing: state.closing,
  };
}

async function undisturbed(scene: Scene) {
  const stage = await Stage.raise(FILES);
  const options = await prepare(stage, scene);
  const before = stage.sandbox.transcript.length;
  await stage.tick(options);
  const deaths = deathsIn(stage.sandbox.transcript.slice(before));
  await settleHealth(stage, options);
  const end = await outcome(stage);
  await stage.close();
  return { deaths, end };
}

const calm = {
  opens: await undisturbed('opens'),
  edits: await undisturbed('edits'),
  closes: await undisturbed('closes'),
};

it('is worth killing: one issue is opened, edited and closed', () => {
  expect(calm.opens.end).toMatchObject({ issues: [['OPEN', expect.stringMatching(/1 %/)]], due: null, claims: [] });
  expect(calm.edits.end).toMatchObject({ issues: [['OPEN', expect.stringMatching(/0 %/)]], due: null, claims: [] });
  expect(calm.closes.end).toMatchObject({ issues: [['CLOSED', expect.anything()]], issue: null, claims: [] });
});

const deaths = (['opens', 'edits', 'closes'] as const).flatMap((scene) =>
  calm[scene].deaths.map((death) => ({ scene, ...death })),
);

describe('a run that dies', () => {
  it.each(deaths)(
    'as it $scene the issue, right $timing request $at, converges [AC-3]',
    async ({ scene, at, timing }) => {
      const stage = await raise();
      const options = await prepare(stage, scene);
      await stage.tick({ ...options, death: { at, timing } }).catch(() => undefined);
      await settleHealth(stage, options);
      expect(await outcome(stage)).toEqual(calm[scene].end);
    },
  );
});

describe('an answer that is lost after its effect', () => {
  it.each(['createIssue', 'updateIssue', 'closeIssue'])('to %s leaves one issue', async (mutation) => {
    const scene = mutation === 'createIssue' ? 'opens' : mutation === 'updateIssue' ? 'edits' : 'closes';
    const stage = await raise();
    const options = await prepare(stage, scene);
    stage.sandbox.faults.add({
      when: ({ mutations }) => mutations.includes(mutation),
      timing: 'after',
      effect: { kind: 'status', status: 502 },
    });
    await stage.tick(options).catch(() => undefined);
    await settleHealth(stage, options);
    expect(await outcome(stage)).toEqual(calm[scene].end);
  });
});

it('is given up where nothing is wrong any more once the dead run is known to have opened nothing', async () => {
  const stage = await raise();
  const options = await prepare(stage, 'opens');
  await stage.tick({ ...options, death: { at: /mutation CreateIssue/, timing: 'before' } }).catch(() => undefined);
  expect(Object.keys((await stage.memory()).state.claims)).toHaveLength(1);
  stage.pass(DAY);
  await stage.tick({ machine: ROOMY });
  await settleHealth(stage, { machine: ROOMY });
  expect(healthIssues(stage)).toEqual([]);
  expect((await stage.memory()).state.claims).toEqual({});
});

it('is told of at most once where two runs look at once', async () => {
  const stage = await raise();
  const options = await prepare(stage, 'opens');
  await Promise.all([stage.tick(options), stage.tick(options)].map((run) => run.catch(() => undefined)));
  await settleHealth(stage, options);
  expect(healthIssues(stage).filter(({ state }) => state === 'OPEN')).toHaveLength(1);
});
