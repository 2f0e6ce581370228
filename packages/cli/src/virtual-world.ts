/** Opens the world a try plays in: a new one at its start, or the one that is there, later and with the newest HEAD. */

import { rmSync } from 'node:fs';
import { UserError } from '@steward/core/domain/failure.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '@steward/sandbox/sandbox.ts';
import type { WorldFile } from '@steward/sandbox/world-file.ts';
import type { Checkout } from './checkout.ts';
import { WrongUse } from './failure.ts';
import { keepBeginning, type OutFolder, readBeginning } from './out-folder.ts';
import { asWrongUse } from './world-file.ts';
import { foundLedger } from './world-ledger.ts';

const HALF_HOUR = 1_800_000;
const MINUTE = 60_000;

export interface WorldWish {
  out: OutFolder;
  checkout: Checkout;
  /** ISO time; null where it was left out. */
  now: string | null;
  world: { path: string; file: WorldFile } | null;
}

export interface Opened {
  sandbox: Sandbox;
  /** The moment that time is to be moved to before anything is done, in milliseconds since 1970. */
  until: number;
}

export async function openVirtualWorld({ out, checkout, now, world }: WorldWish): Promise<Opened> {
  const beginning = readBeginning(out);
  const sandbox = await openSandbox(
    {
      directory: out.world,
      repository: `local/${checkout.name}`,
      checkout: checkout.path,
      ...(now !== null && { now }),
      ...(world !== null && !out.continues && { world: world.file }),
      ...(beginning.port !== null && { port: beginning.port }),
    },
    world?.path ?? null,
  );
  let until = sandbox.clock.now().getTime();
  try {
    refuseOther(sandbox, checkout, out);
    if (out.continues) until = timeOf(sandbox, now, beginning.now);
    await foundLedger(sandbox);
  } catch (error) {
    await sandbox.close();
    // Half a beginning is none: the next run begins anew.
    if (!out.continues) rmSync(out.world, { recursive: true, force: true });
    throw error;
  }
  const port = Number(new URL(sandbox.serverUrl).port);
  keepBeginning(out, { now: out.continues ? beginning.now : now, port });
  return { sandbox, until };
}

/** A world keeps its port where it can, since links in issues hold it. */
export async function openSandbox(options: SandboxOptions, worldPath: string | null): Promise<Sandbox> {
  try {
    return await createSandbox(options);
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (taken) return createSandbox({ ...options, port: 0 });
    const said = worldPath === null ? error : asWrongUse(worldPath, error);
    if (said instanceof UserError || !(said instanceof Error)) throw said;
    throw new UserError(`The sandbox does not start: ${said.message}`, '', { cause: said });
  }
}

function refuseOther(sandbox: Sandbox, checkout: Checkout, out: OutFolder): void {
  if (sandbox.repository === `local/${checkout.name}`) return;
  throw new WrongUse(
    `${out.path} holds the world of ${sandbox.repository}, not of local/${checkout.name}.`,
    'Give another folder with --out, or delete that one.',
  );
}

/** `first`: the time the first run was given, so that repeating the very same command goes on. */
function timeOf(sandbox: Sandbox, now: string | null, first: string | null): number {
  if (now === null || now === first) return halfHourLater(sandbox);
  const wait = Date.parse(now) - sandbox.clock.now().getTime();
  if (wait < 0) {
    throw new WrongUse(
      `In this world it is ${sandbox.clock.stamp()} already; time does not go back to ${now}.`,
      'Leave --now out to go on half an hour later, or give another folder with --out.',
    );
  }
  return Date.parse(now);
}

/** From the full minute in which the last tick began, as a schedule would. */
export function halfHourLater({ clock }: Pick<Sandbox, 'clock'>): number {
  const now = clock.now().getTime();
  return now - (now % MINUTE) + HALF_HOUR;
}
