/** What people's issues are held against, to see which say the same: all that was read, and the nearest of the rest. */
import type { Reading } from '../decide/intake/judgement.ts';
import { nearest, type Portrait, portraitOf } from '../decide/intake/likeness.ts';
import { piecesOf } from '../decide/intake/pieces.ts';
import type { Stub } from '../domain/snapshot.ts';
import { identitiesOf, type Tick } from './tick.ts';
import { titlesOf } from './titles.ts';

export interface Likeness {
  /** Of open issues, whoever wrote them. */
  open: readonly Portrait[];
  /** Of issues that were closed as not planned. */
  declined: readonly Portrait[];
}

const NEAREST = 8;
/** What one request reads. */
const MOST_READ = 50;

export async function likenessOf(tick: Tick, readings: readonly Reading[]): Promise<Likeness> {
  const compared = readings.filter(({ kind, report }) => report.open && (kind === 'bug' || kind === 'feature'));
  if (compared.length === 0) return { open: [], declined: [] };
  const identities = identitiesOf(tick, tick.state);
  const issues = (await titlesOf(tick)).filter(({ kind }) => kind === 'issue');
  const read = new Set(readings.map(({ report }) => report.number));
  const others = issues.filter(
    ({ open, number, stateReason, author }) =>
      !read.has(number) && (open || (stateReason === 'NOT_PLANNED' && !identities.includes(author))),
  );
  const near = new Map<number, Stub>();
  for (const { portrait } of compared) {
    for (const stub of nearest(portrait, others, NEAREST)) if (near.size < MOST_READ) near.set(stub.number, stub);
  }
  const details = near.size === 0 ? [] : await tick.world.reader.details([...near.keys()]);
  const portraits = details.map(({ number, title, body, open }) => ({
    open,
    portrait: portraitOf(number, title, piecesOf(body)),
  }));
  return {
    open: [
      ...readings.filter(({ report }) => report.open).map(({ portrait }) => portrait),
      ...portraits.filter(({ open }) => open).map(({ portrait }) => portrait),
    ],
    declined: portraits.filter(({ open }) => !open).map(({ portrait }) => portrait),
  };
}
