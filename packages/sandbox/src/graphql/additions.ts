/** What GitHub has added since the published schema of February 2025, so far as Steward needs it; each entry cites its page. */

/**
 * Issue dependencies: https://docs.github.com/graphql/reference/objects#issue (`blockedBy`, `blocking`), and
 * https://docs.github.com/graphql/reference/mutations#addblockedby.
 * Declared so that a query for them is valid; until implemented they answer loudly.
 */
export const additions = /* GraphQL */ `
  extend type Issue {
    blockedBy(after: String, before: String, first: Int, last: Int, orderBy: IssueDependencyOrder): IssueConnection!
    blocking(after: String, before: String, first: Int, last: Int, orderBy: IssueDependencyOrder): IssueConnection!
  }

  enum IssueDependencyOrderField {
    CREATED_AT
    DEPENDENCY_ADDED_AT
  }

  input IssueDependencyOrder {
    direction: OrderDirection!
    field: IssueDependencyOrderField!
  }
`;
