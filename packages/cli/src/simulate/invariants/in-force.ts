const DAY = 86_400_000;

/** Settings that were in force lately: what they allowed stays allowed for a while after they were changed. */
export class InForce<T> {
  readonly #days: number;
  /** Each with when it was last in force, oldest first. */
  readonly #known: { until: number; settings: T }[] = [];

  constructor(days: number) {
    this.#days = days;
  }

  /** Those of the last so many days, with what is in force now; null: what holds now is not valid. Milliseconds since 1970. */
  at(now: number, settings: T | null): T[] {
    const last = this.#known.at(-1);
    if (settings !== null && last?.settings === settings) last.until = now;
    else if (settings !== null) this.#known.push({ until: now, settings });
    while ((this.#known[0]?.until ?? now) < now - this.#days * DAY) this.#known.shift();
    return this.of(now, this.#days);
  }

  /** Those of the last so many days. */
  of(now: number, days: number): T[] {
    return this.#known.filter(({ until }) => until >= now - days * DAY).map(({ settings }) => settings);
  }
}
