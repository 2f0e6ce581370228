/** What a worker and the process that started it say of programs: where a large process would start one, a small one does. */
import type { ProgramOptions } from '@steward/core/adapters/git.ts';

/** From the worker. */
export type Order =
  | { kind: 'launch'; id: number; command: string; args: readonly string[]; options: ProgramOptions; input: Uint8Array }
  | { kind: 'halt'; id: number };

/** To the worker, of the program it ordered under this number. */
export type News =
  | { kind: 'output'; id: number; channel: 'stdout' | 'stderr'; bytes: Uint8Array }
  | { kind: 'closed'; id: number; code: number | null; signal: string | null }
  | { kind: 'failed'; id: number; error: Error };
