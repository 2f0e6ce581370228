/** Second looks at issues and pull requests: pages, bodies, complete listings, titles. */
import { ISSUE_STUB, PULL_FACTS, PULL_STUB } from './fragments.graphql.ts';

const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';

export const OLDER_ISSUES = `
query OlderIssues($owner: String!, $name: String!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    page: issues(first: 50, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...IssueStub } ${PAGE_INFO}
    }
  }
}
${ISSUE_STUB}`;

export const OLDER_PULLS = `
query OlderPulls($owner: String!, $name: String!, $cursor: String!) {
  repository(owner: $owner, name: $name) {
    page: pullRequests(first: 50, after: $cursor, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...PullStub ...PullFacts } ${PAGE_INFO}
    }
  }
}
${PULL_STUB}
${PULL_FACTS}`;

const OLDEST = '{ field: CREATED_AT, direction: ASC }';

/** Oldest first, as issues are listed. */
export const ALL_OPEN_PULLS = `
query AllOpenPulls($owner: String!, $name: String!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    page: pullRequests(first: 50, after: $cursor, states: [OPEN], orderBy: ${OLDEST}) {
      nodes { ...PullStub ...PullFacts } ${PAGE_INFO}
    }
  }
}
${PULL_STUB}
${PULL_FACTS}`;

/** Oldest first: what is opened or touched while the pages are read cannot push anything off them. */
export const LISTING = `
query Listing($owner: String!, $name: String!, $cursor: String, $since: DateTime) {
  repository(owner: $owner, name: $name) {
    page: issues(
      first: 50, after: $cursor, states: [OPEN, CLOSED],
      filterBy: { since: $since }, orderBy: { field: CREATED_AT, direction: ASC }
    ) {
      nodes { ...IssueStub id body } ${PAGE_INFO}
    }
  }
}
${ISSUE_STUB}`;

const NEWEST = 'orderBy: { field: CREATED_AT, direction: DESC }';

export const TITLES = `
query Titles(
  $owner: String!, $name: String!,
  $withOpen: Boolean!, $withClosed: Boolean!, $withPulls: Boolean!,
  $open: String, $closed: String, $pulls: String
) {
  repository(owner: $owner, name: $name) {
    open: issues(first: 100, after: $open, states: [OPEN], ${NEWEST}) @include(if: $withOpen) {
      nodes { ...IssueStub } ${PAGE_INFO}
    }
    closed: issues(first: 100, after: $closed, states: [CLOSED], ${NEWEST}) @include(if: $withClosed) {
      nodes { ...IssueStub } ${PAGE_INFO}
    }
    pulls: pullRequests(first: 100, after: $pulls, states: [OPEN], ${NEWEST}) @include(if: $withPulls) {
      nodes { ...PullStub } ${PAGE_INFO}
    }
  }
}
${ISSUE_STUB}
${PULL_STUB}`;

/** One alias a number: `i12`. */
export const detailsQuery = (numbers: readonly number[]): string => `
query Details($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${numbers.map((number) => `i${number}: issue(number: ${number}) { ...IssueStub id body }`).join('\n    ')}
  }
}
${ISSUE_STUB}`;

const COMMENT_PAGE = `
comments(first: 100, after: $cursor) { nodes { id author { __typename login } body createdAt updatedAt } ${PAGE_INFO} }`;

export const COMMENTS = `
query Comments($owner: String!, $name: String!, $number: Int!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    place: issueOrPullRequest(number: $number) {
      ... on Issue { ${COMMENT_PAGE} }
      ... on PullRequest { ${COMMENT_PAGE} }
    }
  }
}`;
