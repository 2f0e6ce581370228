/** Sending writes: a second apart, each once, its end as certain as the answer makes it, and refusals in words. */
import type { Clock, WriteResult } from '../../ports.ts';
import type { Answer, Client } from './client.ts';
import { ownersError, type TokenInput } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';
import { resultOf } from './write-result.ts';

/** Milliseconds between two writes, as GitHub asks for. */
const SPACING = 1_000;

export interface SendingOptions {
  client: Client;
  clock: Pick<Clock, 'elapsed' | 'sleep'>;
  repository: RepositoryName;
  /** What the token was handed in as. */
  input?: TokenInput;
}

export interface Sending {
  /** Waits until a write may be sent again. */
  spaced<T>(send: () => Promise<T>): Promise<T>;
  /** A mutation; `shownBy` gives null where the answer does not show the effect. `doing`: as in "may not edit issues". */
  mutate<D, T>(text: string, variables: object, doing: string, shownBy: (data: D) => T | null): Promise<WriteResult<T>>;
  /** What an answer means, refusals with their remedy: a refusal is data, and the run ends red by it. */
  resultOf<D, T>(answer: Answer<D>, doing: string, shownBy: (data: D) => T | null, permission?: string): WriteResult<T>;
}

export function createSending({ client, clock, repository, input }: SendingOptions): Sending {
  let last: number | null = null;

  const spaced = async <T>(send: () => Promise<T>): Promise<T> => {
    const wait = last === null ? 0 : last + SPACING - clock.elapsed();
    if (wait > 0) await clock.sleep(wait);
    try {
      return await send();
    } finally {
      last = clock.elapsed();
    }
  };

  const judged: Sending['resultOf'] = (answer, doing, shownBy, permission = 'issues: write') => {
    const result = resultOf(answer, shownBy);
    if (result.kind !== 'refused') return result;
    const attempt = { repository: fullName(repository), doing, permission, ...(input && { input }) };
    const refusal = refusalOf(answer);
    const error = refusal && ownersError(refusal, attempt);
    return error ? { ...result, reason: `${error.message} ${error.remedy}` } : result;
  };

  return {
    spaced,
    resultOf: judged,
    async mutate<D, T>(text: string, variables: object, doing: string, shownBy: (data: D) => T | null) {
      return judged(await spaced(() => client.mutate<D>(text, { ...variables })), doing, shownBy);
    },
  };
}

function refusalOf(answer: Answer<unknown>): { type: string; message: string } | null {
  if (answer.kind === 'refused') return answer;
  const fault = answer.kind === 'partial' ? answer.faults[0] : undefined;
  return fault ? { type: fault.type ?? '', message: fault.message } : null;
}
