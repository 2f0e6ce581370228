/** Pages of lists with opaque cursors that hold a place, not an offset, and GitHub's complaints about missing or excessive bounds. */

import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import { Refusal } from '../refusal.ts';

export interface PageArguments {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
}

type Key = string | number;

export interface Ordering<T> {
  /** What the list is sorted by; ties are broken by `tie`. */
  key(item: T): Key;
  tie(item: T): number;
  direction: 'ASC' | 'DESC';
}

export interface Listing<T> {
  items: readonly T[];
  args: PageArguments;
  info: GraphQLResolveInfo;
  /** Left out: the items stay in their order and a cursor holds the position. */
  order?: Ordering<T>;
  /** Turns an item of the page into a node. */
  node?: (item: T) => unknown;
  /** More fields of the connection. */
  more?: Record<string, unknown>;
  /** More fields of an edge. */
  edge?: (item: T) => Record<string, unknown>;
}

export function connection<T>(listing: Listing<T>): Record<string, unknown> {
  const { args, info } = listing;
  checkBounds(args, info);
  const placed = place(listing);
  const after = args.after == null ? null : readCursor(args.after, info);
  const before = args.before == null ? null : readCursor(args.before, info);
  const compare = comparison(listing.order?.direction ?? 'ASC');
  const between = placed.filter(
    ({ spot }) => (after === null || compare(spot, after) > 0) && (before === null || compare(spot, before) < 0),
  );
  const page =
    args.first != null
      ? between.slice(0, args.first)
      : args.last != null
        ? between.slice(Math.max(between.length - args.last, 0))
        : [];
  const nodeOf = listing.node ?? ((item: T) => item);
  const cursor = (entry: Placed<T> | undefined) => (entry === undefined ? null : writeCursor(entry.spot));
  return {
    totalCount: listing.items.length,
    nodes: () => page.map(({ item }) => nodeOf(item)),
    edges: () =>
      page.map((entry) => ({ cursor: cursor(entry), node: () => nodeOf(entry.item), ...listing.edge?.(entry.item) })),
    pageInfo: {
      hasNextPage: args.first != null ? page.length < between.length : before !== null,
      hasPreviousPage: args.last != null ? page.length < between.length : after !== null,
      startCursor: () => cursor(page[0]),
      endCursor: () => cursor(page.at(-1)),
    },
    ...listing.more,
  };
}

type Spot = readonly [Key, number];

interface Placed<T> {
  item: T;
  spot: Spot;
}

function place<T>({ items, order }: Listing<T>): Placed<T>[] {
  if (order === undefined) return items.map((item, index) => ({ item, spot: [index, 0] }));
  const compare = comparison(order.direction);
  return items
    .map((item) => ({ item, spot: [order.key(item), order.tie(item)] as Spot }))
    .sort((left, right) => compare(left.spot, right.spot));
}

const comparison =
  (direction: 'ASC' | 'DESC') =>
  (left: Spot, right: Spot): number => {
    const sign = direction === 'ASC' ? 1 : -1;
    if (left[0] !== right[0]) return left[0] < right[0] ? -sign : sign;
    return sign * (left[1] - right[1]);
  };

const cursorPrefix = 'cursor:v2:';

const writeCursor = (spot: Spot): string => Buffer.from(cursorPrefix + JSON.stringify(spot)).toString('base64');

function readCursor(cursor: string, info: GraphQLResolveInfo): Spot {
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  const found = /^cursor:v2:\[(?:"([^"\\]*)"|(-?[\d.]+)),(\d+)\]$/.exec(text);
  if (found === null) {
    throw new Refusal(
      'INVALID_CURSOR_ARGUMENTS',
      `\`${cursor}\` does not appear to be a valid cursor for the \`${info.fieldName}\` connection.`,
    );
  }
  return [found[1] ?? Number(found[2]), Number(found[3])];
}

const largestPage = 100;

function checkBounds(args: PageArguments, info: GraphQLResolveInfo): void {
  const name = info.fieldName;
  for (const bound of ['first', 'last'] as const) {
    const size = args[bound];
    if (size == null) continue;
    if (size < 0)
      throw new Refusal('UNPROCESSABLE', `\`${bound}\` on the \`${name}\` connection cannot be less than zero.`);
    if (size > largestPage) {
      throw new Refusal(
        'EXCESSIVE_PAGINATION',
        `Requesting ${size} records on the \`${name}\` connection exceeds the \`${bound}\` limit of ${largestPage} records.`,
      );
    }
  }
  if (args.first != null && args.last != null) {
    throw new Refusal(
      'UNPROCESSABLE',
      `Passing both \`first\` and \`last\` to paginate the \`${name}\` connection is not supported.`,
    );
  }
  if (args.first == null && args.last == null && asksForPage(info)) {
    throw new Refusal(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
}

/** A bare totalCount needs no bounds. */
function asksForPage(info: GraphQLResolveInfo): boolean {
  const asks = (selections: SelectionSetNode | undefined): boolean =>
    (selections?.selections ?? []).some((selection) => {
      if (selection.kind === Kind.FIELD) return ['nodes', 'edges', 'pageInfo'].includes(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return asks(selection.selectionSet);
      return asks(info.fragments[selection.name.value]?.selectionSet);
    });
  return info.fieldNodes.some((node) => asks(node.selectionSet));
}
