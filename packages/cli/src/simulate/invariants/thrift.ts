/** Requests in any hour stay under a quarter of what GitHub gives the workflow's token. */
import type { Invariant } from './invariant.ts';

/** Of 1,000 REST requests and 1,000 GraphQL points an hour and repository. */
const MOST = { rest: 250, graphql: 250 } as const;
const HOUR = 3_600_000;

export function thrift(): Invariant {
  const asked: { at: number; kind: 'rest' | 'graphql' }[] = [];
  return {
    name: "requests stay under a quarter of the token's share",
    check({ runs, now }) {
      for (const { requests } of runs) {
        for (const { at, kind } of requests)
          if (kind === 'rest' || kind === 'graphql') asked.push({ at: Date.parse(at), kind });
      }
      while ((asked[0]?.at ?? now) < now - HOUR) asked.shift();
      return (['rest', 'graphql'] as const).flatMap((kind) => {
        const number = asked.filter((item) => item.kind === kind).length;
        return number > MOST[kind] ? [`${number} ${kind} requests within an hour`] : [];
      });
    },
  };
}
