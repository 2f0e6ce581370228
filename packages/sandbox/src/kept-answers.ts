/** Answers of an earlier moment: what a reader that lags behind its writer would still be told. */

import type { Asked, Performed } from './surfaces.ts';

const MOST = 40;

export class KeptAnswers {
  readonly #asked = new Map<string, Asked>();
  readonly #answers = new Map<string, Performed>();

  /** Remembers that this was read, so that its answer can be kept later. */
  keep(asked: Asked): void {
    const key = keyOf(asked);
    if (key === null) return;
    this.#asked.delete(key);
    this.#asked.set(key, asked);
    for (const oldest of this.#asked.keys()) {
      if (this.#asked.size <= MOST) break;
      this.#asked.delete(oldest);
    }
  }

  /** Keeps the answers of this moment to everything that was read lately. */
  async refresh(answer: (asked: Asked) => Promise<Performed>): Promise<void> {
    this.#answers.clear();
    for (const [key, asked] of this.#asked) this.#answers.set(key, await answer(asked));
  }

  /** Null where none was kept. */
  answerTo(asked: Asked): Performed | null {
    const key = keyOf(asked);
    return key === null ? null : (this.#answers.get(key) ?? null);
  }
}

/** Null for what changes something. */
function keyOf({ target, question, body }: Asked): string | null {
  if (target.write || target.kind === 'git' || target.kind === 'cache' || (question?.mutations.length ?? 0) > 0)
    return null;
  return `${target.method} ${target.url.pathname}${target.url.search} ${body.toString('utf8')}`;
}
