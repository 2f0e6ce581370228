/** What came back, where the lists do not tell whose it is, or whether it is handed in. */
import { isBot } from '../decide/hand-off/signs.ts';
import { taskOfPull } from '../decide/review/linking.ts';
import type { LedgerEvent } from '../domain/event.ts';
import type { Lease } from '../domain/lease.ts';
import { parseMarker } from '../domain/marker.ts';
import type { PullFacts } from '../domain/pull-request.ts';
import type { Stub } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import type { Overall } from '../domain/verdict.ts';
import type { Held } from '../record/transaction.ts';
import { identitiesOf, type Tick } from './tick.ts';

/** Looked into in one run. */
const MOST = 5;

/** Only while agents are at work, and only at what is new and tied to nothing, and at drafts of theirs. */
export async function lookAtReturns(tick: Tick, { ledger }: Held): Promise<void> {
  const leases = Object.values(ledger.state.leases);
  if (leases.length === 0) return;
  const identities = identitiesOf(tick, ledger.state);
  let looks = 0;
  const looked = async (stubs: readonly Stub[]): Promise<Stub[]> => {
    const all: Stub[] = [];
    for (const stub of stubs) {
      const { pull } = stub;
      const isWanted = pull !== undefined && stub.open && looks < MOST;
      const more = isWanted ? await moreOf(tick, { stub, pull, ledger, leases, identities }) : null;
      if (more) looks += 1;
      all.push(pull && more ? { ...stub, pull: { ...pull, ...more } } : stub);
    }
    return all;
  };
  tick.news = { ...tick.news, foreign: await looked(tick.news.foreign) };
  tick.pulls = await looked(tick.pulls);
}

interface Scene {
  stub: Stub;
  pull: PullFacts;
  ledger: Ledger;
  leases: readonly Lease[];
  identities: readonly string[];
}

/** Null: there was nothing to be asked. */
async function moreOf(tick: Tick, scene: Scene): Promise<Partial<PullFacts> | null> {
  const { stub, pull, ledger, leases, identities } = scene;
  const { author, number } = stub;
  const isMachine = isBot(author) || identities.includes(author);
  const known = ledger.state.reviews[number];
  const task = taskOfPull({ ...pull, author }, { ledger, identities })?.id ?? known?.task ?? null;
  const isLeased = leases.some((lease) => lease.task === task);
  // Copilot leaves what it has done a draft, and asks for a review.
  if (pull.draft && isLeased && isMachine) {
    return (await tick.world.reader.pull(number))?.asking === true ? { draft: false } : {};
  }
  if (known || pull.fork || task !== null || !isMachine) return null;
  const body = (await tick.world.reader.pull(number))?.body ?? '';
  const marked = identities.includes(author) ? parseMarker(body)?.task : undefined;
  const run = runIn(`${pull.branch}\n${body}`, tick.snapshot.repository.url, leases);
  return { ...(marked !== undefined && { marked }), ...(run !== null && { run }) };
}

/** The dispatched run that is linked to, or that the branch is named after. */
function runIn(text: string, url: string, leases: readonly Lease[]): string | null {
  const [branch = ''] = text.split('\n');
  const found = leases.find(({ kind, handed }) => {
    const ref = kind === 'workflow' ? handed?.ref : undefined;
    if (ref === undefined || !/^\d+$/.test(ref)) return false;
    return branch.split(/\D+/).includes(ref) || `${text} `.split(`${url}/actions/runs/${ref}`).some(isEnd);
  });
  return found?.handed?.ref ?? null;
}

/** What follows the number of a run is no digit; the text before the first link follows none. */
const isEnd = (rest: string, index: number): boolean => index > 0 && !/^\d/.test(rest);

const SAID: Record<Overall, string> = {
  accepted: '',
  'changes-requested': 'while changes were asked for',
  waiting: 'before its review was done',
  'needs-person': 'though the review left it to a person',
};

/** What was merged otherwise than a review said is done all the same; it is said that nobody judged it. */
export const mergedUnreviewed = (events: readonly LedgerEvent[]): string[] =>
  events.flatMap((event) => {
    if (event.kind !== 'pull-ended' || !event.merged || event.verdict === undefined) return [];
    const { number, verdict } = event;
    if (verdict === null) return [`#${number} was merged without a review of what was merged.`];
    return verdict === 'accepted' ? [] : [`#${number} was merged ${SAID[verdict]}.`];
  });
