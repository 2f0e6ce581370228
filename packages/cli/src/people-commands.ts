/** The commands for a repository where Steward is at work: what it is at and why, and orders to it. */
import { existsSync } from 'node:fs';
import { MOST_DAYS, USUAL_DAYS } from '@steward/core/domain/analysis.ts';
import { MODES } from '@steward/core/domain/config.ts';
import { HEALTH_REPORTS, type HealthReport } from '@steward/core/domain/health.ts';
import { STATUSES } from '@steward/core/domain/task.ts';
import { RUN_NAME } from '@steward/core/domain/undo.ts';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { type Carry, GROUPS } from './command-group.ts';
import { type AnalyzeOptions, showAnalysis } from './commands/analyze.ts';
import { type ExplainOptions, explainHandOff } from './commands/explain.ts';
import { LIMIT_VIEWS, type LimitOptions, type LimitView, showLimits } from './commands/limits.ts';
import { type LogsOptions, MOST_RUNS, showLogs } from './commands/logs.ts';
import { giveOrder, type OrderOptions } from './commands/order.ts';
import { type ReportOptions, showReport } from './commands/report.ts';
import { showQueue, showStatus, showTasks, type TasksOptions } from './commands/status.ts';
import { type TryOptions, tryRepository } from './commands/try.ts';
import { EXITS } from './failure.ts';
import { folderOption } from './folder-option.ts';
import type { LookOptions } from './looking.ts';
import { resolveFrom } from './place.ts';
import { REPOSITORY } from './real-repository.ts';
import { wholeNumber } from './whole-number.ts';

export const peopleCommands = (carry: Carry): Command[] => [
  ...lookCommands(carry).map((command) => command.helpGroup(GROUPS.look)),
  ...orderCommands(carry).map((command) => command.helpGroup(GROUPS.order)),
];

const lookCommands = (carry: Carry): Command[] => [
  ...[
    looking(
      'status',
      'Say what Steward is at: mode, last and next look, open work, caps, agents, and what is wrong.',
    ).action((options: LookOptions) => carry((around) => showStatus(options, around))),
    looking('tasks', 'List its open tasks and suggestions, best first.')
      .addOption(new Option('--status <status>', 'only those').choices(STATUSES))
      .option('--agent <name>', 'only those that this agent has in hand')
      .action((options: TasksOptions) => carry((around) => showTasks(options, around))),
    looking('queue', 'Show in which order waiting tasks come next, and why.').action((options: LookOptions) =>
      carry((around) => showQueue(options, around)),
    ),
    looking(
      'logs',
      'Show what its newest runs said: of each the decisive lines, secrets taken out, the newest run last. Of a try, what ' +
        'was kept of its runs.',
    )
      .argument('[number]', 'how many runs', wholeNumber(1, MOST_RUNS), 5)
      .option('--follow', 'wait until the run that goes on is over; its failure is the exit code', false)
      .addOption(workflowOption())
      .action((most: number, options: LogsOptions) => carry((around) => showLogs(most, options, around))),
    looking('report', 'Tell how Steward itself does, as its action monitor-health would; nothing is written.')
      .addArgument(
        new Argument('[report]', 'what is wrong, how it did, what was spent, or only what is broken now')
          .choices(HEALTH_REPORTS)
          .default('health'),
      )
      .addOption(workflowOption())
      .action((report: HealthReport, options: ReportOptions) => carry((around) => showReport(report, options, around))),
    looking(
      'analyze',
      'Tell how the work went, as its action analyze-tasks would: counted from memory; nothing is written.',
    )
      .option('--days <number>', 'days up to now that are looked at', wholeNumber(1, MOST_DAYS), USUAL_DAYS)
      .addOption(
        new Option('--hours <number>', 'the same in hours').argParser(wholeNumber(1, 24 * MOST_DAYS)).conflicts('days'),
      )
      .action((options: AnalyzeOptions) => carry((around) => showAnalysis(options, around))),
    looking(
      'limits',
      'Show how limits stand, what was asked of them and what stands out. Nothing is written: a tier is told as the lines ' +
        'to write.',
    )
      .addArgument(
        new Argument('[view]', 'all of them, one client, the lines that give a client a tier, a report, or an export')
          .choices(LIMIT_VIEWS)
          .default('dashboard'),
      )
      .argument('[words...]', 'NAME of a client; CLIENT and TIER; json or csv')
      .option('--hours <number>', 'how far back', wholeNumber(1, 720), 24)
      .action((view: LimitView, words: string[], options: LimitOptions) =>
        carry((around) => showLimits(view, words, options, around)),
      ),
  ].map((command) => command.allowExcessArguments(false).addHelpText('after', EXITS)),
  explainCommand((task, options) => carry((around) => explainHandOff(task, options, around))),
];

const orderCommands = (carry: Carry): Command[] => [
  ...[
    ordering('pause', 'Have Steward pause: its workflow is started with that order.').action((options: OrderOptions) =>
      carry((around) => giveOrder({ action: 'pause' }, options, around)),
    ),
    ordering('resume', 'Have Steward go on after a pause.').action((options: OrderOptions) =>
      carry((around) => giveOrder({ action: 'resume' }, options, around)),
    ),
    ordering(
      'uninstall',
      'Have Steward leave: what nobody touched is closed and removed, its memory exported, and the rest is named. ' +
        'Nothing is asked twice; with --mode observe in the workflow it only says what it would do.',
    ).action((options: OrderOptions) => carry((around) => giveOrder({ action: 'uninstall' }, options, around))),
  ].map((command) => command.allowExcessArguments(false).addHelpText('after', EXITS)),
  undoCommand((run, options) =>
    carry((around) => {
      const { repo = '' } = options;
      const isTried = !REPOSITORY.test(repo) || existsSync(resolveFrom(around.place, repo));
      return isTried
        ? tryRepository({ ...options, ticks: 1 }, around, [], { undo: run })
        : giveOrder({ undo: run }, { ...options, ledger: 'steward/state' }, around);
    }),
  ),
];

const ABOUT = `
The repository is read with the token of GITHUB_TOKEN, GH_TOKEN or "gh auth token". GITHUB_API_URL, GITHUB_GRAPHQL_URL
and GITHUB_SERVER_URL are heeded, so that "steward sandbox" serves as well.`;

const common = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .option(
      '--repo <owner/name>',
      'the repository (default: GITHUB_REPOSITORY, or the origin of the checkout you stand in)',
    )
    .option('--ledger <branch>', 'branch that memory is kept on, or folder:PATH', 'steward/state')
    .addHelpText('after', ABOUT);

const looking = (name: string, description: string): Command =>
  common(name, description).addOption(folderOption()).option('--json', 'print JSON and nothing else', false);

const workflowOption = (): Option =>
  new Option('--workflow <file>', "name of Steward's workflow file").default('steward.yml');

const ordering = (name: string, description: string): Command => withOrders(common(name, description));

const withOrders = (command: Command): Command =>
  command
    .addOption(workflowOption())
    .option('--no-wait', 'do not wait until the run is over')
    .option('--json', 'print one JSON object and nothing else', false);

/** In the world of a try, or on GitHub. */
function undoCommand(act: (run: string, options: Omit<TryOptions, 'ticks'> & OrderOptions) => Promise<void>): Command {
  return new Command('undo')
    .description(
      'Take back what a run did, in the world that "steward try" keeps or, with --repo OWNER/NAME, on GitHub: what nobody ' +
        'touched since is closed, withdrawn or restored, and the rest is told.',
    )
    .argument('<run>', 'id of the run, as its files under ledger/events/ are named, or last', runName)
    .option('--repo <place>', 'git checkout whose world it is (default: the one you stand in), or OWNER/NAME')
    .option('--workflow <file>', "on GitHub: name of Steward's workflow file", 'steward.yml')
    .option('--no-wait', 'on GitHub: do not wait until the run is over')
    .option('--out <folder>', 'where the world is kept (default: steward-try/<repository>/)')
    .option('--config <file>', 'configuration to use instead of the .github/steward.yml at HEAD')
    .addOption(new Option('--mode <mode>', 'observe only tells what would be done').choices(MODES).default('assist'))
    .option('--verbose', "show the action's own log", false)
    .option('--json', 'print one JSON object and nothing else', false)
    .allowExcessArguments(false)
    .addHelpText('after', EXITS)
    .action(act);
}

function runName(text: string): string {
  if (!RUN_NAME.test(text)) throw new InvalidArgumentError('Give the id of a run, such as 1234567-1, or last.');
  return text;
}

function explainCommand(act: (task: string, options: ExplainOptions) => Promise<void>): Command {
  return new Command('explain')
    .description(
      'Say whom a task would be handed to and why: every agent with its score and reasons, who cannot be given it, what ' +
        'was tried before, and what it waits for. Nothing is asked of a network and nothing is changed.',
    )
    .argument('<task>', "number of its issue, or the task's id", taskName)
    .option('--repo <path>', 'git checkout it is a task of (default: the one you stand in)')
    .option(
      '--ledger <place>',
      'memory to read: a branch of the checkout, such as origin/steward/state once it is fetched, or a folder (default: ' +
        'what "steward try" keeps)',
    )
    .addOption(folderOption().conflicts(['repo', 'ledger']))
    .option('--config <file>', 'configuration to use instead of the .github/steward.yml at HEAD, or of that of the try')
    .addOption(
      new Option(
        '--mode <mode>',
        'mode to explain for (default: as configured; of a try with simulated agents, autopilot)',
      ).choices(MODES),
    )
    .option('--now <time>', 'moment to explain for (default: when Steward last looked)')
    .option('--json', 'print one JSON object and nothing else', false)
    .allowExcessArguments(false)
    .addHelpText('after', EXITS)
    .action(act);
}

function taskName(text: string): string {
  const name = text.replace(/^#/, '');
  if (!/^(?:\d{1,10}|[0-9a-f]{12})$/.test(name))
    throw new InvalidArgumentError('Give the number of an issue, such as 12, or the id of a task.');
  return name;
}
