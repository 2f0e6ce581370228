// Reads what an action.yml promises and renders it as the tables of its README.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';

interface Input {
  description?: string;
  required?: boolean;
  default?: string | number | boolean;
}

export interface ActionManifest {
  folder: string;
  name: string;
  description: string;
  runs: { using: string; main: string };
  inputs: Record<string, Input>;
  outputs: Record<string, { description?: string }>;
}

export function readManifest(root: string, folder: string): ActionManifest {
  const path = `${folder}/action.yml`;
  const { name, description, runs, inputs, outputs } = parse(readFileSync(join(root, path), 'utf8'));
  if (!name || !description) throw new Error(`${path}: name and description are needed.`);
  return { folder, name, description, runs, inputs: inputs ?? {}, outputs: outputs ?? {} };
}

export function readManifests(root: string): ActionManifest[] {
  const paths = globSync('actions/*/action.yml', { cwd: root }).map((path) => dirname(path).split(sep).join('/'));
  return paths.sort().map((folder) => readManifest(root, folder));
}

export function cell(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}

function described(manifest: ActionManifest, kind: string, name: string, description: string | undefined): string {
  if (description?.trim()) return cell(description);
  throw new Error(`${manifest.folder}/action.yml: the ${kind} "${name}" has no description.`);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n');
}

function defaultOf({ required, default: value }: Input): string {
  if (value === undefined) return required === true ? 'required' : '';
  return value === '' ? '' : `\`${cell(String(value))}\``;
}

export function inputsTable(manifest: ActionManifest): string {
  const rows = Object.entries(manifest.inputs).map(([name, input]) => {
    return [`\`${name}\``, described(manifest, 'input', name, input.description), defaultOf(input)];
  });
  return rows.length > 0 ? table(['Input', 'Meaning', 'Default'], rows) : 'None.';
}

export function outputsTable(manifest: ActionManifest): string {
  const rows = Object.entries(manifest.outputs).map(([name, { description }]) => {
    return [`\`${name}\``, described(manifest, 'output', name, description)];
  });
  return rows.length > 0 ? table(['Output', 'Meaning'], rows) : 'None.';
}

interface Permissions {
  permissions?: Record<string, string>;
  optionalPermissions?: Record<string, { level: string; for: string }>;
}

// An action's permissions are data beside its inputs: `export const permissions` of inputs.ts, a map from scope to read or write.
export async function permissionsBlock(root: string, { folder }: ActionManifest): Promise<string> {
  const path = join(root, folder, 'inputs.ts');
  const { permissions, optionalPermissions = {} }: Permissions = existsSync(path)
    ? await import(pathToFileURL(path).href)
    : {};
  if (!permissions) throw new Error(`${folder}/inputs.ts: export "permissions", which the README's region names.`);
  const lines = Object.entries(permissions).map(([scope, level]) => `  ${scope}: ${level}`);
  const more = Object.entries(optionalPermissions).map(([scope, { level, for: use }]) => [
    `  # ${scope}: ${level}`,
    use,
  ]);
  const width = Math.max(0, ...more.map(([start = '']) => start.length));
  const optional = more.map(([start = '', use]) => `${start.padEnd(width)}  ${use}`);
  const heading = optional.length > 0 ? ['  # Optional; what it is for is unknown without it:'] : [];
  return ['```yaml', 'permissions:', ...lines, ...heading, ...optional, '```'].join('\n');
}

export function actionsTable(root: string): string {
  const rows = readManifests(root).map(({ folder, description }) => {
    return [`[${basename(folder)}](${folder}/README.md)`, cell(description)];
  });
  return table(['Action', 'Does'], rows);
}
