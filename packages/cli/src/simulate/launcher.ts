/**
 * Starts programs for a worker. Starting one copies the page tables of whoever starts it, and a worker has hundreds of
 * megabytes: it would stand still for longer than most commands of git take.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { News, Order } from './launch.ts';

export class Launcher {
  readonly #tell: (news: News) => void;
  readonly #running = new Map<number, ChildProcess>();

  constructor(tell: (news: News) => void) {
    this.#tell = tell;
  }

  follow(order: Order): void {
    if (order.kind === 'halt') this.#running.get(order.id)?.kill();
    else this.#launch(order);
  }

  /** Nobody listens any more. */
  close(): void {
    for (const child of this.#running.values()) child.kill('SIGKILL');
  }

  #launch({ id, command, args, options, input }: Extract<Order, { kind: 'launch' }>): void {
    const child = spawn(command, args, options);
    this.#running.set(id, child);
    for (const channel of ['stdout', 'stderr'] as const)
      child[channel].on('data', (bytes: Buffer) => this.#tell({ kind: 'output', id, channel, bytes }));
    // A program that ends early leaves its input unread; its exit code tells the story.
    child.stdin.on('error', () => undefined).end(input);
    child.on('error', (error) => this.#tell({ kind: 'failed', id, error }));
    child.on('close', (code, signal) => {
      this.#running.delete(id);
      this.#tell({ kind: 'closed', id, code, signal });
    });
  }
}
