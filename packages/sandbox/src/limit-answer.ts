/** The words with which GitHub turns a request away for its limits, for each of its two interfaces. */

import type { LimitEffect } from './fault-schedule.ts';
import type { Performed } from './surfaces.ts';
import type { RequestRecord } from './transcript.ts';
import { budgetState } from './usage.ts';
import type { World } from './world.ts';

const DOCS = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';
/** As the error names it: the app behind a workflow's token. */
const INSTALLATION = 15368;
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

/** GraphQL tells its limits with status 200 as well; REST with 403 or 429. */
export function limitAnswer(
  world: World,
  effect: Omit<LimitEffect, 'kind'>,
  asker: Pick<RequestRecord, 'kind' | 'login'>,
): Performed {
  const isGraphql = asker.kind === 'graphql';
  const status = effect.status === 200 && !isGraphql ? 403 : effect.status;
  const exceeded = `rate limit ${isGraphql ? 'already ' : ''}exceeded for installation ID ${INSTALLATION}.`;
  const message = effect.limit === 'primary' ? `API ${exceeded}` : SECONDARY;
  const about = effect.limit === 'primary' ? DOCS : `${DOCS}#about-secondary-rate-limits`;
  return {
    status,
    headers: {
      ...(effect.retryAfter !== undefined && { 'retry-after': String(effect.retryAfter) }),
      ...(effect.limit === 'primary' && exhausted(world, isGraphql)),
    },
    body: status === 200 ? graphqlBody(effect, message) : { message, documentation_url: about, status: String(status) },
    login: asker.login,
    budget: null,
  };
}

/** How GraphQL words it for what creates content, when it gives no time to wait: no other limit is an error of a field. */
export const tooQuickly = (field: { path: string; line: number; column: number }): Record<string, unknown> => ({
  data: { [field.path]: null },
  errors: [
    {
      type: 'UNPROCESSABLE',
      path: [field.path],
      locations: [{ line: field.line, column: field.column }],
      message: 'was submitted too quickly',
    },
  ],
});

const graphqlBody = ({ limit }: Pick<LimitEffect, 'limit'>, message: string) => ({
  errors: [{ type: 'RATE_LIMIT', ...(limit === 'primary' && { code: 'graphql_rate_limit' }), message }],
});

function exhausted(world: World, isGraphql: boolean): Record<string, string> {
  const { limit, resetAt } = budgetState(world, isGraphql ? 'graphql' : 'rest');
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': String(limit),
    'x-ratelimit-reset': String(Date.parse(resetAt) / 1000),
    'x-ratelimit-resource': isGraphql ? 'graphql' : 'core',
  };
}
