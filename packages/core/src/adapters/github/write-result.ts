/** How certain the end of a write is: what GitHub answered, as the ports say it. */
import type { WriteResult } from '../../ports.ts';
import type { Answer } from './client.ts';
import type { Failure } from './failure.ts';

/** A secondary limit lifts within minutes, a primary one within the hour. */
const waitOf = ({ limit, wait }: Extract<Failure, { kind: 'limited' }>): number =>
  wait ?? (limit === 'primary' ? 3_600_000 : 300_000);

/** `shownBy` gives null where the answer does not show the effect. */
export function resultOf<D, T>(answer: Answer<D>, shownBy: (data: D) => T | null): WriteResult<T> {
  switch (answer.kind) {
    case 'answered': {
      const value = shownBy(answer.data);
      if (value !== null) return { kind: 'done', value };
      return { kind: 'ambiguous', reason: 'the answer does not show what was written' };
    }
    case 'partial': {
      const value = shownBy(answer.data as D);
      if (value !== null) return { kind: 'done', value };
      const reason = answer.faults.map((fault) => fault.message).join('; ');
      // What is refused is null itself; a hole further down is in the answer to something that was done.
      return { kind: answer.faults.some(({ path }) => path.length > 1) ? 'ambiguous' : 'refused', reason };
    }
    case 'refused':
      return { kind: 'refused', reason: answer.message };
    // A limit turns a request away before anything is done.
    case 'limited':
      return {
        kind: 'refused',
        reason: `GitHub's ${answer.limit} rate limit: ${answer.message}`,
        retryAfter: waitOf(answer),
      };
    case 'ambiguous':
      return { kind: 'ambiguous', reason: answer.message };
  }
}
