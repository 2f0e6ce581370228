/** What a token must be allowed to do for each operation, as GitHub's reference states it under "Fine-grained access tokens". */
import type { Access, Permission } from '../world-data.ts';

export interface Requirement {
  /** One of these is enough; for a numbered subject only the one of its kind counts. */
  readonly anyOf: readonly Permission[];
  readonly access: Access;
  /** Nothing of it is public, whatever the repository is. */
  readonly secret?: true;
}

const read = (...anyOf: Permission[]): Requirement => ({ anyOf, access: 'read' });
const write = (...anyOf: Permission[]): Requirement => ({ anyOf, access: 'write' });

/** Every operation of the slice; null needs no permission and no repository. */
export const REQUIREMENTS = {
  'meta/root': null,
  'rate-limit/get': null,
  'repos/get': read('metadata'),
  'repos/get-branch': read('contents'),
  'repos/list-commits': read('contents'),
  'repos/get-content': read('contents'),
  'repos/get-collaborator-permission-level': read('metadata'),
  'repos/list-deployments': read('deployments'),
  'repos/list-deployment-statuses': read('deployments'),
  'repos/get-combined-status-for-ref': read('statuses'),
  'git/get-ref': read('contents'),
  'git/create-ref': write('contents'),
  'git/update-ref': write('contents'),
  'git/delete-ref': write('contents'),
  'git/list-matching-refs': read('contents'),
  'git/get-commit': read('contents'),
  'git/create-commit': write('contents'),
  'git/get-tree': read('contents'),
  'git/create-tree': write('contents'),
  'git/get-blob': read('contents'),
  'git/create-blob': write('contents'),
  'issues/list-for-repo': read('issues'),
  'issues/get': read('issues', 'pull-requests'),
  'issues/create': write('issues'),
  'issues/update': write('issues', 'pull-requests'),
  'issues/list-comments': read('issues', 'pull-requests'),
  'issues/list-comments-for-repo': read('issues', 'pull-requests'),
  'issues/create-comment': write('issues', 'pull-requests'),
  'issues/update-comment': write('issues', 'pull-requests'),
  'issues/list-labels-for-repo': read('issues', 'pull-requests'),
  'issues/create-label': write('issues', 'pull-requests'),
  'issues/add-labels': write('issues', 'pull-requests'),
  'issues/remove-label': write('issues', 'pull-requests'),
  'issues/list-events': read('issues', 'pull-requests'),
  'issues/list-events-for-timeline': read('issues', 'pull-requests'),
  'issues/add-assignees': write('issues', 'pull-requests'),
  'issues/remove-assignees': write('issues', 'pull-requests'),
  'reactions/list-for-issue': read('issues', 'pull-requests'),
  'reactions/create-for-issue': write('issues', 'pull-requests'),
  'reactions/list-for-issue-comment': read('issues', 'pull-requests'),
  'reactions/create-for-issue-comment': write('issues', 'pull-requests'),
  'pulls/list': read('pull-requests'),
  'pulls/get': read('pull-requests'),
  'pulls/list-files': read('pull-requests'),
  'actions/list-repo-workflows': read('actions'),
  'actions/list-workflow-runs-for-repo': read('actions'),
  'actions/list-workflow-runs': read('actions'),
  'actions/get-workflow-run': read('actions'),
  'actions/get-workflow-run-attempt': read('actions'),
  'actions/list-jobs-for-workflow-run': read('actions'),
  'actions/download-job-logs-for-workflow-run': read('actions'),
  'actions/create-workflow-dispatch': write('actions'),
  'checks/list-for-ref': read('checks'),
  'checks/list-suites-for-ref': read('checks'),
  'code-scanning/list-alerts-for-repo': { ...read('security-events'), secret: true },
  'dependabot/list-alerts-for-repo': { ...read('vulnerability-alerts'), secret: true },
  'actions/get-github-actions-permissions-repository': { ...read('administration'), secret: true },
  'actions/get-github-actions-default-workflow-permissions-repository': { ...read('administration'), secret: true },
  'actions/get-fork-pr-contributor-approval-permissions-repository': { ...read('administration'), secret: true },
  'actions/get-repo-variable': { ...read('variables'), secret: true },
  'actions/list-repo-secrets': { ...read('secrets'), secret: true },
  'actions/list-repo-organization-secrets': { ...read('secrets'), secret: true },
  'repos/get-branch-rules': read('metadata'),
  'repos/codeowners-errors': read('contents'),
  'repos/get-pages': read('pages'),
  'users/get-by-username': null,
  'issues/list-assignees': read('metadata'),
} as const satisfies Record<string, Requirement | null>;

export type OperationId = keyof typeof REQUIREMENTS;

export const isOperationId = (id: string): id is OperationId => Object.hasOwn(REQUIREMENTS, id);
