/** What a tick asks of GitHub, quiet and busy, by the number of open tasks. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Turns } from '@steward/cli/simulate/fate.ts';
import { ADDRESS, type RunRecord, runOnce } from '@steward/cli/simulate/run.ts';
import { CALM } from '@steward/cli/simulate/trouble.ts';
import { foundLedger } from '@steward/cli/world-ledger.ts';
import { createSandbox, type Sandbox } from '@steward/sandbox/sandbox.ts';
import { BUSY } from '../support/repositories.ts';
import { type BenchOptions, kilobytes, type Row } from './measurement.ts';

const HALF_HOUR = 1_800_000;

export async function ticks({ quick, folder }: BenchOptions): Promise<Row[]> {
  const rows: Row[] = [];
  let smallest: { quiet: number; busy: number } | null = null;
  for (const count of quick ? [100, 1_000] : [100, 1_000, 5_000]) {
    const { quiet, busy } = await measure(count, folder);
    const bytes = { quiet: bytesOf(quiet), busy: bytesOf(busy) };
    smallest ??= bytes;
    const size = `${count.toLocaleString('en-US')} open tasks`;
    rows.push(
      {
        ...{
          name: `quiet tick, ${size}: requests`,
          measured: `${quiet.requests.length}`,
          ratio: quiet.requests.length,
        },
        ...{ against: 'one request', anchor: 'actions/stale 5 / 14 / 54 at 100 / 1,000 / 5,000 (performance.md §2)' },
      },
      {
        ...{
          name: `quiet tick, ${size}: bytes`,
          measured: kilobytes(bytes.quiet),
          ratio: bytes.quiet / smallest.quiet,
        },
        ...{ against: 'at 100 tasks', anchor: '' },
      },
      {
        name: `busy tick, ${size}: requests`,
        measured: `${busy.requests.length}, ${busy.requests.filter(({ write }) => write).length} of them writes`,
        ratio: busy.requests.length / 12,
        against: '12 requests',
        anchor: 'task_manager of CWMAI 1,180 to 2,280 at 1,000, by reading (performance.md §2)',
      },
      {
        ...{ name: `busy tick, ${size}: bytes`, measured: kilobytes(bytes.busy), ratio: bytes.busy / bytes.quiet },
        ...{ against: 'the quiet tick', anchor: '' },
      },
    );
  }
  return rows;
}

const bytesOf = ({ requests }: RunRecord): number =>
  requests.reduce((sum, { requestBytes, responseBytes }) => sum + requestBytes + responseBytes, 0);

/** Busy: somebody pushed a commit with a fault in it. */
async function measure(count: number, folder: string): Promise<{ quiet: RunRecord; busy: RunRecord }> {
  const ledgerTasks = Array.from({ length: count }, (_, index) => ({
    title: `Mend part ${index + 1} of the machine`,
    why: `Part ${index + 1} does not turn.`,
  }));
  const directory = mkdtempSync(join(folder, 'world-'));
  const checkout = checkoutOf(join(directory, 'checkout'));
  const world = { directory: join(directory, 'world'), repository: 'octo/dur', checkout, world: { ledgerTasks } };
  const sandbox = await createSandbox({ ...world, persist: false });
  try {
    await foundLedger(sandbox);
    const token = sandbox.mintToken();
    sandbox.world.serverUrl = ADDRESS;
    let number = 0;
    const run = (): Promise<RunRecord> => {
      sandbox.clock.advance(HALF_HOUR);
      sandbox.transcript.length = 0;
      number += 1;
      return runOnce({ ...placeOf(sandbox, folder, token), number });
    };
    await run();
    const quiet = await run();
    if (quiet.report?.quiet !== true) throw new Error(`the tick was not quiet: ${quiet.ending?.errors.join('\n')}`);
    const files = { 'src/late.test.ts': "test.skip('is written later', () => {});\n" };
    await sandbox.world.pushCommit({ files, message: 'Skip a test', by: 'octo' });
    return { quiet, busy: await run() };
  } finally {
    await sandbox.close();
  }
}

function checkoutOf(folder: string): string {
  for (const [path, text] of Object.entries(BUSY)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const person = ['-c', 'user.name=Maintainer', '-c', 'user.email=maintainer@example.org'];
  const git = (words: string[]) => execFileSync('git', ['-C', folder, ...person, ...words]);
  git(['init', '--quiet', '--initial-branch=main']);
  git(['add', '--all']);
  git(['commit', '--quiet', '--message', 'Begin']);
  return folder;
}

const placeOf = (sandbox: Sandbox, folder: string, token: string) => ({
  ...{ sandbox, folder, token, mode: 'assist' as const, config: 'caps:\n  suggestions: 20\n' },
  gitServer: { url: sandbox.serverUrl, repository: sandbox.repository },
  ...{ trouble: CALM, turns: new Turns(() => 0), meanwhile: async () => undefined },
});
