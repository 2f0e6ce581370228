/** Titles of issues and pull requests, which several moves of a tick look at: read once. */
import type { Stub } from '../domain/snapshot.ts';
import type { Tick } from './tick.ts';

const titles = new WeakMap<Tick, Promise<Stub[]>>();

export function titlesOf(tick: Tick): Promise<Stub[]> {
  const known = titles.get(tick) ?? tick.world.reader.titles();
  titles.set(tick, known);
  return known;
}
