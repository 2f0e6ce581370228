// Runs evidence in a copy, and says what it found: a failure of a test or of the simulation, and nothing else, catches a bug.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Evidence, isTests, type SimulationEvidence, type TestEvidence } from '../test/mutants/mutant.ts';
import { type Copy, type End, runNode } from './mutation-copy.ts';

/** `broken`: it failed, but not because anything was found to be wrong; that proves nothing. */
export type Finding = { kind: 'caught'; by: string } | { kind: 'passed' } | { kind: 'broken'; why: string };

/** What the report of the runner of tests says, as far as it is read. */
export interface TestReport {
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[];
  }[];
}

export interface Limits {
  /** Milliseconds for one run of tests. */
  tests: number;
  /** For one test of it. */
  test: number;
  simulation: number;
}

export const LIMITS: Limits = { tests: 300_000, test: 60_000, simulation: 900_000 };

const VITEST = 'node_modules/vitest/vitest.mjs';
const REPORT = 'report.json';

interface Wanted {
  files: readonly string[];
  titles?: readonly string[];
  /** Stop at the first failure. */
  first: boolean;
  workers: number;
}

async function runTests(copy: Copy, wanted: Wanted, limits: Limits): Promise<{ end: End; report: TestReport | null }> {
  const { files, titles = [], first, workers } = wanted;
  const path = join(copy.scratch, REPORT);
  rmSync(path, { force: true });
  const given = [VITEST, 'run', ...files, '--reporter=json', `--outputFile=${path}`, `--maxWorkers=${workers}`];
  given.push(`--testTimeout=${limits.test}`, ...(first ? ['--bail=1'] : []));
  if (titles.length > 0) given.push('--testNamePattern', titles.map(escaped).join('|'));
  const end = await runNode(copy, given, limits.tests);
  return { end, report: existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as TestReport) : null };
}

/** Reports join the words of a full title by a space, the pattern is held against them joined by an arrow. */
const escaped = (title: string): string => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '(?: | > )');

const OUT_OF_TIME = /(?:Test|Hook) timed out in \d+ ?ms/;

/** What a run of tests means. A file that does not load, or a test that does not end, shows nothing of a bug. */
export function findingOf(end: End, report: TestReport | null, root: string, hangs = false): Finding {
  if (end.timedOut)
    return hangs ? { kind: 'caught', by: 'it does not end' } : { kind: 'broken', why: 'it did not end in time' };
  const failed = (report?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map((result) => ({ ...result, file: pathIn(root, name) })),
  );
  const late = failed.filter(({ failureMessages }) => failureMessages?.some((message) => OUT_OF_TIME.test(message)));
  const telling = failed.find((result) => hangs || !late.includes(result));
  if (telling) return { kind: 'caught', by: `${telling.file} › ${telling.fullName}` };
  if (late.length > 0) return { kind: 'broken', why: `${late[0]?.fullName}: did not end in time` };
  if (report !== null && end.status === 0) return { kind: 'passed' };
  const message = report?.testResults.find((result) => result.message !== '')?.message;
  return { kind: 'broken', why: message ?? (lastLines(end.output) || `exit status ${end.status}`) };
}

const pathIn = (root: string, name: string): string =>
  name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name;

const lastLines = (output: string): string => output.trim().split('\n').slice(-3).join(' / ').slice(-300);

async function tryTests(copy: Copy, { tests, title, hangs }: TestEvidence, limits: Limits): Promise<Finding> {
  const wanted = { files: [tests], ...(title !== undefined && { titles: [title] }), first: true, workers: 1 };
  const { end, report } = await runTests(copy, wanted, limits);
  return findingOf(end, report, copy.root, hangs);
}

const STARTER = 'scripts/start.js';
const BROKEN_PROMISE = /\brun \d+: (.+)/;

/** The simulation ends with another status than 0 where it found a promise broken. */
async function trySimulation(copy: Copy, { simulate, hangs }: SimulationEvidence, limits: Limits): Promise<Finding> {
  const given = [STARTER, 'simulate', ...simulate.split(/\s+/).filter(Boolean)];
  const { status, timedOut, output } = await runNode(copy, given, limits.simulation);
  if (timedOut)
    return hangs ? { kind: 'caught', by: 'it does not end' } : { kind: 'broken', why: 'it did not end in time' };
  if (status === 0) return { kind: 'passed' };
  if (status !== 1) return { kind: 'broken', why: `exit status ${status}: ${lastLines(output)}` };
  return { kind: 'caught', by: `simulation › ${BROKEN_PROMISE.exec(output)?.[1] ?? lastLines(output)}` };
}

export const tryEvidence = (copy: Copy, evidence: Evidence, limits: Limits): Promise<Finding> =>
  isTests(evidence) ? tryTests(copy, evidence, limits) : trySimulation(copy, evidence, limits);

export async function trySuite(copy: Copy, limits: Limits): Promise<Finding> {
  const { end, report } = await runTests(copy, { files: [], first: true, workers: 1 }, { ...limits, tests: 1_200_000 });
  return findingOf(end, report, copy.root);
}

/** Makes dist/ of the copy what its sources give: built actions, and the simulation, are run from there. */
export async function build(copy: Copy, limits: Limits): Promise<string | null> {
  return faultOf(await runNode(copy, ['scripts/build.ts'], limits.tests));
}

const faultOf = ({ status, output }: End): string | null =>
  status === 0 ? null : lastLines(output) || `exit status ${status}`;

// A name that is not used any more is untidy, not a bug that a compiler would stop.
const TYPES = {
  extends: './tsconfig.json',
  compilerOptions: {
    noUnusedLocals: false,
    noUnusedParameters: false,
    incremental: true,
    tsBuildInfoFile: './types.tsbuildinfo',
  },
  include: ['actions', 'packages/core'],
};

export const typesConfig = (): string => JSON.stringify(TYPES);

/** What the compiler says of the copy, or null: a bug that does not compile is none that could be committed. */
export async function typeFault(copy: Copy, limits: Limits): Promise<string | null> {
  return faultOf(await runNode(copy, ['node_modules/typescript/bin/tsc', '-p', 'types.json'], limits.tests));
}

/** Evidence that fails without any bug, or holds no test that passes: nothing may be concluded from it. */
export async function faultsOf(
  copy: Copy,
  evidence: readonly Evidence[],
  workers: number,
  limits: Limits,
): Promise<string[]> {
  const tests = evidence.filter(isTests);
  const whole = tests.filter(({ title }) => title === undefined);
  const titled = tests.filter(
    ({ tests: file, title }) => title !== undefined && !whole.some((one) => one.tests === file),
  );
  const faults: string[] = [];
  for (const group of [whole, titled].filter((group) => group.length > 0)) {
    const titles = group.flatMap(({ title }) => title ?? []);
    const wanted = { files: [...new Set(group.map(({ tests: file }) => file))], titles, first: false, workers };
    const { end, report } = await runTests(copy, wanted, { ...limits, tests: 1_200_000 });
    const finding = findingOf(end, report, copy.root);
    if (finding.kind !== 'passed')
      faults.push(finding.kind === 'caught' ? `fails already: ${finding.by}` : finding.why);
    else
      faults.push(
        ...emptyOf(
          tests.filter(({ tests: file }) => wanted.files.includes(file)),
          report,
          copy.root,
        ),
      );
  }
  const simulations = [...new Set(evidence.flatMap((one) => (isTests(one) ? [] : [one.simulate])))];
  for (const simulate of simulations) {
    const finding = await trySimulation(copy, { simulate }, limits);
    if (finding.kind !== 'passed')
      faults.push(`simulate ${simulate} fails already: ${finding.kind === 'caught' ? finding.by : finding.why}`);
  }
  return faults;
}

function emptyOf(tests: readonly TestEvidence[], report: TestReport | null, root: string): string[] {
  const passed = (report?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed')
      .map(({ fullName }) => ({ file: pathIn(root, name), fullName })),
  );
  return tests
    .filter(
      ({ tests: file, title = '' }) => !passed.some((test) => test.file === file && test.fullName.includes(title)),
    )
    .map(
      ({ tests: file, title }) => `${file} has no test ${title === undefined ? 'that passes' : `titled "${title}"`}`,
    );
}
