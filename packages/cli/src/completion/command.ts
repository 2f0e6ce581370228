/** `steward completion`: a script that teaches a shell the commands and their options. */
import { Argument, Command } from 'commander';
import { type Carry, GROUPS } from '../command-group.ts';
import { EXITS } from '../failure.ts';
import { completionScript, SHELLS, type Shell } from './script.ts';

const ABOUT = `
To switch it on, where "steward" is the name you call it by:
  bash   steward completion bash > ~/.local/share/bash-completion/completions/steward
  zsh    steward completion zsh > ~/.zfunc/_steward        with fpath+=(~/.zfunc) before compinit in .zshrc
  fish   steward completion fish > ~/.config/fish/completions/steward.fish
For this shell alone: source <(steward completion bash)`;

/** `program`: the table of all commands, once it is whole. */
export const completionCommand = (carry: Carry, program: () => Command): Command =>
  new Command('completion')
    .description('Print a script that completes commands, options and their values in your shell.')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .allowExcessArguments(false)
    .addHelpText('after', `${ABOUT}\n${EXITS}`)
    .helpGroup(GROUPS.shell)
    .action((shell: Shell) =>
      carry(async ({ screens }) => {
        screens.out.write(completionScript(shell, program()));
        return 0;
      }),
    );
