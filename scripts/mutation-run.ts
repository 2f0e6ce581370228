// One run over many planted bugs: first everything without a bug, then each bug alone, several copies at a time.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Evidence, evidenceName, isTests, type Mutant } from '../test/mutants/mutant.ts';
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
  const waiting = mutants.entries();
  const results: Result[] = [];
  let done = 0;
  const work = async (copy: Copy): Promise<void> => {
    for (const [index, mutant] of waiting) {
      const result = await judge(copy, mutant, options);
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

async function judge(copy: Copy, mutant: Mutant, { thorough, limits }: Options): Promise<Result> {
  const began = performance.now();
  const end = (verdict: Verdict, found: readonly Found[], why?: string): Result => {
    const seconds = (performance.now() - began) / 1000;
    return { mutant, verdict, found, seconds, ...(why !== undefined && { why }) };
  };
  const takeOut = plant(copy, mutant);
  try {
    const types = await typeFault(copy, limits);
    if (types) return end('unfit', [], `it does not compile: ${types}`);
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
