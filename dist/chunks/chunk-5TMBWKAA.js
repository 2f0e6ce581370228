import{a as r,b as n,c as s}from"./chunk-TCSTGRTL.js";var e="pageInfo { hasNextPage endCursor }",a=`
query OlderIssues($owner: String!, $name: String!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    page: issues(first: 50, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...IssueStub } ${e}
    }
  }
}
${r}`,S=`
query OlderPulls($owner: String!, $name: String!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    page: pullRequests(first: 50, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...PullStub ...PullFacts } ${e}
    }
  }
}
${n}
${s}`,u="{ field: CREATED_AT, direction: ASC }",d=`
query AllOpenPulls($owner: String!, $name: String!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    page: pullRequests(first: 50, after: $cursor, states: [OPEN], orderBy: ${u}) {
      nodes { ...PullStub ...PullFacts } ${e}
    }
  }
}
${n}
${s}`,c=`
query Listing($owner: String!, $name: String!, $cursor: String, $since: DateTime) {
  repository(owner: $owner, name: $name) {
    page: issues(
      first: 50, after: $cursor, states: [OPEN, CLOSED],
      filterBy: { since: $since }, orderBy: { field: CREATED_AT, direction: ASC }
    ) {
      nodes { ...IssueStub id body } ${e}
    }
  }
}
${r}`,t="orderBy: { field: CREATED_AT, direction: DESC }",p=`
query Titles(
  $owner: String!, $name: String!,
  $withOpen: Boolean!, $withClosed: Boolean!, $withPulls: Boolean!,
  $open: String, $closed: String, $pulls: String
) {
  repository(owner: $owner, name: $name) {
    open: issues(first: 100, after: $open, states: [OPEN], ${t}) @include(if: $withOpen) {
      nodes { ...IssueStub } ${e}
    }
    closed: issues(first: 100, after: $closed, states: [CLOSED], ${t}) @include(if: $withClosed) {
      nodes { ...IssueStub } ${e}
    }
    pulls: pullRequests(first: 100, after: $pulls, states: [OPEN], ${t}) @include(if: $withPulls) {
      nodes { ...PullStub } ${e}
    }
  }
}
${r}
${n}`,m=$=>`
query Details($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${$.map(o=>`i${o}: issue(number: ${o}) { ...IssueStub id body }`).join(`
    `)}
  }
}
${r}`,i=`
comments(first: 100, after: $cursor) { nodes { id author { __typename login } body createdAt updatedAt } ${e} }`,g=`
query Comments($owner: String!, $name: String!, $number: Int!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    place: issueOrPullRequest(number: $number) {
      ... on Issue { ${i} }
      ... on PullRequest { ${i} }
    }
  }
}`;export{a,S as b,d as c,c as d,p as e,m as f,g};
