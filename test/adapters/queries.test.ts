// The queries hold against GitHub's official schema, and the one of a quiet tick stays cheap.
import { readFileSync } from 'node:fs';
import { HANDLED_FEATURES, handledQuery } from '@steward/core/adapters/github/handled.graphql.ts';
import {
  ALL_OPEN_PULLS,
  COMMENTS,
  detailsQuery,
  LISTING,
  OLDER_ISSUES,
  OLDER_PULLS,
  TITLES,
} from '@steward/core/adapters/github/issues.graphql.ts';
import * as mutations from '@steward/core/adapters/github/mutations.graphql.ts';
import { OVERVIEW } from '@steward/core/adapters/github/overview.graphql.ts';
import { PULL, WORKFLOWS } from '@steward/core/adapters/github/pulls.graphql.ts';
import { FEATURES, relationsQuery } from '@steward/core/adapters/github/relations.graphql.ts';
import { OPEN_ISSUES, OPEN_PULLS } from '@steward/core/adapters/github/remote.graphql.ts';
import { DAYS } from '@steward/core/adapters/ledgers/days.graphql.ts';
import { COMMIT, filesQuery, foldersQuery, HEAD, MESSAGES } from '@steward/core/adapters/ledgers/ledger.graphql.ts';
import { additions } from '@steward/sandbox/graphql/additions.ts';
import { buildSchema, extendSchema, type FieldNode, parse, type SelectionSetNode, validate } from 'graphql';
import { expect, test } from 'vitest';

// GitHub publishes one type twice over, which its own readers overlook: testing against it needs the same leniency.
const published = new URL('../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);
const official = buildSchema(readFileSync(published, 'utf8'), { assumeValidSDL: true });
const schema = extendSchema(official, parse(additions), { assumeValidSDL: true });

test.each(
  Object.entries({
    OVERVIEW,
    OLDER_ISSUES,
    OLDER_PULLS,
    LISTING,
    TITLES,
    OPEN_PULLS,
    OPEN_ISSUES,
    COMMENTS,
    ALL_OPEN_PULLS,
    PULL,
    WORKFLOWS,
    details: detailsQuery([1, 22]),
    handled: handledQuery([1, 22], HANDLED_FEATURES),
    'handled of an old server': handledQuery([1], []),
    CREATE_ISSUE: mutations.CREATE_ISSUE,
    UPDATE_ISSUE: mutations.UPDATE_ISSUE,
    CLOSE_ISSUE: mutations.CLOSE_ISSUE,
    REOPEN_ISSUE: mutations.REOPEN_ISSUE,
    PIN_ISSUE: mutations.PIN_ISSUE,
    LINK_ISSUE: mutations.LINK_ISSUE,
    relations: relationsQuery([1, 22], FEATURES),
    'relations of an old server': relationsQuery([1], []),
    ADD_COMMENT: mutations.ADD_COMMENT,
    UPDATE_ISSUE_COMMENT: mutations.UPDATE_COMMENT.issue,
    UPDATE_PULL_COMMENT: mutations.UPDATE_COMMENT.pull,
    ids: mutations.idsQuery([7], 2),
    HEAD,
    MESSAGES,
    COMMIT,
    DAYS,
    files: filesQuery(60),
    'files to be joined': filesQuery(200),
    folders: foldersQuery(10),
  }),
)('%s is valid', (_, text) => {
  expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
});

/** How often GitHub must look something up: once for each connection, for each node above it. */
function lookups(text: string): number {
  const document = parse(text);
  const fragments = new Map(
    document.definitions.flatMap((item) =>
      item.kind === 'FragmentDefinition' ? [[item.name.value, item.selectionSet]] : [],
    ),
  );
  const count = (set: SelectionSetNode | undefined, above: number): number =>
    (set?.selections ?? []).reduce((sum, item) => {
      if (item.kind === 'FragmentSpread') return sum + count(fragments.get(item.name.value), above);
      if (item.kind === 'InlineFragment') return sum + count(item.selectionSet, above);
      const size = pageSize(item);
      return sum + (size === null ? 0 : above) + count(item.selectionSet, above * (size ?? 1));
    }, 0);
  const operation = document.definitions.find((item) => item.kind === 'OperationDefinition');
  return count(operation?.selectionSet, 1);
}

function pageSize(field: FieldNode): number | null {
  const size = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  return size?.kind === 'IntValue' ? Number(size.value) : null;
}

test('the one query costs one point', () => {
  expect(lookups(OVERVIEW)).toBeGreaterThan(10);
  expect(Math.max(1, Math.round(lookups(OVERVIEW) / 100))).toBe(1);
});

test('a hundred issues and all that they hang together with cost four points', () => {
  const numbers = Array.from({ length: 100 }, (_, n) => n + 1);
  expect(Math.round(lookups(relationsQuery(numbers, FEATURES)) / 100)).toBe(4);
});
