/** The shipped action with memory in a folder and in the Actions cache: in processes of their own, some of them killed. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionStart } from '@steward/sandbox/runner/action-runner.ts';
import { expect, it } from 'vitest';
import { runBundled } from '../support/bundled.ts';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

/** Calls that create content are a second apart. */
const SLOW = 90_000;

function startOf(stage: Stage, ledger: string): Partial<ActionStart> {
  const workspace = join(stage.folder, 'workspace');
  mkdirSync(workspace, { recursive: true });
  // By any name that is not GitHub's or local, the library takes this for a server without a cache.
  const serverUrl = `http://github.localhost:${new URL(stage.sandbox.serverUrl).port}`;
  stage.sandbox.world.serverUrl = serverUrl;
  return {
    ...{ inputs: { mode: 'assist', ledger }, workspace },
    serverUrl,
    cacheToken: stage.sandbox.mintCacheToken(),
  };
}

it.each(['folder:kept/memory', 'cache'])(
  'with %s a killed run is finished by the next, each issue is opened once, and then all is quiet',
  async (ledger) => {
    const stage = await raise();
    const killing = new AbortController();
    stage.sandbox.faults.add({
      when: ({ mutations }) => {
        if (mutations.includes('createIssue')) killing.abort();
        return false;
      },
      timing: 'after',
      effect: { kind: 'reset' },
    });
    const killed = await runBundled(stage, 'run-cycle', { ...startOf(stage, ledger), signal: killing.signal });
    expect(killed.signal).toBe('SIGKILL');
    for (let round = 0; round < 3; round++) {
      stage.pass(HALF_HOUR);
      const end = await runBundled(stage, 'run-cycle', startOf(stage, ledger));
      expect(end.annotations.filter(({ level }) => level === 'error')).toEqual([]);
      expect(end.exitCode).toBe(0);
      if (round === 2) expect(end.outputs.quiet).toBe('true');
    }
    const titles = stage.visible().map(({ title }) => title);
    expect(titles).toHaveLength(4);
    expect(new Set(titles).size).toBe(4);
    expect(stage.git(['for-each-ref'])).not.toContain('steward/state');
    const there = readdirSync(join(stage.folder, 'workspace'));
    expect(there).toEqual(ledger === 'cache' ? [] : ['kept']);
  },
  SLOW,
);

it(
  'a cache that may only be read ends the run red, in plain words, and nothing is written',
  async () => {
    const stage = await raise();
    const start = { ...startOf(stage, 'cache'), cacheToken: stage.sandbox.mintCacheToken({ mode: 'read' }) };
    const end = await runBundled(stage, 'run-cycle', start);
    expect(end.exitCode).toBe(1);
    const errors = end.annotations.filter(({ level }) => level !== 'debug').map(({ message }) => message);
    expect(errors).toEqual([expect.stringMatching(/this run may not write it.*Nothing new was begun/s)]);
    expect(stage.visible()).toEqual([]);
  },
  SLOW,
);
