import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, clientOf, startSandbox } from './sandbox-fixture.ts';

afterEach(cleanUp);

const RELATIONS = `query($number: Int!) { repository(owner: "octo", name: "widget") { issue(number: $number) {
  updatedAt parent { number } issueType { name } milestone { dueOn state }
  blockedBy(first: 5) { totalCount nodes { number state } } blocking(first: 5) { nodes { number } }
  subIssues(first: 5) { nodes { number } } } } }`;
const ADD = `mutation($input: AddBlockedByInput!) { addBlockedBy(input: $input) {
  issue { number updatedAt } blockingIssue { number updatedAt } } }`;
const REMOVE = `mutation($input: RemoveBlockedByInput!) { removeBlockedBy(input: $input) { issue { number } } }`;

async function start(permissions?: Record<string, 'read' | 'write'>) {
  const sandbox = await startSandbox();
  const { world } = sandbox;
  const [one, two, three] = ['One', 'Two', 'Three'].map((title) => world.openIssue({ title, by: 'ada' }));
  if (!one || !two || !three) throw new Error('three issues were opened');
  const ask = clientOf(sandbox, sandbox.mintToken(permissions && { permissions }));
  const link = (issue: { id: string }, by: { id: string }, text = ADD) =>
    ask(text, { input: { issueId: issue.id, blockingIssueId: by.id } });
  const relationsOf = async (number: number) => (await ask(RELATIONS, { number })).data.repository.issue;
  return { sandbox, world, one, two, three, ask, link, relationsOf };
}

describe('a dependency', () => {
  it('stands on both issues, stays when the blocker is closed, and goes again', async () => {
    const { world, one, two, link, relationsOf } = await start();
    world.clock.advance(60_000);
    const { data } = await link(one, two);
    expect(data.addBlockedBy.issue).toMatchObject({ number: 1 });
    expect(data.addBlockedBy.blockingIssue).toMatchObject({ number: 2 });
    world.closeIssue(2, 'ada');
    expect((await relationsOf(1)).blockedBy).toEqual({ totalCount: 1, nodes: [{ number: 2, state: 'CLOSED' }] });
    expect((await relationsOf(2)).blocking).toEqual({ nodes: [{ number: 1 }] });
    await link(one, two, REMOVE);
    expect((await relationsOf(1)).blockedBy).toEqual({ totalCount: 0, nodes: [] });
  });

  it('counts as an update of both', async () => {
    const { world, one, two, link, relationsOf } = await start();
    const before = (await relationsOf(1)).updatedAt;
    world.clock.advance(60_000);
    await link(one, two);
    expect((await relationsOf(1)).updatedAt > before).toBe(true);
    expect((await relationsOf(2)).updatedAt > before).toBe(true);
  });

  it('on itself, or a second time, is refused and changes nothing', async () => {
    const { one, two, link, relationsOf } = await start();
    expect((await link(one, one)).errors[0]).toMatchObject({ type: 'UNPROCESSABLE' });
    await link(one, two);
    expect((await link(one, two)).errors[0]).toMatchObject({ type: 'UNPROCESSABLE' });
    expect((await relationsOf(1)).blockedBy.totalCount).toBe(1);
  });

  it('needs the permission to write issues', async () => {
    const { one, two, link, relationsOf } = await start({ issues: 'read', contents: 'read' });
    expect((await link(one, two)).errors[0]).toMatchObject({ type: 'FORBIDDEN' });
    expect((await relationsOf(1)).blockedBy.totalCount).toBe(0);
  });
});

describe('what people arrange', () => {
  it('shows as parent, sub-issues, type and milestone', async () => {
    const { world, relationsOf } = await start();
    world.setParent(2, 1);
    world.setType(2, 'Bug');
    world.schedule(2, { title: 'v1', dueOn: '2026-12-01T00:00:00Z' });
    expect(await relationsOf(1)).toMatchObject({
      parent: null,
      issueType: null,
      subIssues: { nodes: [{ number: 2 }] },
    });
    expect(await relationsOf(2)).toMatchObject({
      parent: { number: 1 },
      issueType: { name: 'Bug' },
      milestone: { dueOn: '2026-12-01T00:00:00Z', state: 'OPEN' },
    });
  });

  it('never puts an issue above itself', async () => {
    const { world } = await start();
    world.setParent(2, 1);
    world.setParent(3, 2);
    expect(() => world.setParent(1, 3)).toThrow(/circular/);
  });
});

describe('a sub-issue', () => {
  const CHILD = `mutation($input: AddSubIssueInput!) { addSubIssue(input: $input) {
    issue { number } subIssue { number parent { number } } } }`;

  it('is put below one issue, once, and is not taken from there', async () => {
    const { one, two, three, ask, relationsOf } = await start();
    const put = (parent: { id: string }, part: { id: string }, more = {}) =>
      ask(CHILD, { input: { issueId: parent.id, subIssueId: part.id, ...more } });
    expect((await put(one, two)).data.addSubIssue).toEqual({
      issue: { number: 1 },
      subIssue: { number: 2, parent: { number: 1 } },
    });
    expect((await put(one, two)).errors[0].message).toContain('duplicate sub-issues');
    expect((await put(three, two)).errors[0].message).toBe('Sub issue may only have one parent');
    expect((await put(two, one)).errors[0].message).toContain('circular');
    expect((await relationsOf(1)).subIssues).toEqual({ nodes: [{ number: 2 }] });
  });

  it('needs the permission to write issues', async () => {
    const { one, two, ask } = await start({ issues: 'read', contents: 'read' });
    const answer = await ask(CHILD, { input: { issueId: one.id, subIssueId: two.id } });
    expect(answer.errors[0]).toMatchObject({ type: 'FORBIDDEN' });
  });
});
