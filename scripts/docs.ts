// Rewrites what is generated in the READMEs and beside them, or with --check says what is out of date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inputsTable, outputsTable, permissionsBlock, readManifests } from './action-docs.ts';
import { generatedFiles, regionFiles, rootRegions } from './docs-regions.ts';

type Renderer = () => string | Promise<string>;

// The text with each region that it has rewritten; a region of that name may occur once.
export async function rewrite(text: string, regions: Readonly<Record<string, Renderer>>): Promise<string> {
  let result = text;
  for (const [name, render] of Object.entries(regions)) {
    const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const start = result.indexOf(open);
    const end = result.indexOf(close, start);
    if (start < 0) continue;
    if (end < 0) throw new Error(`The region ${open} is not closed by ${close}.`);
    result = `${result.slice(0, start + open.length)}\n${await render()}\n${result.slice(end)}`;
  }
  return result;
}

// Every file with generated content, as it has to be: path -> text.
export async function documents(root: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const manifest of readManifests(root)) {
    const path = `${manifest.folder}/README.md`;
    if (!existsSync(join(root, path))) throw new Error(`${path} is missing.`);
    const regions = {
      inputs: () => inputsTable(manifest),
      outputs: () => outputsTable(manifest),
      permissions: () => permissionsBlock(root, manifest),
    };
    const text = readFileSync(join(root, path), 'utf8');
    const missing = ['inputs', 'outputs'].find((name) => !text.includes(`<!-- ${name} -->`));
    if (missing) throw new Error(`${path}: the region <!-- ${missing} --> is missing.`);
    found.set(path, await rewrite(text, regions));
  }
  const regions = Object.entries(rootRegions).map(([name, render]) => [name, () => render(root)] as const);
  for (const path of regionFiles.filter((one) => existsSync(join(root, one))))
    found.set(path, await rewrite(readFileSync(join(root, path), 'utf8'), Object.fromEntries(regions)));
  for (const [path, render] of Object.entries(generatedFiles)) found.set(path, await render(root));
  return found;
}

export async function outdated(root: string): Promise<Map<string, string>> {
  const wanted = [...(await documents(root))];
  return new Map(
    wanted.filter(([path, text]) => {
      const file = join(root, path);
      return !existsSync(file) || readFileSync(file, 'utf8') !== text;
    }),
  );
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function main(root: string, isCheck: boolean): Promise<number> {
  const changes = await outdated(root);
  for (const [path, text] of changes) {
    if (!isCheck) write(join(root, path), text);
    console.log(`${path}: ${isCheck ? 'is out of date' : 'written'}`);
  }
  if (!isCheck || changes.size === 0) return 0;
  console.error('Run "npm run docs" and commit what it writes.');
  return 1;
}

if (import.meta.main) process.exitCode = await main(join(import.meta.dirname, '..'), process.argv.includes('--check'));
