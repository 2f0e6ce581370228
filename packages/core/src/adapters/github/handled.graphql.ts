/** Issues with what tells whether anybody laid hands on them. */
import { ISSUE_STUB } from './fragments.graphql.ts';
import { type Feature, RELATION_FIELDS } from './relation-fields.ts';

export const HANDLED_FEATURES = ['blockedBy', 'blocking', 'subIssues', 'parent'] as const satisfies readonly Feature[];

/** One alias a number: `i12`. */
export const handledQuery = (numbers: readonly number[], features: readonly Feature[]): string => `
query Handled($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${numbers.map((number) => `i${number}: issue(number: ${number}) { ...Handled }`).join('\n    ')}
  }
}
fragment Handled on Issue {
  ...IssueStub id body lastEditedAt
  milestone { number }
  assignees(first: 1) { totalCount }
  repository { nameWithOwner }
  ${features.map((feature) => RELATION_FIELDS[feature]).join('\n  ')}
  closedByPullRequestsReferences(first: 5, includeClosedPrs: true) { nodes { number } }
  comments(first: 30) { totalCount nodes { author { __typename login } body } }
  timelineItems(last: 50, itemTypes: [CLOSED_EVENT, REOPENED_EVENT, LABELED_EVENT]) {
    nodes {
      __typename
      ... on ClosedEvent { actor { __typename login } }
      ... on ReopenedEvent { actor { __typename login } }
      ... on LabeledEvent { actor { __typename login } label { name } }
    }
  }
}
${ISSUE_STUB}`;
