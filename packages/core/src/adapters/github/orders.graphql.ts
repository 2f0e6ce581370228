/** The edits of an issue's body, newest first; `diff` is the whole text of that version. */
export const EDITS = `
query Edits($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      userContentEdits(first: 50) {
        nodes { id editedAt editor { __typename login } diff }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;
