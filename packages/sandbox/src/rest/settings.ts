/** What the settings pages say: Actions and its tokens, secrets and variables by name, rules, Pages, and who owns code. */
import { settingsOf } from '../settings-data.ts';
import type { World } from '../world.ts';
import { type Call, counted, type Handlers, listed, ok } from './call.ts';
import { notFound } from './failure.ts';
import { personView } from './people-view.ts';
import { repositoryApi, repositoryPage } from './site.ts';

function actionsPermissions({ world }: Call) {
  const { actionsEnabled: enabled, allowedActions } = settingsOf(world.data);
  if (!enabled) return ok({ enabled });
  return ok({ enabled, allowed_actions: allowedActions, sha_pinning_required: false });
}

const workflowPermissions = ({ world }: Call) =>
  ok({
    default_workflow_permissions: settingsOf(world.data).workflowPermissions,
    can_approve_pull_request_reviews: world.repository.actionsMayOpenPullRequests,
  });

function variable({ world, path }: Call) {
  // GitHub keeps the names of variables in capitals.
  const name = String(path.name).toUpperCase();
  const found = Object.entries(world.repository.variables).find(([key]) => key.toUpperCase() === name);
  if (found === undefined) throw notFound();
  const { createdAt, updatedAt } = world.repository;
  return ok({ name, value: found[1], created_at: createdAt, updated_at: updatedAt });
}

function secrets(call: Call, names: readonly string[]) {
  const { createdAt, updatedAt } = call.world.repository;
  return counted(call, 'secrets', names, (name) => ({ name, created_at: createdAt, updated_at: updatedAt }));
}

/** Every rule that holds for a branch of this name, whether or not there is one. */
function branchRules({ world, path }: Call) {
  const { rules } = settingsOf(world.data);
  const types = rules.flatMap(({ branch, types }) => (branch === path.branch || branch === '*' ? types : []));
  const from = { ruleset_source_type: 'Repository', ruleset_source: world.nameWithOwner, ruleset_id: 1 };
  return ok(types.map((type) => ({ type, ...parametersOf(type), ...from })));
}

const parametersOf = (type: string): { parameters?: unknown } => PARAMETERS[type] ?? {};

/** Only what the description asks for. */
const PARAMETERS: Readonly<Record<string, { parameters: unknown }>> = {
  update: { parameters: { update_allows_fetch_and_merge: false } },
  pull_request: {
    parameters: {
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_approving_review_count: 1,
      required_review_thread_resolution: false,
    },
  },
  required_status_checks: {
    parameters: { required_status_checks: [{ context: 'ci' }], strict_required_status_checks_policy: false },
  },
  commit_message_pattern: { parameters: { operator: 'starts_with', pattern: 'JIRA-' } },
};

function pages({ world }: Call) {
  const { pagesBranch: branch } = settingsOf(world.data);
  if (branch === null) throw notFound();
  return ok({
    ...{ url: repositoryApi(world, 'pages'), status: 'built', cname: null, custom_404: false },
    ...{ html_url: `${repositoryPage(world)}/pages`, public: !world.repository.isPrivate },
    source: { branch, path: '/' },
  });
}

const OWNERS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Owners that are not there or may not write; teams and addresses are not looked up. */
async function codeownersErrors({ world }: Call) {
  for (const path of OWNERS) {
    const file = await world.git.read(`${world.defaultRef}:${path}`);
    if (file !== null) return ok({ errors: unknownOwners(world, path, file.content.toString('utf8')) });
  }
  throw notFound();
}

function unknownOwners(world: World, path: string, text: string) {
  return text.split('\n').flatMap((source, index) => {
    const words = source.replace(/#.*$/, '').trim().split(/\s+/).slice(1);
    const strangers = words.filter((word) => /^@[\w-]+$/.test(word) && !mayWrite(world, word.slice(1)));
    return strangers.map((word) => ({
      ...{ line: index + 1, column: source.indexOf(word) + 1, kind: 'Unknown owner', source, path },
      suggestion: `make sure ${word} exists and has write access to the repository`,
      message: `Unknown owner on line ${index + 1}: make sure ${word} exists and has write access to the repository`,
    }));
  });
}

const mayWrite = (world: World, login: string): boolean =>
  ['write', 'maintain', 'admin'].includes(world.actor(login)?.role ?? 'none');

function user({ world, path }: Call) {
  const found = world.actor(String(path.username));
  if (found === null) throw notFound();
  const { createdAt, updatedAt } = world.repository;
  return ok({
    ...personView(world, found.login),
    ...{ name: found.name, company: null, blog: '', location: null, email: null, hireable: null, bio: null },
    ...{ public_repos: 0, public_gists: 0, followers: 0, following: 0 },
    ...{ created_at: createdAt, updated_at: updatedAt },
  });
}

/** People with any role here; GitHub's coding agent and other bots are asked for otherwise. */
function listAssignees(call: Call) {
  const { world } = call;
  const people = world.data.actors.filter(({ kind, role }) => kind === 'User' && role !== 'none');
  return listed(call, people, ({ login }) => personView(world, login));
}

type Settings =
  | 'actions/get-github-actions-permissions-repository'
  | 'actions/get-github-actions-default-workflow-permissions-repository'
  | 'actions/get-fork-pr-contributor-approval-permissions-repository'
  | 'actions/get-repo-variable'
  | 'actions/list-repo-secrets'
  | 'actions/list-repo-organization-secrets'
  | 'repos/get-branch-rules'
  | 'repos/codeowners-errors'
  | 'repos/get-pages'
  | 'users/get-by-username'
  | 'issues/list-assignees';

export const SETTINGS: Handlers<Settings> = {
  'actions/get-github-actions-permissions-repository': actionsPermissions,
  'actions/get-github-actions-default-workflow-permissions-repository': workflowPermissions,
  'actions/get-fork-pr-contributor-approval-permissions-repository': ({ world }) =>
    ok({ approval_policy: settingsOf(world.data).forkApproval }),
  'actions/get-repo-variable': variable,
  'actions/list-repo-secrets': (call) => secrets(call, settingsOf(call.world.data).secrets),
  'actions/list-repo-organization-secrets': (call) => secrets(call, settingsOf(call.world.data).organizationSecrets),
  'repos/get-branch-rules': branchRules,
  'repos/codeowners-errors': codeownersErrors,
  'repos/get-pages': pages,
  'users/get-by-username': user,
  'issues/list-assignees': listAssignees,
};
