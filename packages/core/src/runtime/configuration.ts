/** The configuration file: YAML to settings, with every fault at its line; alone, or over what the owner's defaults say. */
import { type Document, LineCounter, parseDocument } from 'yaml';
import { type Config, DEFAULT_CONFIG, parseConfig } from '../domain/config.ts';
import type { ConfigFault, KeyPath } from '../domain/config-faults.ts';
import { UserErrors } from '../domain/failure.ts';
import { DEFAULTS_FILE, has, merged, OWN_ALONE } from '../domain/inheritance.ts';

const SIZE_LIMIT = 50_000;
/** One broken bracket can give thousands. */
const MOST_ERRORS = 10;

export interface ConfigText {
  text: string | null;
  /** What it is called when something is wrong with it. */
  path: string;
}

export function readConfiguration(text: string | null, path: string): Config {
  const own = readText({ text, path });
  if (own === null) return DEFAULT_CONFIG;
  const result = parseConfig(own.settings);
  if ('config' in result) return result.config;
  throw faultsIn(path, linesOf(result.faults, own));
}

/** What the owner's defaults are called where something is wrong with them. */
export const defaultsPath = (owner: string): string => `${owner}/.github/${DEFAULTS_FILE}`;

/** The settings of the repository over those of its owner; faults name the file that they stand in. */
export function inheritConfiguration(own: ConfigText, defaults: ConfigText): Config {
  const [mine, theirs] = [readText(own), readText(defaults)];
  if (theirs === null) return readConfiguration(own.text, own.path);
  const strays = OWN_ALONE.filter((key) => has(theirs.settings, [key])).map(
    (key): ConfigFault => ({
      path: [key],
      fault: `\`${key}\` is not inherited: each repository says it itself`,
      remedy: 'remove it',
    }),
  );
  if (strays.length > 0) throw faultsIn(defaults.path, linesOf(strays, theirs));
  const result = parseConfig(merged(theirs.settings, mine?.settings ?? {}));
  if ('config' in result) return result.config;
  const isTheirs = ({ path }: ConfigFault): boolean => has(theirs.settings, path) && !has(mine?.settings, path);
  const inherited = linesOf(result.faults.filter(isTheirs), theirs);
  if (inherited.length > 0 || mine === null) throw faultsIn(defaults.path, inherited);
  throw faultsIn(own.path, linesOf(result.faults, mine));
}

/** What is written in a configuration, as it stands: unchecked. Throws where it is no YAML. */
export const writtenSettings = (file: ConfigText): unknown => readText(file)?.settings ?? {};

interface ReadText {
  document: Document;
  lines: LineCounter;
  settings: unknown;
}

function readText({ text, path }: ConfigText): ReadText | null {
  if (text === null || text.trim() === '') return null;
  if (text.length > SIZE_LIMIT) {
    throw new UserErrors(`${path} is not valid:`, [{ fault: 'the file is too large', remedy: 'keep it under 50 kB' }]);
  }
  const lines = new LineCounter();
  // Pretty errors quote the text around each of thousands of brackets.
  const document = withoutTraces(() =>
    parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false }),
  );
  if (document.errors.length > 0) {
    throw new UserErrors(
      `${path} is not valid YAML:`,
      document.errors.slice(0, MOST_ERRORS).map((error) => ({
        fault: `line ${lines.linePos(error.pos[0]).line}: ${error.message}`,
        remedy: 'correct the YAML there',
      })),
    );
  }
  return { document, lines, settings: settingsOf(document, path) };
}

/** Where an error was made is no news when a text has thousands of them, and takes twice as long as to read it. */
function withoutTraces<T>(read: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return read();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const linesOf = (faults: readonly ConfigFault[], { document, lines }: ReadText) =>
  faults
    .map((fault) => ({ ...fault, line: lineOf(fault.path, document, lines) }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, fault, remedy }) => ({ fault: `line ${line}: ${fault}`, remedy }));

const faultsIn = (path: string, faults: UserErrors['faults']): UserErrors =>
  new UserErrors(`${path} is not valid:`, faults);

/** The library throws on aliases that name nothing or multiply beyond measure: both are the owner's to mend. */
function settingsOf(document: Document, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    const fault = { fault: cause.message, remedy: 'write the value out instead of the alias' };
    throw new UserErrors(`${path} is not valid YAML:`, [fault]);
  }
}

function lineOf(path: KeyPath, document: Document, lines: LineCounter): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true) as { items?: unknown[] } | undefined;
    const key = path[depth - 1];
    for (const item of parent?.items ?? []) {
      const pair = item as { key?: { value?: unknown; range?: [number, number, number] } };
      if (pair.key?.range && String(pair.key.value ?? '') === String(key)) return lines.linePos(pair.key.range[0]).line;
    }
    const node = document.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
