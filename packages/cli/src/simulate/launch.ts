/** What a worker and the process that started it say of programs: where a large process would start one, a small one does. */
import type { ProgramOptions } from '@steward/core/adapters/git.ts';

/** From the worker. */
export type Order =
  | {
      kind: 'launch';
      id: number;
      command: string;
      args: readonly string[];
      options: ProgramOptions;
      /** What is known by then of what the program is to read. */
      input: Uint8Array;
      /** More may follow. */
      isOpen: boolean;
    }
  | { kind: 'input'; id: number; bytes: Uint8Array }
  | { kind: 'eof'; id: number }
  | { kind: 'halt'; id: number };

/** To the worker, of the program it ordered under this number. */
export type News =
  | { kind: 'output'; id: number; channel: 'stdout' | 'stderr'; bytes: Uint8Array }
  | { kind: 'closed'; id: number; code: number | null; signal: string | null }
  | { kind: 'failed'; id: number; error: Error };
