// Writes dist/ anew, or with --check says how the committed dist/ differs from what the sources give.
import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { bundle, type Files } from './bundle.ts';

function readFolder(folder: string): Files {
  const paths = globSync('**', { cwd: folder }).filter((path) => statSync(join(folder, path)).isFile());
  return new Map(paths.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path))]));
}

// What zlib writes may differ between its versions; what it means may not.
function isEqual(path: string, a: Uint8Array, b: Uint8Array): boolean {
  if (Buffer.compare(a, b) === 0) return true;
  return path.endsWith('.gz') && Buffer.compare(gunzipSync(a), gunzipSync(b)) === 0;
}

export function differences(built: Files, committed: Files): string[] {
  const paths = [...new Set([...built.keys(), ...committed.keys()])].sort();
  return paths.flatMap((path) => {
    const [wanted, found] = [built.get(path), committed.get(path)];
    if (!wanted) return [`${path}: is not built any more`];
    if (!found) return [`${path}: is missing`];
    return isEqual(path, wanted, found) ? [] : [`${path}: differs (${found.length} bytes, built ${wanted.length})`];
  });
}

function write(folder: string, files: Files): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

async function main(root: string, isCheck: boolean): Promise<number> {
  const folder = join(root, 'dist');
  const { files } = await bundle(root);
  if (isCheck) {
    const found = differences(files, readFolder(folder));
    for (const line of found) console.error(`dist/${line}`);
    if (found.length > 0) console.error('dist/ is not what the sources give. Run "npm run build" and commit it.');
    return found.length > 0 ? 1 : 0;
  }
  write(folder, files);
  const bytes = [...files.values()].reduce((sum, file) => sum + file.length, 0);
  console.log(`dist/: ${files.size} files, ${Math.round(bytes / 1000)} kB`);
  return 0;
}

if (import.meta.main) process.exitCode = await main(join(import.meta.dirname, '..'), process.argv.includes('--check'));
