/** Programs that another process starts for this one, in the shape of its own children. */
import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Program, StartProgram } from '@steward/core/adapters/git.ts';
import type { News, Order } from './launch.ts';

/** What a program's owner may want of it. */
interface Wishes {
  begin: (input: Buffer, isOpen: boolean) => void;
  give: (input: Buffer) => void;
  end: () => void;
  halt: () => void;
}

class LaunchedProgram extends EventEmitter implements Program {
  readonly stdin: Writable;
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly #halt: () => void;

  constructor({ begin, give, end, halt }: Wishes) {
    super();
    /** Null once the program was ordered. */
    let input: Buffer[] | null = [];
    let isWhole = false;
    const start = (isOpen: boolean): void => {
      if (input !== null) begin(Buffer.concat(input), isOpen);
      input = null;
    };
    const finish = (): void => {
      if (isWhole) return;
      isWhole = true;
      if (input === null) end();
      else start(false);
    };
    this.stdin = new Writable({
      write: (bytes: Buffer, _, done) => {
        if (input === null) give(bytes);
        else input.push(bytes);
        done();
      },
      final: (done) => {
        finish();
        done();
      },
      destroy: (error, done) => {
        finish();
        done(error);
      },
    });
    this.#halt = () => {
      start(true);
      halt();
    };
    // What is written at once goes along with the order to start.
    setImmediate(start, true);
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

  /** As a child's: once all it said was read, or nobody reads it, as yet or any more. */
  async #close({ code, signal }: Extract<News, { kind: 'closed' }>): Promise<void> {
    const channels = [this.stdout, this.stderr];
    for (const channel of channels) channel.end();
    for (const channel of channels) if (channel.readableFlowing === null) channel.resume();
    await Promise.allSettled(channels.map((channel) => finished(channel)));
    this.emit('close', code, signal);
  }
}

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
      begin: (input, isOpen) => this.#order({ kind: 'launch', id, command, args, options, input, isOpen }),
      give: (bytes) => this.#order({ kind: 'input', id, bytes }),
      end: () => this.#order({ kind: 'eof', id }),
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
