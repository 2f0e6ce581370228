// Makes every file of dist/ in memory, from the same inputs always the same bytes, so that a check can compare them.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { type Asset, assets, type Entry, extraEntries } from './build-assets.ts';
import { thirdPartyLicences } from './licences.ts';

export type Files = Map<string, Uint8Array>;

export interface Bundle {
  files: Files;
  metafile: Metafile;
}

// CommonJS packages ask for Node's modules with require, which an ES module does not have.
const requireLine =
  'import{createRequire as stewardCreateRequire}from"node:module";const require=stewardCreateRequire(import.meta.url);\n';

export function entriesOf(root: string): Entry[] {
  const mains = globSync('actions/*/main.ts', { cwd: root }).map((path) => path.split(sep).join('/'));
  const actions = mains.sort().map((from) => ({ from, to: basename(dirname(from)) }));
  const cli = { from: 'packages/cli/src/main.ts', to: 'cli' };
  return [...actions, ...[cli, ...extraEntries].filter(({ from }) => existsSync(join(root, from)))];
}

function pack(root: string, asset: Asset): [string, Uint8Array] {
  const bytes = readFileSync(join(root, asset.from));
  if (!asset.to.endsWith('.gz')) return [asset.to, bytes];
  const packed = gzipSync(bytes, { level: 9 });
  // The header names the system it was packed on; 255 means unknown.
  packed[9] = 255;
  return [asset.to, packed];
}

const leanCore: Plugin = {
  name: 'lean-core',
  setup({ onResolve }) {
    onResolve({ filter: /^@actions\/(http-client|exec)(\/|$)/ }, ({ importer }) =>
      /[\\/]@actions[\\/]core[\\/]/.test(importer)
        ? { path: join(import.meta.dirname, 'stubs', 'actions-core-extras.ts') }
        : undefined,
    );
  },
};

function usedPaths({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
}

function finish(text: string): string {
  return text.includes('Dynamic require of') ? requireLine + text : text;
}

export async function bundle(root: string, entries: readonly Entry[] = entriesOf(root)): Promise<Bundle> {
  if (entries.length === 0)
    throw new Error('Nothing to build: there is no actions/*/main.ts and no packages/cli/src/main.ts.');
  const outdir = join(root, 'dist');
  const result = await build({
    absWorkingDir: root,
    entryPoints: entries.map(({ from, to }) => ({ in: from, out: to })),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    chunkNames: 'chunks/[name]-[hash]',
    // ES modules first: they are smaller, and import() of a CommonJS package has no named exports once bundled.
    mainFields: ['module', 'main'],
    plugins: [leanCore],
    alias: {
      undici: join(import.meta.dirname, 'stubs', 'undici.ts'),
      standardwebhooks: join(import.meta.dirname, 'stubs', 'standardwebhooks.ts'),
    },
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  const files: Files = new Map();
  for (const { path, text } of result.outputFiles) {
    files.set(relative(outdir, path).split(sep).join('/'), Buffer.from(finish(text)));
  }
  for (const asset of assets) files.set(...pack(root, asset));
  const sources = [...usedPaths(result.metafile), ...assets.map(({ from }) => from)];
  files.set('THIRD-PARTY-LICENSES.txt', Buffer.from(thirdPartyLicences(root, sources)));
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), metafile: result.metafile };
}
