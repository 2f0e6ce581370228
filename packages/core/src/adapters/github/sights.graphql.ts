/** What can be seen of agents on the issues they have in hand, and of the branches they work on: one request. */
import type { Watched } from '../../domain/sight.ts';

/**
 * One alias an issue: `i12`; for the comment that handed it over: `c12`; for its branch by its whole name: `b12`. The
 * list has those that go on from such a name, as far as 100 reach: GitHub orders branches by name, not by age.
 */
export function sightsQuery(watched: readonly Pick<Watched, 'number' | 'comment' | 'branch' | 'eyed'>[]): string {
  const issues = watched.map(
    ({ number, eyed }) => `i${number}: issue(number: ${number}) { ...Sight${eyed ? ` ${EYES}` : ''} }`,
  );
  const branches = watched.flatMap(({ number, branch }) =>
    branch === null ? [] : [`b${number}: ref(qualifiedName: ${JSON.stringify(`refs/heads/${branch}`)}) { ...Branch }`],
  );
  const comments = watched.flatMap(({ number, comment }) =>
    comment === null ? [] : [`c${number}: node(id: ${JSON.stringify(comment)}) { ...Reactions }`],
  );
  return `
query Sights($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/heads/steward/", first: 100, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
      nodes { ...Branch }
    }
    ${[...issues, ...branches].join('\n    ')}
  }
  ${comments.join('\n  ')}
}
fragment Branch on Ref { name target { oid ... on Commit { committedDate } } }
fragment Sight on Issue {
  number state
  assignees(first: 10) { nodes { login } }
  comments(last: 50) { nodes { id author { __typename login } createdAt body } }
}${comments.length > 0 ? REACTIONS : ''}`;
}

const EYES = 'reactions(last: 20, content: EYES) { nodes { user { login } } }';

/** A fragment that nobody uses is a fault. */
const REACTIONS = `
fragment Reactions on IssueComment {
  id
  ${EYES}
}`;
