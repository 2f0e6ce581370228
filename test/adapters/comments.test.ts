// Comments: posted and edited on issues and pull requests, and listed whole.
import { describe, expect, test } from 'vitest';
import { adapters, sandbox } from './world.ts';

const world = { issues: [{ title: 'A bug', number: 5 }] };

async function github() {
  const github = await sandbox(world);
  await github.world.pushCommit({ files: { 'b.txt': 'b' }, message: 'Begin', by: 'octo' });
  await github.world.pushCommit({ branch: 'fix', files: { 'a.txt': 'a' }, message: 'Fix', by: 'octo' });
  await github.world.openPullRequest({ title: 'A fix', head: 'fix', by: 'octo' });
  return github;
}

describe('a comment', () => {
  test('is posted on an issue and on a pull request, and bumps what it stands on', async () => {
    const on = await github();
    const { writer } = adapters(on);
    on.clock.advance(60_000);
    const posted = await writer.createComment({ number: 5, body: 'Criteria' });
    expect(posted).toMatchObject({ kind: 'done', value: { number: 5, updatedAt: on.world.issue(5)?.updatedAt } });
    expect(await writer.createComment({ number: 6, body: 'Review' })).toMatchObject({
      kind: 'done',
      value: { number: 6, updatedAt: on.world.pullRequest(6)?.updatedAt },
    });
    expect(on.world.data.comments.map(({ on: number, body }) => [number, body])).toEqual([
      [5, 'Criteria'],
      [6, 'Review'],
    ]);
  });

  test.each([
    ['issue', 5],
    ['pull', 6],
  ] as const)('on %s #%i is edited in place by its id', async (kind, number) => {
    const on = await github();
    const { writer } = adapters(on);
    const posted = await writer.createComment({ number, body: 'First' });
    const comment = posted.kind === 'done' ? posted.value.comment : '';
    const edited = await writer.updateComment({ on: kind, number, comment, body: 'Second' });
    expect(edited).toMatchObject({ kind: 'done', value: { number, comment } });
    expect(on.world.commentsOn(number).map(({ body }) => body)).toEqual(['Second']);
  });

  test('that somebody deleted is refused as gone; a place that is not there likewise', async () => {
    const on = await github();
    const { writer } = adapters(on);
    const gone = { kind: 'refused', gone: true };
    expect(await writer.updateComment({ on: 'issue', number: 5, comment: 'IC_none', body: 'x' })).toMatchObject(gone);
    expect(await writer.createComment({ number: 99, body: 'x' })).toMatchObject(gone);
  });

  test('without the permission is refused, and the reason names it', async () => {
    const on = await github();
    const { writer } = adapters(on, { permissions: { contents: 'write', issues: 'read' } });
    expect(await writer.createComment({ number: 5, body: 'x' })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('`issues: write`'),
    });
  });

  test('whose answer is lost is uncertain, and was sent once', async () => {
    const on = await github();
    const { writer, client } = adapters(on);
    on.faults.add({ when: ({ write }) => write, timing: 'after', effect: { kind: 'status', status: 502 } });
    expect((await writer.createComment({ number: 5, body: 'x' })).kind).toBe('ambiguous');
    expect(on.world.commentsOn(5)).toHaveLength(1);
    expect(client.usage().writes).toBe(1);
  });
});

describe('a listing of comments', () => {
  test('of one place has them all, over pages, with who wrote them', async () => {
    const on = await github();
    for (let n = 1; n <= 130; n++) on.world.comment(6, `Word ${n}`, 'octo');
    on.world.comment(5, 'Elsewhere', 'octo');
    const { reader, writer, client } = adapters(on);
    await writer.createComment({ number: 6, body: 'Ours' });
    const found = await reader.comments({ number: 6, since: null });
    expect(found).toHaveLength(131);
    expect(found.at(-1)).toMatchObject({ number: 6, author: 'github-actions[bot]', body: 'Ours' });
    expect(found[0]).toMatchObject({ author: 'octo', body: 'Word 1' });
    expect(client.usage()).toMatchObject({ graphql: 4, rest: 0 });
  });

  test('of the whole repository knows each by the same id, place and author', async () => {
    const on = await github();
    for (let n = 1; n <= 120; n++) on.world.comment(n % 2 ? 5 : 6, `Word ${n}`, 'octo');
    const { reader, writer } = adapters(on);
    await writer.createComment({ number: 6, body: 'Ours' });
    const all = await reader.comments({ number: null, since: null });
    const each = [
      ...(await reader.comments({ number: 5, since: null })),
      ...(await reader.comments({ number: 6, since: null })),
    ];
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(all.sort(byId)).toEqual(each.sort(byId));
  });

  test('leaves out what is older than asked, and has nothing of a place that is not there', async () => {
    const on = await github();
    on.world.comment(5, 'Old', 'octo');
    on.clock.advance(3_600_000);
    const since = on.clock.now().toISOString();
    on.world.comment(5, 'New', 'octo');
    const { reader } = adapters(on);
    expect((await reader.comments({ number: 5, since })).map(({ body }) => body)).toEqual(['New']);
    expect((await reader.comments({ number: null, since })).map(({ body }) => body)).toEqual(['New']);
    expect(await reader.comments({ number: 77, since: null })).toEqual([]);
  });
});
