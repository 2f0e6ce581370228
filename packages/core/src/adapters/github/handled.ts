/** Reads issues with what tells whether anybody laid hands on them; what is not seen whole is no answer. */
import { type Actor, accountOf } from '../../domain/identity.ts';
import type { HandledIssue } from '../../domain/undo.ts';
import type { Client } from './client.ts';
import { HANDLED_FEATURES, handledQuery } from './handled.graphql.ts';
import { type Numbered, numberedNodes } from './numbered.ts';
import { type References, referencesOf } from './references.ts';
import { askKnown, type Feature } from './relation-fields.ts';
import { holesError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';
import { type DetailNode, detailOf, isWhole, type Nodes, present } from './stub.ts';

interface HandledNode extends DetailNode {
  lastEditedAt: string | null;
  milestone: { number: number } | null;
  assignees: { totalCount: number } | null;
  repository: { nameWithOwner: string };
  blockedBy?: References;
  blocking?: References;
  subIssues?: References;
  parent?: { number: number } | null;
  closedByPullRequestsReferences: Nodes<{ number: number }> | null;
  comments: (Nodes<{ author: Actor | null; body: string }> & { totalCount: number }) | null;
  timelineItems: Nodes<{ __typename: string; actor: Actor | null; label?: { name: string } | null }> | null;
}

type Linking = 'blockedBy' | 'blocking' | 'subIssues';

const PER_REQUEST = 10;

export async function readHandled(
  client: Client,
  repository: RepositoryName,
  numbers: readonly number[],
): Promise<HandledIssue[]> {
  const wanted = [...new Set(numbers)].filter((number) => Number.isSafeInteger(number) && number > 0);
  const found: HandledIssue[] = [];
  let features: readonly Feature[] = HANDLED_FEATURES;
  for (let start = 0; start < wanted.length; start += PER_REQUEST) {
    const some = wanted.slice(start, start + PER_REQUEST);
    const { answer, known } = await askKnown(features, (each) =>
      client.query<Numbered>(handledQuery(some, each), { ...repository }),
    );
    features = known;
    const nodes = numberedNodes<HandledNode>(answer, repository, some);
    found.push(...nodes.map((node) => handledOf(node, repository, known)));
  }
  return found;
}

function handledOf(node: HandledNode, repository: RepositoryName, known: readonly Feature[]): HandledIssue {
  const { closedByPullRequestsReferences: pulls, comments, timelineItems, assignees } = node;
  const areHoles = known.some((feature) => feature !== 'parent' && !isWhole(node[feature as Linking]));
  if (areHoles || !assignees || !isWhole(pulls) || !isWhole(comments) || !isWhole(timelineItems)) {
    throw holesError({ repository: fullName(repository), doing: 'read issues', permission: 'issues: read' });
  }
  const said = present(comments);
  const linked = (feature: Linking) =>
    known.includes(feature) ? referencesOf(node[feature], node.repository.nameWithOwner) : [];
  return {
    ...detailOf(node),
    edited: node.lastEditedAt !== null,
    assigned: assignees.totalCount > 0,
    milestone: node.milestone !== null,
    family: (node.parent ?? null) !== null || linked('subIssues')?.length !== 0,
    blockedBy: linked('blockedBy'),
    blocking: linked('blocking'),
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
