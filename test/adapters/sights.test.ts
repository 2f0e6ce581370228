/** Looking at agents: how much one request asks for, and that nothing beyond a page is taken for absent. */
import type { Client } from '@steward/core/adapters/github/client.ts';
import { sightsQuery } from '@steward/core/adapters/github/sights.graphql.ts';
import { readSights } from '@steward/core/adapters/github/sights.ts';
import type { Watched } from '@steward/core/domain/sight.ts';
import { costOf } from '@steward/sandbox/graphql/cost.ts';
import { Kind, parse } from 'graphql';
import { expect, it } from 'vitest';

const NOON = '2026-11-20T12:00:00.000Z';
const watched = (number: number): Watched => ({
  ...{ number, comment: `IC_${number}`, branch: `steward/0123456789ab-${number}` },
  dispatched: { at: NOON, run: String(number) },
});
const many = (count: number) => Array.from({ length: count }, (_, index) => watched(index + 1));

/** A repository with so many dispatched runs, the newest first; of `broken` pages there is no answer. */
function clientOf({ runs, broken = 0 }: { runs: number; broken?: number }) {
  const asked: string[] = [];
  const client = {
    query: async (text: string) => {
      const numbers = [...text.matchAll(/\bi(\d+): issue/g)].map(([, number]) => Number(number));
      asked.push(`issues ${numbers.length}`);
      const issue = { state: 'OPEN', assignees: { nodes: [] }, comments: { nodes: [] } };
      const issues = Object.fromEntries(numbers.map((number) => [`i${number}`, { number, ...issue }]));
      const own = { name: 'steward/0123456789ab-1', target: { oid: 'a1', committedDate: NOON } };
      const branches = numbers.includes(1) ? { b1: own, b2: null } : {};
      return { kind: 'answered', data: { repository: { refs: { nodes: [] }, ...issues, ...branches } } };
    },
    rest: async (_route: string, { page }: { page: number }) => {
      asked.push(`runs ${page}`);
      if (page === broken) return { kind: 'refused', status: 502, type: '', message: '' };
      const ids = Array.from({ length: runs }, (_, index) => runs - index).slice(100 * (page - 1), 100 * page);
      const workflow_runs = ids.map((id) => ({ id, status: 'queued', conclusion: null, updated_at: NOON }));
      return { kind: 'answered', data: { workflow_runs } };
    },
  } as unknown as Client;
  return { client, asked };
}

const REPOSITORY = { owner: 'octo', name: 'dur' };

it('costs a few points for a hundred issues with their comments and branches', () => {
  const document = parse(sightsQuery(many(100)));
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const { points, nodes } = costOf(document, operation, {});
  expect(points).toBeLessThanOrEqual(4);
  expect(nodes).toBeLessThan(10_000);
});

it('asks once for a hundred, and not at all for runs that nobody waits for', async () => {
  const { client, asked } = clientOf({ runs: 100 });
  const sights = await readSights(client, REPOSITORY, many(100));
  expect([sights.issues.length, sights.runs?.length]).toEqual([100, 100]);
  expect(sights.branches).toEqual([{ name: 'steward/0123456789ab-1', oid: 'a1', committedAt: NOON }]);
  const none = await readSights(client, REPOSITORY, [{ ...watched(1), dispatched: null }]);
  expect(none.runs).toBeNull();
  expect(asked).toEqual(['issues 100', 'runs 1', 'issues 1']);
});

it('looks at all of more than a hundred, and goes on until each run was seen', async () => {
  const { client, asked } = clientOf({ runs: 450 });
  const sights = await readSights(client, REPOSITORY, many(120).slice(50).reverse());
  expect([sights.issues.length, sights.runs?.length]).toEqual([70, 400]);
  expect(asked).toEqual(['issues 70', 'runs 1', 'runs 2', 'runs 3', 'runs 4']);
  asked.length = 0;
  await readSights(client, REPOSITORY, many(120));
  expect(asked.filter((each) => each.startsWith('issues'))).toEqual(['issues 100', 'issues 20']);
});

it('says that it knows of no run where a page is missing or there are too many', async () => {
  const broken = clientOf({ runs: 300, broken: 2 });
  expect((await readSights(broken.client, REPOSITORY, many(3))).runs).toBeNull();
  const endless = clientOf({ runs: 2_000 });
  expect((await readSights(endless.client, REPOSITORY, many(3))).runs).toBeNull();
  expect(endless.asked).toHaveLength(11);
});
