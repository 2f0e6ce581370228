// Collects the licence texts of the packages that a bundle holds, because their licences ask for it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
]);

// Several that hold together, `(A AND B)`, are permissive if each of them is.
function isPermissive(license: unknown): boolean {
  const [, together] = /^\(([^()]+)\)$/.exec(String(license)) ?? [];
  return (together ?? String(license))
    .split(together === undefined ? '\0' : ' AND ')
    .every((one) => permissive.has(one));
}

// The folder of the innermost package that a file belongs to, or undefined for a file of this repository.
export function packageFolder(path: string): string | undefined {
  const marker = 'node_modules/';
  const start = path.lastIndexOf(marker);
  if (start < 0) return undefined;
  const [first = '', second = ''] = path.slice(start + marker.length).split('/');
  return path.slice(0, start + marker.length) + (first.startsWith('@') ? `${first}/${second}` : first);
}

function describe(root: string, folder: string): { name: string; text: string } {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest;
  if (!isPermissive(license)) {
    throw new Error(
      `${name}@${version} has the licence "${license}", which dist/ must not hold. Choose another package.`,
    );
  }
  const files = readdirSync(join(root, folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  const texts = files.sort().map((file) =>
    readFileSync(join(root, folder, file), 'utf8')
      .replaceAll('\r\n', '\n')
      .trim(),
  );
  const body =
    texts.length > 0 ? texts.join('\n\n') : `The package has no licence text; it names the licence ${license}.`;
  return { name: `${name}@${version}`, text: `${name}@${version} (${license})\n\n${body}\n` };
}

export function thirdPartyLicences(root: string, paths: Iterable<string>): string {
  const folders = new Set([...paths].map(packageFolder).filter((folder) => folder !== undefined));
  const found = new Map([...folders].map((folder) => describe(root, folder)).map(({ name, text }) => [name, text]));
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  const rule = `\n${'-'.repeat(80)}\n\n`;
  return ['The files in this folder hold code and data of these packages.\n', ...sorted].join(rule);
}
