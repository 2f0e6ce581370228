// What an owner sets, over REST: as planted, in the shapes of the description, and to those alone who may see it.
import { afterEach, describe, expect, test } from 'vitest';
import { RestWorld } from './rest-world.ts';

let rest: RestWorld;
afterEach(() => rest.close());

const ADMIN = [
  '/actions/permissions',
  '/actions/permissions/workflow',
  '/actions/permissions/fork-pr-contributor-approval',
  '/actions/secrets',
  '/actions/organization-secrets',
  '/actions/variables/STEWARD_PAUSED',
];

describe('settings', () => {
  test('are as usual where nothing is planted', async () => {
    rest = await RestWorld.open({ repository: { variables: { STEWARD_PAUSED: 'true' } } });
    rest.grant('boss[bot]', {
      administration: 'read',
      secrets: 'read',
      variables: 'read',
      pages: 'read',
      contents: 'read',
    });
    const bodies = await Promise.all(ADMIN.map(async (path) => (await rest.get(path, { as: 'boss[bot]' })).body));
    expect(bodies).toMatchObject([
      { enabled: true, allowed_actions: 'all' },
      { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false },
      { approval_policy: 'first_time_contributors' },
      { total_count: 0, secrets: [] },
      { total_count: 0, secrets: [] },
      { name: 'STEWARD_PAUSED', value: 'true' },
    ]);
    expect((await rest.get('/pages', { as: 'boss[bot]' })).status).toBe(404);
    expect((await rest.get('/codeowners/errors', { as: 'boss[bot]' })).status).toBe(404);
    expect((await rest.get('/rules/branches/steward/state', { as: 'boss[bot]' })).body).toEqual([]);
  });

  test('are told to nobody without the permission, in public either', async () => {
    rest = await RestWorld.open({});
    rest.grant('reader[bot]', { contents: 'read', metadata: 'read' });
    for (const path of ADMIN) expect((await rest.get(path, { as: 'reader[bot]' })).status, path).toBe(403);
  });

  test('tell rules by branch, protection, Pages and whoever can be assigned', async () => {
    rest = await RestWorld.open({
      people: [{ login: 'pia', role: 'write' }],
      settings: {
        rules: [
          { branch: 'main', types: ['update', 'pull_request', 'required_status_checks', 'commit_message_pattern'] },
          { branch: '*', types: ['deletion'] },
        ],
        pagesBranch: 'main',
      },
    });
    rest.grant('boss[bot]', { pages: 'read', contents: 'read' });
    const types = async (branch: string) =>
      (await rest.get(`/rules/branches/${branch}`, { as: 'boss[bot]' })).body.map(
        (rule: { type: string }) => rule.type,
      );
    expect(await types('main')).toEqual([
      ...['update', 'pull_request', 'required_status_checks', 'commit_message_pattern', 'deletion'],
    ]);
    expect(await types('else')).toEqual(['deletion']);
    expect((await rest.get('/pages', { as: 'boss[bot]' })).body.source).toEqual({ branch: 'main', path: '/' });
    const people = (await rest.get('/assignees', { as: 'boss[bot]' })).body.map((one: { login: string }) => one.login);
    expect(people).toContain('pia');
  });
});
