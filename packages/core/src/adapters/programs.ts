/** The programs that one owner starts: what still runs of them is ended together. */
import { spawn } from 'node:child_process';
import type { Program, StartProgram } from './git.ts';

export class Programs {
  readonly #begin: StartProgram;
  readonly #running = new Set<Program>();
  #isClosed = false;

  constructor(begin: StartProgram = spawn) {
    this.#begin = begin;
  }

  readonly start: StartProgram = (command, args, options) => {
    if (this.#isClosed) throw new Error('whoever started programs was closed');
    const program = this.#begin(command, args, options);
    this.#running.add(program);
    program.on('close', () => this.#running.delete(program));
    return program;
  };

  /** Comes back when none of them runs any more; none begins after it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const ends = [...this.#running].map((program) => new Promise((resolve) => program.on('close', resolve)));
    for (const program of this.#running) program.kill();
    await Promise.all(ends);
  }
}
