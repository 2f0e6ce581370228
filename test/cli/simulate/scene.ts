// A scene after a run in which everything is in order, to be spoilt in one place by a test.

import type { Scene } from '@steward/cli/simulate/invariants/invariant.ts';
import type { RunRecord } from '@steward/cli/simulate/run.ts';
import type { Shadow } from '@steward/cli/simulate/shadow.ts';
import type { Creation, Witness } from '@steward/cli/simulate/witness.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import type { IssueData, PullRequestData, WorkflowRunData } from '@steward/sandbox/world-data.ts';

export const NOW = '2026-03-04T10:00:00.000Z';
export const BOT = 'github-actions[bot]';

export const request = (change: Partial<RequestRecord> = {}): RequestRecord => ({
  ...{ n: 1, at: NOW, kind: 'graphql', method: 'POST', path: '/api/graphql', operation: 'CreateIssue', login: BOT },
  ...{ mutations: ['createIssue'], status: 200, requestBytes: 10, responseBytes: 10, write: true, fault: null },
  ...{ requestBody: '{}', responseBody: '{"data":{}}' },
  ...change,
});

export const run = (
  change: Partial<Omit<RunRecord, 'report'>> & { report?: Partial<TickReport> | null } = {},
): RunRecord =>
  ({
    ...{ number: 1, startedAt: NOW, requests: [] },
    ending: { failed: false, errors: [], warnings: [], outputs: {}, summary: '' },
    ...change,
    report: change.report === null ? null : { quiet: false, failures: [], observed: [], done: [], ...change.report },
  }) as RunRecord;

export const creation = (number: number, change: Partial<Creation> = {}): Creation => ({
  number,
  createdAt: NOW,
  intent: `intent-${number}`,
  task: `task-${number}`,
  subject: change.task ?? `task-${number}`,
  fingerprints: [`print-${number}`],
  title: `Task ${number}`,
  ...change,
});

export const issue = (number: number, change: Partial<IssueData> = {}): IssueData =>
  ({
    ...{ kind: 'Issue', number, title: `Task ${number}`, body: '', state: 'OPEN', stateReason: null, author: BOT },
    ...{ edits: [], events: [], createdAt: NOW, updatedAt: NOW, labels: [], id: `I_${number}` },
    ...change,
  }) as unknown as IssueData;

export interface SceneParts extends Partial<Omit<Scene, 'world' | 'witness' | 'shadow'>> {
  issues?: readonly IssueData[];
  pulls?: readonly PullRequestData[];
  workflowRuns?: readonly WorkflowRunData[];
  /** Of earlier runs. */
  known?: readonly Creation[];
  nameless?: readonly number[];
  ledger?: Ledger;
}

export function scene(given: SceneParts): Scene {
  const {
    issues = [],
    pulls = [],
    workflowRuns = [],
    known = [],
    nameless = [],
    ledger = EMPTY_LEDGER,
    ...parts
  } = given;
  const created = parts.created ?? [];
  const creations = new Map([...known, ...created].map((item) => [item.number, item]));
  const world = {
    data: { issues, workflowRuns },
    repositoryUrl: 'https://github.test/octo/town',
    stamp: () => NOW,
    issue: (number: number) => issues.find((item) => item.number === number) ?? null,
    pullRequest: (number: number) => pulls.find((item) => item.number === number) ?? null,
    commentsOn: () => [],
  } as unknown as InhabitedWorld;
  return {
    runs: [run()],
    transactions: [],
    handedOver: [],
    deeds: [],
    created,
    now: Date.parse(NOW),
    config: DEFAULT_CONFIG,
    isFair: true,
    isUndisturbed: true,
    lostAt: null,
    bill: null,
    ...parts,
    world,
    shadow: { ledger, head: null, events: 0 } as unknown as Shadow,
    witness: { creations, nameless } as unknown as Witness,
  };
}
