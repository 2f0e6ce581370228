/** A run that can be made to die at any of its calls, whatever they go to: requests, or a memory of its own. */
import type { OpenOutside } from '@steward/core/runtime/outside.ts';

/** When and how a run dies: at its n-th call (from 1) or the first whose body fits, before it is sent or once its effect has happened. */
export interface Death {
  at: number | RegExp;
  timing: 'before' | 'after';
}

export class Mortal {
  readonly #death: Death | undefined;
  /** What each call was: whether it wrote. */
  readonly calls: { write: boolean }[] = [];
  #dead = false;

  constructor(death?: Death) {
    this.#death = death;
  }

  async call<T>(act: () => Promise<T>, { body = '', write = false } = {}): Promise<T> {
    this.calls.push({ write });
    const { at, timing } = this.#death ?? {};
    const struck = at instanceof RegExp ? at.test(body) : at === this.calls.length;
    if (this.#dead || (struck && timing === 'before')) this.#die();
    if (struck) this.#dead = true;
    const result = await act();
    if (this.#dead) this.#die();
    return result;
  }

  #die(): never {
    this.#dead = true;
    throw new TypeError('the run died');
  }

  fetch(onRequest?: (body: string) => void | Promise<void>): typeof globalThis.fetch {
    return async (input, init) => {
      const body = String(init?.body ?? '');
      await onRequest?.(body);
      return this.call(
        async () => {
          const response = await fetch(input, init);
          if (this.#dead) await response.arrayBuffer();
          return response;
        },
        { body },
      );
    };
  }

  /** The same memory, each call to which is a call of this run. */
  outside(open: OpenOutside): OpenOutside {
    return (own) => {
      const { ledger, ...doors } = open({ ...own, reader: own.reader });
      const met = Object.fromEntries(
        Object.entries(ledger).map(([name, method]) => [
          name,
          (...words: never[]) =>
            this.call(() => (method as (...words: never[]) => Promise<never>)(...words), {
              write: name === 'begin' || name === 'commit',
            }),
        ]),
      );
      return { ...doors, ledger: met as unknown as typeof ledger };
    };
  }
}
