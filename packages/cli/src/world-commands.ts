/** The commands that play in a GitHub on this machine. */
import { MODES } from '@steward/core/domain/config.ts';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Carry, GROUPS } from './command-group.ts';
import { type SandboxCommandOptions, serveSandbox } from './commands/sandbox.ts';
import { type SimulateOptions, simulateSeeds } from './commands/simulate.ts';
import { type TryOptions, tryRepository } from './commands/try.ts';
import { EXITS } from './failure.ts';
import { FAULT_LEVELS } from './simulate/trouble.ts';
import { wholeNumber } from './whole-number.ts';

/** `words`: of the whole command line. */
export const worldCommands = (carry: Carry, words: readonly string[]): Command[] =>
  [
    tryCommand((options) => carry((around) => tryRepository(options, around, words.slice(words.indexOf('try') + 1)))),
    sandboxCommand((options) => carry((around) => serveSandbox(options, around))),
    simulateCommand((options) => carry((around) => simulateSeeds(options, around))),
  ].map((command) => command.helpGroup(GROUPS.machine));

function tryCommand(act: (options: TryOptions) => Promise<void>): Command {
  return new Command('try')
    .description(
      'Run whole cycles on a git checkout: in a sandbox GitHub on this machine, without network or key. HEAD is read, ' +
        'nothing in the checkout is changed.',
    )
    .option('--repo <path>', 'git checkout to try (default: the one you stand in)')
    .option(
      '--example',
      "a small library that comes with Steward; in Steward's own clone the default of mode autopilot",
      false,
    )
    .option('--out <folder>', 'where results and the world are kept (default: steward-try/<repository>/)')
    .option('--world <file>', 'JSON of issues, pull requests, runs and tasks that a new world begins with')
    .option('--config <file>', 'configuration to use instead of the .github/steward.yml at HEAD')
    .addOption(new Option('--mode <mode>', 'how far it may go').choices(MODES).default('assist'))
    .option('--ticks <number>', 'cycles to run, half an hour of virtual time apart', wholeNumber(1, 10_000), 1)
    .addOption(
      new Option(
        '--model <which>',
        'ask models of the sandbox, which work as good ones would (default: none, templates)',
      ).choices(['sandbox']),
    )
    .option('--no-agents', 'in mode autopilot, simulate no agents and no maintainer')
    .option('--now <time>', 'virtual time to start at (default: 09:07 UTC on the day after the last commit)')
    .option('--verbose', "show the action's own log", false)
    .option('--json', 'print one JSON object and nothing else', false)
    .allowExcessArguments(false)
    .addHelpText('after', EXITS)
    .action(act);
}

function sandboxCommand(act: (options: SandboxCommandOptions) => Promise<void>): Command {
  return new Command('sandbox')
    .description('Serve the sandbox GitHub alone, with a checkout as its repository, until Ctrl-C.')
    .option('--repo <path>', 'git checkout to publish (default: the one you stand in)')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes any', wholeNumber(0, 65_535), 0)
    .option('--world <file>', 'JSON of issues, pull requests, runs and tasks that a new world begins with')
    .option('--now <time>', 'virtual time to start at (default: 09:07 UTC on the day after the last commit)')
    .option('--directory <folder>', 'keep the world there (default: a temporary folder, removed at the end)')
    .option('--workflow <file>', 'give the token the permissions of a job of this file of .github/workflows')
    .option('--job <name>', 'that job, where the workflow has several')
    .option('--json', 'print the addresses and a token as one JSON line', false)
    .allowExcessArguments(false)
    .addHelpText('after', EXITS)
    .action(act);
}

function simulateCommand(act: (options: SimulateOptions) => Promise<void>): Command {
  return new Command('simulate')
    .description(
      'Play days of a repository in minutes: people, pushes, a late cron and faults drawn from a seed, with every ' +
        'promise of Steward looked at after each run. The same seed plays the same days.',
    )
    .option('--days <number>', 'days to play', wholeNumber(1, 3_660), 30)
    .option('--seed <number>', 'where all chance comes from', wholeNumber(0, 999_999_999), 1)
    .addOption(new Option('--seeds <range>', 'several seeds, such as 1..20').argParser(seedRange).conflicts('seed'))
    .option('--config <file>', 'configuration to use instead of what the repository has')
    .addOption(new Option('--mode <mode>', 'how far Steward may go').choices(MODES).default('assist'))
    .addOption(new Option('--faults <level>', 'how much goes wrong').choices(FAULT_LEVELS).default('mild'))
    .addOption(
      new Option(
        '--model <endpoint>',
        'vendors of models beside it, under budgets that run out (default: no model)',
      ).choices(['sandbox']),
    )
    .option('--verbose', 'print the whole history', false)
    .option('--json', 'print one JSON object and nothing else', false)
    .allowExcessArguments(false)
    .addHelpText('after', EXITS)
    .action(act);
}

const MOST_SEEDS = 100_000;

function seedRange(text: string): { from: number; to: number } {
  const [, from, to] = /^(\d{1,9})\.\.(\d{1,9})$/.exec(text) ?? [];
  const range = { from: Number(from), to: Number(to) };
  if (from === undefined || range.to < range.from || range.to - range.from >= MOST_SEEDS)
    throw new InvalidArgumentError('Give two whole numbers, the smaller first, such as 1..20.');
  return range;
}
