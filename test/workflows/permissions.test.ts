/** `workflows/steward.yml` asks for exactly the permissions that it needs: with them each mode works, without any one a run says so. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODES } from '@steward/core/domain/config.ts';
import { OPTIONAL_PERMISSIONS, PERMISSIONS } from '@steward/core/runtime/inputs.ts';
import { jobPermissions } from '@steward/sandbox/runner/job-permissions.ts';
import type { WorldFile } from '@steward/sandbox/world-file.ts';
import { describe, expect, test } from 'vitest';
import { BOT, TREE, town } from '../adoption/town.ts';
import { type Stage, stagesOf } from '../support/cycle.ts';
import { root } from '../support/source.ts';

const text = readFileSync(join(root, 'workflows/steward.yml'), 'utf8');
const raise = stagesOf([TREE]);

/** Nothing of it is public, so each look needs its permission. */
const WORLD: WorldFile = {
  ...town([{}]),
  repository: { private: true },
  workflowRuns: [{ workflow: 'ci.yml', name: 'ci', conclusion: 'failure', at: '-1h' }],
  deployments: [{ environment: 'production', state: 'failure' }],
};

async function host(workflow: string): Promise<{ stage: Stage; token: string }> {
  const stage = await raise([{ ...TREE, '.github/workflows/steward.yml': workflow }], { world: WORLD });
  return { stage, token: await stage.sandbox.mintJobToken({ workflow: 'steward.yml', job: 'cycle' }) };
}

const granted = jobPermissions(text).cycle ?? {};

function changed(pattern: RegExp, by: string): string {
  const less = text.replace(pattern, by);
  expect(less).not.toBe(text);
  return less;
}

const without = (scope: string): string => changed(new RegExp(`^ {6}${scope}: .*\n`, 'm'), '');
const lessOf = (scope: string): string => changed(new RegExp(`^( {6}${scope}): write`, 'm'), '$1: read');

/** What a run says of it, in whichever way it ends. */
async function saidBy({ stage, token }: Awaited<ReturnType<typeof host>>): Promise<string> {
  const report = await stage.tick({ token }).catch((error: Error & { remedy?: string }) => error);
  if (report instanceof Error) return `${report.message}\n${'remedy' in report ? report.remedy : ''}`;
  return [...report.failures, ...report.warnings, ...report.unknown].join('\n');
}

describe('the permissions of workflows/steward.yml', () => {
  test('are those of its one job, and none besides', () => {
    expect(Object.keys(jobPermissions(text))).toEqual(['cycle']);
    expect(granted).toEqual(PERMISSIONS);
  });

  test.each(MODES)('are enough in mode %s, and only what is optional stays unknown', async (mode) => {
    const { stage, token } = await host(text);
    const report = await stage.tick({ token, mode });
    expect({ failures: report.failures, warnings: report.warnings }).toEqual({ failures: [], warnings: [] });
    expect(report.unknown).toContain(
      'which workflow made a check of the default branch (the token needs `actions: read`)',
    );
    const needed = new Set(report.unknown.map((line) => /the token needs `(.+): read`/.exec(line)?.[1]));
    expect([...needed].sort()).toEqual(Object.keys(OPTIONAL_PERMISSIONS).sort());
    const opened = stage.sandbox.world.data.issues.filter(({ author }) => author === BOT);
    expect(opened.length > 0).toBe(mode !== 'observe');
  });

  test.each(Object.keys(PERMISSIONS))('without `%s` a run says what it needs [PM-24]', async (scope) => {
    const said = await saidBy(await host(without(scope)));
    expect(said).toContain(`\`${scope}: read\``);
  });

  const written = Object.entries(PERMISSIONS).filter(([, access]) => access === 'write');
  test.each(written)('with `%s` for reading alone a run says that it has to write', async (scope) => {
    expect(await saidBy(await host(lessOf(scope)))).toContain(`\`${scope}: write\``);
  });
});
