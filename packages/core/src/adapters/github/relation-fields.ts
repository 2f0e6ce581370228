/** Fields of an issue that a server may be too old for, and how a question is asked that it may turn down because of them. */
import type { Answer } from './client.ts';

const REFERENCE = 'nodes { number state repository { nameWithOwner } } pageInfo { hasNextPage endCursor }';

/** GitHub allows 50 dependencies of each kind and 100 sub-issues, so that the first page is all. */
export const RELATION_FIELDS = {
  blockedBy: `blockedBy(first: 50) { ${REFERENCE} }`,
  blocking: `blocking(first: 50) { ${REFERENCE} }`,
  subIssues: `subIssues(first: 100) { ${REFERENCE} }`,
  parent: 'parent { number }',
  issueType: 'issueType { name }',
} as const;

export type Feature = keyof typeof RELATION_FIELDS;

/** The answer, and which of the features it is about: what the server does not know is left out and asked without. */
export async function askKnown<T>(
  features: readonly Feature[],
  ask: (features: readonly Feature[]) => Promise<Answer<T>>,
): Promise<{ answer: Answer<T>; known: readonly Feature[] }> {
  const answer = await ask(features);
  const unknown = unknownTo(answer, features);
  if (unknown.length === 0) return { answer, known: features };
  const known = features.filter((feature) => !unknown.includes(feature));
  return { answer: await ask(known), known };
}

/** Fields that a server turned the question away for: their names stand in what it says. */
function unknownTo(answer: Answer<unknown>, features: readonly Feature[]): Feature[] {
  if (answer.kind !== 'refused' || answer.type !== 'INVALID') return [];
  const { message } = answer;
  return features.filter((feature) => new RegExp(`\\b${feature}\\b`).test(message));
}
