/** What the ledger asks of its branch: its head, files of a commit, messages, and the one commit it may make. */
import { LEDGER_HEAD } from '../github/fragments.graphql.ts';

export const HEAD = `
query LedgerBranch($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name) {
    ledger: ref(qualifiedName: $ref) { target { ... on Commit { ...LedgerHead } } }
  }
}
${LEDGER_HEAD}`;

export const MESSAGES = `
query LedgerMessages($owner: String!, $name: String!, $ref: String!, $count: Int!) {
  repository(owner: $owner, name: $name) {
    ledger: ref(qualifiedName: $ref) { target { ... on Commit { history(first: $count) { nodes { message } } } } }
  }
}`;

export const COMMIT = `
mutation Commit($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/** One alias a folder: `d0`, its place given as `$d0` (`oid:path`). */
export function foldersQuery(count: number): string {
  const places = Array.from({ length: count }, (_, place) => place);
  return `
query LedgerFolders($owner: String!, $name: String!${places.map((place) => `, $d${place}: String!`).join('')}) {
  repository(owner: $owner, name: $name) {
    ${places.map((place) => `d${place}: object(expression: $d${place}) { ... on Tree { entries { name } } }`).join('\n    ')}
  }
}`;
}

/** One alias a file: `f0`, its place given as `$f0` (`oid:path`). */
export function filesQuery(count: number): string {
  const places = Array.from({ length: count }, (_, place) => place);
  return `
query LedgerFiles($owner: String!, $name: String!${places.map((place) => `, $f${place}: String!`).join('')}) {
  repository(owner: $owner, name: $name) {
    ${places.map((place) => `f${place}: object(expression: $f${place}) { ... on Blob { text isTruncated isBinary } }`).join('\n    ')}
  }
}`;
}
