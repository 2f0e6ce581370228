/** Why something is not known, in words that an owner can act on; GitHub's own are anybody's, and stay out of it. */
import type { Known } from '../../domain/remote.ts';
import type { Answer } from './client.ts';

export type NotKnown = Extract<Known<never>, { kind: 'unknown' }>;

const unknown = (reason: string): NotKnown => ({ kind: 'unknown', reason });

export const noAnswer = (answer: Answer<unknown>): NotKnown =>
  answer.kind === 'limited'
    ? unknown("GitHub's limit of requests is reached")
    : unknown('GitHub gave no whole answer; the next look asks again');

const SWITCHED_OFF = /disabled|must be enabled|not enabled/i;

/** `permission`: what the workflow's token needs; `off`: what it means where the feature is not there. */
export function refusal(answer: Answer<unknown>, { permission, off }: { permission: string; off: string }): NotKnown {
  if (answer.kind !== 'refused') return noAnswer(answer);
  const { status, message } = answer;
  if (status === 410 || status === 404 || (status === 403 && SWITCHED_OFF.test(message))) return unknown(off);
  if (status === 403 || status === 401) return unknown(`the token needs \`${permission}\``);
  return noAnswer(answer);
}
