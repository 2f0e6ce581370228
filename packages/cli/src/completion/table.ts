/** The commands as a shell has to know them, read from the one table that parses them too. */
import type { Argument, Command, Option } from 'commander';

/** What a value is, where it is none of a few words. */
export type Kind = 'file' | 'folder' | 'other';

export interface Value {
  words: readonly string[];
  kind: Kind;
}

export interface Flag {
  /** `--json`, and `-h` where there is one. */
  names: string[];
  about: string;
  /** Null: it takes none. */
  value: Value | null;
}

export interface Entry {
  name: string;
  about: string;
  flags: Flag[];
  /** Of its first argument; null: it takes none. */
  argument: Value | null;
}

export const entriesOf = (program: Command): Entry[] => [
  ...program.commands.map(entryOf),
  {
    ...{ name: 'help', about: 'Explain a command', flags: [] },
    argument: { words: program.commands.map((command) => command.name()), kind: 'other' },
  },
];

function entryOf(command: Command): Entry {
  const [argument] = command.registeredArguments;
  const flags = command.options.filter(({ hidden }) => !hidden).map(flagOf);
  return {
    name: plain(command.name()),
    about: firstSentence(command.description()),
    flags: [...flags, { names: ['--help', '-h'], about: 'Explain', value: null }],
    argument: argument === undefined ? null : argumentValue(argument),
  };
}

function flagOf(option: Option): Flag {
  const names = [option.long, option.short].flatMap((name) => (name ? [plain(name)] : []));
  const takes = option.required || option.optional;
  const value = { words: (option.argChoices ?? []).map(plain), kind: kindOf(option.flags) };
  return { names, about: firstSentence(option.description), value: takes ? value : null };
}

const argumentValue = (argument: Argument): Value => ({
  words: (argument.argChoices ?? []).map(plain),
  kind: kindOf(`<${argument.name()}>`),
});

/** `--out <folder>`, `--config <file>`, `[path]`: what stands between the brackets says what is wanted. */
function kindOf(flags: string): Kind {
  const name = /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? '';
  if (name === 'file') return 'file';
  return ['folder', 'path', 'place'].includes(name) ? 'folder' : 'other';
}

/** Nothing else reaches a script that a shell runs. */
function plain(word: string): string {
  if (/^[\w.-]+$/.test(word)) return word;
  throw new Error(`${word} cannot stand in a script of completion`);
}

/** One line without any sign that a shell would take for its own. */
const firstSentence = (text: string): string =>
  (/^.*?(?:[.:;](?= |$)| (?=\()|$)/.exec(text)?.[0] ?? '').replace(/[^\p{L}\p{N} ,/-]/gu, '').trim();
