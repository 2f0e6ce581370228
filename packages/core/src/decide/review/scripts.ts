/** What `npm test` or `make test` run on the default branch: a step that calls a script plainly runs what stands there. */
import type { WorkflowText } from '../../domain/pull-request.ts';

const MANAGERS = ['npm', 'pnpm', 'yarn', 'bun'];

/** By the command that calls it, as people write it. */
export function scriptsOf(files: readonly WorkflowText[]): Map<string, readonly string[]> {
  const text = (path: string): string => files.find((file) => file.path === path)?.text ?? '';
  return new Map([...manifestScripts(text('package.json')), ...makeTargets(text('Makefile'))]);
}

function manifestScripts(text: string): [string, string[]][] {
  let scripts: unknown;
  try {
    scripts = (JSON.parse(text) as { scripts?: unknown }).scripts;
  } catch {
    return [];
  }
  if (scripts === null || typeof scripts !== 'object') return [];
  return Object.entries(scripts).flatMap(([name, line]) => {
    if (typeof line !== 'string') return [];
    const calls = MANAGERS.flatMap((manager) => [
      `${manager} run ${name}`,
      ...(name === 'test' ? [`${manager} test`] : []),
    ]);
    return [...calls, `yarn ${name}`, `pnpm ${name}`].map((call): [string, string[]] => [call, [line]]);
  });
}

function makeTargets(text: string): [string, string[]][] {
  const found = new Map<string, string[]>();
  let names: string[] = [];
  for (const line of text.split('\n')) {
    const heading = /^([A-Za-z][\w .-]*):(?!=)/.exec(line)?.[1];
    if (heading !== undefined) names = heading.trim().split(/\s+/);
    else if (line.startsWith('\t'))
      for (const name of names)
        found.set(`make ${name}`, [...(found.get(`make ${name}`) ?? []), line.trim().replace(/^[@-]+/, '')]);
    else if (line.trim() !== '') names = [];
  }
  return [...found];
}
