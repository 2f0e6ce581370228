/** What people wait for: open pull requests and open issues, with what tells whether anybody is at them. */

const PULL = `
fragment Waiting on PullRequest {
  number title url createdAt updatedAt isDraft mergeable reviewDecision headRefName headRefOid
  author { __typename login }
  labels(first: 20) { nodes { name } }
  commits(last: 1) { nodes { commit { statusCheckRollup { state } } } }
}`;

export const OPEN_PULLS = `
query OpenPulls($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    latest: pullRequests(first: 30, states: [OPEN], orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...Waiting }
    }
    oldest: pullRequests(first: 20, states: [OPEN], orderBy: { field: UPDATED_AT, direction: ASC }) {
      nodes { ...Waiting }
    }
  }
}
${PULL}`;

export const OPEN_ISSUES = `
query OpenIssues($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    newest: issues(first: 50, states: [OPEN], orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        number title body url createdAt updatedAt authorAssociation
        author { __typename login }
        labels(first: 20) { nodes { name } }
        assignees(first: 1) { totalCount }
        comments(first: 10) { nodes { createdAt authorAssociation author { __typename login } } }
        closedByPullRequestsReferences(first: 3) { nodes { number } }
      }
    }
  }
}`;
