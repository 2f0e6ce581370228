/** How long a task rests after an attempt that failed: twice as long each time, and never all at the same moment. */
import { digest } from '../../domain/digest.ts';

const FIRST = 30 * 60_000;
const LONGEST = 24 * 3_600_000;
/** The share by which it may be longer or shorter. */
const JITTER = 0.2;

/** Milliseconds; the same for the same task and failure, so that a tick that is repeated decides the same. */
export function backoffAfter(task: string, failures: number): number {
  const whole = Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1));
  const draw = Number.parseInt(digest(`back-off\n${task}\n${failures}`, 8), 16) / 0xffff_ffff;
  return Math.round(whole * (1 - JITTER + 2 * JITTER * draw));
}
