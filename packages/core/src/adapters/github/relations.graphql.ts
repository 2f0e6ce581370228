/** How issues hang together: one request for all of them, and only for what the server knows. */
import { type Feature, RELATION_FIELDS } from './relation-fields.ts';

export const FEATURES = ['blockedBy', 'blocking', 'subIssues', 'issueType'] as const satisfies readonly Feature[];

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
  ${features.map((feature) => RELATION_FIELDS[feature]).join('\n  ')}
}`;
