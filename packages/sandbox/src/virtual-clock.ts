/** Time as the sandbox tells it: it stands still until a request or a test moves it, so any run can be replayed. */

export class VirtualClock {
  #milliseconds: number;

  constructor(start: string) {
    const milliseconds = Date.parse(start);
    if (Number.isNaN(milliseconds)) throw new RangeError(`"${start}" is not a time.`);
    this.#milliseconds = milliseconds;
  }

  now(): Date {
    return new Date(this.#milliseconds);
  }

  /** As GitHub writes times: whole seconds. */
  stamp(): string {
    return timestamp(this.now());
  }

  advance(milliseconds: number): Date {
    if (!(milliseconds >= 0)) throw new RangeError(`Time cannot move by ${milliseconds} ms.`);
    this.#milliseconds += milliseconds;
    return this.now();
  }
}

export const timestamp = (time: Date): string => time.toISOString().replace(/\.\d{3}Z$/, 'Z');
