// A program that a test needs and not every machine has: its absence is said loudly, and is a failure where all tools were promised.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'vitest';

export interface Tool {
  name: string;
  path: string | undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function findTool(name: string, searchPath = process.env.PATH ?? ''): Tool {
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '');
  return { name, path: folders.map((folder) => join(folder, name)).find(isExecutable) };
}

export function missingToolMessage({ name }: Tool): string {
  return `The program "${name}" is not installed; what needs it is not tested. .ci/run installs it.`;
}

// A test that runs with the tool's path, is skipped with a message without it, and fails instead where STEWARD_TOOLS=required.
export const testWithTool = (name: string, title: string, body: (path: string) => void | Promise<void>): void =>
  testWithTools([name], title, ([path = '']) => body(path));

// The same with several, in the order in which they are named.
export function testWithTools(
  names: readonly string[],
  title: string,
  body: (paths: readonly string[]) => void | Promise<void>,
): void {
  const tools = names.map((name) => findTool(name));
  const paths = tools.flatMap(({ path }) => path ?? []);
  if (paths.length === tools.length) {
    test(title, () => body(paths));
    return;
  }
  const missing = tools.filter(({ path }) => path === undefined).map(missingToolMessage);
  if (process.env.STEWARD_TOOLS === 'required') {
    test(title, () => {
      throw new Error(missing.join('\n'));
    });
    return;
  }
  process.stderr.write(`${missing.join('\n')}\n`);
  test.skip(title, () => {});
}
