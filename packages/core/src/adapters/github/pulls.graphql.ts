/** One pull request whole, and the files of a commit that say what its checks run: what a review looks at. */

export const PULL = `
query Pull($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pull: pullRequest(number: $number) {
      number title body url state isDraft merged
      author { __typename login }
      headRefOid headRefName baseRefName isCrossRepository mergeable reviewDecision
      additions deletions changedFiles
      labels(first: 20) { nodes { name } }
      reviewRequests(first: 1) { totalCount }
      closingIssuesReferences(first: 10) { nodes { number } }
      reviewThreads(first: 100) {
        nodes { isResolved path line comments(first: 1) { nodes { url } } }
        pageInfo { hasNextPage endCursor }
      }
      commits(last: 1) {
        nodes {
          commit {
            oid committedDate
            checkSuites(first: 40) {
              nodes {
                app { slug } status conclusion createdAt
                workflowRun { event url file { path } workflow { name } }
                checkRuns(first: 60, filterBy: { checkType: LATEST }) {
                  nodes { name status conclusion url }
                  pageInfo { hasNextPage endCursor }
                }
              }
              pageInfo { hasNextPage endCursor }
            }
            status { contexts { context state targetUrl } }
          }
        }
      }
    }
  }
}`;

export const WORKFLOWS = `
query Workflows($owner: String!, $name: String!, $folder: String!, $manifest: String!, $makefile: String!) {
  repository(owner: $owner, name: $name) {
    folder: object(expression: $folder) {
      ... on Tree { entries { name type object { ... on Blob { text isTruncated isBinary } } } }
    }
    manifest: object(expression: $manifest) { ... on Blob { text isTruncated isBinary } }
    makefile: object(expression: $makefile) { ... on Blob { text isTruncated isBinary } }
  }
}`;
