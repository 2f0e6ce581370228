/** The commands and their options, and how an outcome becomes an exit code: 0 done, 1 failed, 2 wrong use. */
import { existsSync } from 'node:fs';
import { MODES } from '@steward/core/domain/config.ts';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type ConfigOptions, showSettings } from './commands/config.ts';
import { type DoctorOptions, examineSetUp } from './commands/doctor.ts';
import { type ExplainOptions, explainHandOff } from './commands/explain.ts';
import { giveOrder } from './commands/order.ts';
import { type SandboxCommandOptions, serveSandbox } from './commands/sandbox.ts';
import { type SimulateOptions, simulateSeeds } from './commands/simulate.ts';
import { type TryOptions, tryRepository } from './commands/try.ts';
import { describeFailure, EXITS, exitCodeOf } from './failure.ts';
import { initCommand } from './init/command.ts';
import { type Carry, peopleCommands, undoCommand } from './people-commands.ts';
import { resolveFrom } from './place.ts';
import { REPOSITORY } from './real-repository.ts';
import { FAULT_LEVELS } from './simulate/trouble.ts';
import type { Surroundings } from './surroundings.ts';

/** Runs one command line, the words after the program's name; never throws. */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const { screens } = surroundings;
  const ended = { code: 0 };
  const program = buildProgram(surroundings, words, ended);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return ended.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    screens.err.write(`${describeFailure(error, words.includes('--verbose'))}\n`);
    return exitCodeOf(error);
  }
}

function buildProgram(surroundings: Surroundings, words: readonly string[], ended: { code: number }): Command {
  const { out, err } = surroundings.screens;
  const program = new Command('steward')
    .description('A technical project manager that lives in GitHub Actions, to be tried on your own machine first.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      getOutHelpWidth: () => out.columns,
      getErrHelpWidth: () => err.columns,
    })
    .showHelpAfterError('Run it with --help to see what it knows.')
    .helpCommand('help [command]', 'explain a command')
    .helpOption('-h, --help', 'explain')
    .addHelpText('after', EXITS);
  program.addCommand(
    tryCommand(async (options) => {
      ended.code = await tryRepository(options, surroundings, words.slice(words.indexOf('try') + 1));
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    initCommand(async (path, options) => {
      // Done once in the life of a repository: what it needs is loaded only then.
      const { initRepository } = await import('./commands/init.ts');
      ended.code = await initRepository(path, options, surroundings);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    undoCommand(async (run, options) => {
      const { repo = '' } = options;
      const isTried = !REPOSITORY.test(repo) || existsSync(resolveFrom(surroundings.place, repo));
      ended.code = isTried
        ? await tryRepository({ ...options, ticks: 1 }, surroundings, [], { undo: run })
        : await giveOrder({ undo: run }, { ...options, ledger: 'steward/state' }, surroundings);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    explainCommand(async (task, options) => {
      ended.code = await explainHandOff(task, options, surroundings);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    configCommand(async (path, options) => {
      ended.code = await showSettings(path, options, surroundings);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    doctorCommand(async (path, options) => {
      ended.code = await examineSetUp(path, options, surroundings);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    sandboxCommand(async (options) => {
      ended.code = await serveSandbox(options, surroundings);
    }).copyInheritedSettings(program),
  );
  program.addCommand(
    simulateCommand(async (options) => {
      ended.code = await simulateSeeds(options, surroundings);
    }).copyInheritedSettings(program),
  );
  const carry: Carry = async (act) => {
    ended.code = await act(surroundings);
  };
  for (const command of peopleCommands(carry)) program.addCommand(command.copyInheritedSettings(program));
  return program;
}

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
    .option('--no-agents', 'in mode autopilot, simulate no agents and no maintainer')
    .option('--now <time>', 'virtual time to start at (default: 09:07 UTC on the day after the last commit)')
    .option('--verbose', "show the action's own log", false)
    .option('--json', 'print one JSON object and nothing else', false)
    .allowExcessArguments(false)
    .addHelpText('after', EXITS)
    .action(act);
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

function configCommand(act: (path: string | undefined, options: ConfigOptions) => Promise<void>): Command {
  return new Command('config')
    .description(
      "Show every setting that holds and where it is from: the default, the owner's defaults, the repository's file or " +
        'an input of the workflow. A checkout is read as it lies there; with --repo, the default branch on GitHub.',
    )
    .argument('[path]', 'git checkout (default: the one you stand in)')
    .option('--repo <name>', 'repository on GitHub as OWNER/NAME')
    .option('--json', 'print one JSON object and nothing else', false)
    .allowExcessArguments(false)
    .addHelpText('after', EXITS)
    .action(act);
}

function doctorCommand(act: (path: string | undefined, options: DoctorOptions) => Promise<void>): Command {
  return new Command('doctor')
    .description(
      'Look at how Steward is set up in a repository on GitHub, and say what to mend: configuration, workflow, tokens, ' +
        'settings, memory. It asks with GITHUB_TOKEN, GH_TOKEN or what "gh" is signed in with, and changes nothing.',
    )
    .argument('[path]', 'git checkout of it (default: the one you stand in)')
    .option('--repo <name>', 'repository as OWNER/NAME (default: where the checkout was cloned from)')
    .option('--json', 'print one JSON object and nothing else', false)
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing that keeps it from working, 1 errors were found, 2 wrong use or no answer from GitHub.',
    )
    .action(act);
}

function taskName(text: string): string {
  const name = text.replace(/^#/, '');
  if (!/^(?:\d{1,10}|[0-9a-f]{12})$/.test(name))
    throw new InvalidArgumentError('Give the number of an issue, such as 12, or the id of a task.');
  return name;
}

function sandboxCommand(act: (options: SandboxCommandOptions) => Promise<void>): Command {
  return new Command('sandbox')
    .description('Serve the sandbox GitHub alone, with a checkout as its repository, until Ctrl-C.')
    .option('--repo <path>', 'git checkout to publish (default: the one you stand in)')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes any', wholeNumber(0, 65_535), 0)
    .option('--world <file>', 'JSON of issues, pull requests, runs and tasks that a new world begins with')
    .option('--now <time>', 'virtual time to start at (default: 09:07 UTC on the day after the last commit)')
    .option('--directory <folder>', 'keep the world there (default: a temporary folder, removed at the end)')
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

const wholeNumber = (least: number, most: number) => (text: string) => {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most))
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  return number;
};
