/** What was seen lately is remembered exactly as if it were looked through after each look, though that is put off. */
import { Sightings } from '@steward/core/domain/sightings.ts';
import { OVERLAP } from '@steward/core/domain/time.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 20, 12, 0, second)).toISOString();
const MINUTES = OVERLAP / 1000;

/** The same, without patience: the whole record after each step. */
class Plain {
  times: Record<string, string> = {};

  add(key: string, time: string): void {
    this.times = { ...this.times, [key]: time };
  }

  look(seen: Readonly<Record<string, string>>, watermark: string): void {
    const oldest = Date.parse(watermark) - OVERLAP;
    const kept = Object.entries({ ...this.times, ...seen })
      .filter(([, time]) => Date.parse(time) > oldest)
      .sort(([keyA, a], [keyB, b]) => (a === b ? (keyA < keyB ? -1 : 1) : a > b ? -1 : 1));
    this.times = Object.fromEntries(kept.slice(0, 500));
  }

  record(): Record<string, string> {
    return this.times;
  }
}

describe('what was seen', () => {
  it('is kept within the overlap and not beyond it', () => {
    const sightings = new Sightings({ 'issue:1': at(0), 'issue:2': at(1) });
    sightings.look({ 'issue:3': at(99), 'issue:4': at(-1) }, at(MINUTES));
    expect(Object.keys(sightings.record())).toEqual(['issue:2', 'issue:3']);
  });

  it('is at most the newest 500', () => {
    const sightings = new Sightings({});
    sightings.look(Object.fromEntries(Array.from({ length: 700 }, (_, n) => [`issue:${n}`, at(n)])), at(0));
    const kept = Object.values(sightings.record());
    expect(kept).toHaveLength(500);
    expect(kept.sort()[0]).toBe(at(200));
  });

  it('leaves what it was made of as it is', () => {
    const given = Object.freeze({ 'issue:1': at(0) });
    const sightings = new Sightings(given);
    sightings.add('issue:1', at(5));
    expect(sightings.record()).toEqual({ 'issue:1': at(5) });
    expect(given).toEqual({ 'issue:1': at(0) });
  });

  it('is what looking through everything each time would leave, whatever the clocks say', () => {
    const key = fc.nat(120).map((number) => `issue:${number}`);
    const time = fc.integer({ min: 0, max: 4 * MINUTES }).map(at);
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ key, time }) },
      fc.record({ seen: fc.dictionary(key, time, { maxKeys: 40 }), watermark: time }),
      fc.constant('record' as const),
    );
    const seldom = fc.constant({
      seen: Object.fromEntries(Array.from({ length: 510 }, (_, n) => [`pull:${n}`, at(MINUTES + n)])),
      watermark: at(MINUTES),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 30, arbitrary: step }, seldom), { maxLength: 60 }), (steps) => {
        const sightings = new Sightings({});
        const plain = new Plain();
        for (const item of steps) {
          if (item === 'record') expect(sightings.record()).toEqual(plain.record());
          else
            for (const one of [sightings, plain])
              'key' in item ? one.add(item.key, item.time) : one.look(item.seen, item.watermark);
        }
        expect(sightings.record()).toEqual(plain.record());
      }),
    );
  });
});
