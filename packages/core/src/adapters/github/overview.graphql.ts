/** The one query of a quiet tick: all that decides whether anything happened, in one answer of bounded size. */
import { ISSUE_STUB, LEDGER_HEAD, PULL_FACTS, PULL_STUB } from './fragments.graphql.ts';

/**
 * A token need not be allowed to read deployments, and a list cannot be null: refused, it would take the whole
 * repository with it. So they are asked of the same repository a second time, where only that copy is lost.
 */
export const OVERVIEW = `
query Overview(
  $owner: String!, $name: String!, $ledger: String!, $configPath: String!, $goalsPath: String!
) {
  rateLimit { cost remaining resetAt }
  viewer { __typename login }
  repository(owner: $owner, name: $name) {
    id nameWithOwner url isPrivate isArchived hasIssuesEnabled
    defaultBranchRef {
      name
      target {
        ... on Commit {
          oid committedDate
          checkSuites(first: 40) {
            nodes {
              app { slug } status conclusion
              workflowRun { event url file { path } workflow { name } }
            }
          }
          configuration: file(path: $configPath) { object { ... on Blob { text isTruncated } } }
          goals: file(path: $goalsPath) { object { ... on Blob { text isTruncated } } }
        }
      }
    }
    ledger: ref(qualifiedName: $ledger) { target { ... on Commit { ...LedgerHead } } }
    issues(first: 25, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...IssueStub }
      pageInfo { hasNextPage endCursor }
    }
    pullRequests(first: 25, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...PullStub ...PullFacts }
      pageInfo { hasNextPage endCursor }
    }
    stewardPulls: pullRequests(first: 20, states: [OPEN], labels: ["steward"]) {
      nodes { number ...PullFacts }
    }
    left: label(name: "steward:left") { issues(first: 1, states: [OPEN]) { totalCount } }
    pinnedIssues(first: 3) { nodes { issue { number } } }
  }
  deployed: repository(owner: $owner, name: $name) {
    deployments(first: 10, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { environment state commitOid ref { name } latestStatus { state } }
    }
  }
}
${ISSUE_STUB}
${PULL_STUB}
${PULL_FACTS}
${LEDGER_HEAD}`;
