/** When what was last seen or written: remembered one by one within the overlap before the watermark, forgotten beyond it. */
import { momentOf, OVERLAP } from './time.ts';

/** So that the state stays small; the newest are kept. */
const MOST = 500;
/** Forgetting waits until there is this much to look through: it is then cheap however often something is seen. */
const PATIENCE = 64;

export class Sightings {
  /** As they came: what comes later counts. Most are forgotten soon, so they are not sorted by key before that. */
  #sightings: [key: string, time: string][];
  /** What is no later than the overlap before this is to be forgotten; null: nothing is. */
  #watermark: string | null = null;

  constructor(times: Readonly<Record<string, string>>) {
    this.#sightings = Object.entries(times);
  }

  /** One more, which counts until the next look at the world. */
  add(key: string, time: string): void {
    // It comes after the last look, so it is not among what that look forgets, however old it is.
    if (this.#watermark !== null && !isRecent(time, this.#watermark)) this.#forget();
    this.#sightings.push([key, time]);
  }

  /** A look at the world: what is too old for this watermark is forgotten, what was seen in it included. */
  look(seen: Readonly<Record<string, string>>, watermark: string): void {
    if (this.#watermark !== null && !isNoEarlier(watermark, this.#watermark)) this.#forget();
    this.#watermark = watermark;
    for (const sighting of Object.entries(seen)) this.#sightings.push(sighting);
    if (this.#sightings.length > PATIENCE) this.#forget();
  }

  record(): Record<string, string> {
    this.#forget();
    return Object.fromEntries([...this.#latest()].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #forget(): void {
    if (this.#watermark === null) return;
    const kept = this.#latest(momentOf(this.#watermark) - OVERLAP);
    this.#watermark = null;
    this.#sightings = [...(kept.size > MOST ? newestOf(kept) : kept)];
  }

  /** The last time of each key, where it is later than the horizon (milliseconds since 1970), if there is one. */
  #latest(horizon?: number): Map<string, string> {
    const latest = new Map<string, string>();
    // Taking a pair apart in the head of a loop costs more than all the rest of it.
    for (const sighting of this.#sightings) {
      const key = sighting[0];
      const time = sighting[1];
      if (horizon === undefined || momentOf(time) > horizon) latest.set(key, time);
      else if (latest.size > 0) latest.delete(key);
    }
    return latest;
  }
}

/** Mostly told by the texts alone, since a moment has its price. */
const isNoEarlier = (time: string, other: string): boolean =>
  (time >= other && isPlain(time) && isPlain(other)) || momentOf(time) >= momentOf(other);

const isRecent = (time: string, watermark: string): boolean =>
  isNoEarlier(time, watermark) || momentOf(time) > momentOf(watermark) - OVERLAP;

const newestOf = (times: ReadonlyMap<string, string>): Map<string, string> =>
  new Map(
    [...times].sort(([keyA, a], [keyB, b]) => (a === b ? (keyA < keyB ? -1 : 1) : a > b ? -1 : 1)).slice(0, MOST),
  );

const UTC = 'Z'.charCodeAt(0);

/** Times in UTC are in order when their texts are, but for what lies within one second. */
const isPlain = (time: string): boolean => time.charCodeAt(time.length - 1) === UTC;
