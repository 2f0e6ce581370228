/** What a handler is given and what it answers; a listing is cut into its page here. */
import type { Caller } from '../tokens.ts';
import type { World } from '../world.ts';
import type { ActorData } from '../world-data.ts';
import { paginate } from './pagination.ts';
import type { OperationId } from './permissions.ts';
import { api } from './site.ts';
import type { Parameters } from './validation.ts';

export interface Call {
  readonly world: World;
  /** Checked against the description. */
  readonly path: Parameters;
  /** Checked against the description, which also gives the defaults. */
  readonly query: Parameters;
  /** Checked against the description; each handler names the shape it was checked for. */
  readonly body: unknown;
  readonly address: URL;
  /** The Accept header; some answers come raw. */
  readonly accept: string;
  /** Null on an anonymous reading of what is public. */
  readonly actor: ActorData | null;
  /** The same with the token: whose it is counts for some operations. */
  readonly caller: Caller | null;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;
export type Handlers<Prefix extends OperationId> = Readonly<Record<Prefix, Handler>>;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown, location?: string): Answer => ({
  status: 201,
  body,
  ...(location === undefined ? {} : { headers: { location } }),
});

export const textOf = (value: unknown): string => (value === undefined ? '' : String(value));

export function addressOf(world: World, path: string, query: URLSearchParams): URL {
  const address = new URL(`${api(world)}${path}`);
  for (const [key, value] of query) address.searchParams.append(key, value);
  return address;
}

/** Only the page asked for is turned into views; they may need to read. */
async function pageOf<T>(call: Call, all: readonly T[], view: (item: T) => unknown) {
  const { items, headers } = paginate(all, call.query, call.address);
  const views: unknown[] = [];
  for (const item of items) views.push(await view(item));
  return { views, headers };
}

export async function listed<T>(call: Call, all: readonly T[], view: (item: T) => unknown): Promise<Answer> {
  const { views, headers } = await pageOf(call, all, view);
  return { status: 200, body: views, headers };
}

/** The lists that come in an envelope: `{total_count, <key>: []}`. */
export async function counted<T>(
  call: Call,
  key: string,
  all: readonly T[],
  view: (item: T) => unknown,
): Promise<Answer> {
  const { views, headers } = await pageOf(call, all, view);
  return { status: 200, body: { total_count: all.length, [key]: views }, headers };
}
