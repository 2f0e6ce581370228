/** The Actions cache of the repository: entries that cannot be changed, seen by ref, forgotten when nobody asks for them. In memory only. */
import { createHmac } from 'node:crypto';

export interface CacheTokenOptions {
  /** The ref whose run it is of; the default branch when left out. */
  ref?: string;
  /** As the service gives it to runs that anybody can cause. */
  mode?: 'write' | 'read' | 'none';
}

export interface CacheEntry {
  id: number;
  key: string;
  version: string;
  /** The ref whose runs see it, and all runs where it is the default branch. */
  ref: string;
  /** Milliseconds since 1970; of its reservation. */
  madeAt: number;
  readAt: number;
  blob: Buffer | null;
  finished: boolean;
}

export interface CacheGrant {
  ref: string;
  mode: 'write' | 'read' | 'none';
}

const DAY = 86_400_000;
const KEPT = 7 * DAY;
/** A reservation that nobody finished keeps its key for so long. */
const UNFINISHED = DAY;

export class ActionsCache {
  /** In order of their reservations. */
  entries: CacheEntry[] = [];
  /** All of them together; the ones not read for longest go first. */
  mostBytes = 10 * 1024 ** 3;
  readonly #grants = new Map<string, CacheGrant>();
  readonly #secret: string;
  #last = 0;

  constructor(secret: string) {
    this.#secret = secret;
  }

  mint(grant: CacheGrant): string {
    const token = `cache_${this.#sign(`token ${this.#grants.size}`)}`;
    this.#grants.set(token, grant);
    return token;
  }

  grantOf(token: string | null): CacheGrant | null {
    return (token !== null && this.#grants.get(token)) || null;
  }

  /** Null: the key is taken. */
  reserve({ key, version, ref }: Pick<CacheEntry, 'key' | 'version' | 'ref'>, now: number): CacheEntry | null {
    this.#forget(now);
    if (this.#of(ref).some((entry) => entry.key === key && entry.version === version)) return null;
    const entry = { id: ++this.#last, ...{ key, version, ref }, madeAt: now, readAt: now, blob: null, finished: false };
    this.entries.push(entry);
    return entry;
  }

  /** Null: there is no such reservation, or nothing was uploaded. */
  finish({ key, version, ref }: Pick<CacheEntry, 'key' | 'version' | 'ref'>, now: number): CacheEntry | null {
    const entry = this.#of(ref).find((one) => one.key === key && one.version === version && !one.finished);
    if (entry?.blob == null) return null;
    entry.finished = true;
    this.#forget(now);
    return entry;
  }

  /** By ref, the run's own first; in each the exact key, then what begins with it, then with one of the others; the newest. */
  find(asked: { keys: readonly string[]; version: string; refs: readonly string[] }, now: number): CacheEntry | null {
    this.#forget(now);
    for (const ref of asked.refs) {
      const there = this.#of(ref).filter((entry) => entry.finished && entry.version === asked.version);
      const exact = there.find(({ key }) => key === asked.keys[0]);
      const found = exact ?? asked.keys.flatMap((key) => there.findLast((entry) => entry.key.startsWith(key)) ?? [])[0];
      if (found === undefined) continue;
      found.readAt = now;
      return found;
    }
    return null;
  }

  /** Where a blob lies: signed, so that it takes no token. */
  address(entry: CacheEntry): string {
    return `/cacheaccount/entries/${entry.id}?sig=${this.#sign(`blob ${entry.id}`)}`;
  }

  /** Null for what is no address of a blob. */
  blobAt(url: URL): CacheEntry | 'refused' | null {
    const [, id] = /^\/cacheaccount\/entries\/(\d{1,12})$/.exec(url.pathname) ?? [];
    if (id === undefined) return null;
    const entry = this.entries.find((one) => one.id === Number(id));
    return entry && url.searchParams.get('sig') === this.#sign(`blob ${id}`) ? entry : 'refused';
  }

  #of(ref: string): CacheEntry[] {
    return this.entries.filter((entry) => entry.ref === ref);
  }

  #forget(now: number): void {
    this.entries = this.entries.filter(({ finished, readAt, madeAt }) =>
      finished ? now - readAt < KEPT : now - madeAt < UNFINISHED,
    );
    const size = (): number => this.entries.reduce((sum, { blob }) => sum + (blob?.length ?? 0), 0);
    while (size() > this.mostBytes) {
      const oldest = this.entries.reduce((least, entry) => (entry.readAt < least.readAt ? entry : least));
      this.entries = this.entries.filter((entry) => entry !== oldest);
    }
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#secret).update(`cache ${text}`).digest('hex').slice(0, 32);
  }
}
