/** What a run says of itself when it is over: on the runner's screen, in groups, and in a file where one is wanted. */
import type { Task } from '../domain/task.ts';
import type { Done, TickReport } from '../domain/tick.ts';
import { type Ending, endingOfError, type Result } from './ending.ts';
import { createLog, type Facts, type Level, type Log, type LogFormat } from './log.ts';
import type { LogFile } from './log-file.ts';

export interface RunLogOptions {
  level: Level;
  format: LogFormat;
  /** Name of the run, which every line carries. */
  run: string;
  file: LogFile | null;
}

export type Told = Result['report'];

/** The ending, red where the file took nothing. `report`: null where the run was ended by what was thrown. */
export async function tellRun(
  { level, format, run, file }: RunLogOptions,
  ending: Ending,
  report: Told | null,
): Promise<Ending> {
  const screen = createLog(level, format, undefined, { run });
  if (report) tellReport(screen, report);
  const summary = ending.summary.split('\n')[0] ?? '';
  const facts = { summary, seconds: report?.seconds };
  if (report) screen.info('done', facts);
  if (file === null) return ending;
  const lines: string[] = [];
  const own = createLog(level, format, (line) => void lines.push(line), { run });
  if (report) tellReport(own, report);
  // On the screen these are annotations, which the runner prints by itself.
  for (const warning of ending.warnings) own.warning(warning);
  for (const error of ending.errors) own.error(error);
  if (report) own.info('done', facts);
  // The runner's own words, of use to nobody who opens the file elsewhere.
  const text = lines.filter((line) => !line.startsWith('::')).join('');
  try {
    await file.append(text);
    return ending;
  } catch (error) {
    // What was done is done: its outputs are not lost with the file.
    return { ...ending, failed: true, errors: [...ending.errors, ...endingOfError(error).errors] };
  }
}

function tellReport(log: Log, report: Told): void {
  const { at, mode, observed = [], unknown = [], evidence, moves = [], left = [], refused = [], done = [] } = report;
  log.group('Steward saw', (saw) => {
    if (at !== undefined) saw.info(observed.join(', ') || 'nothing new', { at, mode });
    for (const words of unknown) saw.info(`not to be seen: ${words}`);
    if (evidence && evidence.rules > 0)
      saw.debug('evidence', { findings: evidence.findings, rules: evidence.rules, causes: evidence.causes });
  });
  log.group('Steward decided', (decided) => {
    for (const { kind, reasons } of moves) decided.info(`${kind}: ${reasons.join(', ')}`);
    for (const { title, reason } of left) decided.debug(`left (${reason}): ${title}`);
    for (const { kind, title, policy, reason, subject } of refused)
      decided.warning(`refused ${kind} (${reason}): ${title}`, { policy, ...idsOf(report, { task: subject }) });
  });
  log.group('Steward did', (did) => {
    for (const one of done)
      did[one.wrote ? 'info' : 'debug'](doneWords(one), idsOf(report, { number: one.number, title: one.title }));
    for (const { number, overall, met, of } of report.reviews ?? [])
      did.info(`reviewed #${number}: ${overall}`, { met, of });
    const { requests, events, sequence } = report;
    if (requests) did.debug('spent', { ...requests, events, sequence });
  });
}

function doneWords({ kind, number, title, why, wrote }: Done): string {
  const head = [kind, ...(wrote ? [] : ['already']), ...(number === undefined ? [] : [`#${number}`])].join(' ');
  return `${head}: ${title}${why === undefined ? '' : ` (${why})`}`;
}

/** The task that a line is about, and who has it, where the run still knows that. */
function idsOf({ tasks = [] }: Pick<Partial<TickReport>, 'tasks'>, about: About): Facts {
  const found = tasks.find((task) => isAbout(task, about));
  return found === undefined ? {} : { task: found.id, agent: found.agent };
}

interface About {
  task?: string;
  number?: number | undefined;
  title?: string;
}

function isAbout({ id, number, title }: Task, about: About): boolean {
  if (about.task !== undefined) return id === about.task;
  return about.number === undefined ? title === about.title : number === about.number;
}
