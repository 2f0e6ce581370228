import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, clientOf, commitInput, commitMutation, git, startWithCommit } from './sandbox-fixture.ts';

afterEach(cleanUp);

const headQuery = `query { repository(owner: "octo", name: "widget") { defaultBranchRef { name target { oid ... on Commit {
  message author { name email user { login } } committer { name email } signature { isValid wasSignedByGitHub state }
} } } } }`;

describe('createCommitOnBranch', () => {
  it('commits additions and deletions, signed by GitHub in the name of the token', async () => {
    const { sandbox, head } = await startWithCommit();
    const ask = clientOf(sandbox);
    const input = {
      ...commitInput(head, { 'a/b/c.txt': 'deep', 'é x.txt': 'name' }),
      message: { headline: 'Record', body: '[skip ci]' },
    };
    const made = await ask(commitMutation, {
      input: { ...input, fileChanges: { ...input.fileChanges, deletions: [{ path: 'README.md' }] } },
    });
    expect(made.errors).toEqual([]);
    const { target } = (await ask(headQuery)).data.repository.defaultBranchRef;
    expect(target).toMatchObject({
      oid: made.data.createCommitOnBranch.commit.oid,
      message: 'Record\n\n[skip ci]',
      author: { name: 'github-actions[bot]', user: { login: 'github-actions[bot]' } },
      committer: { name: 'GitHub', email: 'noreply@github.com' },
      signature: { isValid: true, wasSignedByGitHub: true, state: 'VALID' },
    });
    const files = git(sandbox.world.git.path, '-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', target.oid);
    expect(files.split('\n')).toEqual(['a/b/c.txt', 'é x.txt']);
    expect(git(sandbox.world.git.path, 'fsck', '--full', '--strict')).toBe('');
  });

  it('refuses a stale head and leaves the branch where it was', async () => {
    const { sandbox, head } = await startWithCommit();
    const ask = clientOf(sandbox);
    const first = await ask(commitMutation, { input: commitInput(head, { a: '1' }) });
    const stale = await ask(commitMutation, { input: commitInput(head, { a: '2' }) });
    expect(stale.data).toEqual({ createCommitOnBranch: null });
    expect(stale.errors).toMatchObject([
      {
        type: 'STALE_DATA',
        path: ['createCommitOnBranch'],
        message: `Expected branch to point to "${head}" but it did not.  Pull and try again.`,
      },
    ]);
    expect((await ask(headQuery)).data.repository.defaultBranchRef.target.oid).toBe(
      first.data.createCommitOnBranch.commit.oid,
    );
  });

  it('lets exactly one of ten simultaneous commits on the same head through', async () => {
    const { sandbox, head } = await startWithCommit();
    const ask = clientOf(sandbox);
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, n) => ask(commitMutation, { input: commitInput(head, { n: `${n}` }) })),
    );
    expect(results.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(results.filter(({ errors }) => errors[0]?.type === 'STALE_DATA')).toHaveLength(9);
    expect(git(sandbox.world.git.path, 'rev-list', '--count', 'main')).toBe('2');
  });

  it('refuses a missing branch, a foreign path, a workflow file and a token that only reads', async () => {
    const { sandbox, head } = await startWithCommit();
    const ask = clientOf(sandbox);
    const typeOf = async (input: unknown, client = ask) => (await client(commitMutation, { input })).errors[0]?.type;
    expect(await typeOf(commitInput(head, { a: '1' }, 'absent'))).toBe('NOT_FOUND');
    expect(await typeOf(commitInput(head, { '../a': '1' }))).toBe('UNPROCESSABLE');
    expect(await typeOf(commitInput(head, { '.git/config': '1' }))).toBe('UNPROCESSABLE');
    expect(await typeOf(commitInput(head, { '.github/workflows/x.yml': '1' }))).toBe('FORBIDDEN');
    const reader = clientOf(sandbox, sandbox.mintToken({ permissions: { contents: 'read' } }));
    expect(await typeOf(commitInput(head, { a: '1' }), reader)).toBe('FORBIDDEN');
  });

  it('keeps the mode of an executable and the bytes of names that are not UTF-8', async () => {
    const { sandbox, head } = await startWithCommit();
    const bare = sandbox.world.git.path;
    const blob = git(bare, 'rev-parse', `${head}:README.md`);
    const tree = (
      await sandbox.world.git.git(['mktree', '-z'], {
        input: Buffer.concat([
          Buffer.from(`100755 blob ${blob}\trun\0`),
          Buffer.from(`100644 blob ${blob}\t`),
          Buffer.from([0xff, 0xfe, 0]),
        ]),
      })
    )
      .toString('utf8')
      .trim();
    const commit = git(bare, 'commit-tree', '-p', head, '-m', 'odd', tree);
    git(bare, 'update-ref', 'refs/heads/main', commit);
    const made = await clientOf(sandbox)(commitMutation, { input: commitInput(commit, { run: 'new' }) });
    expect(made.errors).toEqual([]);
    const after = (await sandbox.world.git.git(['ls-tree', '-z', 'main'])).toString('latin1');
    expect(after).toMatch(/100755 blob \w+\trun\0/);
    expect(after).toContain(`${blob}\t\xff\xfe`);
  });
});

describe('a commit that did not come through GitHub', () => {
  it('has no signature, even with a forged committer', async () => {
    const { sandbox } = await startWithCommit();
    const bare = sandbox.world.git.path;
    const forged = git(
      bare,
      '-c',
      'user.name=GitHub',
      '-c',
      'user.email=noreply@github.com',
      'commit-tree',
      '-p',
      'main',
      '-m',
      'forged',
      'main^{tree}',
    );
    git(bare, 'update-ref', 'refs/heads/main', forged);
    const { target } = (await clientOf(sandbox)(headQuery)).data.repository.defaultBranchRef;
    expect(target).toMatchObject({ oid: forged, signature: null });
  });

  it('is not valid when a genuine signature is copied onto it', async () => {
    const { sandbox, head } = await startWithCommit();
    const ask = clientOf(sandbox);
    await ask(commitMutation, { input: commitInput(head, { a: '1' }) });
    const genuine = (await sandbox.world.git.read('main'))?.content.toString('utf8') ?? '';
    expect(genuine).toContain('gpgsig');
    const copy = await sandbox.world.git.writeObject('commit', Buffer.from(genuine.replace('Record', 'Forged')));
    git(sandbox.world.git.path, 'update-ref', 'refs/heads/main', copy);
    const { target } = (await ask(headQuery)).data.repository.defaultBranchRef;
    expect(target.signature).toEqual({ isValid: false, wasSignedByGitHub: false, state: 'UNKNOWN_KEY' });
  });
});

describe('refs', () => {
  const create =
    'mutation($input: CreateRefInput!) { createRef(input: $input) { ref { id name prefix target { oid } } } }';

  it('are created once, moved forward and deleted', async () => {
    const { sandbox, head } = await startWithCommit();
    const ask = clientOf(sandbox);
    const repositoryId = sandbox.world.repository.id;
    const input = { repositoryId, name: 'refs/heads/steward/state', oid: head };
    const made = await ask(create, { input });
    expect(made.data.createRef.ref).toMatchObject({
      name: 'steward/state',
      prefix: 'refs/heads/',
      target: { oid: head },
    });
    const again = await ask(create, { input });
    expect(again.errors).toMatchObject([
      { type: 'UNPROCESSABLE', message: 'A ref named "refs/heads/steward/state" already exists in the repository.' },
    ]);
    const next = await sandbox.world.pushCommit({ files: { b: '1' }, by: 'octo' });
    const refId = made.data.createRef.ref.id;
    const update = 'mutation($input: UpdateRefInput!) { updateRef(input: $input) { ref { target { oid } } } }';
    expect((await ask(update, { input: { refId, oid: next } })).data.updateRef.ref.target.oid).toBe(next);
    expect((await ask(update, { input: { refId, oid: head } })).errors[0].message).toBe('Update is not a fast forward');
    expect(
      (await ask('mutation($r: ID!) { deleteRef(input: { refId: $r }) { clientMutationId } }', { r: refId })).errors,
    ).toEqual([]);
    const gone = await ask(
      '{ repository(owner: "octo", name: "widget") { ref(qualifiedName: "steward/state") { id } } }',
    );
    expect(gone.data.repository.ref).toBeNull();
  });

  it('let exactly one of ten simultaneous creations through', async () => {
    const { sandbox, head } = await startWithCommit();
    const ask = clientOf(sandbox);
    const input = { repositoryId: sandbox.world.repository.id, name: 'refs/heads/state', oid: head };
    const results = await Promise.all(Array.from({ length: 10 }, () => ask(create, { input })));
    expect(results.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  });
});

describe('blobs and trees', () => {
  const file = (
    expression: string,
  ) => `{ repository(owner: "octo", name: "widget") { object(expression: "${expression}") {
    __typename ... on Blob { text byteSize isBinary isTruncated } ... on Tree { entries { name type mode path } } } } }`;

  it('cut text at 512,000 bytes and hold no text when binary', async () => {
    const { sandbox } = await startWithCommit();
    await sandbox.world.pushCommit({
      files: { 'big.txt': 'x'.repeat(600_000), 'data.bin': Buffer.from([1, 0, 2]), 'src/a.ts': 'a' },
      by: 'octo',
    });
    const ask = clientOf(sandbox);
    const big = (await ask(file('main:big.txt'))).data.repository.object;
    expect({ ...big, text: big.text.length }).toEqual({
      __typename: 'Blob',
      text: 512_000,
      byteSize: 600_000,
      isBinary: false,
      isTruncated: true,
    });
    expect((await ask(file('HEAD:data.bin'))).data.repository.object).toMatchObject({ text: null, isBinary: true });
    expect((await ask(file('main:src'))).data.repository.object).toEqual({
      __typename: 'Tree',
      entries: [{ name: 'a.ts', type: 'blob', mode: 33188, path: 'src/a.ts' }],
    });
    expect((await ask(file('main:absent'))).data.repository.object).toBeNull();
  });

  it('page through history, whole and by path', async () => {
    const { sandbox } = await startWithCommit();
    for (const n of [1, 2, 3])
      await sandbox.world.pushCommit({ files: { [n === 2 ? 'two' : 'odd']: `${n}` }, message: `n${n}`, by: 'octo' });
    const ask = clientOf(sandbox);
    const history = (
      args: string,
    ) => `{ repository(owner: "octo", name: "widget") { object(expression: "main") { ... on Commit {
      history(${args}) { totalCount nodes { messageHeadline } pageInfo { endCursor hasNextPage } } } } } }`;
    const first = (await ask(history('first: 3'))).data.repository.object.history;
    expect(first).toMatchObject({
      totalCount: 4,
      nodes: [{ messageHeadline: 'n3' }, { messageHeadline: 'n2' }, { messageHeadline: 'n1' }],
    });
    const rest = (await ask(history(`first: 3, after: "${first.pageInfo.endCursor}"`))).data.repository.object.history;
    expect(rest).toMatchObject({ nodes: [{ messageHeadline: 'Begin' }], pageInfo: { hasNextPage: false } });
    const odd = (await ask(history('first: 9, path: "odd"'))).data.repository.object.history;
    expect(odd.nodes).toEqual([{ messageHeadline: 'n3' }, { messageHeadline: 'n1' }]);
  });
});
