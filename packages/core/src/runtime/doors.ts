/** Builds the world of a run from its inputs and the runner's environment: the one place that knows every adapter. */
import { createSystemClock, type FedClock } from '../adapters/clock.ts';
import { type Client, createClient } from '../adapters/github/client.ts';
import { createNodeIds } from '../adapters/github/node-ids.ts';
import { createRepoReader } from '../adapters/github/reader.ts';
import { createRepoWriter } from '../adapters/github/writer.ts';
import { createInspector } from '../adapters/inspector.ts';
import { LateWorktree } from '../adapters/late-worktree.ts';
import { createBranchLedger } from '../adapters/ledgers/branch.ts';
import { agentTokenOf } from '../domain/agent-token.ts';
import { DEFAULT_CONFIG } from '../domain/default-config.generated.ts';
import type { Dice, Gauge, Machine } from '../ports.ts';
import type { Environment } from './environment.ts';
import type { SharedValues } from './inputs.ts';
import type { ModelValues } from './model-inputs.ts';
import type { OpenOutside } from './outside.ts';
import type { OpenShared, World } from './world.ts';

export interface Run {
  environment: Environment;
  values: SharedValues & { 'agent-token'?: string; 'redis-url'?: string } & Partial<ModelValues>;
  /** Unlike in every other run: part of the tokens that own reservations. */
  nonce: string;
  /** A directory of this run's own. */
  directory: string;
  /** Text of the configuration where it was given as a file of the runner. */
  localConfig: string | null;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds until a request counts as unanswered. */
  timeout?: number;
  clock?: FedClock;
  /** Decides how long is waited before a model is asked again; chance of its own where it is left out. */
  dice?: Dice;
  /** Absent: what it has left is unknown. */
  machine?: Machine;
  /** Where memory is on no branch. */
  outside?: OpenOutside | undefined;
}

/** By the names of the inputs, so that none is forgotten. */
const keysOf = (values: Partial<ModelValues>): string[] =>
  Object.entries(values).flatMap(([name, value]) => (name.endsWith('-api-key') ? [String(value)] : []));

/** Asked once a day, so loaded only then. */
const gaugeOf = (client: Client): Gauge => ({
  vitals: async () => (await import('../adapters/github/gauge.ts')).createGauge(client).vitals(),
});

/** Few share one, so loaded only where an address is given. */
const sharedLimits =
  (url: string, rehearses: boolean): OpenShared =>
  async (of) =>
    (await import('./shared-limits.ts')).openSharedLimits(url, of, rehearses);

/** A workflow's own token may start another: then a bot did, for something that happened or because it is time. */
const isByHand = ({ event, actor }: Pick<Environment, 'event' | 'actor'>): boolean =>
  event === null || (event === 'workflow_dispatch' && !actor.endsWith('[bot]'));

export function buildWorld({ environment, values, nonce, directory, localConfig, fetch, timeout, ...run }: Run): World {
  const clock = run.clock ?? createSystemClock();
  const token = values['github-token'];
  const agentToken = values['agent-token'] ?? '';
  const redisUrl = values['redis-url'] ?? '';
  const [owner = '', name = ''] = environment.repository.split('/');
  const repository = { owner, name };
  const { apiUrl, graphqlUrl, serverUrl } = environment;
  const onDate = (date: string): void => clock.answered(date);
  const clientFor = (own: string) =>
    createClient({
      ...{ token: own, apiUrl, graphqlUrl, clock, onDate },
      ...(fetch && { fetch }),
      ...(timeout !== undefined && { timeout }),
    });
  const client = clientFor(token);
  const agentClient = agentToken === '' ? null : clientFor(agentToken);
  const inside = {
    reader: createRepoReader(client, repository),
    writer: createRepoWriter({ client, clock, repository }),
  };
  const { reader, writer, ledger } = run.outside?.({ ...inside, clock }) ?? {
    ...inside,
    ledger: createBranchLedger({ client, repository, branch: values.ledger }),
  };
  const secrets = [token, agentToken, redisUrl, ...keysOf(values)].filter((secret) => secret !== '');
  const thinking = {
    values,
    environment: environment.all,
    clock,
    secrets,
    ...(fetch && { fetch }),
    ...(run.dice && { dice: run.dice }),
  };
  const world: World = {
    settings: {
      repository: environment.repository,
      serverUrl,
      configPath: localConfig === null ? values.config : '.github/steward.yml',
      mode: values.mode,
      ledgerBranch: values.ledger,
      runUrl:
        environment.runId === '' ? null : `${serverUrl}/${environment.repository}/actions/runs/${environment.runId}`,
      actor: environment.actor,
      byHand: isByHand(environment),
      workflow: environment.workflow,
      about: environment.action === null ? null : `${serverUrl}/${environment.action}`,
    },
    secrets,
    reader,
    writer,
    agentWriter:
      agentClient === null ? null : createRepoWriter({ client: agentClient, clock, repository, input: 'agent-token' }),
    agentToken: agentTokenOf(agentToken, token),
    ledger: { reader: ledger, writer: ledger },
    worktree: new LateWorktree(async () => {
      const { GitWorktree } = await import('../adapters/worktree.ts');
      const options = { directory, serverUrl, token, repository: environment.repository };
      return new GitWorktree({ ...options, environment: environment.all });
    }),
    inspector: createInspector(),
    shelf: { keep: async (files) => (await import('../adapters/shelf.ts')).keepFiles(environment.temporary, files) },
    thinker: async (means) => (await import('./thinking.ts')).openThinker(thinking, means),
    sharedLimits: redisUrl === '' ? null : sharedLimits(redisUrl, false),
    gauges: { 'github-token': gaugeOf(client), 'agent-token': agentClient && gaugeOf(agentClient) },
    machine: run.machine ?? null,
    clock,
    run: {
      id: environment.runId === '' ? nonce : `${environment.runId}-${environment.runAttempt}`,
      token: `${environment.runId}.${environment.runAttempt}.${nonce}`,
    },
    async markdown(text) {
      const { renderMarkdown, markdownStyle } = await import('./page.ts');
      return {
        bodyHtml: renderMarkdown(text, { repositoryUrl: `${serverUrl}/${environment.repository}` }),
        css: markdownStyle(),
      };
    },
    async configure(text) {
      const written = localConfig ?? text;
      if (written === null) return DEFAULT_CONFIG;
      // YAML is heavy, and most repositories need none of it.
      const { readConfiguration } = await import('./configuration.ts');
      return readConfiguration(written, values.config);
    },
    async inherit(text, defaults) {
      const { defaultsPath, inheritConfiguration } = await import('./configuration.ts');
      const own = { text: localConfig ?? text, path: values.config };
      return inheritConfiguration(own, { text: defaults, path: defaultsPath(owner) });
    },
    async rehearsed(author) {
      const { createRehearsal } = await import('../adapters/rehearsal.ts');
      const rehearsal = createRehearsal({
        ledger,
        clock,
        author: () => author,
        hasLabel: async (label) => (await createNodeIds(client, repository).labels([label])).labels.get(label) !== null,
      });
      const ledgers = { reader: rehearsal.ledger, writer: rehearsal.ledger };
      const shelf = { keep: async () => null };
      const limits = redisUrl === '' ? null : sharedLimits(redisUrl, true);
      return {
        ...{ ...world, writer: rehearsal.writer, ledger: ledgers, shelf, sharedLimits: limits },
        thinker: async (means) => (await import('./thinking.ts')).silentThinker(thinking, means),
      };
    },
  };
  return world;
}
