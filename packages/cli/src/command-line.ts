/** The commands and their options, and how an outcome becomes an exit code: 0 done, 1 failed, 2 wrong use. */
import { Command, CommanderError } from 'commander';
import type { Carry } from './command-group.ts';
import { completionCommand } from './completion/command.ts';
import { describeFailure, EXITS, exitCodeOf } from './failure.ts';
import { peopleCommands } from './people-commands.ts';
import { setUpCommands } from './set-up-commands.ts';
import type { Surroundings } from './surroundings.ts';
import { worldCommands } from './world-commands.ts';

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

/** Every command with its options: what help, completion and documents are made of. */
export function buildProgram(surroundings: Surroundings, words: readonly string[], ended: { code: number }): Command {
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
  const carry: Carry = async (act) => {
    ended.code = await act(surroundings);
  };
  const commands = [
    ...worldCommands(carry, words),
    ...setUpCommands(carry),
    ...peopleCommands(carry),
    completionCommand(carry, () => program),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program;
}
