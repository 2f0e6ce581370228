/** Removes what Steward leaves behind: a label, and the branch that holds its memory. Loaded by the few runs that do. */
import type { WriteResult } from '../../ports.ts';
import { createNodeIds } from './node-ids.ts';
import { DELETE_BRANCH, DELETE_LABEL } from './removals.graphql.ts';
import type { Sending, SendingOptions } from './sending.ts';

const NO_COMMIT = '0'.repeat(40);

export async function deleteLabel(
  { client, repository }: SendingOptions,
  sending: Sending,
  { name }: { name: string },
): Promise<WriteResult<true>> {
  const id = (await createNodeIds(client, repository).labels([name])).labels.get(name) ?? null;
  if (id === null) return { kind: 'refused', reason: `there is no label ${name}`, gone: true };
  const answer = await sending.spaced(() => client.mutate<Payloads>(DELETE_LABEL, { input: { id } }));
  return sending.resultOf(answer, 'delete labels', shown('deleteLabel'));
}

export async function deleteBranch(
  { client, repository }: SendingOptions,
  sending: Sending,
  { branch, expected }: { branch: string; expected: string },
): Promise<WriteResult<true>> {
  const { repository: repositoryId } = await createNodeIds(client, repository).labels([]);
  const update = { name: `refs/heads/${branch}`, beforeOid: expected, afterOid: NO_COMMIT, force: true };
  const input = { repositoryId, refUpdates: [update] };
  const answer = await sending.spaced(() => client.mutate<Payloads>(DELETE_BRANCH, { input }));
  const isGone = answer.kind === 'refused' && answer.type === 'NOT_FOUND' && /ref/i.test(answer.message);
  if (isGone) return { kind: 'refused', reason: `there is no branch ${branch}`, gone: true };
  return sending.resultOf(answer, 'delete the state branch', shown('updateRefs'), 'contents: write');
}

type Payloads = Record<string, object | null>;

/** The payload says nothing but that it happened. */
const shown =
  (field: string) =>
  (payloads: Payloads): true | null =>
    payloads[field] ? true : null;
