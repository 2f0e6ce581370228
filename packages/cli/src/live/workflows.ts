/** The workflows that agents are dispatched by: where the repository has none, the sandbox's copy gets a stand-in. */
import type { AgentDraft } from '@steward/sandbox/agents/agent.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';

const STAND_IN = `name: steward-agent
# A stand-in that "steward try" put into its sandbox: what it dispatches is simulated, and this never runs.
on:
  workflow_dispatch:
    inputs:
      task: {}
      issue: {}
      attempt: {}
      generation: {}
      branch: {}
      instructions: {}
permissions: {}
jobs:
  work:
    runs-on: ubuntu-24.04
    steps:
      - run: echo simulated
`;

/** One commit on the default branch of the sandbox; nothing where all are there. */
export async function addWorkflows(world: InhabitedWorld, drafts: readonly AgentDraft[], by: string): Promise<void> {
  const wanted = drafts.flatMap(({ kind, workflow }) =>
    kind === 'workflow' && workflow !== undefined ? workflow : [],
  );
  const files: Record<string, string> = {};
  for (const name of wanted) {
    const path = `.github/workflows/${name}`;
    if ((await world.git.read(`${world.defaultRef}:${path}`)) === null) files[path] = STAND_IN;
  }
  if (Object.keys(files).length === 0) return;
  const branch = world.repository.defaultBranch;
  await world.pushCommit({ files, branch, by, message: 'Let simulated agents be dispatched' });
}
