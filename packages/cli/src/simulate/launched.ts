/** Programs that another process starts for this one, in the shape of its own children. */
import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Program, StartProgram } from '@steward/core/adapters/git.ts';
import type { News, Order } from './launch.ts';

class LaunchedProgram extends EventEmitter implements Program {
  readonly stdin: Writable;
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly #halt: () => void;

  constructor({ begin, halt }: { begin: (input: Buffer) => void; halt: () => void }) {
    super();
    this.#halt = halt;
    const input: Buffer[] = [];
    this.stdin = new Writable({
      write: (bytes: Buffer, _, done) => {
        input.push(bytes);
        done();
      },
      final: (done) => {
        begin(Buffer.concat(input));
        done();
      },
    });
  }

  kill(): boolean {
    this.#halt();
    return true;
  }

  hear(news: News): void {
    if (news.kind === 'output') this[news.channel].write(news.bytes);
    else if (news.kind === 'failed') this.emit('error', news.error);
    else void this.#close(news);
  }

  /** As a child's: once all it said was read, or nobody reads it any more. */
  async #close({ code, signal }: Extract<News, { kind: 'closed' }>): Promise<void> {
    const channels = [this.stdout, this.stderr];
    for (const channel of channels) channel.end();
    await Promise.allSettled(channels.map((channel) => finished(channel)));
    this.emit('close', code, signal);
  }
}

/** Programs begin once their whole input is known. */
export class Launches {
  readonly #order: (order: Order) => void;
  readonly #open = new Map<number, LaunchedProgram>();
  #last = 0;

  constructor(order: (order: Order) => void) {
    this.#order = order;
  }

  readonly start: StartProgram = (command, args, options) => {
    this.#last += 1;
    const id = this.#last;
    const program = new LaunchedProgram({
      begin: (input) => this.#order({ kind: 'launch', id, command, args, options, input }),
      halt: () => this.#order({ kind: 'halt', id }),
    });
    this.#open.set(id, program);
    return program;
  };

  hear(news: News): void {
    this.#open.get(news.id)?.hear(news);
    if (news.kind === 'closed') this.#open.delete(news.id);
  }
}
