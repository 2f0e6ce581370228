/** Whether GitHub still lets Steward in: its tokens, and what is left of the limits. */
import { codeSpan } from '../../domain/markdown.ts';
import { daysBetween } from '../../domain/time.ts';
import type { TokenSeen } from '../../domain/vitals.ts';
import { type Check, fault, type HealthFacts, notSeen, percent, type Result, warning } from './facts.ts';

/** So near, and nobody may be there in time. */
const LAST_DAYS = 3;

export const token: Check = ({ tokens, now, settings }) => {
  const results = tokens.map((one) => tokenResult(one, now, settings['token-days']));
  return gravest(results);
};

function tokenResult({ input, vitals }: TokenSeen, now: string, days: number): Result {
  if (vitals.kind === 'unknown') return notSeen(vitals.reason);
  const { refused, expires } = vitals.value;
  if (refused) return fault(`GitHub refuses the token of ${codeSpan(input)}`);
  if (expires === null) return null;
  if (Date.parse(expires) <= Date.parse(now))
    return fault(`the token of ${codeSpan(input)} expired on ${expires.slice(0, 10)}`);
  const left = daysBetween(now, expires);
  if (left >= days) return null;
  const words = `the token of ${codeSpan(input)} expires on ${expires.slice(0, 10)}`;
  return left < LAST_DAYS ? fault(words) : warning(words);
}

export const quota: Check = ({ tokens, settings }: HealthFacts) => {
  const results = tokens.flatMap(({ input, vitals }) => {
    if (vitals.kind === 'unknown') return [notSeen(vitals.reason)];
    return vitals.value.quotas.map(({ name, limit, remaining }) => {
      if (limit === 0 || percent(remaining, limit) >= settings.quota) return null;
      const words = `${remaining} of ${limit} requests of ${name} are left this hour to ${codeSpan(input)}`;
      return remaining === 0 ? fault(words) : warning(words);
    });
  });
  return gravest(results);
};

/** One finding of all: the gravest level, in the words of all that are found. What was not seen comes last. */
function gravest(results: readonly Result[]): Result {
  const found = results.filter((result) => result !== null && 'level' in result);
  if (found.length > 0) {
    const level = found.some((one) => one.level === 'fault') ? 'fault' : 'warning';
    return { level, words: found.map(({ words }) => words).join('; ') };
  }
  return results.find((result) => result !== null) ?? null;
}
