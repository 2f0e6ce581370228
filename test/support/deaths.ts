/** Where a run can die so that it makes a difference to the ones after it. */
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import type { Death } from './cycle.ts';

/** A death at a request of a certain number. */
export type NumberedDeath = Death & { at: number };

/**
 * Before the first request and after each that wrote: a death right before a request leaves the world as the one after the
 * request before it, and a request that only reads leaves it as it was. `reads`: it dies at what it reads all the same, which
 * proves just that.
 */
export function deathsIn(transcript: Sandbox['transcript'], { reads = false } = {}): NumberedDeath[] {
  const sent = transcript.filter(({ kind }) => kind !== 'git');
  const after = sent.flatMap(({ write }, index): NumberedDeath[] =>
    write || reads ? [{ at: index + 1, timing: 'after' }] : [],
  );
  return [{ at: 1, timing: 'before' }, ...after];
}
