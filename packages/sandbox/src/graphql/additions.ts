/** What GitHub has added since the published schema of February 2025, so far as Steward needs it; each entry cites its page. */

/**
 * Issue dependencies: https://docs.github.com/graphql/reference/issues (`Issue.blockedBy`, `Issue.blocking`,
 * `addBlockedBy`, `removeBlockedBy`). Issue types: https://docs.github.com/graphql/reference/issues (`IssueType`).
 */
export const additions = /* GraphQL */ `
  extend type Issue {
    blockedBy(after: String, before: String, first: Int, last: Int, orderBy: IssueDependencyOrder): IssueConnection!
    blocking(after: String, before: String, first: Int, last: Int, orderBy: IssueDependencyOrder): IssueConnection!
    issueType: IssueType
  }

  enum IssueDependencyOrderField {
    CREATED_AT
    DEPENDENCY_ADDED_AT
  }

  input IssueDependencyOrder {
    direction: OrderDirection!
    field: IssueDependencyOrderField!
  }

  type IssueType implements Node {
    description: String
    id: ID!
    isEnabled: Boolean!
    name: String!
  }

  extend type Mutation {
    addBlockedBy(input: AddBlockedByInput!): AddBlockedByPayload
    removeBlockedBy(input: RemoveBlockedByInput!): RemoveBlockedByPayload
  }

  input AddBlockedByInput {
    blockingIssueId: ID!
    clientMutationId: String
    issueId: ID!
  }

  type AddBlockedByPayload {
    blockingIssue: Issue
    clientMutationId: String
    issue: Issue
  }

  input RemoveBlockedByInput {
    blockingIssueId: ID!
    clientMutationId: String
    issueId: ID!
  }

  type RemoveBlockedByPayload {
    blockingIssue: Issue
    clientMutationId: String
    issue: Issue
  }
`;
