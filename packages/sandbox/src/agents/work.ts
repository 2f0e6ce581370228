/** What agents leave in the repository: a branch, and a pull request or the words why there is none. */

import type { InhabitedWorld } from '../inhabited-world.ts';
import { isRefName } from '../ref-store.ts';
import { Refusal } from '../refusal.ts';
import { workflowBot } from '../world.ts';
import type { PullRequestData } from '../world-data.ts';
import type { Agent } from './agent.ts';
import { type Instructions, readInstructions } from './instructions.ts';
import { mayPush, type Summons } from './summons.ts';

export type Files = Record<string, string | Buffer | null>;

/** A task as its agent sees it. */
export interface Job {
  agent: Agent;
  /** Null where nothing said which. */
  issue: number | null;
  branch: string;
  instructions: Instructions;
  /** How often it was given this issue, from 1. */
  round: number;
}

/** Null: there was nothing to change. */
export type Change = (job: Job) => Files | null | Promise<Files | null>;

/** The issue behind a number, also where that is a pull request's. */
function issueBehind(world: InhabitedWorld, on: number | null): number | null {
  const pull = on === null ? null : world.pullRequest(on);
  return pull === null ? on : (pull.closes[0] ?? null);
}

/** What it was told first, then what those say there who may push, the newest first, then the issue itself. */
function textsOf(world: InhabitedWorld, { told, on }: Summons, issue: number | null): string[] {
  const numbers = [...new Set([on, issue])].filter((number) => number !== null);
  const comments = numbers
    .flatMap((number) => world.commentsOn(number))
    .filter(({ author }) => author?.endsWith('[bot]') || mayPush(world, author))
    .toReversed();
  return [
    ...told,
    ...comments.map(({ body }) => body),
    ...numbers.map((number) => world.discussed(number)?.body ?? ''),
  ];
}

export function jobOf(world: InhabitedWorld, summons: Summons, round: number): Job {
  const { agent, on } = summons;
  const issue = issueBehind(world, on);
  const instructions = readInstructions(textsOf(world, summons, issue), world.repository.defaultBranch);
  const pull = on === null ? null : world.pullRequest(on);
  const branch =
    pull?.headRefName ?? summons.branch ?? instructions.branch ?? `${agent.name}/${issue ?? 'work'}-${round}`;
  return { agent, issue, branch, instructions, round };
}

const HASH_COMMENTS = /\.(?:py|rb|sh|ya?ml|toml)$/;

/** Without a better idea: a line in the first file that it was told of and that is there, or a file of its own. */
export const plainChange =
  (world: InhabitedWorld): Change =>
  async ({ issue, instructions, agent, round }) => {
    const line = `Work of ${agent.name} on ${issue ?? 'a task'}, round ${round}`;
    for (const path of instructions.paths) {
      const file = path.startsWith('.github/') ? null : await world.git.read(`${world.defaultRef}:${path}`);
      if (file === null) continue;
      const sign = HASH_COMMENTS.test(path) ? '#' : path.endsWith('.md') ? '' : '//';
      return { [path]: `${file.content.toString('utf8').trimEnd()}\n${sign}${sign && ' '}${line}\n` };
    }
    return { [`docs/tasks/${issue ?? agent.name}.md`]: `${line}\n` };
  };

const openOn = (world: InhabitedWorld, branch: string): PullRequestData | undefined =>
  world.data.pullRequests.find(({ state, headRefName }) => state === 'OPEN' && headRefName === branch);

export type Left =
  | { kind: 'opened-pull' | 'pushed'; pull: number }
  /** A branch and a link, where Actions may not open pull requests. */
  | { kind: 'left-branch' };

/** Whoever was assigned, GitHub's own agent or a person, names the issue, whatever they were told. */
const closingOf = ({ agent, issue, instructions }: Job): string | null =>
  instructions.closing ??
  ((agent.kind === 'copilot' || agent.kind === 'person') && issue !== null ? `Fixes #${issue}` : null);

/** Pushes; opens a pull request unless the branch has one. */
export async function deliver(world: InhabitedWorld, job: Job, files: Files): Promise<Left> {
  const { agent, branch, issue } = job;
  const { login: by } = agent;
  if (!isRefName(`refs/heads/${branch}`)) throw new Refusal('UNPROCESSABLE', `${branch} is no name for a branch`);
  const title = world.issue(issue ?? 0)?.title ?? `Work of ${agent.name}`;
  await world.pushCommit({ files, branch, by, message: title });
  const known = openOn(world, branch);
  if (known !== undefined) return { kind: 'pushed', pull: known.number };
  const { defaultBranch, actionsMayOpenPullRequests } = world.repository;
  if (by === workflowBot.login && !actionsMayOpenPullRequests) {
    const link = `${world.repositoryUrl}/compare/${defaultBranch}...${branch}`;
    if (issue !== null && world.issue(issue) !== null) world.comment(issue, `The work is ready: ${link}`, by);
    return { kind: 'left-branch' };
  }
  const body = [`Done as asked by ${agent.name}.`, closingOf(job), job.instructions.marker]
    .filter((part) => part !== null)
    .join('\n\n');
  const { number } = await world.openPullRequest({ title, body, head: branch, by });
  return { kind: 'opened-pull', pull: number };
}
