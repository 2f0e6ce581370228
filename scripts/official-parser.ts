// GitHub's own parser of workflows and action files, the one behind its editors; what it refuses, GitHub refuses as well.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { validate as Validate } from '@actions/languageservice';
import { build } from 'esbuild';
import { TextDocument } from 'vscode-languageserver-textdocument';

export interface ParserFinding {
  line: number;
  message: string;
}

// The path decides: what is called action.yml is read as an action, all else as a workflow.
export type OfficialParser = (path: string, text: string) => Promise<ParserFinding[]>;

// Its packages import JSON in a way that Node refuses, so they are bundled before they are loaded.
async function load(): Promise<typeof Validate> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-parser-'));
  try {
    const file = join(folder, 'parser.cjs');
    await build({
      stdin: { contents: "export { validate } from '@actions/languageservice';", resolveDir: import.meta.dirname },
      outfile: file,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    return createRequire(file)(file).validate;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let loaded: ReturnType<typeof load> | undefined;
let read = 0;

export async function loadOfficialParser(): Promise<OfficialParser> {
  loaded ??= load();
  const validate = await loaded;
  return async (path, text) => {
    // It remembers what it parsed by address.
    const document = TextDocument.create(`file:///${++read}/${path}`, 'yaml', 1, text);
    const found = await validate(document);
    return found.map(({ range, message }) => {
      return { line: range.start.line + 1, message: typeof message === 'string' ? message : message.value };
    });
  };
}
