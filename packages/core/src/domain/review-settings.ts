/** What an owner may set of reviews. */
import * as v from 'valibot';
import { MOST_LEASES } from './lease.ts';

const size = (most: number, fallback: number, description: string) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most), v.description(description)), fallback);

export const REVIEW = v.optional(
  v.pipe(
    v.strictObject({
      lines: size(100_000, 1_000, 'Changed lines a pull request may have, without lock files and generated ones'),
      files: size(300, 50, 'Changed files a pull request may have, without lock files and generated ones'),
    }),
    v.description('What a pull request must keep to'),
  ),
  {},
);

export const AGENT_PULLS = v.optional(
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(0),
    v.maxValue(MOST_LEASES),
    v.description(
      'Pull requests of agents that may be open at once; if absent, one for each merged in the last 14 days, from 2 to 5',
    ),
  ),
);
