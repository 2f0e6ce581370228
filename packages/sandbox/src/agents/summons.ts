/** How agents notice that they are wanted: a dispatched run, a mention, an assignment. */

import { nodeKey } from '../identity.ts';
import { type World, workflowBot } from '../world.ts';
import type { CommentData, DispatchData, EventData, Role, WorkflowRunData } from '../world-data.ts';
import type { Agent } from './agent.ts';
import { issueIn } from './instructions.ts';

export interface Summons {
  agent: Agent;
  /** Milliseconds since 1970. */
  at: number;
  /** Login. */
  by: string;
  /** Number of the issue or pull request; null where nothing says which. */
  on: number | null;
  /** What it was told right then, the most telling first. */
  told: readonly string[];
  /** Branch that it was told in an input of that name. */
  branch: string | null;
  run: WorkflowRunData | null;
  comment: CommentData | null;
}

/** What is newer than this number is news; numbers only grow. */
export const seenSoFar = (world: World): number => world.data.lastDatabaseId;

/** The newest ones of a list that grows at its end. */
function newest<T>(list: readonly T[], isNew: (item: T) => boolean): T[] {
  let from = list.length;
  while (from > 0 && isNew(list[from - 1] as T)) from -= 1;
  return list.slice(from);
}

export const commentsSince = (world: World, seen: number): CommentData[] =>
  newest(world.data.comments, ({ databaseId }) => databaseId > seen);

export function noticed(world: World, agents: readonly Agent[], seen: number): Summons[] {
  const runs = newest(world.data.dispatches, ({ run = 0 }) => run > seen);
  const found = [
    ...runs.flatMap((dispatch) => dispatched(world, agents, dispatch)),
    ...commentsSince(world, seen).flatMap((comment) => mentioned(world, agents, comment)),
    ...assigned(world, agents, seen),
  ];
  return found.sort((a, b) => a.at - b.at);
}

/** Several agents may share a workflow: an input `agent` tells which of them is meant, else it is the first. */
function dispatched(
  world: World,
  agents: readonly Agent[],
  { payload, target, at, by, run: id }: DispatchData,
): Summons[] {
  const inputs = Object.entries((payload ?? {}) as Record<string, unknown>).map(
    ([name, value]) => [name, String(value)] as const,
  );
  const input = (name: string): string | undefined => inputs.find(([known]) => known === name)?.[1];
  const able = agents.filter(({ kind, workflow }) => kind === 'workflow' && target.endsWith(`/${workflow}`));
  const agent = input('agent') === undefined ? able[0] : able.find(({ name }) => name === input('agent'));
  const run = world.data.workflowRuns.findLast(({ databaseId }) => databaseId === id);
  if (agent === undefined || run === undefined) return [];
  const told = inputs.map(([, value]) => value);
  const on = Number(/^#?(\d{1,9})$/.exec(input('issue') ?? input('number') ?? '')?.[1] ?? 0);
  return [
    {
      ...{ agent, at: Date.parse(at), by, told, branch: input('branch') ?? null, run, comment: null },
      on: on > 0 ? on : (issueIn(told.join('\n')) ?? issueOfTask(world, input('task'))),
    },
  ];
}

/** The issue whose hidden marker has that task. */
const issueOfTask = (world: World, task: string | undefined): number | null =>
  (task && world.data.issues.find(({ body }) => body.includes(`"task":"${task}"`))?.number) || null;

const mentions = (body: string, phrase: string): boolean => {
  const at = body.toLowerCase().indexOf(phrase.toLowerCase());
  const [before = '', after = ''] = [body[at - 1], body[at + phrase.length]];
  return at >= 0 && !/[\w@/-]/.test(before) && !/[\w-]/.test(after);
};

const MAY_PUSH: ReadonlySet<Role> = new Set<Role>(['admin', 'maintain', 'write']);

export const mayPush = (world: World, login: string | null): boolean =>
  login !== null && !login.endsWith('[bot]') && MAY_PUSH.has(world.introduce(login).role);

/** Whether an agent does as it is told by this bot. */
export const obeysBot = ({ bots }: Agent, login: string): boolean =>
  bots === undefined || bots.includes(login.replace(/\[bot\]$/, ''));

/** What a workflow's own token writes starts nothing; a person is told of it all the same. */
function isHeard(world: World, agent: Agent, author: string | null): boolean {
  if (author === null || author === agent.login || agent.kind === 'workflow') return false;
  if (agent.kind === 'person') return true;
  if (!author.endsWith('[bot]')) return mayPush(world, author);
  return agent.kind === 'mention' && author !== workflowBot.login && obeysBot(agent, author);
}

const mentioned = (world: World, agents: readonly Agent[], comment: CommentData): Summons[] =>
  agents
    .filter((agent) => mentions(comment.body, agent.phrase) && isHeard(world, agent, comment.author))
    .map((agent) => ({
      ...{ agent, at: Date.parse(comment.createdAt), by: comment.author ?? '', on: comment.on, comment },
      ...{ told: [comment.body], branch: null, run: null },
    }));

/** Whoever assigned themselves has begun already, and Copilot obeys people only. */
const isMeant = ({ kind, login }: Agent, by: string | null): boolean =>
  by !== login && (kind === 'person' || (by !== null && !by.endsWith('[bot]')));

const isNews = ({ id }: EventData, seen: number): boolean => Number(nodeKey(id)) > seen;

function assigned(world: World, agents: readonly Agent[], seen: number): Summons[] {
  const able = agents.filter(({ kind }) => kind === 'copilot' || kind === 'person');
  if (able.length === 0) return [];
  return [...world.data.issues, ...world.data.pullRequests].flatMap(({ number, events }) =>
    newest(events, (event) => isNews(event, seen))
      .filter(({ kind }) => kind === 'AssignedEvent')
      .flatMap(({ assignee, actor, createdAt, instructions }) =>
        able
          .filter((agent) => agent.login === assignee && isMeant(agent, actor))
          .map((agent) => ({
            ...{
              agent,
              at: Date.parse(createdAt),
              by: actor ?? '',
              on: number,
              branch: null,
              run: null,
              comment: null,
            },
            told: instructions === undefined ? [] : [instructions],
          })),
      ),
  );
}
