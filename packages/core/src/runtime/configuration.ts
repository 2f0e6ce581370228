/** The configuration file: YAML to settings, with every fault at its line. */
import { type Document, LineCounter, parseDocument } from 'yaml';
import { type Config, type ConfigFault, DEFAULT_CONFIG, parseConfig } from '../domain/config.ts';
import { UserErrors } from '../domain/failure.ts';

const SIZE_LIMIT = 100_000;

export function readConfiguration(text: string | null, path: string): Config {
  if (text === null || text.trim() === '') return DEFAULT_CONFIG;
  if (text.length > SIZE_LIMIT) {
    throw new UserErrors(`${path} is not valid:`, [{ fault: 'the file is too large', remedy: 'keep it under 100 kB' }]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new UserErrors(
      `${path} is not valid YAML:`,
      document.errors.map((error) => ({
        fault: `line ${error.linePos?.[0].line ?? 1}: ${error.message.split(/ at line \d+|\n/)[0]}`,
        remedy: 'correct the YAML there',
      })),
    );
  }
  const result = parseConfig(document.toJS({ maxAliasCount: 50 }));
  if ('config' in result) return result.config;
  throw new UserErrors(
    `${path} is not valid:`,
    result.faults.map((fault) => ({ ...fault, fault: `line ${lineOf(fault, document, lines)}: ${fault.fault}` })),
  );
}

function lineOf(fault: ConfigFault, document: Document, lines: LineCounter): number {
  for (let depth = fault.path.length; depth > 0; depth--) {
    const parent = document.getIn(fault.path.slice(0, depth - 1), true) as { items?: unknown[] } | undefined;
    const key = fault.path[depth - 1];
    for (const item of parent?.items ?? []) {
      const pair = item as { key?: { value?: unknown; range?: [number, number, number] } };
      if (pair.key?.value === key && pair.key?.range) return lines.linePos(pair.key.range[0]).line;
    }
    const node = document.getIn(fault.path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
