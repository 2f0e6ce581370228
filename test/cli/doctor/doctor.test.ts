// Doctor before a sandbox: silent where all is well, and each fault found with its remedy, alone and all together.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '@steward/core/domain/set-up.ts';
import { describe, expect, test } from 'vitest';
import { CYCLE, examine, good } from './good.ts';
import { LEDGER_PLANTS } from './plants/ledger.ts';
import { MEMORY_PLANTS } from './plants/memory.ts';
import { MODEL_PLANTS, MODELS_IN_ORDER } from './plants/models.ts';
import { keptIn, overwritten, replaced, settings } from './plants/plant.ts';
import { SETTINGS_PLANTS } from './plants/settings.ts';
import { WORKFLOW_PLANTS } from './plants/workflow.ts';

const PLANTS = [...SETTINGS_PLANTS, ...WORKFLOW_PLANTS, ...MEMORY_PLANTS, ...LEDGER_PLANTS, ...MODEL_PLANTS];

const MEMORY = 'what Steward remembers';

const findingsIn = (out: string): Finding[] => JSON.parse(out).findings;

describe('steward doctor', () => {
  test('has nothing to say of a good set-up, and knows all of it [AR-24]', async () => {
    const told = await examine(good());
    expect(told.err).toBe('');
    expect(told.out).toBe(
      'acme/dur, mode suggest: nothing to mend.\n\nWhat starts:\n  In mode suggest nothing is handed to agents, so nothing has to start.\n\nWhich models are asked:\n  None: no key arrives for any of those that `models` names, so templates write. That is enough to work.\n',
    );
    expect(told.code).toBe(0);
  });

  test.each(['steward.yml', 'steward-caller.yml'])('has nothing to say of workflows/%s [AR-24]', async (name) => {
    const plan = good();
    const text = readFileSync(join(import.meta.dirname, '../../../workflows', name), 'utf8');
    plan.files = { [CYCLE]: text };
    const { out, code } = await examine(plan, '--json');
    expect(findingsIn(out)).toEqual([]);
    expect(code).toBe(0);
  });

  test.each([
    ['the cache', 'cache', (): void => undefined],
    ['a cache by name', 'cache:own', replaced("'11 6 * * *'", "'11 6 * * 1,4'")],
    ['a folder of a runner of its own', 'folder:kept/memory', (): void => undefined],
  ])('has nothing to say of memory in %s, and asks nothing of the branch [AR-24]', async (_, ledger, change) => {
    const plan = good();
    keptIn(ledger)(plan);
    change(plan);
    replaced('contents: write', 'contents: read')(plan);
    if (ledger.startsWith('folder')) replaced('ubuntu-slim', 'our-own-machine')(plan);
    // All of it is about a branch that does not count.
    settings({ rules: [{ branch: '*', types: ['update'] }], protectedBranches: ['steward/state'] })(plan);
    settings({ pagesBranch: 'steward/state' })(plan);
    overwritten('{"schema": 99}', 'mallory')(plan);
    plan.world.issues = ['A', 'B', 'C'].map((title) => ({ title, pinned: true }));
    const { out, code } = await examine(plan, '--json');
    expect(JSON.parse(out)).toMatchObject({ findings: [], unknown: [{ what: MEMORY }] });
    expect(code).toBe(0);
  });

  test.each(MODELS_IN_ORDER)('has nothing to say of %s, but who is asked [AR-24]', async (_, change, said) => {
    const plan = good();
    change(plan);
    const { out, code } = await examine(plan, '--json');
    expect(JSON.parse(out)).toMatchObject({ findings: [], thinkers: [expect.stringContaining(said)] });
    expect(code).toBe(0);
  });

  test('repeats nothing of a secret that stands in a workflow [AR-24]', async () => {
    const plan = good();
    for (const { plant, id } of MODEL_PLANTS) if (id === 'secret-written') plant(plan);
    const told = await examine(plan);
    expect(told.out).toContain('[secret-written]');
    expect(told.out + told.err).not.toMatch(/plainly-written|in-the-open/);
  });

  test.each(PLANTS)('finds $id and nothing else, and says what to do [AR-24]', async (planted) => {
    const { id, plant, what, remedy, unknown = [] } = planted;
    const plan = good();
    plant(plan);
    const { code, out, err } = await examine(plan, '--json');
    expect(err).toBe('');
    const findings = findingsIn(out);
    expect(findings.map((one) => one.id)).toEqual([id]);
    expect(findings[0]).toMatchObject({
      what: expect.stringMatching(what),
      why: expect.stringMatching(/\S/),
      remedy: expect.stringMatching(remedy),
      link: expect.stringMatching(/^https?:\/\/\S+$/),
    });
    expect(code).toBe(findings[0]?.level === 'error' ? 1 : 0);
    expect(JSON.parse(out).unknown.map((one: { what: string }) => one.what)).toEqual(
      id === 'token-role' ? expect.any(Array) : unknown,
    );
  });

  test('finds at least twenty-five at once, the errors first [AR-24]', async () => {
    const plan = good();
    const together = PLANTS.filter(({ alone }) => alone !== true);
    for (const { plant } of together) plant(plan);
    const { code, out } = await examine(plan, '--json');
    const findings = findingsIn(out);
    expect(new Set(findings.map(({ id }) => id))).toEqual(new Set(together.map(({ id }) => id)));
    expect(together.length).toBeGreaterThanOrEqual(25);
    const levels = findings.map(({ level }) => ['error', 'warning', 'hint'].indexOf(level));
    expect(levels).toEqual([...levels].sort());
    expect(code).toBe(1);
  });
});
