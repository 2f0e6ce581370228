/** How issues hang together: one request for all of them, and only for what the server knows. */

/** What a server may be too old for, each by the field of an issue. */
export const FEATURES = ['blockedBy', 'blocking', 'subIssues', 'issueType'] as const;
export type Feature = (typeof FEATURES)[number];

const REFERENCE = 'nodes { number state repository { nameWithOwner } } pageInfo { hasNextPage endCursor }';

/** GitHub allows 50 dependencies of each kind and 100 sub-issues, so that the first page is all. */
const FIELDS: Record<Feature, string> = {
  blockedBy: `blockedBy(first: 50) { ${REFERENCE} }`,
  blocking: `blocking(first: 50) { ${REFERENCE} }`,
  subIssues: `subIssues(first: 100) { ${REFERENCE} }`,
  issueType: 'issueType { name }',
};

/** One alias a number: `i12`. */
export const relationsQuery = (numbers: readonly number[], features: readonly Feature[]): string => `
query Relations($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    ${numbers.map((number) => `i${number}: issue(number: ${number}) { ...Relations }`).join('\n    ')}
  }
}
fragment Relations on Issue {
  number state
  labels(first: 20) { nodes { name } }
  milestone { dueOn state }
  ${features.map((feature) => FIELDS[feature]).join('\n  ')}
}`;
