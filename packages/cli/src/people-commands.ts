/** The commands for a repository on GitHub: what Steward is at, and orders to it. */
import { MODES } from '@steward/core/domain/config.ts';
import { STATUSES } from '@steward/core/domain/task.ts';
import { RUN_NAME } from '@steward/core/domain/undo.ts';
import { Command, InvalidArgumentError, Option } from 'commander';
import { giveOrder, type OrderOptions } from './commands/order.ts';
import { type LookOptions, showQueue, showStatus, showTasks, type TasksOptions } from './commands/status.ts';
import type { TryOptions } from './commands/try.ts';
import { EXITS } from './failure.ts';
import type { Surroundings } from './surroundings.ts';

/** Runs what a command does, and keeps its exit code. */
export type Carry = (act: (around: Surroundings) => Promise<number>) => Promise<void>;

export function peopleCommands(carry: Carry): Command[] {
  return [
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
  ].map((command) => command.allowExcessArguments(false).addHelpText('after', EXITS));
}

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
  common(name, description).option('--json', 'print JSON and nothing else', false);

const ordering = (name: string, description: string): Command => withOrders(common(name, description));

const withOrders = (command: Command): Command =>
  command
    .option('--workflow <file>', "name of Steward's workflow file", 'steward.yml')
    .option('--no-wait', 'do not wait until the run is over')
    .option('--json', 'print one JSON object and nothing else', false);

/** In the world of a try, or on GitHub. */
export function undoCommand(
  act: (run: string, options: Omit<TryOptions, 'ticks'> & OrderOptions) => Promise<void>,
): Command {
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
