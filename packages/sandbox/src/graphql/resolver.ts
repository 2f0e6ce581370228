/** The shape of the sandbox's resolvers, and who may read what. */

import type { GraphQLResolveInfo } from 'graphql';
import { forbidden } from '../refusal.ts';
import type { Caller } from '../tokens.ts';
import type { World } from '../world.ts';
import type { Access, Permission } from '../world-data.ts';
import type { Cost } from './cost.ts';

export interface Context {
  world: World;
  caller: Caller;
  cost: Cost;
}

// biome-ignore lint/suspicious/noExplicitAny: sources and arguments are checked by the schema, not by TypeScript
export type Resolver = (source: any, args: any, context: Context, info: GraphQLResolveInfo) => unknown;
export type Resolvers = Record<string, Record<string, Resolver>>;

/** Stricter than GitHub for public repositories, so that a workflow's declared permissions are the ones it needs. */
export function requirePermission(
  context: Context,
  permissions: Permission | readonly Permission[],
  access: Access,
): void {
  const any = typeof permissions === 'string' ? [permissions] : permissions;
  if (!any.some((permission) => context.caller.may(permission, access))) throw forbidden();
}

/** The resolver, behind one of the permissions. */
export const reading =
  (permissions: Permission | readonly Permission[], resolve: Resolver): Resolver =>
  (source, args, context, info) => {
    requirePermission(context, permissions, 'read');
    return resolve(source, args, context, info);
  };

export const upper = (value: string | null): string | null => value?.toUpperCase() ?? null;
