/** Everything that one seed is played in: the GitHub, the town, its agents, git, and vendors of models where they are wanted. */
import { join } from 'node:path';
import { createSandbox, type Sandbox } from '@steward/sandbox/sandbox.ts';
import { crewFor, settleAgents } from './agents.ts';
import { type GitServer, openToGit } from './git-server.ts';
import { Inhabitants } from './inhabitants.ts';
import { ADDRESS } from './run.ts';
import type { SimulationOptions } from './simulation.ts';
import { HELPER } from './town/crew.ts';
import { tightBudgets } from './town/settings.ts';
import { Town } from './town/town.ts';
import { Vendors } from './vendors.ts';

export const START = '2026-01-05T00:00:00.000Z';

export interface Place {
  sandbox: Sandbox;
  folder: string;
  inhabitants: Inhabitants;
  gitServer: GitServer;
  agentToken: string | null;
  /** Null: no model can be asked. */
  vendors: Vendors | null;
}

/** `act` has it until it ends; then all of it is closed. */
export async function inPlace<T>(
  options: SimulationOptions,
  folder: string,
  act: (place: Place) => Promise<T>,
): Promise<T> {
  const { seed } = options;
  const sandbox = await createSandbox({
    ...{ directory: join(folder, 'world'), repository: 'octo/town', now: START, seed },
    ...{ persist: false, limits: 'workflow-token' },
  });
  const vendors = options.model === 'sandbox' ? await Vendors.open({ clock: sandbox.clock, seed }) : null;
  try {
    const gitServer = openToGit(join(folder, 'world'), options.start);
    sandbox.world.serverUrl = ADDRESS;
    const crew = crewFor(options, START);
    const town = await Town.found({ world: sandbox.world, seed, crew, budgets: vendors && tightBudgets });
    const inhabitants = new Inhabitants(town, crew && settleAgents(sandbox, { town, crew, seed }));
    const agentToken = crew && sandbox.mintToken({ login: HELPER, kind: 'User' });
    return await act({ sandbox, folder, inhabitants, gitServer, agentToken, vendors });
  } finally {
    await vendors?.close();
    await sandbox.close();
  }
}
