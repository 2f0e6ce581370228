import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RestWorld } from './rest-world.ts';

let rest: RestWorld;
beforeEach(async () => {
  rest = await RestWorld.open();
});
afterEach(() => rest.close());

const BOT = 'github-actions[bot]';
const minute = 60_000;

describe('issues over REST', () => {
  test('are created, read and changed', async () => {
    rest.world.createLabel({ name: 'bug', color: 'd73a4a' });
    const made = await rest.post('/issues', { title: 'Flaky', body: 'It fails.', labels: ['bug', 'new one'] });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ number: 1, state: 'open', user: { login: BOT, type: 'Bot' }, body: 'It fails.' });
    expect(made.headers.get('location')).toBe(made.body.url);
    expect(made.body.labels.map((label: { name: string }) => label.name)).toEqual(['bug', 'new one']);
    expect(rest.world.label('new one')?.color).toBe('ededed');

    const closed = await rest.patch('/issues/1', { state: 'closed', state_reason: 'not_planned', labels: [] });
    expect(closed.status).toBe(200);
    expect(closed.body).toMatchObject({
      state: 'closed',
      state_reason: 'not_planned',
      labels: [],
      closed_by: { login: BOT },
    });

    const opened = await rest.patch('/issues/1', { state: 'open', title: 'Flaky test', body: '', assignees: ['ada'] });
    expect(opened.body).toMatchObject({ state: 'open', state_reason: 'reopened', title: 'Flaky test', body: null });
    expect(opened.body).toMatchObject({ closed_at: null, closed_by: null, assignee: { login: 'ada' } });

    const read = await rest.get('/issues/1');
    expect(read.status).toBe(200);
    expect(read.body).toEqual(opened.body);
    expect((await rest.get('/issues/2')).status).toBe(404);
  });

  test('refuse what they cannot be', async () => {
    expect((await rest.post('/issues', { title: ' ' })).body.errors[0].message).toBe("Title can't be blank");
    const assignee = await rest.post('/issues', { title: 'x', assignees: ['nobody'] });
    expect(assignee.body.errors).toEqual([{ resource: 'Issue', field: 'assignees', code: 'invalid', value: 'nobody' }]);
    const milestone = await rest.post('/issues', { title: 'x', milestone: 3 });
    expect(milestone.body.errors[0]).toMatchObject({ field: 'milestone', code: 'invalid' });
    expect((await rest.post('/issues', { title: 'x', type: 'Bug' })).status).toBe(501);
    expect(rest.world.data.issues).toHaveLength(0);
    rest.world.repository.hasIssuesEnabled = false;
    expect((await rest.post('/issues', { title: 'x' })).status).toBe(410);
  });

  test('lose the labels given by somebody who may not push', async () => {
    rest.world.person('eve', 'read');
    rest.grant('eve', { issues: 'write' });
    rest.world.createLabel({ name: 'bug' });
    const made = await rest.post('/issues', { title: 'x', labels: ['bug', 'other'] }, { as: 'eve' });
    expect([made.status, made.body.labels]).toEqual([201, []]);
    expect(rest.world.label('other')).toBeNull();
  });

  test('are listed with pull requests, filtered and sorted', async () => {
    await rest.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'ada' });
    await rest.world.pushCommit({ files: { 'b.txt': 'b' }, branch: 'topic', by: 'ada' });
    rest.world.openIssue({ title: 'one', by: BOT });
    rest.clock.advance(minute);
    rest.world.openIssue({ title: 'two', by: 'eve', assignees: ['ada'] });
    rest.clock.advance(minute);
    await rest.world.openPullRequest({ title: 'three', head: 'topic', by: 'ada' });
    rest.world.addLabels(1, ['steward', 'bug'], 'ada');
    rest.clock.advance(minute);
    rest.world.closeIssue(2, 'ada');
    const numbers = async (query: string): Promise<number[]> => {
      const found = await rest.get(`/issues${query}`);
      expect(found.status).toBe(200);
      return found.body.map((issue: { number: number }) => issue.number);
    };
    expect(await numbers('')).toEqual([3, 1]);
    expect(await numbers('?state=all&sort=created&direction=asc')).toEqual([1, 2, 3]);
    expect(await numbers('?state=closed')).toEqual([2]);
    expect(await numbers('?state=all&sort=updated')).toEqual([2, 3, 1]);
    expect(await numbers(`?creator=${encodeURIComponent(BOT)}`)).toEqual([1]);
    expect(await numbers('?labels=bug,steward')).toEqual([1]);
    expect(await numbers('?labels=bug,other')).toEqual([]);
    expect(await numbers('?state=all&assignee=ada')).toEqual([2]);
    expect(await numbers('?state=all&since=2026-11-20T09:09:30Z')).toEqual([2]);
    const pull = (await rest.get('/issues?state=open')).body[0];
    expect(pull.pull_request.url).toBe(`${rest.world.serverUrl}/api/v3/repos/ada/engine/pulls/3`);
  });

  test('are not listed before the listing lag has passed', async () => {
    rest.world.data.listingLagMilliseconds = minute;
    await rest.post('/issues', { title: 'late' });
    expect((await rest.get('/issues')).body).toEqual([]);
    expect((await rest.get('/issues/1')).status).toBe(200);
    rest.clock.advance(minute);
    expect((await rest.get('/issues')).body).toHaveLength(1);
  });

  test('come in pages with links', async () => {
    for (let number = 1; number <= 7; number += 1) rest.world.openIssue({ title: `${number}`, by: 'ada' });
    const middle = await rest.get('/issues?per_page=3&page=2&direction=asc');
    expect(middle.body.map((issue: { number: number }) => issue.number)).toEqual([4, 5, 6]);
    const links = Object.fromEntries(
      [...(middle.headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, url, name]) => [
        name,
        new URL(url ?? '').search,
      ]),
    );
    expect(links).toEqual({
      prev: '?per_page=3&page=1&direction=asc',
      next: '?per_page=3&page=3&direction=asc',
      last: '?per_page=3&page=3&direction=asc',
      first: '?per_page=3&page=1&direction=asc',
    });
    expect((await rest.get('/issues?per_page=7')).headers.get('link')).toBeNull();
    expect((await rest.get('/issues?per_page=3&page=3')).headers.get('link')).not.toContain('rel="next"');
  });

  test('never give more than a hundred at once', async () => {
    for (let number = 1; number <= 101; number += 1) rest.world.openIssue({ title: `${number}`, by: 'ada' });
    expect((await rest.get('/issues?per_page=500')).body).toHaveLength(100);
  });
});

describe('comments over REST', () => {
  test('are written, listed and edited', async () => {
    rest.world.openIssue({ title: 'one', by: 'ada' });
    const made = await rest.post('/issues/1/comments', { body: 'First' });
    expect(made.status).toBe(201);
    rest.clock.advance(minute);
    const edited = await rest.patch(`/issues/comments/${made.body.id}`, { body: 'Second' });
    expect(edited.status).toBe(200);
    expect(edited.body).toMatchObject({ body: 'Second', updated_at: '2026-11-20T09:08:00Z' });
    const all = await rest.get('/issues/1/comments');
    expect(all.body).toEqual([edited.body]);
    expect((await rest.get('/issues/1/comments?since=2026-11-20T09:09:00Z')).body).toEqual([]);
    expect((await rest.patch('/issues/comments/99', { body: 'x' })).status).toBe(404);
    rest.world.person('eve', 'read');
    expect((await rest.patch(`/issues/comments/${made.body.id}`, { body: 'x' }, { as: 'eve' })).status).toBe(403);
  });
});

describe('labels over REST', () => {
  test('are created once', async () => {
    const made = await rest.post('/labels', { name: 'steward', color: '1d76db', description: 'By Steward' });
    expect(made.status).toBe(201);
    const again = await rest.post('/labels', { name: 'Steward' });
    expect(again.status).toBe(422);
    expect(again.body.errors).toEqual([{ resource: 'Label', code: 'already_exists', field: 'name' }]);
    expect((await rest.post('/labels', { name: 'x', color: '#fff' })).body.errors[0].field).toBe('color');
    expect((await rest.get('/labels')).body).toEqual([made.body]);
  });

  test('are put on issues and taken off', async () => {
    rest.world.openIssue({ title: 'one', by: 'ada' });
    const put = await rest.post('/issues/1/labels', { labels: ['a', { name: 'needs help' }] });
    expect(put.status).toBe(200);
    expect(put.body.map((label: { name: string }) => label.name)).toEqual(['a', 'needs help']);
    const off = await rest.ask('DELETE', '/issues/1/labels/needs%20help');
    expect(off.body.map((label: { name: string }) => label.name)).toEqual(['a']);
    const missing = await rest.ask('DELETE', '/issues/1/labels/needs%20help');
    expect([missing.status, missing.body.message]).toEqual([404, 'Label does not exist']);
  });
});

describe('the history of an issue over REST', () => {
  test('tells events, and with comments in the timeline', async () => {
    rest.world.openIssue({ title: 'one', by: 'ada' });
    rest.world.addLabels(1, ['a'], 'ada');
    rest.clock.advance(minute);
    rest.world.comment(1, 'Hello', 'eve');
    rest.clock.advance(minute);
    rest.world.closeIssue(1, 'eve', 'DUPLICATE');
    const events = await rest.get('/issues/1/events');
    expect(events.status).toBe(200);
    expect(events.body.map((event: { event: string }) => event.event)).toEqual(['labeled', 'closed']);
    const timeline = await rest.get('/issues/1/timeline');
    expect(timeline.status).toBe(200);
    expect(timeline.body.map((event: { event: string }) => event.event)).toEqual(['labeled', 'commented', 'closed']);
    expect(timeline.body[2]).toMatchObject({ actor: { login: 'eve' }, state_reason: 'duplicate' });
  });

  test('holds the reviews of a pull request', async () => {
    await rest.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'ada' });
    await rest.world.pushCommit({ files: { 'b.txt': 'b' }, branch: 'topic', by: 'ada' });
    await rest.world.openPullRequest({ title: 'one', head: 'topic', by: 'ada' });
    rest.world.review(1, { by: 'eve', state: 'APPROVED' });
    const timeline = await rest.get('/issues/1/timeline');
    expect(timeline.status).toBe(200);
    expect(timeline.body).toMatchObject([{ event: 'reviewed', state: 'approved', user: { login: 'eve' } }]);
  });
});
