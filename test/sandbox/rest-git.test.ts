import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RestWorld } from './rest-world.ts';

const EXTEND =
  'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }';

let rest: RestWorld;
let head: string;
beforeEach(async () => {
  rest = await RestWorld.open();
  head = await rest.world.pushCommit({
    files: { 'README.md': 'Hello\n', 'src/ä b.ts': 'export {};\n', 'src/deep/c.ts': '' },
    message: 'Begin\n\nWith a body.',
    by: 'ada',
  });
});
afterEach(() => rest.close());

const make = async (path: string, body: unknown): Promise<string> => {
  const made = await rest.post(path, body);
  expect(made.status).toBe(201);
  return made.body.sha;
};

describe('refs over REST', () => {
  test('are made, read, listed, moved and removed', async () => {
    const made = await rest.post('/git/refs', { ref: 'refs/heads/steward/state', sha: head });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ ref: 'refs/heads/steward/state', object: { sha: head, type: 'commit' } });
    expect((await rest.get('/git/ref/heads/steward/state')).body).toEqual(made.body);
    expect((await rest.get('/git/ref/heads/steward')).status).toBe(404);
    const matching = await rest.get('/git/matching-refs/heads/ste');
    expect(matching.body).toEqual([made.body]);
    expect((await rest.get('/git/matching-refs/heads/none')).body).toEqual([]);

    const next = await rest.world.pushCommit({ files: { 'x.txt': 'x' }, by: 'ada' });
    const moved = await rest.patch('/git/refs/heads/steward/state', { sha: next });
    expect([moved.status, moved.body.object.sha]).toEqual([200, next]);
    const back = await rest.patch('/git/refs/heads/steward/state', { sha: head });
    expect([back.status, back.body.message]).toEqual([422, 'Update is not a fast forward']);
    expect((await rest.patch('/git/refs/heads/steward/state', { sha: head, force: true })).status).toBe(200);

    const gone = await rest.ask('DELETE', '/git/refs/heads/steward/state');
    expect([gone.status, gone.body]).toEqual([204, '']);
    const again = await rest.ask('DELETE', '/git/refs/heads/steward/state');
    expect([again.status, again.body.message]).toEqual([422, 'Reference does not exist']);
  });

  test('are refused when they cannot be', async () => {
    const message = async (ref: string, sha: string): Promise<[number, string]> => {
      const { status, body } = await rest.post('/git/refs', { ref, sha });
      return [status, body.message];
    };
    expect(await message('refs/heads/main', head)).toEqual([422, 'Reference already exists']);
    expect(await message('refs/heads/x', '0'.repeat(40))).toEqual([422, 'Object does not exist']);
    expect((await message('heads/x', head))[0]).toBe(422);
    expect((await message('refs/heads/a..b', head))[0]).toBe(422);
    expect((await rest.patch('/git/refs/heads/none', { sha: head })).body.message).toBe('Reference does not exist');
  });

  test('are made once by ten that try at once', async () => {
    const body = { ref: 'refs/heads/race', sha: head };
    const replies = await Promise.all(Array.from({ length: 10 }, () => rest.post('/git/refs', body)));
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
    const others = replies.filter((reply) => reply.status !== 201);
    expect(others.map((reply) => reply.body.message)).toEqual(Array(9).fill('Reference already exists'));
  });

  test('cannot begin in an empty repository', async () => {
    const empty = await RestWorld.open();
    try {
      const refused = await empty.post('/git/refs', { ref: 'refs/heads/x', sha: head });
      expect([refused.status, refused.body.message]).toEqual([409, 'Git Repository is empty.']);
      expect((await empty.get('/commits')).status).toBe(409);
      expect((await empty.post('/git/blobs', { content: 'x' })).status).toBe(409);
      expect((await empty.post('/git/trees', { tree: [{ path: 'x', mode: '100644', content: 'x' }] })).status).toBe(
        409,
      );
    } finally {
      await empty.close();
    }
  });
});

describe('git objects over REST', () => {
  test('make an orphan branch from blob, tree, root commit and ref', async () => {
    const blob = await make('/git/blobs', { content: Buffer.from('{}').toString('base64'), encoding: 'base64' });
    const tree = await make('/git/trees', {
      tree: [
        { path: 'state.json', mode: '100644', type: 'blob', sha: blob },
        { path: 'events/README.md', mode: '100644', type: 'blob', content: 'Events.\n' },
      ],
    });
    const commit = await rest.post('/git/commits', { message: 'Begin', tree, parents: [] });
    expect(commit.status).toBe(201);
    expect(commit.body).toMatchObject({
      parents: [],
      message: 'Begin',
      verification: { verified: true, reason: 'valid' },
    });
    expect(commit.body.committer).toMatchObject({ name: 'GitHub', email: 'noreply@github.com' });
    expect((await rest.get(`/git/commits/${commit.body.sha}`)).body).toEqual(commit.body);
    await rest.post('/git/refs', { ref: 'refs/heads/steward/state', sha: commit.body.sha });
    const extended = await rest.graphql(EXTEND, {
      input: {
        branch: { repositoryNameWithOwner: 'ada/engine', branchName: 'steward/state' },
        expectedHeadOid: commit.body.sha,
        message: { headline: 'Continue' },
        fileChanges: { additions: [{ path: 'state.json', contents: Buffer.from('{"schema":1}').toString('base64') }] },
      },
    });
    const next = extended.data.createCommitOnBranch.commit.oid;
    expect(await rest.world.git.commits('refs/heads/steward/state')).toEqual([next, commit.body.sha]);
    const read = await rest.get('/contents/events/README.md?ref=steward/state');
    expect(Buffer.from(read.body.content, 'base64').toString()).toBe('Events.\n');
  });

  test('sign only what a bot commits in its own name', async () => {
    const tree = (await rest.get('/git/trees/main')).body.sha;
    const reason = async (body: object, as?: string): Promise<string> => {
      const made = await rest.post('/git/commits', { message: 'x', tree, parents: [head], ...body }, as ? { as } : {});
      expect(made.status).toBe(201);
      return made.body.verification.reason;
    };
    expect(await reason({})).toBe('valid');
    expect(await reason({ author: { name: 'Eve', email: 'eve@example.com' } })).toBe('unsigned');
    expect(await reason({}, 'ada')).toBe('unsigned');
  });

  test('refuse a commit of what does not exist', async () => {
    const tree = (await rest.get('/git/trees/main')).body.sha;
    const none = '1'.repeat(40);
    expect((await rest.post('/git/commits', { message: 'x', tree: none })).body.message).toBe(
      'Tree SHA does not exist',
    );
    expect((await rest.post('/git/commits', { message: 'x', tree, parents: [none] })).body.message).toBe(
      'Parent SHA does not exist or is not a commit object',
    );
    expect((await rest.get(`/git/commits/${none}`)).status).toBe(404);
  });

  test('show trees flat and whole', async () => {
    const flat = await rest.get('/git/trees/main');
    expect(flat.status).toBe(200);
    expect(flat.body.tree.map((entry: { path: string }) => entry.path)).toEqual(['README.md', 'src']);
    const whole = await rest.get('/git/trees/main?recursive=1');
    expect(whole.body).toMatchObject({ sha: flat.body.sha, truncated: false });
    expect(whole.body.tree.map((entry: { path: string }) => entry.path)).toEqual([
      'README.md',
      'src',
      'src/deep',
      'src/deep/c.ts',
      'src/ä b.ts',
    ]);
    expect(whole.body.tree[0]).toMatchObject({ mode: '100644', type: 'blob', size: 6 });
    expect((await rest.get('/git/trees/none')).status).toBe(404);
  });

  test('change a tree from its base', async () => {
    const base = (await rest.get('/git/trees/main')).body.sha;
    const tree = await make('/git/trees', {
      base_tree: base,
      tree: [
        { path: 'README.md', mode: '100644', type: 'blob', sha: null },
        { path: 'src/deep/c.ts', mode: '100755', type: 'blob', content: 'c\n' },
      ],
    });
    const whole = await rest.get(`/git/trees/${tree}?recursive=true`);
    const files = whole.body.tree.filter((entry: { type: string }) => entry.type === 'blob');
    expect(files.map((entry: { path: string; mode: string }) => [entry.path, entry.mode])).toEqual([
      ['src/deep/c.ts', '100755'],
      ['src/ä b.ts', '100644'],
    ]);
    const wrong = await rest.post('/git/trees', {
      base_tree: head,
      tree: [{ path: 'x', mode: '100644', content: '' }],
    });
    expect([wrong.status, wrong.body.message]).toEqual([422, 'base_tree is not a valid tree oid']);
    for (const path of ['/x', 'a/../b', '.git/config', 'a//b', '']) {
      expect((await rest.post('/git/trees', { tree: [{ path, mode: '100644', content: '' }] })).status).toBe(422);
    }
  });

  test('give blobs back as they came', async () => {
    const sha = await make('/git/blobs', { content: 'ä'.repeat(100) });
    const blob = await rest.get(`/git/blobs/${sha}`);
    expect(blob.status).toBe(200);
    expect(blob.body).toMatchObject({ sha, size: 200, encoding: 'base64' });
    expect(Buffer.from(blob.body.content, 'base64').toString()).toBe('ä'.repeat(100));
    expect(blob.body.content.split('\n')[0]).toHaveLength(60);
    expect((await rest.get(`/git/blobs/${head}`)).status).toBe(404);
  });
});

describe('the repository over REST', () => {
  test('tells of itself and its branches', async () => {
    rest.world.openIssue({ title: 'one', by: 'ada' });
    const whole = await rest.get('');
    expect(whole.status).toBe(200);
    expect(whole.body).toMatchObject({
      full_name: 'ada/engine',
      default_branch: 'main',
      open_issues_count: 1,
      private: false,
    });
    const branch = await rest.get('/branches/main');
    expect(branch.status).toBe(200);
    expect(branch.body).toMatchObject({
      name: 'main',
      commit: { sha: head, author: { login: 'ada' } },
      protected: false,
    });
    const missing = await rest.get('/branches/none');
    expect([missing.status, missing.body.message]).toEqual([404, 'Branch not found']);
  });

  test('lists commits, by path and author', async () => {
    rest.clock.advance(60_000);
    const next = await rest.world.pushCommit({ files: { 'src/deep/c.ts': 'c' }, by: 'eve' });
    const shas = async (query: string): Promise<string[]> => {
      const found = await rest.get(`/commits${query}`);
      expect(found.status).toBe(200);
      return found.body.map((commit: { sha: string }) => commit.sha);
    };
    expect(await shas('')).toEqual([next, head]);
    expect(await shas('?path=README.md')).toEqual([head]);
    expect(await shas('?author=eve')).toEqual([next]);
    expect(await shas(`?sha=${head}`)).toEqual([head]);
    expect(await shas('?since=2026-11-20T09:07:30Z')).toEqual([next]);
    expect((await rest.get('/commits?sha=none')).status).toBe(404);
  });

  test('gives files, folders, links and raw text', async () => {
    const file = await rest.get(`/contents/${encodeURIComponent('src/ä b.ts')}`);
    expect(file.status).toBe(200);
    expect(file.body).toMatchObject({ type: 'file', path: 'src/ä b.ts', size: 11, encoding: 'base64' });
    expect(Buffer.from(file.body.content, 'base64').toString()).toBe('export {};\n');
    const raw = await rest.get('/contents/README.md', { accept: 'application/vnd.github.raw+json' });
    expect([raw.status, raw.body]).toEqual([200, 'Hello\n']);
    const folder = await rest.get('/contents/src');
    expect(folder.body.map((entry: { name: string; type: string }) => [entry.name, entry.type])).toEqual([
      ['deep', 'dir'],
      ['ä b.ts', 'file'],
    ]);
    expect((await rest.get('/contents/')).body).toHaveLength(2);
    expect((await rest.get('/contents/none')).status).toBe(404);
    expect((await rest.get('/contents/README.md?ref=none')).status).toBe(404);

    const base = (await rest.get('/git/trees/main')).body.sha;
    const tree = await make('/git/trees', {
      base_tree: base,
      tree: [
        { path: 'src/link', mode: '120000', type: 'blob', content: '../README.md' },
        { path: 'src/out', mode: '120000', type: 'blob', content: '../../etc/passwd' },
      ],
    });
    const commit = await make('/git/commits', { message: 'Link', tree, parents: [head] });
    expect((await rest.get(`/contents/src/link?ref=${commit}`)).body).toMatchObject({ type: 'file', path: 'src/link' });
    expect((await rest.get(`/contents/src/out?ref=${commit}`)).body).toMatchObject({
      type: 'symlink',
      target: '../../etc/passwd',
    });
  });

  test('gives no content of a file over a megabyte', async () => {
    await rest.world.pushCommit({ files: { 'big.txt': 'x'.repeat(1024 * 1024 + 1) }, by: 'ada' });
    const big = await rest.get('/contents/big.txt');
    expect(big.body).toMatchObject({ size: 1024 * 1024 + 1, encoding: 'none', content: '' });
  });

  test('tells what a person may do', async () => {
    rest.world.person('mo', 'maintain');
    const level = await rest.get('/collaborators/mo/permission');
    expect(level.status).toBe(200);
    expect(level.body).toMatchObject({ permission: 'write', role_name: 'maintain', user: { login: 'mo' } });
    expect(level.body.user.permissions).toEqual({ admin: false, maintain: true, push: true, triage: true, pull: true });
    rest.world.person('eve', 'read');
    const hidden = await rest.get('/collaborators/mo/permission', { as: 'eve' });
    expect([hidden.status, hidden.body.message]).toEqual([
      403,
      'Must have push access to view collaborator permission.',
    ]);
    const bot = await rest.get('/collaborators/github-actions%5Bbot%5D/permission');
    expect([bot.status, bot.body.message]).toEqual([404, 'github-actions[bot] is not a user']);
  });
});
