// One run over many planted bugs: first everything without a bug, then each bug alone, several copies at a time.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Evidence, evidenceName, isTests, type Mutant, misfitOf } from '../test/mutants/mutant.ts';
import { type Copy, makeCopy, plant } from './mutation-copy.ts';
import {
  build,
  type Finding,
  faultsOf,
  type Limits,
  tryEvidence,
  trySuite,
  typeFault,
  typesConfig,
} from './mutation-evidence.ts';

export interface Options {
  /** The checkout. */
  root: string;
  paths: readonly string[];
  /** Where copies are made. */
  home: string;
  mutants: readonly Mutant[];
  jobs: number;
  /** What survives its own evidence is shown the whole suite, and this simulation. */
  thorough: { simulate: string } | null;
  limits: Limits;
  onEnd?: (result: Result, done: number) => void;
}

export interface Found {
  evidence: string;
  finding: Finding;
}

/**
 * `missed`: caught, but not by all that it names, so that the table would claim what is not so.
 * `unfit`: the bug cannot be planted, does not compile or does not build, so that it proves nothing.
 */
export type Verdict = 'caught' | 'missed' | 'survived' | 'unfit';

export interface Result {
  mutant: Mutant;
  verdict: Verdict;
  found: readonly Found[];
  /** Why it is unfit. */
  why?: string;
  seconds: number;
}

/** `faults`: what fails without any bug; then no bug is planted. */
export interface Report {
  faults: readonly string[];
  results: readonly Result[];
}

export async function mutate(options: Options): Promise<Report> {
  const { root, paths, home, mutants, jobs, limits } = options;
  const copies = Array.from({ length: Math.max(1, Math.min(jobs, mutants.length)) }, (_, index) => {
    const copy = makeCopy(root, paths, home, `copy-${index + 1}`);
    writeFileSync(join(copy.root, 'types.json'), typesConfig());
    return copy;
  });
  const [first] = copies;
  if (!first) return { faults: [], results: [] };
  const faults = await soundness(first, mutants, jobs, limits);
  if (faults.length > 0) return { faults, results: [] };
  const typeFaults = await typeFaultsOf(first, mutants, limits);
  const waiting = mutants.entries();
  const results: Result[] = [];
  let done = 0;
  const work = async (copy: Copy): Promise<void> => {
    for (const [index, mutant] of waiting) {
      const result = await judge(copy, mutant, typeFaults.get(mutant) ?? null, options);
      results[index] = result;
      options.onEnd?.(result, ++done);
    }
  };
  await Promise.all(copies.map(work));
  return { faults, results };
}

async function soundness(copy: Copy, mutants: readonly Mutant[], jobs: number, limits: Limits): Promise<string[]> {
  const [types, dist] = [await typeFault(copy, limits), await build(copy, limits)];
  const faults = [...(types ? [`does not compile: ${types}`] : []), ...(dist ? [`does not build: ${dist}`] : [])];
  if (faults.length > 0) return faults;
  return faultsOf(
    copy,
    mutants.flatMap(({ caughtBy }): Evidence[] => [...caughtBy]),
    jobs,
    limits,
  );
}

/** Bugs that do not stand in each other's way are compiled together; where that fails, each half, down to single ones. */
async function typeFaultsOf(copy: Copy, mutants: readonly Mutant[], limits: Limits): Promise<Map<Mutant, string>> {
  const found = new Map<Mutant, string>();
  const check = async (group: readonly Mutant[]): Promise<void> => {
    const takeOut = plant(copy, ...group);
    const fault = await typeFault(copy, limits).finally(takeOut);
    const [only] = group;
    if (fault === null || !only) return;
    if (group.length === 1) return void found.set(only, fault);
    const half = Math.ceil(group.length / 2);
    await check(group.slice(0, half));
    await check(group.slice(half));
  };
  for (const group of groupsOf(mutants, (path) => readFileSync(join(copy.root, path), 'utf8'))) {
    await check(group);
  }
  return found;
}

function groupsOf(mutants: readonly Mutant[], read: (path: string) => string): Mutant[][] {
  const groups: Mutant[][] = [];
  for (const mutant of mutants) {
    const group = groups.find((some) => misfitOf([...some, mutant], read) === null);
    if (group) group.push(mutant);
    else groups.push([mutant]);
  }
  return groups;
}

async function judge(copy: Copy, mutant: Mutant, types: string | null, options: Options): Promise<Result> {
  const { thorough, limits } = options;
  const began = performance.now();
  const end = (verdict: Verdict, found: readonly Found[], why?: string): Result => {
    const seconds = (performance.now() - began) / 1000;
    return { mutant, verdict, found, seconds, ...(why !== undefined && { why }) };
  };
  if (types) return end('unfit', [], `it does not compile: ${types}`);
  const takeOut = plant(copy, mutant);
  try {
    const dist = thorough || mutant.caughtBy.some(needsDist) ? await build(copy, limits) : null;
    if (dist) return end('unfit', [], `it does not build: ${dist}`);
    const found: Found[] = [];
    for (const evidence of mutant.caughtBy) {
      found.push({ evidence: evidenceName(evidence), finding: await tryEvidence(copy, evidence, limits) });
    }
    if (thorough && !found.some(isCaught)) found.push(...(await tryHarder(copy, thorough.simulate, limits)));
    return end(verdictOf(found), found);
  } finally {
    takeOut();
  }
}

/** The tests of these folders run what is built, and so does the command that simulates. */
const needsDist = (evidence: Evidence): boolean =>
  !isTests(evidence) || /^test\/(?:cli|scripts|truth)\/|^test\/actions\/dist/.test(evidence.tests);

const isCaught = ({ finding }: Found): boolean => finding.kind === 'caught';

const verdictOf = (found: readonly Found[]): Verdict =>
  found.every(isCaught) ? 'caught' : found.some(isCaught) ? 'missed' : 'survived';

async function tryHarder(copy: Copy, simulate: string, limits: Limits): Promise<Found[]> {
  const suite = { evidence: 'the whole suite', finding: await trySuite(copy, limits) };
  if (isCaught(suite)) return [suite];
  return [suite, { evidence: `simulate ${simulate}`, finding: await tryEvidence(copy, { simulate }, limits) }];
}
