/** Everything that doctor looks at on GitHub, one request after another, each for itself: what cannot be seen stops nothing. */
import { agentsOf } from '../domain/agent-settings.ts';
import type { Config } from '../domain/config.ts';
import type { Known } from '../domain/remote.ts';
import type { ListedWorkflow, Part, SetUp } from '../domain/set-up.ts';
import type { SetUpReader } from '../ports.ts';

export type Settings = Pick<
  SetUp,
  | ('files' | 'listed' | 'scheduled' | 'role' | 'actions' | 'workflowToken' | 'forkApproval' | 'branchRules')
  | ('protected' | 'deployed' | 'pagesBranch' | 'labels' | 'pausedBy' | 'secrets' | 'ownersFaults')
  | ('nobody' | 'unassignable')
>;

/** Of what was not looked at nothing is said. */
export const NOT_ASKED: Settings = {
  ...{ files: null, listed: null, scheduled: null, role: null, actions: null, workflowToken: null },
  ...{ forkApproval: null, branchRules: null, protected: null, deployed: null, pagesBranch: null, labels: null },
  ...{ pausedBy: null, secrets: null, ownersFaults: null, nobody: null, unassignable: null },
};

const MOST_ACCOUNTS = 10;

export async function readSettings(
  reader: SetUpReader,
  { stateBranch, config, cycles }: { stateBranch: string | null; config: Config | null; cycles: readonly string[] },
): Promise<Settings> {
  const listed = await reader.listed();
  const people = config === null ? [] : agentsOf(config).flatMap(({ login }) => (login == null ? [] : [login]));
  return {
    listed,
    files: await reader.folder('.github'),
    scheduled: await lastRuns(reader, listed, cycles),
    role: await reader.role(),
    actions: await reader.actions(),
    workflowToken: await reader.workflowToken(),
    forkApproval: await reader.forkApproval(),
    ...(stateBranch === null ? NO_BRANCH : await ofBranch(reader, stateBranch)),
    labels: await reader.labels(),
    pausedBy: await reader.variable('STEWARD_PAUSED'),
    secrets: await reader.secrets(),
    ownersFaults: await reader.ownersFaults(),
    nobody: await without(config?.identities ?? [], (login) => reader.accountExists(login)),
    unassignable: await unassignable(reader, people),
  };
}

/** Nothing is asked of a branch that is not there. */
const NO_BRANCH = { branchRules: null, protected: null, deployed: null, pagesBranch: null };

const ofBranch = async (reader: SetUpReader, branch: string): Promise<Pick<Settings, keyof typeof NO_BRANCH>> => ({
  branchRules: await reader.branchRules(branch),
  protected: await reader.isProtected(branch),
  deployed: await reader.deployed(branch),
  pagesBranch: await reader.pagesBranch(),
});

/** The cheap part of it: what may change without a commit, in two requests; in none where memory is on no branch. */
export const readDaily = async (reader: SetUpReader, stateBranch: string | null): Promise<Settings> => ({
  ...NOT_ASKED,
  ...(stateBranch !== null && {
    branchRules: await reader.branchRules(stateBranch),
    deployed: await reader.deployed(stateBranch),
  }),
});

async function lastRuns(
  reader: SetUpReader,
  listed: Known<readonly ListedWorkflow[]>,
  cycles: readonly string[],
): Promise<Part<Record<string, string | null>>> {
  // Said once, of the list.
  if (listed.kind === 'unknown') return null;
  const runs: Record<string, string | null> = {};
  for (const { id, path } of listed.value.filter((one) => cycles.includes(one.path))) {
    const last = await reader.lastScheduled(id);
    if (last.kind === 'unknown') return last;
    runs[path] = last.value;
  }
  return { kind: 'known', value: runs };
}

/** Those who are not among whom GitHub offers; where these are too many to tell, nobody is accused. */
async function unassignable(reader: SetUpReader, logins: readonly string[]): Promise<Part<string[]>> {
  const people = logins.filter((login) => !login.includes('/'));
  if (people.length === 0) return null;
  const offered = await reader.assignable();
  if (offered.kind === 'unknown') return offered;
  const there = offered.value?.map((login) => login.toLowerCase());
  if (there === undefined) return { kind: 'unknown', reason: 'more than a hundred people can be assigned' };
  return { kind: 'known', value: people.filter((login) => !there.includes(login.toLowerCase())) };
}

/** Those of the accounts for which the answer is no. */
async function without(
  logins: readonly string[],
  ask: (login: string) => Promise<Known<boolean>>,
): Promise<Part<string[]>> {
  const found: string[] = [];
  for (const login of [...new Set(logins)].slice(0, MOST_ACCOUNTS)) {
    const answer = await ask(login);
    if (answer.kind === 'unknown') return answer;
    if (!answer.value) found.push(login);
  }
  return { kind: 'known', value: found };
}
