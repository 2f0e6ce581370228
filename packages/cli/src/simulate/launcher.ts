/**
 * Starts programs for a worker. Starting one copies the page tables of whoever starts it, and a worker has hundreds of
 * megabytes: it would stand still for longer than most commands of git take.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { News, Order } from './launch.ts';

export class Launcher {
  readonly #tell: (news: News) => void;
  readonly #running = new Map<number, ChildProcessWithoutNullStreams>();

  constructor(tell: (news: News) => void) {
    this.#tell = tell;
  }

  follow(order: Order): void {
    const running = this.#running.get(order.id);
    if (order.kind === 'launch') this.#launch(order);
    else if (order.kind === 'input') running?.stdin.write(order.bytes);
    else if (order.kind === 'eof') running?.stdin.end();
    else running?.kill();
  }

  /** Nobody listens any more. */
  close(): void {
    for (const child of this.#running.values()) child.kill('SIGKILL');
  }

  #launch({ id, command, args, options, input, isOpen }: Extract<Order, { kind: 'launch' }>): void {
    const lose = (error: Error): void => {
      this.#tell({ kind: 'failed', id, error });
      this.#tell({ kind: 'closed', id, code: null, signal: null });
    };
    let child: ChildProcessWithoutNullStreams;
    try {
      child = spawn(command, args, options);
    } catch (error) {
      lose(error as Error);
      return;
    }
    // Where the system has no channels left there are none, nor an end.
    if ((child.stdin as unknown) === undefined) {
      child.on('error', lose);
      return;
    }
    this.#running.set(id, child);
    child.on('error', (error) => this.#tell({ kind: 'failed', id, error }));
    for (const channel of ['stdout', 'stderr'] as const)
      child[channel].on('data', (bytes: Buffer) => this.#tell({ kind: 'output', id, channel, bytes }));
    // A program that ends early leaves its input unread; its exit code tells the story.
    child.stdin.on('error', () => undefined).write(input);
    if (!isOpen) child.stdin.end();
    child.on('close', (code, signal) => {
      this.#running.delete(id);
      this.#tell({ kind: 'closed', id, code, signal });
    });
  }
}
