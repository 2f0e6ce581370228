/** GraphQL's view of its own limits. */

import { budgetState } from '../usage.ts';
import type { Resolvers } from './resolver.ts';

export const usageResolvers: Resolvers = {
  Query: {
    rateLimit: (_source, _args, { world, cost }) => ({
      ...budgetState(world, 'graphql'),
      cost: cost.points,
      nodeCount: cost.nodes,
    }),
  },
};
