// The code of a simulated town: every fault that its people leave is one that the rules find, and is gone once it is mended.
import {
  applied,
  type Change,
  type Code,
  FAULT_RULES,
  type Fault,
  type FaultRule,
} from '@steward/cli/simulate/town/codebase.ts';
import { MAKERS, type Site } from '@steward/cli/simulate/town/faults.ts';
import { firstChange } from '@steward/cli/simulate/town/founding.ts';
import { mend, move, reword } from '@steward/cli/simulate/town/repairs.ts';
import { renameModule } from '@steward/cli/simulate/town/works.ts';
import { gatherEvidence } from '@steward/core/decide/evidence.ts';
import type { Finding, Project } from '@steward/core/domain/evidence.ts';
import { Dice } from '@steward/sandbox/dice.ts';
import { createSandbox, type Sandbox } from '@steward/sandbox/sandbox.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectOf } from '../../decide/rules/archive.ts';
import { temporaryFolder } from '../../sandbox/sandbox-fixture.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ directory: temporaryFolder(), repository: 'octo/town', now: '2026-01-05T00:00:00Z' });
});
afterAll(() => sandbox.close());

const bare = applied({ files: new Map(), faults: [] }, firstChange(new Dice(1, 'founding'), null));
const siteOf = (code: Code, seed: number): Site => ({ world: sandbox.world, code, dice: new Dice(seed, 'test') });

/** As Steward would see it: what grew lately has changed twice. */
function projectAt(code: Code): Project {
  const texts = [...code.files].flatMap(([path, content]) =>
    typeof content === 'string' ? [[path, content] as const] : [],
  );
  const commits = Object.fromEntries(texts.map(([path]) => [path, 2]));
  const failing = code.faults.filter(({ rule }) => rule === 'failing-workflow');
  return projectOf(new Map(texts), {
    commits,
    failedRuns: failing.map(({ path }) => ({ path, workflow: 'ci', conclusion: 'failure', event: 'push', url: 'u' })),
  });
}

/** The findings that are about this very fault: of its rule, in its file, on one of its lines. */
function findingsOf(code: Code, { rule, path, bad }: Fault): Finding[] {
  return gatherEvidence(projectAt(code)).filter((finding) => {
    const isThere =
      rule === 'failing-workflow' || rule === 'untested-source' || bad.includes(finding.excerpt.slice(0, 200));
    return finding.rule === rule && finding.path === path && isThere;
  });
}

function made(rule: FaultRule, seed: number): { code: Code; fault: Fault } {
  const change = MAKERS[rule](siteOf(bare, seed)) as Change;
  const code = applied(bare, change);
  return { code, fault: code.faults[0] as Fault };
}

/** Of the rules that these people offend; what they want, and what their manifests lack, is there from the first day. */
const faultsSeen = (code: Code): Finding[] =>
  gatherEvidence(projectAt(code)).filter(({ rule }) => FAULT_RULES.some((one) => one === rule));

it('begins without any fault', () => {
  expect(faultsSeen(bare)).toEqual([]);
});

describe.each(FAULT_RULES)('a fault for the rule %s', (rule) => {
  const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

  it('is found, in other words each time', () => {
    const faults = seeds.map((seed) => made(rule, seed));
    expect(faults.filter(({ code, fault }) => findingsOf(code, fault).length !== 1).map(({ fault }) => fault)).toEqual(
      [],
    );
    const words = new Set(faults.map(({ fault }) => fault.bad + fault.path));
    expect(words.size).toBeGreaterThan(rule === 'failing-workflow' ? 1 : 50);
  });

  it('is gone once it is mended, and no other is there', () => {
    for (const seed of seeds) {
      const { code, fault } = made(rule, seed);
      const mended = applied(code, mend(siteOf(code, seed + 1_000), fault) as Change);
      expect(mended.faults).toEqual([]);
      expect(faultsSeen(mended)).toEqual([]);
    }
  });
});

describe.each(['todo', 'skipped-test'] as const)('a fault for the rule %s that is not mended', (rule) => {
  const kept = (change: (site: Site, fault: Fault) => Change | null): number => {
    let changed = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const { code, fault } = made(rule, seed);
      const after = change(siteOf(code, seed + 1_000), fault);
      if (after === null) continue;
      const next = applied(code, after);
      const [left] = next.faults;
      if (left === undefined) continue;
      expect(next.faults).toHaveLength(1);
      expect(findingsOf(next, left)).toHaveLength(1);
      expect(left.path === fault.path && left.bad === fault.bad && next.files === code.files).toBe(false);
      changed += 1;
    }
    return changed;
  };

  it('is still one fault where it was carried to', () => expect(kept(move)).toBeGreaterThan(25));
  it('is still one fault in other words', () => expect(kept(reword)).toBeGreaterThan(10));
  it('is still one fault where its file is called otherwise', () => {
    expect(kept((site) => renameModule(site))).toBeGreaterThan(25);
  });
});
