/** `steward try`: cycles of the bundled action on a checkout, in a sandbox that is kept between runs. */
import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mode } from '@steward/core/domain/config.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import type { WorldFile } from '@steward/sandbox/world-file.ts';
import { findAction } from '../bundle.ts';
import { type Checkout, findCheckout } from '../checkout.ts';
import { WrongUse } from '../failure.ts';
import { jsonReport, type TryResult } from '../json-report.ts';
import { layOutLedger, readTasks } from '../ledger-files.ts';
import { readMoment } from '../moment.ts';
import { type OutFolder, openOutFolder } from '../out-folder.ts';
import { appendTranscript, writeDashboard, writeIssues } from '../output-files.ts';
import { resolveFrom, shownPath } from '../place.ts';
import { showProgress } from '../progress.ts';
import type { Surroundings } from '../surroundings.ts';
import { paintOn, type Screen } from '../terminal.ts';
import { tickLines } from '../tick-lines.ts';
import { runTick, type TickRun } from '../tick-run.ts';
import { endLines, headline, lookLines, taskLines } from '../try-lines.ts';
import { openVirtualWorld, passHalfHour } from '../virtual-world.ts';
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
  say(screen, headline(checkout, options.ticks, place, paint));
  if (world !== null && out.continues) say(screen, ['  the world goes on: --world was read when it began', '']);
  const result = await play(trial, await openVirtualWorld({ out, checkout, now, world }));
  if (options.json) screens.out.write(`${JSON.stringify(jsonReport(result))}\n`);
  if (result.failure !== null) {
    const log = options.verbose ? '' : " --verbose shows the action's own log.";
    screens.err.write(`${result.failure}\nEvery request is in ${shownPath(place, out.transcript)}.${log}\n`);
    return 1;
  }
  say(screen, taskLines(result, screens.out.columns, paint));
  say(screen, errand === null ? endLines({ out, place, environment, given }) : lookLines(out, place));
  return 0;
}

async function play(trial: Trial, sandbox: Sandbox): Promise<TryResult> {
  const { options, out } = trial;
  const runs: TickRun[] = [];
  try {
    const failure = await runTicks(trial, sandbox, runs);
    const tasks = await leaveFiles(trial, sandbox, runs);
    const reports = runs.map(({ report }) => report);
    const mode = reports.at(-1)?.mode ?? options.mode;
    return { repository: sandbox.repository, head: sandbox.head, mode, reports, tasks, out, failure };
  } finally {
    // Tokens end with the run they were made for.
    sandbox.world.data.tokens = [];
    await sandbox.close();
  }
}

const say = (screen: Screen | null, lines: readonly string[]): void =>
  screen?.write(lines.map((line) => `${line}\n`).join(''));

/** Everything that can be wrong use is found before anything is begun. */
async function prepare(options: TryOptions, surroundings: Surroundings, errand: Errand | null): Promise<Trial> {
  const { place, screens } = surroundings;
  const now = options.now === undefined ? null : readMoment(options.now);
  const config = options.config === undefined ? null : readableFile(resolveFrom(place, options.config));
  const world = options.world === undefined ? null : worldAt(resolveFrom(place, options.world));
  const checkout = await findCheckout(resolveFrom(place, options.repo ?? '.'), options.repo !== undefined);
  const entry = surroundings.action ?? findAction('run-cycle');
  const out = await openOutFolder(resolveFrom(place, options.out ?? join('steward-try', checkout.name)));
  if (errand !== null && !out.continues) {
    throw new WrongUse(
      `There is no world in ${shownPath(place, out.path)}, so there is no run to take back.`,
      'Begin one with "steward try", or give the folder of another with --out.',
    );
  }
  const screen = options.json ? null : screens.out;
  return { options, surroundings, checkout, out, entry, config, now, world, errand, screen };
}

const worldAt = (path: string) => ({ path, file: readWorldFile(path) });

function readableFile(path: string): string {
  try {
    accessSync(path, constants.R_OK);
    if (statSync(path).isFile()) return path;
  } catch {
    // Said below, as for a folder.
  }
  throw new WrongUse(`${path} is not a file that can be read.`, 'Give --config the path of a configuration in YAML.');
}

/** Null when all ticks ended well, otherwise why the last did not. */
async function runTicks(trial: Trial, sandbox: Sandbox, runs: TickRun[]): Promise<string | null> {
  const { options, surroundings, entry, config, errand, screen } = trial;
  const { environment, screens, stop } = surroundings;
  const paint = paintOn(screens.out, environment);
  for (let tick = 0; tick < options.ticks; tick += 1) {
    if (tick > 0) passHalfHour(sandbox);
    if (options.ticks > 1)
      say(screen, [`${tick === 0 ? '' : '\n'}  ${sandbox.clock.stamp().slice(0, 16).replace('T', ' ')} UTC`]);
    const progress = screen === null ? null : showProgress(screen, sandbox.transcript);
    const onLine = (line: string): void => screens.err.write(`  | ${line}\n`);
    const start = { entry, mode: options.mode, config, signal: stop, ...errand, ...(options.verbose && { onLine }) };
    const { run, failure } = await runTick(sandbox, start).finally(() => progress?.end());
    if (run !== null) {
      runs.push(run);
      say(screen, tickLines(run.report, run.requests, paint));
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
