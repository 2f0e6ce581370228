/** What can be seen of agents on the issues they have in hand, and of the branches they work on: one request. */

interface Watched {
  number: number;
  comment: string | null;
  eyed?: boolean;
}

/** One alias an issue: `i12`; and for the comment that handed it over: `c12`. */
export function sightsQuery(watched: readonly Watched[]): string {
  const issues = watched.map(
    ({ number, eyed }) => `i${number}: issue(number: ${number}) { ...Sight${eyed ? ` ${EYES}` : ''} }`,
  );
  const comments = watched.flatMap(({ number, comment }) =>
    comment === null ? [] : [`c${number}: node(id: ${JSON.stringify(comment)}) { ...Reactions }`],
  );
  return `
query Sights($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/heads/steward/", first: 100, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
      nodes { name target { oid ... on Commit { committedDate } } }
    }
    ${issues.join('\n    ')}
  }
  ${comments.join('\n  ')}
}
fragment Sight on Issue {
  number state
  assignees(first: 10) { nodes { login } }
  comments(last: 10) { nodes { id author { __typename login } createdAt body } }
}${comments.length > 0 ? REACTIONS : ''}`;
}

const EYES = 'reactions(last: 20, content: EYES) { nodes { user { login } } }';

/** A fragment that nobody uses is a fault. */
const REACTIONS = `
fragment Reactions on IssueComment {
  id
  ${EYES}
}`;
