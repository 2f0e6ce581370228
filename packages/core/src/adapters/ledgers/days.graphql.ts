/** The days that have events on the state branch: years, months and days are folders. */
export const DAYS = `
query LedgerDays($owner: String!, $name: String!, $place: String!) {
  repository(owner: $owner, name: $name) {
    events: object(expression: $place) {
      ... on Tree { entries { name object { ... on Tree { entries { name object { ... on Tree { entries { name } } } } } } } }
    }
  }
}`;
