/** Looks beside the tree; loaded when work is looked for, so that a quiet tick does not carry it. */
import type { RemoteReader } from '../../ports.ts';
import { readCodeAlerts, readDependencyAlerts } from './alerts.ts';
import type { Client } from './client.ts';
import { readIssues, readPulls } from './conversations.ts';
import { readFailedLog } from './job-log.ts';
import { readOwnRuns } from './own-runs.ts';
import type { RepositoryName } from './repository-name.ts';
import { readRuns } from './runs.ts';

export const createRemoteReader = (client: Client, repository: RepositoryName): RemoteReader => ({
  runs: (branch, since) => readRuns(client, repository, { branch, since }),
  ownRuns: (workflow, since) => readOwnRuns(client, repository, { workflow, since }),
  failedLog: (run) => readFailedLog(client, repository, run),
  pulls: () => readPulls(client, repository),
  issues: () => readIssues(client, repository),
  dependencyAlerts: (told) => readDependencyAlerts(client, { repository, told }),
  codeAlerts: (told) => readCodeAlerts(client, { repository, told }),
});
