/** `steward try`: cycles of the bundled action on a checkout, in a sandbox that is kept between runs. */
import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Mode } from '@steward/core/domain/config.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import type { WorldFile } from '@steward/sandbox/world-file.ts';
import { findAction } from '../bundle.ts';
import { type Checkout, findCheckout } from '../checkout.ts';
import { EXAMPLE, layOutExample } from '../example.ts';
import { WrongUse } from '../failure.ts';
import { jsonReport, type TryResult } from '../json-report.ts';
import { type KeptRun, keepRuns } from '../kept-runs.ts';
import { layOutLedger, readTasks } from '../ledger-files.ts';
import { Life } from '../live/life.ts';
import { castLines, doneLines, meanwhileLines, storyLines } from '../live/live-lines.ts';
import { readMoment } from '../moment.ts';
import { keepConfiguration, type OutFolder, openOutFolder } from '../out-folder.ts';
import { appendTranscript, writeDashboard, writeIssues } from '../output-files.ts';
import { type Place, readableFile, resolveFrom, shownPath } from '../place.ts';
import { showProgress } from '../progress.ts';
import type { Surroundings } from '../surroundings.ts';
import { paintOn, type Screen } from '../terminal.ts';
import { tickLines } from '../tick-lines.ts';
import { runTick, type TickRun } from '../tick-run.ts';
import { openTriedModels, type TriedModels } from '../tried-models.ts';
import { endLines, headline, lookLines, modelLines, taskLines } from '../try-lines.ts';
import { halfHourLater, type Opened, openVirtualWorld } from '../virtual-world.ts';
import { readWorldFile } from '../world-file.ts';

export interface TryOptions {
  repo?: string;
  out?: string;
  world?: string;
  config?: string;
  mode: Mode;
  ticks: number;
  now?: string;
  verbose: boolean;
  json: boolean;
  /** A library that Steward brings along, instead of a checkout. */
  example?: boolean;
  /** Whether agents are simulated in mode `autopilot`; they are when left out. */
  agents?: boolean;
  /** Who is asked; nobody when left out. */
  model?: 'sandbox';
}

/** What a trial does instead of going on by itself. */
export interface Errand {
  undo: string;
}

interface Trial {
  options: TryOptions;
  surroundings: Surroundings;
  checkout: Checkout;
  out: OutFolder;
  entry: string;
  /** Why this checkout, where nobody named it. */
  note: string | null;
  config: string | null;
  now: string | null;
  world: { path: string; file: WorldFile } | null;
  errand: Errand | null;
  /** What goes to a person; null where only the object is wanted. */
  screen: Screen | null;
}

export async function tryRepository(
  options: TryOptions,
  surroundings: Surroundings,
  given: readonly string[],
  errand: Errand | null = null,
): Promise<number> {
  const { screens, place, environment } = surroundings;
  const trial = await prepare(options, surroundings, errand);
  const { checkout, out, screen, now, world } = trial;
  const paint = paintOn(screens.out, environment);
  say(screen, headline({ checkout, ticks: options.ticks, place, note: trial.note }, paint));
  if (world !== null && out.continues) say(screen, ['  the world goes on: --world was read when it began', '']);
  const result = await play(trial, await openVirtualWorld({ out, checkout, now, world }));
  if (options.json) screens.out.write(`${JSON.stringify(jsonReport(result))}\n`);
  if (result.failure !== null) {
    const log = options.verbose ? '' : " --verbose shows the action's own log.";
    screens.err.write(`${result.failure}\nEvery request is in ${shownPath(place, out.transcript)}.${log}\n`);
    return 1;
  }
  if (result.life) say(screen, doneLines(result.life.ticks));
  say(screen, taskLines(result, screens.out.columns, paint));
  say(screen, modelLines(result, options));
  say(
    screen,
    errand === null ? endLines({ out, place, environment, given, lives: result.life !== null }) : lookLines(out, place),
  );
  return 0;
}

async function play(trial: Trial, { sandbox, until }: Opened): Promise<TryResult> {
  const { options, out } = trial;
  const runs: TickRun[] = [];
  try {
    if (trial.errand === null) keepConfiguration(out, trial.config);
    const life = await beginLife(trial, sandbox);
    const models = options.model ? await openTriedModels(sandbox, out.models) : null;
    if (out.continues && (await passTime(trial, { sandbox, life, until })) > 0) say(trial.screen, ['']);
    const kept: KeptRun[] = [];
    const failure = await runTicks(trial, { sandbox, life, runs, kept, models });
    const asked = models?.wereAsked() ?? null;
    await models?.close();
    keepRuns(out.runs, kept);
    const tasks = await leaveFiles(trial, sandbox, runs);
    const reports = runs.map(({ report }) => report);
    const mode = reports.at(-1)?.mode ?? options.mode;
    return { repository: sandbox.repository, head: sandbox.head, mode, reports, life, tasks, asked, out, failure };
  } finally {
    // Tokens end with the run they were made for.
    sandbox.world.data.tokens = [];
    await sandbox.close();
  }
}

const say = (screen: Screen | null, lines: readonly string[]): void =>
  screen?.write(lines.map((line) => `${line}\n`).join(''));

const TRIED_EXAMPLE = join('steward-try', EXAMPLE, 'example', EXAMPLE);

/** Everything that can be wrong use is found before anything is begun. */
async function prepare(options: TryOptions, surroundings: Surroundings, errand: Errand | null): Promise<Trial> {
  const { place, screens } = surroundings;
  const now = options.now === undefined ? null : readMoment(options.now);
  const config = options.config === undefined ? null : readableFile(resolveFrom(place, options.config), CONFIGURATION);
  const world = options.world === undefined ? null : worldAt(resolveFrom(place, options.world));
  const entry = surroundings.action ?? findAction('run-cycle');
  const { checkout, out, note } = await findPlace(options, place, entry);
  if (errand !== null && !out.continues) {
    throw new WrongUse(
      `There is no world in ${shownPath(place, out.path)}, so there is no run to take back.`,
      existsSync(resolveFrom(place, TRIED_EXAMPLE))
        ? `That of the example is taken with --repo ${TRIED_EXAMPLE}.`
        : 'Begin one with "steward try", or give the folder of another with --out.',
    );
  }
  const screen = options.json ? null : screens.out;
  return { options, surroundings, checkout, out, entry, note, config, now, world, errand, screen };
}

interface Found {
  checkout: Checkout;
  out: OutFolder;
  note: string | null;
}

/** Steward's own clone has no task that agents could be given: instead of it the example is played. */
async function findPlace(options: TryOptions, place: Place, entry: string): Promise<Found> {
  const { repo, example = false, mode, agents = true } = options;
  if (repo !== undefined && example) throw new WrongUse('--repo and --example name two places.', 'Give one of them.');
  const outAt = (name: string) => openOutFolder(resolveFrom(place, options.out ?? join('steward-try', name)));
  const here = example ? null : await findCheckout(resolveFrom(place, repo ?? '.'), repo !== undefined);
  const isOwn =
    here !== null && repo === undefined && realpathSync(here.path) === realpathSync(dirname(dirname(entry)));
  if (here !== null && !(isOwn && mode === 'autopilot' && agents))
    return { checkout: here, out: await outAt(here.name), note: null };
  const out = await outAt(EXAMPLE);
  const note = isOwn
    ? 'the example: this clone of Steward has nothing to hand off (--repo . takes it all the same)'
    : null;
  return { checkout: await findCheckout(layOutExample(out.example), true), out, note };
}

const CONFIGURATION = 'Give --config the path of a configuration in YAML.';
const worldAt = (path: string) => ({ path, file: readWorldFile(path) });

interface Course {
  sandbox: Sandbox;
  life: Life | null;
  runs: TickRun[];
  kept: KeptRun[];
  models: TriedModels | null;
}

async function beginLife({ options, out, config, errand, screen, surroundings }: Trial, sandbox: Sandbox) {
  const { mode, agents = true } = options;
  if (mode !== 'autopilot' || !agents || errand !== null) return null;
  const life = await Life.begin(sandbox, { out, config });
  if (life) say(screen, castLines(life.cast, paintOn(surroundings.screens.out, surroundings.environment)));
  return life;
}

/** How much was told of what happened meanwhile. */
async function passTime(
  { screen, surroundings }: Trial,
  { sandbox, life, until }: Pick<Course, 'sandbox' | 'life'> & { until: number },
): Promise<number> {
  if (life === null) {
    sandbox.clock.advance(until - sandbox.clock.now().getTime());
    return 0;
  }
  const paint = paintOn(surroundings.screens.out, surroundings.environment);
  const told = await life.pass(until);
  say(screen, meanwhileLines(told, paint));
  return told.length;
}

/** Null when all ticks ended well, otherwise why the last did not. */
async function runTicks(trial: Trial, { sandbox, life, runs, kept, models }: Course): Promise<string | null> {
  const { options, surroundings, entry, errand, screen } = trial;
  const { environment, screens, stop } = surroundings;
  const paint = paintOn(screens.out, environment);
  for (let tick = 0; tick < options.ticks; tick += 1) {
    if (tick > 0) await passTime(trial, { sandbox, life, until: halfHourLater(sandbox) });
    if (options.ticks > 1)
      say(screen, [`${tick === 0 ? '' : '\n'}  ${sandbox.clock.stamp().slice(0, 16).replace('T', ' ')} UTC`]);
    const progress = screen === null ? null : showProgress(screen, sandbox.transcript);
    const heard = options.verbose && { onLine: (line: string): void => void screens.err.write(`  | ${line}\n`) };
    const config = life?.config ?? trial.config;
    const also = { ...errand, ...heard, ...(life && { agentToken: life.token() }), ...(models && { models }) };
    const start = { entry, mode: options.mode, config, signal: stop, ...also };
    const { run, failure, ...end } = await runTick(sandbox, start).finally(() => progress?.end());
    kept.push(end.kept);
    if (run !== null) {
      runs.push(run);
      say(screen, tickLines(run.report, run.requests, paint));
      if (life) say(screen, storyLines(await life.tell(), paint));
    }
    if (stop.aborted) return 'Ended before it was done. The next run goes on from here.';
    if (failure !== null) return failure;
  }
  return null;
}

/** What is there is left to look at, also after a failure. Returns the tasks that it shows. */
async function leaveFiles({ out, checkout }: Trial, sandbox: Sandbox, runs: readonly TickRun[]): Promise<Task[]> {
  const last = runs.at(-1);
  const secrets = sandbox.world.data.tokens.map(({ token }) => token);
  appendTranscript(out.transcript, sandbox.transcript, secrets);
  writeIssues(sandbox, { folder: out.issues, checkout: checkout.path });
  writeDashboard(sandbox, { out, checkout: checkout.path }, last?.report ?? null);
  if (last) writeFileSync(out.summary, last.summary);
  const isKept = await layOutLedger(sandbox, out.ledger);
  return isKept ? readTasks(out.ledger) : (last?.report.tasks ?? []);
}
