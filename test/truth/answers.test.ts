/** The answer sheets say only what stands in the fixture repositories and their worlds. */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseWorldFile, type WorldFile } from '@steward/sandbox/world-file.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answers,
  answersOf,
  type Fixture,
  fixtures,
  folderOf,
  type Place,
  type Replayed,
  replayHistory,
} from '../support/history.ts';
import { root } from '../support/source.ts';

type Entry = Place & { kind: string };

/** The kinds that the README of the fixtures explains. */
const kinds = [
  ...readFileSync(join(root, 'test/fixtures/repositories/README.md'), 'utf8').matchAll(/^\| `([a-z-]+)` \|/gm),
]
  .map(([, kind]) => kind ?? '')
  .sort();
const alerted = ['code-scanning-alert', 'dependency-alert'];
const discussed = ['stale-pull-request', 'conflicting-pull-request', 'untriaged-bug-report'];
/** By path alone, wherever in the file. */
const whole = [
  'untested-source',
  'hotspot',
  'missing-lock-file',
  'workflow-permissions',
  'failing-workflow',
  'flaky-workflow',
  'community-file',
];

const entriesOf = ({ faults, traps, unwanted }: Answers): Entry[] => [
  ...faults,
  ...traps.map(({ tempts, ...trap }) => ({ ...trap, kind: tempts })),
  ...unwanted,
];

/** What an entry is about: two entries with the same name contradict or repeat each other. */
function nameOf({ kind, path, line, number }: Entry): string {
  if (number !== undefined) return `${kind} #${number}`;
  return whole.includes(kind) ? `${kind} ${path}` : `${kind} ${path}:${line}`;
}

const folder = mkdtempSync(join(tmpdir(), 'steward-answers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each<Fixture>([...fixtures])('the answer sheet of the %s fixture', (name) => {
  const answers = answersOf(name);
  const entries = entriesOf(answers);
  let replayed: Replayed;
  let paths: string[];
  const git = (args: string[]): string =>
    execFileSync('git', ['-C', join(folder, name), ...args], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  const linesOf = (path: string): string[] => git(['show', `HEAD:${path}`]).split('\n');

  beforeAll(() => {
    replayed = replayHistory(name, join(folder, name));
    paths = git(['ls-tree', '-r', '-z', '--name-only', 'HEAD']).split('\0').filter(Boolean);
  });

  it('knows every kind it names, and gives every entry a reason', () => {
    expect(kinds).toHaveLength(20);
    for (const { kind, because } of entries) {
      expect(kinds).toContain(kind);
      expect(because).toMatch(/\S.*\.$/);
    }
  });

  it('numbers its faults in order', () => {
    expect(answers.faults.map(({ id }) => id)).toEqual(answers.faults.map((_, index) => `${name}-${index + 1}`));
  });

  it('says nothing twice and never both yes and no', () => {
    const names = entries.map(nameOf);
    expect(names.filter((each, index) => names.indexOf(each) !== index)).toEqual([]);
  });

  it('cites lines that stand at HEAD as they are cited', () => {
    const cited: Place[] = [...entries, ...(answers.goals ?? [])].filter(({ line }) => line !== undefined);
    expect(cited.length).toBeGreaterThan(0);
    for (const { path, line = 0, excerpt } of cited) {
      expect(paths).toContain(path);
      expect({ path, line, excerpt: linesOf(path)[line - 1]?.trim() }).toEqual({ path, line, excerpt });
    }
  });

  it('leaves out a line only where there is none', () => {
    for (const { kind, path, number } of entries.filter(({ line }) => line === undefined)) {
      if (kind === 'community-file') expect(paths.map((each) => basename(each))).not.toContain(path);
      else if (alerted.includes(kind)) expect(paths).toContain(path);
      else expect(discussed).toContain(kind);
      expect(number === undefined).toBe(kind === 'community-file');
    }
  });

  it('names pull requests and issues that its world has, by number and title', () => {
    const { pullRequests = [], issues = [] } = replayed.world;
    for (const { kind, path, number, excerpt } of entries.filter((entry) => discussed.includes(entry.kind))) {
      const isIssue = kind === 'untriaged-bug-report';
      const found = [...(isIssue ? issues : pullRequests)].find((each) => each.number === number);
      expect(found?.title).toBe(excerpt);
      expect(path).toBe(`${isIssue ? 'issues' : 'pull'}/${number}`);
    }
  });

  it('names alerts that are there, at their place, and wants only open ones', () => {
    const { codeScanning, dependabot } = replayed.alerts;
    const scanned = codeScanning.map(({ number, state, most_recent_instance: { location } }) => ({
      name: `code-scanning-alert #${number}`,
      state,
      path: location.path,
      line: location.start_line,
    }));
    const depended = dependabot.map(({ number, state, dependency }) => ({
      name: `dependency-alert #${number}`,
      state,
      path: dependency.manifest_path,
    }));
    const places = new Map(
      [...scanned, ...depended].map(({ name, ...place }) => [name, { line: undefined, ...place }]),
    );
    const wanted = new Set<Entry>(answers.faults);
    for (const entry of entries.filter(({ kind }) => alerted.includes(kind))) {
      const alert = places.get(nameOf(entry));
      expect(alert?.path).toBe(entry.path);
      if (entry.kind === 'code-scanning-alert') expect(alert?.line).toBe(entry.line);
      if (wanted.has(entry)) expect(alert?.state).toBe('open');
    }
  });

  it('has a world that a sandbox takes, whose runs are of workflows that are there', () => {
    const world = parseWorldFile(replayed.world);
    for (const { workflow } of world.workflowRuns ?? []) expect(paths).toContain(workflow);
  });

  it('calls a workflow failing or flaky where its runs say so, and nowhere else', () => {
    const order = git(['rev-list', 'HEAD']).split('\n');
    const runs = newestFirst(replayed.world.workflowRuns ?? [], order);
    const found = [...failing(runs), ...flaky(runs)].sort();
    const wanted = answers.faults.filter(({ kind }) => /^(failing|flaky)-workflow$/.test(kind)).map(nameOf);
    expect(found).toEqual(wanted.sort());
  });

  it('has a tree that is the last commit, apart from links, and a history of a reasonable size', () => {
    const checkout = join(folder, name);
    for (const path of paths.filter((each) => !lstatSync(join(checkout, each)).isSymbolicLink())) {
      const stored = readFileSync(join(folderOf(name), 'tree', path));
      expect({ path, same: stored.equals(readFileSync(join(checkout, path))) }).toEqual({ path, same: true });
    }
    const stored = readdirSync(join(folderOf(name), 'tree'), { recursive: true, withFileTypes: true });
    const names = stored.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name));
    for (const each of names) expect(paths).toContain(each.slice(join(folderOf(name), 'tree').length + 1));
    expect(statSync(join(folderOf(name), 'history.json')).size).toBeLessThan(200_000);
  });
});

type Runs = NonNullable<WorldFile['workflowRuns']>;

/** Those on the default branch; of two at one time, the one of the later commit comes first. */
function newestFirst(runs: Runs, order: readonly string[]): Runs {
  const place = ({ commit = '' }: Runs[number]): number => order.indexOf(commit);
  return runs
    .filter(({ branch }) => branch === 'main')
    .sort((one, other) => hoursAgo(one.at) - hoursAgo(other.at) || place(one) - place(other));
}

function hoursAgo(time = ''): number {
  const [, count, unit] = /^-([\d.]+)([hd])$/.exec(time) ?? [];
  return Number(count) * (unit === 'd' ? 24 : 1);
}

function failing(runs: Runs): string[] {
  const latest = new Map<string, Runs[number]>();
  for (const run of runs) if (!latest.has(run.workflow)) latest.set(run.workflow, run);
  const failed = [...latest.values()].filter(({ conclusion }) => conclusion === 'failure');
  return failed.map(({ workflow }) => `failing-workflow ${workflow}`);
}

function flaky(runs: Runs): string[] {
  const failed = runs.filter(({ conclusion }) => conclusion === 'failure');
  const passed = failed.filter(({ workflow, commit }) =>
    runs.some((run) => run.workflow === workflow && run.commit === commit && run.conclusion === 'success'),
  );
  return [...new Set(passed.map(({ workflow }) => `flaky-workflow ${workflow}`))];
}
