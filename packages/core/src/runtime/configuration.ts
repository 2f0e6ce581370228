/** The configuration file: YAML to settings, with every fault at its line. */
import { type Document, LineCounter, parseDocument } from 'yaml';
import { type Config, DEFAULT_CONFIG, parseConfig } from '../domain/config.ts';
import type { ConfigFault } from '../domain/config-faults.ts';
import { UserErrors } from '../domain/failure.ts';

const SIZE_LIMIT = 50_000;
/** One broken bracket can give thousands. */
const MOST_ERRORS = 10;

export function readConfiguration(text: string | null, path: string): Config {
  if (text === null || text.trim() === '') return DEFAULT_CONFIG;
  if (text.length > SIZE_LIMIT) {
    throw new UserErrors(`${path} is not valid:`, [{ fault: 'the file is too large', remedy: 'keep it under 50 kB' }]);
  }
  const lines = new LineCounter();
  // Pretty errors quote the text around each of thousands of brackets.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new UserErrors(
      `${path} is not valid YAML:`,
      document.errors.slice(0, MOST_ERRORS).map((error) => ({
        fault: `line ${lines.linePos(error.pos[0]).line}: ${error.message}`,
        remedy: 'correct the YAML there',
      })),
    );
  }
  const result = parseConfig(settingsOf(document, path));
  if ('config' in result) return result.config;
  const faults = result.faults.map((fault) => ({ ...fault, line: lineOf(fault, document, lines) }));
  throw new UserErrors(
    `${path} is not valid:`,
    faults
      .sort((a, b) => a.line - b.line)
      .map(({ line, fault, remedy }) => ({ fault: `line ${line}: ${fault}`, remedy })),
  );
}

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

function lineOf(fault: ConfigFault, document: Document, lines: LineCounter): number {
  for (let depth = fault.path.length; depth > 0; depth--) {
    const parent = document.getIn(fault.path.slice(0, depth - 1), true) as { items?: unknown[] } | undefined;
    const key = fault.path[depth - 1];
    for (const item of parent?.items ?? []) {
      const pair = item as { key?: { value?: unknown; range?: [number, number, number] } };
      if (pair.key?.range && String(pair.key.value ?? '') === String(key)) return lines.linePos(pair.key.range[0]).line;
    }
    const node = document.getIn(fault.path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
