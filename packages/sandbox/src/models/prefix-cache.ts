/** Prompt caches: what begins as something asked lately is read, and what is marked is written, for as long as its mark says. */

import { createHash } from 'node:crypto';
import { tokensOf } from './token-count.ts';

export interface Part {
  /** What has to be the same, byte for byte. */
  text: string;
  /** Where the text is not what was sent, but stands for it. */
  tokens?: number;
  /** The prefix that ends here is to be kept for so many milliseconds. */
  life?: number;
}

export interface Rule {
  /** What has to be the same besides: model, key. */
  scope: string;
  /** Fewest tokens of a prefix that is kept. */
  least: number;
  /** How many parts before a mark are looked at for something kept. */
  lookBack: number;
}

export interface CacheUse {
  /** All tokens of the prompt. */
  total: number;
  read: number;
  /** What each mark wrote, beyond what was read and what the marks before it wrote. */
  written: { life: number; tokens: number }[];
}

interface Kept {
  life: number;
  until: number;
}

export class PrefixCache {
  readonly #kept = new Map<string, Kept>();

  /** Reads and writes as this prompt would; `now` in milliseconds. */
  use(parts: readonly Part[], { scope, least, lookBack }: Rule, now: number): CacheUse {
    const prefixes = prefixesOf(parts, scope);
    const hit = this.#find(parts, prefixes, lookBack, now);
    const read = hit < 0 ? 0 : (prefixes[hit]?.tokens ?? 0);
    const written: CacheUse['written'] = [];
    let covered = read;
    parts.forEach(({ life }, index) => {
      const prefix = prefixes[index];
      if (life === undefined || prefix === undefined || index <= hit || prefix.tokens < least) return;
      this.#kept.set(prefix.digest, { life, until: now + life });
      written.push({ life, tokens: prefix.tokens - covered });
      covered = prefix.tokens;
    });
    return { total: prefixes.at(-1)?.tokens ?? 0, read, written };
  }

  /** Place of the longest prefix that is kept; reading it renews it, and every shorter one on its way. */
  #find(parts: readonly Part[], prefixes: readonly Prefix[], lookBack: number, now: number): number {
    let found = -1;
    for (let mark = parts.length - 1; mark >= 0 && found < 0; mark -= 1) {
      if (parts[mark]?.life === undefined) continue;
      for (let at = mark; at >= 0 && at >= mark - lookBack && found < 0; at -= 1) {
        if (this.#isKept(prefixes[at]?.digest, now)) found = at;
      }
    }
    for (const { digest } of prefixes.slice(0, found + 1)) {
      const kept = this.#kept.get(digest);
      if (kept !== undefined && kept.until > now) kept.until = now + kept.life;
    }
    return found;
  }

  #isKept(digest: string | undefined, now: number): boolean {
    return digest !== undefined && (this.#kept.get(digest)?.until ?? 0) > now;
  }
}

interface Prefix {
  digest: string;
  tokens: number;
}

function prefixesOf(parts: readonly Part[], scope: string): Prefix[] {
  let digest = scope;
  let sum = 0;
  return parts.map(({ text, tokens = tokensOf(text) }) => {
    digest = createHash('sha256').update(digest).update('\0').update(text).digest('hex');
    sum += tokens;
    return { digest, tokens: sum };
  });
}
