// The command line as documents show it, made of the same table that parses it.
import { buildProgram } from '@steward/cli/command-line.ts';
import type { Command, Option } from 'commander';

const nowhere = { write: () => undefined, isTerminal: false, columns: 80 };

const program = (): Command =>
  buildProgram(
    {
      screens: { out: nowhere, err: nowhere },
      environment: {},
      place: { base: '.', home: null },
      stop: new AbortController().signal,
    },
    [],
    { code: 0 },
  );

const groupsOf = (commands: readonly Command[]): Map<string, Command[]> =>
  Map.groupBy(commands, (command) => command.helpGroup().replace(/:$/, ''));

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '\\<').replaceAll('\n', ' ');

// What each is for, on one line a group.
export function commandGroups(): string {
  const rows = [...groupsOf(program().commands)].map(
    ([group, commands]) => `| ${group} | ${commands.map((command) => `\`${command.name()}\``).join(', ')} |`,
  );
  return ['| To | Command |', '| --- | --- |', ...rows].join('\n');
}

// Every command with what it does, its options and their defaults.
export function commandReference(): string {
  const parts = [...groupsOf(program().commands)].map(([group, commands]) =>
    [`### ${group}`, ...commands.map(commandPart)].join('\n\n'),
  );
  return parts.join('\n\n');
}

function commandPart(command: Command): string {
  const words = command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`));
  const options = command.options.filter(({ hidden }) => !hidden).map(optionRow);
  const table = options.length === 0 ? [] : [['| Option | Does |', '| --- | --- |', ...options].join('\n')];
  return [`#### \`${['steward', command.name(), ...words].join(' ')}\``, command.description(), ...table].join('\n\n');
}

function optionRow({ flags, description, argChoices, defaultValue }: Option): string {
  const choices = argChoices ? [`one of ${argChoices.join(', ')}`] : [];
  const isTold = typeof defaultValue === 'string' || typeof defaultValue === 'number';
  const facts = [...choices, ...(isTold ? [`default \`${defaultValue}\``] : [])];
  return `| \`${flags.replaceAll('|', '\\|')}\` | ${cell(description)}${facts.length === 0 ? '' : ` (${facts.join('; ')})`} |`;
}
