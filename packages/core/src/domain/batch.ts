/** What becomes of questions that go out together. */
import type { Reply } from './model.ts';

export type Submission =
  | { kind: 'submitted'; id: string }
  | { kind: 'refused'; reply: Extract<Reply, { kind: 'failed' }> }
  | { kind: 'ambiguous'; reason: string };
export type FoundBatch = { kind: 'found'; id: string } | { kind: 'absent' } | { kind: 'unknown'; reason: string };
/** `over`: it had ended, or its vendor does not know it. `unknown`: it may go on. */
export type Cancellation = { kind: 'cancelled' } | { kind: 'over' } | { kind: 'unknown'; reason: string };
/** `gone`: its vendor does not know it any more. `unknown`: nobody could be asked; it may be asked again. */
export type CollectedBatch =
  | { kind: 'waiting' }
  | { kind: 'ended'; replies: ReadonlyMap<string, Reply> }
  | { kind: 'gone'; reason: string }
  | { kind: 'unknown'; reason: string };
