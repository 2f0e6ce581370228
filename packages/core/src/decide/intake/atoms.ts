/** What two reports of one fault have in common whatever words they use: calls, commands, errors, results. */
import { ERROR, isRunnable, spansIn, typedIn } from './code.ts';
import type { Piece } from './pieces.ts';

export interface Atoms {
  /** Calls with what was given to them, and commands with their options, spelled alike. */
  typed: ReadonlySet<string>;
  errors: ReadonlySet<string>;
  /** Numbers and literals that came out, or should have. */
  results: ReadonlySet<string>;
  /** Names of what was called. */
  names: ReadonlySet<string>;
  /** Places in the frames of a stack: `humanize.py:48`. */
  frames: ReadonlySet<string>;
}

const NAME = /(?<![\p{L}\p{N}_$])([\p{L}_$][\p{L}\p{N}_$.]{0,60})\(/gu;
/** With one call inside of another. */
const CALL = /(?<![\p{L}\p{N}_$])([\p{L}_$][\p{L}\p{N}_$.]{0,60})\(((?:[^()\n]|\([^()\n]{0,80}\)){1,120})\)/gu;
const FRAME = /(?:File "(?:[^"\n]{0,200}[/\\])?([\w.-]{1,80})", line |[/\\( ]([\w.-]{1,80}\.[a-z]{1,4}):)(\d{1,6})/g;
const LITERAL = /["'“”„«»`][^"'“”„«»`\n]{1,60}["'“”„«»`]|\d/;
const NUMBER = /(?<![\w.])\d{2,9}(?:\.\d{1,6})?(?![\w.])/g;
const FILE =
  /(?:[\w-]{1,60}\/)*[\w-]{1,60}\.(?:txt|csv|json|ya?ml|toml|log|md|py|js|ts|rs|go|ini|cfg|xml|html|dat|bin)\b/g;

export function atomsOf(title: string, pieces: readonly Piece[]): Atoms {
  const codes = [
    ...spansIn(title),
    ...pieces.flatMap(({ kind, text }) => (kind === 'code' ? text.split('\n') : spansIn(text))),
    ...callsIn(title),
  ].slice(0, 400);
  const typed = new Set<string>();
  const names = new Set<string>();
  for (const code of codes) {
    for (const [, name = ''] of code.matchAll(NAME)) names.add(shortOf(name));
    for (const [, name = '', given = ''] of code.matchAll(CALL)) {
      for (const [, inner = '', most = ''] of [['', name, given], ...given.matchAll(CALL)]) {
        if (LITERAL.test(most)) typed.add(`${shortOf(inner)}(${spelled(most)})`);
      }
    }
  }
  const commands = pieces.flatMap(({ kind, text }) => (kind === 'code' ? typedIn(text).input : spansIn(text)));
  for (const command of commands) if (isSpecific(command)) typed.add(spelled(command.replace(FILE, 'FILE')));
  const errors = new Set(codes.map(errorIn).filter((error) => error !== ''));
  for (const name of COMMON) names.delete(name);
  return { typed, errors, names, results: resultsIn(pieces, typed), frames: framesIn(codes) };
}

const shortOf = (name: string): string => (name.split('.').at(-1) ?? name).toLowerCase();

/** What every report calls, whatever it is about. */
const COMMON =
  'print len str int list dict repr log println printf printline fmt echo timedelta datetime date require import'.split(
    ' ',
  );

const framesIn = (lines: readonly string[]): Set<string> =>
  new Set(
    lines.flatMap((line) =>
      [...line.matchAll(FRAME)].map(([, python, other, at]) => `${python ?? other}:${at}`.toLowerCase()),
    ),
  );

/** A title is seldom written as code, but its calls are. */
const callsIn = (title: string): string[] => [...title.matchAll(CALL)].map(([call]) => call);

const spelled = (code: string): string =>
  code
    .normalize('NFKC')
    .toLowerCase()
    .replace(/["'“”„«»`]/g, '"')
    .replace(/\s+/g, ' ')
    .replace(/ ?([,=()[\]]) ?/g, '$1')
    .trim();

/** A command that says what it is about: an option or a quotation beside its name. */
const isSpecific = (command: string): boolean =>
  command.length <= 200 &&
  isRunnable(command) &&
  !command.includes('(') &&
  /\s--?[a-z]|["'“]/.test(command) &&
  !/^(?:pip|npm|apt|brew|cargo install)/.test(command);

/** What failed and how, without where. */
function errorIn(line: string): string {
  const text = line.trim();
  if (!ERROR.test(text) || text.startsWith('Traceback')) return '';
  const message =
    /(?:^|[\s.:(])((?:[A-Z]\w{0,60})?(?:Error|Exception|Panic|Warning|Fault): ?.{3,200})$/.exec(text)?.[1] ?? text;
  return spelled(message.replace(FILE, 'FILE')).slice(0, 200);
}

function resultsIn(pieces: readonly Piece[], typed: ReadonlySet<string>): Set<string> {
  const given = [...typed].join(' ');
  const found = new Set<string>();
  for (const { text, section } of pieces) {
    if (section === 'environment') continue;
    for (const [number] of text.matchAll(NUMBER)) {
      const value = number.replace(/\.0+$/, '');
      if (!given.includes(value)) found.add(value);
    }
  }
  return found;
}
