/** What GitHub tells of a token: whether it takes it, until when, and what is left of its limits. The question costs nothing. */
import type { Quota, TokenVitals } from '../../domain/vitals.ts';
import type { Gauge } from '../../ports.ts';
import type { Answer, Client } from './client.ts';
import { type NotKnown, noAnswer } from './unknown.ts';

interface Window {
  limit: number;
  remaining: number;
}
interface Limits {
  resources?: { core?: Window; graphql?: Window };
}

export const createGauge = (client: Client): Gauge => ({
  async vitals() {
    const answer = await client.rest<Limits>('GET /rate_limit');
    if (answer.kind === 'refused') return refused(answer);
    if (answer.kind !== 'answered') return noAnswer(answer);
    const { core, graphql } = answer.data.resources ?? {};
    const quotas = [...quotaOf('REST', core), ...quotaOf('GraphQL', graphql)];
    return { kind: 'known', value: { refused: false, expires: timeOf(client.expires()), quotas } };
  },
});

/** Some servers count nothing, and say so: that is no fault of the token. */
function refused(
  answer: Extract<Answer<unknown>, { kind: 'refused' }>,
): { kind: 'known'; value: TokenVitals } | NotKnown {
  if (answer.status === 401) return { kind: 'known', value: { refused: true, expires: null, quotas: [] } };
  return { kind: 'unknown', reason: 'this server does not tell its limits' };
}

const quotaOf = (name: Quota['name'], window: Window | undefined): Quota[] =>
  window === undefined ? [] : [{ name, limit: window.limit, remaining: window.remaining }];

/** `2026-12-01 09:00:00 UTC`, or with an offset: `2026-12-01 10:00:00 +0100`. */
export function timeOf(text: string | null): string | null {
  const [, day, time, zone] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d) ?(UTC|Z|[+-]\d\d:?\d\d)$/.exec(text ?? '') ?? [];
  if (day === undefined || time === undefined || zone === undefined) return null;
  const offset = zone === 'UTC' || zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const moment = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(moment) ? null : new Date(moment).toISOString();
}
