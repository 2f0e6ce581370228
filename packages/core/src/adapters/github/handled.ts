/** Reads issues with what tells whether anybody laid hands on them; what is not seen whole is no answer. */
import { type Actor, accountOf } from '../../domain/identity.ts';
import type { HandledIssue } from '../../domain/undo.ts';
import type { Client } from './client.ts';
import { handledQuery } from './handled.graphql.ts';
import { readNumbered } from './numbered.ts';
import { holesError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';
import { type DetailNode, detailOf, isWhole, type Nodes, present } from './stub.ts';

interface HandledNode extends DetailNode {
  lastEditedAt: string | null;
  milestone: { number: number } | null;
  assignees: { totalCount: number } | null;
  closedByPullRequestsReferences: Nodes<{ number: number }> | null;
  comments: (Nodes<{ author: Actor | null; body: string }> & { totalCount: number }) | null;
  timelineItems: Nodes<{ __typename: string; actor: Actor | null; label?: { name: string } | null }> | null;
}

const PER_REQUEST = 10;

export async function readHandled(
  client: Client,
  repository: RepositoryName,
  numbers: readonly number[],
): Promise<HandledIssue[]> {
  const wanted = [...new Set(numbers)].filter((number) => Number.isSafeInteger(number) && number > 0);
  const found: HandledIssue[] = [];
  for (let start = 0; start < wanted.length; start += PER_REQUEST) {
    const some = wanted.slice(start, start + PER_REQUEST);
    const nodes = await readNumbered<HandledNode>(client, repository, some, handledQuery);
    found.push(...nodes.map((node) => handledOf(node, repository)));
  }
  return found;
}

function handledOf(node: HandledNode, repository: RepositoryName): HandledIssue {
  const { closedByPullRequestsReferences: pulls, comments, timelineItems, assignees } = node;
  if (!assignees || !isWhole(pulls) || !isWhole(comments) || !isWhole(timelineItems)) {
    throw holesError({ repository: fullName(repository), doing: 'read issues', permission: 'issues: read' });
  }
  const said = present(comments);
  return {
    ...detailOf(node),
    edited: node.lastEditedAt !== null,
    assigned: assignees.totalCount > 0,
    milestone: node.milestone !== null,
    pulls: present(pulls).map(({ number }) => number),
    comments: said.map(({ author, body }) => ({ author: accountOf(author), body })),
    more: comments.totalCount > said.length,
    movers: present(timelineItems).flatMap((event) => (isLabelling(event) ? [] : [accountOf(event.actor)])),
    labelled: present(timelineItems).flatMap((event) =>
      isLabelling(event) && event.label ? [{ label: event.label.name, by: accountOf(event.actor) }] : [],
    ),
  };
}

const isLabelling = ({ __typename }: { __typename: string }): boolean => __typename === 'LabeledEvent';
