/**
 * `steward pause`, `resume`, `undo` and `uninstall`: the repository's own workflow is started with the order, so that
 * Steward does it under its own name, and the person's account never becomes one of Steward's.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '@steward/core/domain/failure.ts';
import { openRepository, type RealRepository, type RepositoryOptions } from '../real-repository.ts';
import type { Surroundings } from '../surroundings.ts';
import { harmless } from '../terminal.ts';

export interface OrderOptions extends RepositoryOptions {
  workflow: string;
  wait: boolean;
  json: boolean;
}

interface RunView {
  id: number;
  status: string;
  conclusion: string | null;
  html_url: string;
}

const INTERVAL = 3_000;
const MOST_WAITS = 400;

/** `inputs`: what the workflow is started with. */
export async function giveOrder(
  inputs: Readonly<Record<string, string>>,
  options: OrderOptions,
  around: Surroundings,
): Promise<number> {
  const repository = await openRepository(options, around);
  const { out, err } = around.screens;
  const run = await dispatched(repository, inputs, options.workflow);
  const page = `${repository.world.settings.serverUrl}/${repository.name}/actions/${run === null ? `workflows/${options.workflow}` : `runs/${run}`}`;
  const say = (told: { status: string; conclusion: string | null }): void => {
    const words = told.conclusion ?? told.status;
    out.write(
      options.json ? `${JSON.stringify({ ...inputs, run, page, ...told })}\n` : `${harmless(words)}: ${page}\n`,
    );
  };
  if (run === null || !options.wait) {
    say({ status: 'started', conclusion: null });
    return 0;
  }
  if (!options.json) err.write(`Started ${page}\nWaiting until it is over; Ctrl-C stops only the waiting.\n`);
  const ended = await over(repository, run, around.stop);
  say({ status: ended.status, conclusion: ended.conclusion });
  return ended.conclusion === null || ended.conclusion === 'success' ? 0 : 1;
}

async function dispatched(
  { world }: RealRepository,
  inputs: Readonly<Record<string, string>>,
  workflow: string,
): Promise<string | null> {
  const { repository } = await world.reader.overview({ branch: 'steward/state', configPath: '-', goalsPath: '-' });
  const result = await world.writer.dispatchWorkflow({ workflow, ref: repository.branch ?? 'main', inputs });
  if (result.kind === 'done') return result.value.run;
  if (result.kind === 'ambiguous')
    throw new UserError(
      `GitHub did not answer, so it may have been started: ${result.reason}`,
      `See ${world.settings.serverUrl}/${world.settings.repository}/actions before you try again.`,
    );
  throw new UserError(
    `The workflow ${workflow} was not started: ${result.reason}`,
    'It has to be on the default branch with that input under workflow_dispatch, and your token needs write access to actions. Another file: --workflow NAME.',
  );
}

/** The run as it ended, or as it stands when the person stops waiting. */
async function over({ client, name, world }: RealRepository, run: string, stop: AbortSignal): Promise<RunView> {
  const [owner, repo] = name.split('/');
  for (let look = 0; ; look++) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
    const answer = await client.rest<RunView>(route, { owner, repo, run_id: Number(run) });
    if (answer.kind !== 'answered') {
      throw new UserError(
        `It was started, but what became of it could not be read: ${'message' in answer ? answer.message : answer.kind}`,
        `See ${world.settings.serverUrl}/${name}/actions/runs/${run}.`,
      );
    }
    if (answer.data.status === 'completed' || stop.aborted || look >= MOST_WAITS) return answer.data;
    await wait(INTERVAL, undefined, { signal: stop }).catch(() => undefined);
  }
}
