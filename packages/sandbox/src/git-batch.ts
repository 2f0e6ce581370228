/** A long-lived git process that reads objects, because starting git anew for each costs milliseconds. */

import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { type GitOptions, startGit } from './git-command.ts';

export interface GitObject {
  oid: string;
  type: 'blob' | 'tree' | 'commit' | 'tag';
  size: number;
  content: Buffer;
}

interface Waiting {
  /** Takes an answer off the front of what has arrived and says how long it was, or null if it is not complete. */
  take(arrived: Buffer): number | null;
  fail(error: Error): void;
}

/** One process, questions answered in order. */
class Conversation {
  #child: ChildProcessWithoutNullStreams | null = null;
  #waiting: Waiting[] = [];
  #arrived: Buffer[] = [];
  #length = 0;
  #needed = 0;
  readonly args: readonly string[];
  readonly options: GitOptions;

  constructor(args: readonly string[], options: GitOptions) {
    this.args = args;
    this.options = options;
  }

  ask(question: string | Buffer, waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#start().stdin.write(question);
  }

  close(): void {
    this.#child?.stdin.end();
    this.#child = null;
  }

  #start(): ChildProcessWithoutNullStreams {
    if (this.#child !== null) return this.#child;
    const child = startGit(this.args, this.options);
    this.#child = child;
    const broken = (reason: string) => () => {
      if (this.#child === child) this.#child = null;
      for (const waiting of this.#waiting.splice(0)) waiting.fail(new Error(`git ${this.args[0]} ${reason}`));
    };
    child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    child.stderr.resume();
    child.stdin.on('error', broken('stopped reading'));
    child.on('error', broken('did not start'));
    child.on('close', broken('ended'));
    return child;
  }

  #receive(chunk: Buffer): void {
    this.#arrived.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return;
    let all = Buffer.concat(this.#arrived);
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const taken = next.take(all);
      if (taken === null) break;
      this.#waiting.shift();
      all = all.subarray(taken);
    }
    this.#arrived = all.length === 0 ? [] : [all];
    this.#length = all.length;
    this.#needed = expectedLength(all);
  }
}

/** A large blob arrives in many pieces; joining them only once it is whole keeps that linear. */
function expectedLength(arrived: Buffer): number {
  const line = arrived.indexOf(10);
  if (line === -1) return 0;
  const size = /^[0-9a-f]+ \w+ (\d+)$/.exec(arrived.subarray(0, line).toString('utf8'))?.[1];
  return size === undefined ? 0 : line + 1 + Number(size) + 1;
}

export class ObjectReader {
  #conversation: Conversation;

  constructor(options: GitOptions) {
    this.#conversation = new Conversation(['cat-file', '--batch'], options);
  }

  /** The object an expression names (`main`, `main:path`, an oid), or null. */
  read(expression: string): Promise<GitObject | null> {
    if (expression === '' || /[\n\0]/.test(expression)) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#conversation.ask(`${expression}\n`, { fail: reject, take: (arrived) => takeObject(arrived, resolve) });
    });
  }

  close(): void {
    this.#conversation.close();
  }
}

function takeObject(arrived: Buffer, give: (object: GitObject | null) => void): number | null {
  const line = arrived.indexOf(10);
  if (line === -1) return null;
  const head = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(arrived.subarray(0, line).toString('utf8'));
  if (head === null) {
    give(null);
    return line + 1;
  }
  const [, oid = '', type, size] = head;
  const stop = line + 1 + Number(size);
  if (arrived.length < stop + 1) return null;
  const content = Buffer.from(arrived.subarray(line + 1, stop));
  give({ oid, type: type as GitObject['type'], size: Number(size), content });
  return stop + 1;
}
