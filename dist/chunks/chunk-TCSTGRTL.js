var e=`
fragment IssueStub on Issue {
  number title state stateReason(enableDuplicate: true) createdAt updatedAt
  author { __typename login }
  labels(first: 20) { nodes { name } }
}`,t=`
fragment PullStub on PullRequest {
  number title state createdAt updatedAt
  author { __typename login }
  labels(first: 20) { nodes { name } }
}`,s=`
fragment PullFacts on PullRequest {
  headRefOid headRefName baseRefName isCrossRepository isDraft reviewDecision mergeable merged
  closingIssuesReferences(first: 3) { nodes { number } }
  commits(last: 1) { nodes { commit { statusCheckRollup { state } } } }
}`,a=`
fragment LedgerHead on Commit {
  oid message
  author { name email user { __typename login } }
  signature { isValid wasSignedByGitHub }
  parents(first: 1) { nodes { oid } }
  state: file(path: "state.json") { object { ... on Blob { text isTruncated isBinary } } }
}`;export{e as a,t as b,s as c,a as d};
