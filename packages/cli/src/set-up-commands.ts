/** The commands about how Steward is set up. */
import { Command } from 'commander';
import { type Carry, GROUPS } from './command-group.ts';
import { type ConfigOptions, showSettings } from './commands/config.ts';
import { type DoctorOptions, examineSetUp } from './commands/doctor.ts';
import { EXITS } from './failure.ts';
import { folderOption } from './folder-option.ts';
import { initCommand } from './init/command.ts';

export const setUpCommands = (carry: Carry): Command[] =>
  [
    initCommand((path, options) =>
      carry(async (around) => {
        // Done once in the life of a repository: what it needs is loaded only then.
        const { initRepository } = await import('./commands/init.ts');
        return initRepository(path, options, around);
      }),
    ),
    configCommand((path, options) => carry((around) => showSettings(path, options, around))),
    doctorCommand((path, options) => carry((around) => examineSetUp(path, options, around))),
  ].map((command) => command.helpGroup(GROUPS.setUp));

function configCommand(act: (path: string | undefined, options: ConfigOptions) => Promise<void>): Command {
  return new Command('config')
    .description(
      "Show every setting that holds and where it is from: the default, the owner's defaults, the repository's file or " +
        'an input of the workflow. A checkout is read as it lies there; with --repo, the default branch on GitHub.',
    )
    .argument('[path]', 'git checkout (default: the one you stand in)')
    .option('--repo <name>', 'repository on GitHub as OWNER/NAME')
    .addOption(folderOption())
    .option('--json', 'print one JSON object and nothing else', false)
    .allowExcessArguments(false)
    .addHelpText('after', EXITS)
    .action(act);
}

function doctorCommand(act: (path: string | undefined, options: DoctorOptions) => Promise<void>): Command {
  return new Command('doctor')
    .description(
      'Look at how Steward is set up in a repository on GitHub, and say what to mend: configuration, workflow, tokens, ' +
        'settings, models, memory. It asks with GITHUB_TOKEN, GH_TOKEN or what "gh" is signed in with, and changes nothing.',
    )
    .argument('[path]', 'git checkout of it (default: the one you stand in)')
    .option('--repo <name>', 'repository as OWNER/NAME (default: where the checkout was cloned from)')
    .addOption(folderOption())
    .option('--json', 'print one JSON object and nothing else', false)
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing that keeps it from working, 1 errors were found, 2 wrong use or no answer from GitHub.',
    )
    .action(act);
}
