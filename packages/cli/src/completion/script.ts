/** The scripts of completion, one a shell, each made of nothing but the table of commands. */
import type { Command } from 'commander';
import { type Entry, entriesOf, type Flag, type Value } from './table.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const SCRIPTS: Record<Shell, (entries: readonly Entry[]) => string[]> = { bash, zsh, fish };

export const completionScript = (shell: Shell, program: Command): string =>
  `${SCRIPTS[shell](entriesOf(program)).join('\n')}\n`;

const namesOf = (entries: readonly Entry[]): string => entries.map(({ name }) => name).join(' ');
const wordsOf = ({ flags }: Entry): string => flags.flatMap(({ names }) => names).join(' ');
const valued = ({ flags }: Entry): (Flag & { value: Value })[] =>
  flags.flatMap((flag) => (flag.value === null ? [] : [{ ...flag, value: flag.value }]));

/** What the shell offers in place of a value. */
function bashReply({ words, kind }: Value): string {
  if (words.length > 0) return `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word"))`;
  if (kind === 'other') return 'COMPREPLY=()';
  const names = `compgen ${kind === 'folder' ? '-d' : '-f'} -- "$word"`;
  return `compopt -o filenames 2>/dev/null; IFS=$'\\n'; COMPREPLY=($(${names}))`;
}

function bashEntry(entry: Entry): string[] {
  const { name, argument } = entry;
  return [
    `    ${name})`,
    '      case "$before" in',
    ...valued(entry).map(({ names, value }) => `        ${names.join('|')}) ${bashReply(value)}; return ;;`),
    '      esac',
    `      if [[ "$word" == -* ]]; then COMPREPLY=($(compgen -W '${wordsOf(entry)}' -- "$word")); return; fi`,
    ...(argument === null ? [] : [`      ${bashReply(argument)}`]),
    '      ;;',
  ];
}

function bash(entries: readonly Entry[]): string[] {
  return [
    '# Completion of steward for bash.',
    '_steward() {',
    "  local IFS=$' \\t\\n'",
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"',
    '  COMPREPLY=()',
    '  if [[ "$COMP_CWORD" -eq 1 ]]; then',
    `    COMPREPLY=($(compgen -W '${namesOf(entries)} --help' -- "$word"))`,
    '    return',
    '  fi',
    '  case "${COMP_WORDS[1]}" in',
    ...entries.flatMap(bashEntry),
    '  esac',
    '}',
    'complete -F _steward steward',
  ];
}

const ZSH_ACTIONS = { file: '_files', folder: '_files -/', other: ' ' } as const;
const zshAction = ({ words, kind }: Value): string => (words.length > 0 ? `(${words.join(' ')})` : ZSH_ACTIONS[kind]);

const zshFlags = ({ names, about, value }: Flag): string[] =>
  names.map((name) => `        '${name}[${about}]${value === null ? '' : `:value:${zshAction(value)}`}'`);

function zshEntry(entry: Entry): string[] {
  const { name, flags, argument } = entry;
  const rest = argument === null ? [] : [`        '1:value:${zshAction(argument)}'`];
  return [`    ${name})`, '      _arguments \\', `${[...flags.flatMap(zshFlags), ...rest].join(' \\\n')}`, '      ;;'];
}

function zsh(entries: readonly Entry[]): string[] {
  return [
    '#compdef steward',
    '# Completion of steward for zsh.',
    '_steward() {',
    '  local -a commands',
    '  commands=(',
    ...entries.map(({ name, about }) => `    '${name}:${about}'`),
    '  )',
    '  if (( CURRENT == 2 )); then',
    "    _describe 'command' commands",
    '    return',
    '  fi',
    '  local name=$words[2]',
    '  shift words',
    '  (( CURRENT-- ))',
    '  case $name in',
    ...entries.flatMap(zshEntry),
    '  esac',
    '}',
    'if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _steward "$@"; else compdef _steward steward; fi',
  ];
}

function fishValue({ words, kind }: Value): string {
  if (words.length > 0) return ` -x -a '${words.join(' ')}'`;
  return { file: ' -r -F', folder: " -x -a '(__fish_complete_directories)'", other: ' -x' }[kind];
}

function fishFlag(command: string, { names, about, value }: Flag): string {
  const words = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const when = `-n '__fish_seen_subcommand_from ${command}'`;
  return `complete -c steward ${when} ${words.join(' ')}${value === null ? '' : fishValue(value)} -d '${about}'`;
}

function fishEntry({ name, about, flags, argument }: Entry): string[] {
  const when = `-n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c steward -n __fish_use_subcommand -a ${name} -d '${about}'`,
    ...flags.map((flag) => fishFlag(name, flag)),
    ...(argument === null ? [] : [`complete -c steward ${when}${fishValue(argument)}`]),
  ];
}

function fish(entries: readonly Entry[]): string[] {
  return ['# Completion of steward for fish.', 'complete -c steward -f', ...entries.flatMap(fishEntry)];
}
