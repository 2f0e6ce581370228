/** What goes away: a ref from the commit it is expected at, and a label from everything that carries it. */
import { createClient } from '@steward/core/adapters/github/client.ts';
import { expect, it } from 'vitest';
import { type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

const clientOf = (stage: Stage) => {
  const { apiUrl, graphqlUrl } = stage.sandbox;
  const clock = stage.clock();
  const onDate = (date: string): void => clock.answered(date);
  return createClient({ token: stage.sandbox.mintToken(), apiUrl, graphqlUrl, clock, onDate });
};

const DELETE = 'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';

it('a ref is deleted only from the commit that it is expected at', async () => {
  const stage = await raise();
  await stage.tick();
  const client = clientOf(stage);
  const oid = stage.git(['rev-parse', 'refs/heads/steward/state']).trim();
  const repositoryId = 'repository' in stage.sandbox.world ? stage.sandbox.world.repository.id : '';
  const drop = (beforeOid: string) =>
    client.mutate(DELETE, {
      input: { repositoryId, refUpdates: [{ name: 'refs/heads/steward/state', beforeOid, afterOid: '0'.repeat(40) }] },
    });
  expect(await drop('1'.repeat(40))).toMatchObject({ kind: 'refused', type: 'STALE_DATA' });
  expect(await drop(oid)).toMatchObject({ kind: 'answered' });
  expect(await drop(oid)).toMatchObject({ kind: 'refused', type: 'NOT_FOUND' });
});

it('a label that is deleted comes off what carries it, which does not count as updated', async () => {
  const stage = await raise();
  await stage.tick();
  const { world } = stage.sandbox;
  const before = world.data.issues.map(({ updatedAt }) => updatedAt);
  const id = world.label('steward')?.id;
  const answer = await clientOf(stage).mutate(
    'mutation ($input: DeleteLabelInput!) { deleteLabel(input: $input) { clientMutationId } }',
    { input: { id } },
  );
  expect(answer.kind).toBe('answered');
  expect(world.data.issues.every(({ labels }) => !labels.includes('steward'))).toBe(true);
  expect(world.data.issues.map(({ updatedAt }) => updatedAt)).toEqual(before);
  const told = await clientOf(stage).query<{ repository: unknown }>(
    `query { repository(owner: "octo", name: "dur") { issue(number: 1) {
      timelineItems(last: 5, itemTypes: [LABELED_EVENT]) { nodes { ... on LabeledEvent { label { name } } } } } } }`,
    {},
  );
  expect(told).toMatchObject({ kind: 'answered' });
  expect(JSON.stringify(told)).toContain('"label":{"name":"steward"}');
});
