/** What several queries ask of the same thing, so that it is read the same way everywhere. */

export const ISSUE_STUB = `
fragment IssueStub on Issue {
  number title state stateReason(enableDuplicate: true) createdAt updatedAt
  author { __typename login }
  labels(first: 20) { nodes { name } }
}`;

export const PULL_STUB = `
fragment PullStub on PullRequest {
  number title state createdAt updatedAt
  author { __typename login }
  labels(first: 20) { nodes { name } }
}`;

/** What tells whose pull request it is, and whether anything of it changed that does not touch its update time. */
export const PULL_FACTS = `
fragment PullFacts on PullRequest {
  headRefOid headRefName baseRefName isCrossRepository isDraft reviewDecision mergeable merged
  closingIssuesReferences(first: 3) { nodes { number } }
  commits(last: 1) { nodes { commit { statusCheckRollup { state } } } }
}`;

/** `state.json` is read on the very commit that is judged. */
export const LEDGER_HEAD = `
fragment LedgerHead on Commit {
  oid message
  author { name email user { __typename login } }
  signature { isValid wasSignedByGitHub }
  parents(first: 1) { nodes { oid } }
  state: file(path: "state.json") { object { ... on Blob { text isTruncated isBinary } } }
}`;
