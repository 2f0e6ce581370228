/** `steward init` on the command line: its words, its options and what they accept. */
import { MODES } from '@steward/core/domain/config.ts';
import { Command, Option } from 'commander';
import type { InitOptions } from '../commands/init.ts';
import { EXITS } from '../failure.ts';
import { CADENCES } from './cadence.ts';

export function initCommand(act: (path: string | undefined, options: InitOptions) => Promise<void>): Command {
  return new Command('init')
    .description(
      'Set Steward up in a repository: writes .github/workflows/steward.yml and an example configuration, and says what ' +
        'it costs and what to do next. Nothing is sent anywhere. At a terminal it asks for what is not said here.',
    )
    .argument('[path]', 'git checkout to set up (default: the one you stand in)')
    .option(
      '--vendor',
      'copy Steward into .github/steward/, so that nothing outside is trusted; done without --source and --call',
      false,
    )
    .option('--source <owner/repo@commit>', 'take Steward from a repository, at one commit with all its 40 digits')
    .option('--call <owner/repo/.github/workflows/file@ref>', 'call the workflow that your organisation keeps')
    .addOption(new Option('--mode <mode>', 'how far it may go (default: suggest)').choices(MODES))
    .addOption(new Option('--cadence <cadence>', 'how often it looks (default: half-hourly)').choices(CADENCES))
    .option('--upgrade', 'bring what is there up to date; your edits are kept, and nothing ever goes back', false)
    .option('--yes', 'ask nothing, and use the defaults for what is not said', false)
    .option('--json', 'ask nothing, and print one JSON object and nothing else', false)
    .allowExcessArguments(false)
    .addHelpText('after', EXITS)
    .action(act);
}
