/** The mutations of issues and comments, one request each; every one asks for the number and the new update time. */

export const CREATE_ISSUE = `
mutation CreateIssue($input: CreateIssueInput!) {
  createIssue(input: $input) { issue { id number updatedAt } }
}`;

export const UPDATE_ISSUE = `
mutation UpdateIssue($input: UpdateIssueInput!) {
  updateIssue(input: $input) {
    issue { id number updatedAt userContentEdits(first: 2) { nodes { id editor { __typename login } } } }
  }
}`;

/** What is to be gone goes first, so that an issue never carries two of a kind. */
export const SET_LABELS = `
mutation SetLabels(
  $remove: RemoveLabelsFromLabelableInput!, $add: AddLabelsToLabelableInput!,
  $removes: Boolean!, $adds: Boolean!
) {
  removed: removeLabelsFromLabelable(input: $remove) @include(if: $removes) {
    issue: labelable { ... on Issue { id number updatedAt } ... on PullRequest { id number updatedAt } }
  }
  added: addLabelsToLabelable(input: $add) @include(if: $adds) {
    issue: labelable { ... on Issue { id number updatedAt } ... on PullRequest { id number updatedAt } }
  }
}`;

/** GraphQL runs the fields of a mutation in order: the body says why before the issue is closed. */
export const CLOSE_ISSUE = `
mutation CloseIssue(
  $body: UpdateIssueInput!, $close: CloseIssueInput!,
  $remove: RemoveLabelsFromLabelableInput!, $add: AddLabelsToLabelableInput!, $removes: Boolean!, $adds: Boolean!
) {
  updateIssue(input: $body) { issue { id number updatedAt } }
  removed: removeLabelsFromLabelable(input: $remove) @include(if: $removes) {
    issue: labelable { ... on Issue { id number updatedAt } }
  }
  added: addLabelsToLabelable(input: $add) @include(if: $adds) {
    issue: labelable { ... on Issue { id number updatedAt } }
  }
  closeIssue(input: $close) { issue { id number updatedAt } }
}`;

export const REOPEN_ISSUE = `
mutation ReopenIssue($input: ReopenIssueInput!) {
  reopenIssue(input: $input) { issue { id number updatedAt } }
}`;

export const PIN_ISSUE = `
mutation PinIssue($input: PinIssueInput!) {
  pinIssue(input: $input) { issue { id number updatedAt } }
}`;

export const UNPIN_ISSUE = `
mutation UnpinIssue($input: UnpinIssueInput!) {
  unpinIssue(input: $input) { issue { id number updatedAt } }
}`;

export const LINK_ISSUE = `
mutation LinkIssue($input: AddBlockedByInput!) {
  addBlockedBy(input: $input) { issue { number updatedAt } blockingIssue { number updatedAt } }
}`;

/** Fails where the issue has a parent already, this one or another: nothing is taken from where a person put it. */
export const LINK_CHILD = `
mutation LinkChild($input: AddSubIssueInput!) {
  addSubIssue(input: $input) { issue { number updatedAt } subIssue { number updatedAt } }
}`;

export const ADD_COMMENT = `
mutation AddComment($input: AddCommentInput!) {
  addComment(input: $input) {
    commentEdge { node { id } }
    subject { ... on Issue { number updatedAt } ... on PullRequest { number updatedAt } }
  }
}`;

/** What a comment stands on is asked for by its own name: under the other it need not be there. */
export const UPDATE_COMMENT = {
  issue: `
mutation UpdateIssueComment($input: UpdateIssueCommentInput!) {
  updateIssueComment(input: $input) { issueComment { id place: issue { number updatedAt } } }
}`,
  pull: `
mutation UpdatePullComment($input: UpdateIssueCommentInput!) {
  updateIssueComment(input: $input) { issueComment { id place: pullRequest { number updatedAt } } }
}`,
};

const ANY = '... on Issue { id } ... on PullRequest { id }';

/** Ids of the repository, of issues and pull requests by number (`i12`) and of labels by place (`l0`). */
export function idsQuery(issues: readonly number[], labels: number): string {
  const places = Array.from({ length: labels }, (_, place) => place);
  return `
query Ids($owner: String!, $name: String!${places.map((place) => `, $l${place}: String!`).join('')}) {
  repository(owner: $owner, name: $name) {
    id
    ${issues.map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ${ANY} }`).join('\n    ')}
    ${places.map((place) => `l${place}: label(name: $l${place}) { id }`).join('\n    ')}
  }
}`;
}
