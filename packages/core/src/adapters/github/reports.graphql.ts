/** People's issues with what decides about adopting them. */
import { ISSUE_STUB } from './fragments.graphql.ts';

const REMARKS = 'nodes { id author { __typename login } authorAssociation body createdAt updatedAt }';

/** One alias a number: `i12`. */
export const reportsQuery = (numbers: readonly number[]): string => `
query Reports($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${numbers.map((number) => `i${number}: issue(number: ${number}) { ...Report }`).join('\n    ')}
  }
}
fragment Report on Issue {
  ...IssueStub id body authorAssociation locked
  assignees(first: 1) { totalCount }
  closedByPullRequestsReferences(first: 10) { nodes { number state } }
  first: comments(first: 20) { totalCount ${REMARKS} }
  last: comments(last: 20) { ${REMARKS} }
  timelineItems(last: 50, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) {
    nodes {
      __typename
      ... on LabeledEvent { createdAt actor { __typename login } label { name } }
      ... on UnlabeledEvent { createdAt actor { __typename login } label { name } }
    }
  }
}
${ISSUE_STUB}`;
