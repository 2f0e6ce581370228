/** What the runner tells a job, read once and checked together. */
import { UserErrors } from '../domain/failure.ts';

export interface Environment {
  /** owner/name */
  repository: string;
  apiUrl: string;
  graphqlUrl: string;
  serverUrl: string;
  runId: string;
  runAttempt: string;
  /** Login of whoever started this run; empty where that is not known. */
  actor: string;
  /** What started this run; null outside of Actions. */
  event: string | null;
  /** Path of the workflow that runs; null where that is not known. */
  workflow: string | null;
  /** owner/name of the repository that this action came from; null for one of the checkout. */
  action: string | null;
  /** A directory that lives as long as the job. */
  temporary: string;
  /** The process's own, for child processes that choose from it. */
  all: Readonly<Record<string, string | undefined>>;
}

const URL_REMEDY = 'run this as a step of a GitHub Actions job, or set it as the runner would';

const REPOSITORY = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;

const LOGIN = /^[A-Za-z0-9][A-Za-z0-9-]{0,60}(?:\[bot\])?$/;
/** `owner/name/.github/workflows/steward.yml@refs/heads/main` */
const WORKFLOW = /^[\w.-]+\/[\w.-]+\/(\.github\/workflows\/[\w.-]+)@/;

/** Throws `UserErrors` naming everything that is missing or malformed. */
export function readEnvironment(
  all: Readonly<Record<string, string | undefined>>,
  fallbackTemporary: string,
): Environment {
  const faults: { fault: string; remedy: string }[] = [];
  const repository = all.GITHUB_REPOSITORY ?? '';
  if (!REPOSITORY.test(repository)) {
    faults.push({
      fault: `GITHUB_REPOSITORY is ${repository === '' ? 'not set' : 'no owner/name'}`,
      remedy: URL_REMEDY,
    });
  }
  const address = (name: string, fallback: string): string => {
    const value = all[name] ?? fallback;
    if (!/^https?:\/\/[^\s@]+$/.test(value)) faults.push({ fault: `${name} is no address`, remedy: URL_REMEDY });
    return value.replace(/\/$/, '');
  };
  const environment: Environment = {
    repository,
    apiUrl: address('GITHUB_API_URL', 'https://api.github.com'),
    graphqlUrl: address('GITHUB_GRAPHQL_URL', 'https://api.github.com/graphql'),
    serverUrl: address('GITHUB_SERVER_URL', 'https://github.com'),
    runId: /^\d{1,20}$/.test(all.GITHUB_RUN_ID ?? '') ? (all.GITHUB_RUN_ID ?? '') : '',
    action: REPOSITORY.test(all.GITHUB_ACTION_REPOSITORY ?? '') ? (all.GITHUB_ACTION_REPOSITORY ?? '') : null,
    runAttempt: /^\d{1,5}$/.test(all.GITHUB_RUN_ATTEMPT ?? '') ? (all.GITHUB_RUN_ATTEMPT ?? '') : '1',
    actor: LOGIN.exec(all.GITHUB_TRIGGERING_ACTOR ?? all.GITHUB_ACTOR ?? '')?.[0] ?? '',
    event: all.GITHUB_EVENT_NAME || null,
    workflow: WORKFLOW.exec(all.GITHUB_WORKFLOW_REF ?? '')?.[1] ?? null,
    temporary: all.RUNNER_TEMP ?? fallbackTemporary,
    all,
  };
  if (faults.length > 0) throw new UserErrors('The environment needs attention:', faults);
  return environment;
}
