/** One tick of the bundled action against the sandbox, with a token and a run of its own. */
import type { Mode } from '@steward/core/domain/config.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import { type ActionEnd, runActionEntry } from '@steward/sandbox/runner/action-runner.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import type { KeptRun } from './kept-runs.ts';
import type { ModelAccess } from './tried-models.ts';

export interface TickStart {
  /** The bundled run-cycle. */
  entry: string;
  mode: Mode;
  /** Absolute path of a configuration; null leaves the action its own default. */
  config: string | null;
  /** Reaches agents; left out where none live there. */
  agentToken?: string;
  /** Models that it may ask; left out: none. */
  models?: ModelAccess;
  /** The run that it takes back. */
  undo?: string;
  onLine?: (line: string) => void;
  signal?: AbortSignal;
}

export interface TickRun {
  report: TickReport;
  summary: string;
  requests: RequestRecord[];
}

export interface TickEnd {
  /** Null when the action ended before it could tell. */
  run: TickRun | null;
  /** Why the run ended red; null when it did not. A red run may still have done something. */
  failure: string | null;
  kept: KeptRun;
}

export async function runTick(sandbox: Sandbox, start: TickStart): Promise<TickEnd> {
  const { entry, mode, config, agentToken, models, undo, onLine, signal } = start;
  const before = sandbox.transcript.length;
  const startedAt = sandbox.clock.stamp();
  const runId = String(sandbox.world.nextDatabaseId());
  const end = await runActionEntry({
    entry,
    inputs: {
      ...{ 'github-token': sandbox.mintToken(), mode },
      ...(config !== null && { config }),
      ...(agentToken !== undefined && { 'agent-token': agentToken }),
      ...(undo !== undefined && { undo }),
      ...models?.inputs,
    },
    ...(models && { variables: models.variables }),
    repository: sandbox.repository,
    serverUrl: sandbox.serverUrl,
    apiUrl: sandbox.apiUrl,
    graphqlUrl: sandbox.graphqlUrl,
    runId,
    ...(onLine && { onLine }),
    ...(signal && { signal }),
  });
  const report = readReport(end.outputs.report);
  const failure = end.exitCode === 0 && report !== null ? null : reasonOf(end);
  const conclusion = end.signal !== null ? 'cancelled' : failure === null ? 'success' : 'failure';
  return {
    run: report === null ? null : { report, summary: end.summary, requests: sandbox.transcript.slice(before) },
    failure,
    kept: { id: `${runId}-1`, startedAt, endedAt: sandbox.clock.stamp(), mode, conclusion, lines: end.log },
  };
}

function readReport(text: string | undefined): TickReport | null {
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as TickReport;
  } catch {
    return null;
  }
}

const LAST_LINES = 5;

function reasonOf({ exitCode, signal, annotations, log }: ActionEnd): string {
  const errors = annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
  if (errors.length > 0) return errors.join('\n');
  const how = signal === null ? `ended with exit code ${exitCode}` : `was ended by ${signal}`;
  const tail = log.slice(-LAST_LINES).map((line) => `\n  ${line}`);
  return exitCode === 0
    ? 'The action ended well but gave no report: dist/ is older than the command line. Run "npm run build".'
    : `The action ${how} without saying why.${tail.join('')}`;
}
