/** From the start of an action's process to its first request, and what is loaded until then. */
import { spawn } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../support/source.ts';
import { type BenchOptions, compare, kilobytes, milliseconds, type Row } from './measurement.ts';

const ANCHOR = '@actions/core + fetch 61 ms, actions/labeler 94, actions/stale 150 (performance.md §1)';

export async function starts({ folder }: BenchOptions): Promise<Row[]> {
  const floor = await floorBundle(folder);
  const server = await listen();
  try {
    const rows: Row[] = [];
    for (const path of globSync('actions/*/main.ts', { cwd: root }).sort()) {
      const name = basename(dirname(path));
      const entry = join(root, 'dist', `${name}.js`);
      const again = await compare(
        () => firstRequest(entry, server, folder),
        () => firstRequest(floor, server, folder),
        9,
      );
      const empty = await compare(
        () => firstRequest(entry, server, folder),
        () => nothing(folder),
      );
      const bytes = loadedBytes(entry);
      rows.push(
        {
          ...{ name: `${name}: start to first request`, measured: milliseconds(again.subject), ratio: again.ratio },
          ...{ against: `a bundle of @actions/core and fetch (${milliseconds(again.baseline)})`, anchor: ANCHOR },
        },
        {
          ...{ name: `${name}: start, against nothing`, measured: milliseconds(empty.subject), ratio: empty.ratio },
          ...{
            against: `node -e 0 (${milliseconds(empty.baseline)})`,
            anchor: 'node -e 0 21 to 26 ms (performance.md §1)',
          },
        },
        {
          ...{ name: `${name}: bytes before the first request`, measured: kilobytes(bytes), ratio: bytes / 200_000 },
          ...{ against: '200 kB', anchor: '@actions/core + fetch 820 kB, actions/stale 4,367 kB (performance.md §1)' },
        },
      );
    }
    return rows;
  } finally {
    server.close();
  }
}

/** The least an action could be: it reads an input and asks GitHub one thing. */
async function floorBundle(folder: string): Promise<string> {
  const entry = join(folder, 'floor.ts');
  const lines = [
    `import * as core from '@actions/core';`,
    `const token = core.getInput('github-token');`,
    `const address = process.env.GITHUB_GRAPHQL_URL ?? '';`,
    `const body = JSON.stringify({ query: '{viewer{login}}' });`,
    `const answer = await fetch(address, { method: 'POST', headers: { authorization: 'bearer ' + token }, body });`,
    `if (!answer.ok) core.setFailed('no');`,
  ];
  writeFileSync(entry, lines.join('\n'));
  const outfile = join(folder, 'floor.mjs');
  const banner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";
  await build({
    ...{ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node24', minify: true },
    ...{ banner: { js: banner }, nodePaths: [join(root, 'node_modules')], logLevel: 'error', absWorkingDir: root },
  });
  return outfile;
}

interface Listener {
  address: string;
  /** Resolves with the time of the next request, as `performance.now()`. */
  next(): Promise<number>;
  close(): void;
}

/** Refuses everything: each action ends by its own error. */
async function listen(): Promise<Listener> {
  let arrived: (at: number) => void = () => undefined;
  const server = createServer((request, response) => {
    arrived(performance.now());
    request.resume();
    response.writeHead(401, { 'content-type': 'application/json', date: new Date().toUTCString() });
    response.end('{"message":"Bad credentials"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: () =>
      new Promise((resolve) => {
        arrived = resolve;
      }),
    close: () => void server.close(),
  };
}

async function firstRequest(entry: string, { address, next }: Listener, folder: string): Promise<number> {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const arrival = next();
  const began = performance.now();
  const child = spawn(process.execPath, [entry], {
    stdio: 'ignore',
    env: {
      ...{ PATH: process.env.PATH, HOME: home, RUNNER_TEMP: home, GITHUB_REPOSITORY: 'octo/dur', GITHUB_RUN_ID: '1' },
      ...{ GITHUB_API_URL: address, GITHUB_GRAPHQL_URL: `${address}/graphql`, GITHUB_SERVER_URL: address },
      'INPUT_GITHUB-TOKEN': 'ghs_none',
      // Who asks nothing of GitHub unless it is told whose limits to look at.
      INPUT_CLIENT: 'bench',
    },
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const silent = ended.then(() => Number.NaN);
  const at = await Promise.race([arrival, silent]);
  await ended;
  if (Number.isNaN(at)) throw new Error(`${entry} ended without a request`);
  return at - began;
}

function nothing(folder: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore', cwd: folder });
  return new Promise((resolve) => child.once('close', () => resolve(performance.now() - began)));
}

/** The entry with all that it imports at once. */
function loadedBytes(entry: string, seen = new Set<string>()): number {
  if (seen.has(entry)) return 0;
  seen.add(entry);
  const imports = [...readFileSync(entry, 'utf8').matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)].map(
    ([, path]) => path ?? '',
  );
  return statSync(entry).size + imports.reduce((sum, path) => sum + loadedBytes(join(dirname(entry), path), seen), 0);
}
