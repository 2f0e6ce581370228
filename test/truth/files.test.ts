// What the files of the repository are called, how long they are, and what no committed text may hold.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { committedPaths, readSources, root, type Source } from '../support/source.ts';

// Files over 250 lines, each with the reason why it is not two.
const longFiles: Readonly<Record<string, string>> = {};

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const emptyNouns = /(^|[-.])(utils?|helpers?|managers?|services?|processors?)([-.]|$)/;
const ownCode = /^(actions|packages|scripts|test|workflows)\/.*\.(ts|js|mjs)$/;
const fixture = /^(test|packages\/[^/]+)\/fixtures\//;

function nameFaults(paths: readonly string[]): string[] {
  return paths
    .filter((path) => ownCode.test(path) && !fixture.test(path))
    .filter((path) => !kebab.test(basename(path)) || emptyNouns.test(basename(path)));
}

function lengthFaults(sources: readonly Source[], reasons: Readonly<Record<string, string>>): string[] {
  const isGenerated = /(\.generated\.|\/generated\/)/;
  const long = sources.filter(({ path, text }) => !isGenerated.test(path) && text.trimEnd().split('\n').length > 250);
  const unexplained = long
    .filter(({ path }) => !reasons[path])
    .map(({ path }) => `${path}: over 250 lines without a reason`);
  const needless = Object.keys(reasons).filter((path) => !long.some((source) => source.path === path));
  return [...unexplained, ...needless.map((path) => `${path}: is not that long any more`)];
}

// Joined here, so that this file does not hold what it forbids.
const hosts = [
  'registry.npm',
  'js.org|registry.yarn',
  'pkg|proxy.go',
  'lang|deb.deb',
  'ian|files.python',
  'hosted|crates.io/',
  'api',
];
const forbiddenHost = new RegExp(hosts.join('').replaceAll('.', '\\.'));
const machinePath = /(^|[^A-Za-z0-9_.])\/(work|farm|root)\//m;
const isBinary = (text: string) => text.includes('\0');

function textFaults(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    if (isBinary(text)) return [];
    const found = [forbiddenHost.exec(text)?.[0], machinePath.exec(text)?.[0]].filter((hit) => hit !== undefined);
    return found.map((hit) => `${path}: ${hit.trim()}`);
  });
}

function lockFaults(text: string): string[] {
  const packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }> = JSON.parse(text).packages;
  return Object.entries(packages).flatMap(([path, { resolved, integrity, link }]) => {
    if (resolved && /^(https?|git)/.test(resolved)) return [`${path}: names where it was fetched`];
    const needsIntegrity = path.startsWith('node_modules/') && !link;
    return needsIntegrity && !integrity ? [`${path}: has no integrity`] : [];
  });
}

function versionFaults(manifests: readonly Source[]): string[] {
  return manifests.flatMap(({ path, text }) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text);
    const all = Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies });
    return all
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
      .map(([name, version]) => `${path}: ${name} ${version}`);
  });
}

describe('files', () => {
  test('are named by whole nouns in kebab-case', () => {
    expect(nameFaults(committedPaths())).toEqual([]);
    expect(nameFaults(['packages/a/src/date-utils.ts', 'scripts/TaskList.ts', 'actions/a/service.ts'])).toHaveLength(3);
    expect(nameFaults(['packages/a/src/evidence.test.ts', 'test/fixtures/a/utils.ts', 'README.md'])).toEqual([]);
  });

  test('have at most 250 lines, or a reason', () => {
    const sources = readSources(ownCode).filter(({ path }) => !fixture.test(path) && !path.startsWith('test/'));
    expect(lengthFaults(sources, longFiles)).toEqual([]);
    const long = { path: 'scripts/a.ts', text: 'a;\n'.repeat(251) };
    expect(lengthFaults([long], {})).toHaveLength(1);
    expect(lengthFaults([long], { 'scripts/a.ts': 'one table' })).toEqual([]);
    expect(lengthFaults([], { 'scripts/a.ts': 'one table' })).toHaveLength(1);
  });

  test('hold no host of a package registry and no path of a machine', () => {
    expect(textFaults(readSources(/^(?!dist\/)/))).toEqual([]);
    const path = ['', 'root', 'x'].join('/');
    expect(textFaults([{ path: 'a.md', text: `see ${path}` }])).toHaveLength(1);
    expect(textFaults([{ path: 'a.md', text: ['https://registry.npm', 'js.org/a'].join('') }])).toHaveLength(1);
    expect(textFaults([{ path: 'a.md', text: 'homework/root/x and ./work/x' }])).toEqual([]);
  });
});

describe('packages', () => {
  test('are locked by content, without the host they came from', () => {
    expect(lockFaults(readFileSync(join(root, 'package-lock.json'), 'utf8'))).toEqual([]);
    const lock = {
      packages: { 'node_modules/a': { resolved: 'https://example.com/a.tgz', integrity: 'x' }, 'node_modules/b': {} },
    };
    expect(lockFaults(JSON.stringify(lock))).toHaveLength(2);
  });

  test('are pinned to exact versions', () => {
    expect(versionFaults(readSources(/^(packages\/[^/]+\/)?package\.json$/))).toEqual([]);
    expect(versionFaults([{ path: 'package.json', text: '{"dependencies":{"a":"^1.0.0"}}' }])).toHaveLength(1);
  });
});
