/** Which of people's issues a tick reads: what is new, what could not be done with, and some of the backlog. Bounded. */

import { isAdopting } from '../domain/adoption.ts';
import { isToBePlanned } from '../domain/planning-settings.ts';
import type { Stub } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import { identitiesOf, type Tick } from './tick.ts';
import { titlesOf } from './titles.ts';

/** Issues that one tick reads because they changed, and of the backlog. */
const MOST_NEW = 40;
const MOST_OLD = 60;

export interface Choice {
  numbers: number[];
  /** How far down the backlog was looked at; 0: to its end. */
  below: number | null;
  again: number[];
}

/** Changed issues that people wrote, open and worth a look under this configuration. */
export function reportedStubs(tick: Tick, ledger: Ledger): Stub[] {
  const identities = identitiesOf(tick, tick.state);
  const tasks = adopted(ledger);
  return tick.news.foreign.filter(
    (stub) =>
      stub.kind === 'issue' &&
      stub.open &&
      !identities.includes(stub.author) &&
      (tasks.has(stub.number) || isCandidate(tick, stub)),
  );
}

/** Numbers of people's issues that are tasks or suggestions. */
const adopted = ({ tasks }: Ledger): ReadonlySet<number> =>
  new Set(Object.values(tasks).flatMap((task) => (isAdopting(task) ? [task.adopts.number] : [])));

function isCandidate({ config }: Tick, { author, labels }: Stub): boolean {
  const { task, approved } = config.labels;
  if (isToBePlanned(labels, config)) return false;
  const isOrdered = labels.includes(task) || labels.includes(approved);
  return isOrdered || (config.adopt !== 'labelled' && !author.endsWith('[bot]'));
}

/** Whether what is old is to be read too: at the first look, daily, and where places may be free again. */
export function isBacklogDue(tick: Tick, { state }: Ledger): boolean {
  const { news } = tick;
  if (isAgainDue(tick, state) && hasAgain(state)) return true;
  const isNew = state.intake.below === null && hasPeople(tick);
  return isNew || (state.intake.below !== null && (news.daily || news.settingsChanged));
}

/** Among the newest issues, which every look shows, there is one that a person wrote. */
const hasPeople = (tick: Tick): boolean => {
  const identities = identitiesOf(tick, tick.state);
  return tick.snapshot.stubs.some(({ kind, author }) => kind === 'issue' && !identities.includes(author));
};

const hasAgain = ({ intake }: Ledger['state']): boolean => intake.again.length > 0;

const isAgainDue = ({ news }: Pick<Tick, 'news'>, { generated, revision }: Ledger['state']): boolean =>
  news.daily || news.retry || news.settingsChanged || (generated !== null && generated.revision !== revision);

export async function chooseReports(tick: Tick, ledger: Ledger): Promise<Choice> {
  const { below, again } = ledger.state.intake;
  const changed = reportedStubs(tick, ledger).map(({ number }) => number);
  const readsAgain = isAgainDue(tick, ledger.state);
  const fresh = [...new Set([...changed, ...(readsAgain ? again : [])])];
  const now = fresh.slice(0, MOST_NEW);
  const left = [...fresh.slice(MOST_NEW), ...(readsAgain ? [] : again.filter((number) => !fresh.includes(number)))];
  if (below !== null && !tick.news.daily && !tick.news.settingsChanged) return { numbers: now, below, again: left };
  const from = below === null || below === 0 || tick.news.settingsChanged ? Number.POSITIVE_INFINITY : below;
  const backlog = await backlogBelow(tick, ledger, from);
  const old = backlog.slice(0, MOST_OLD);
  return {
    numbers: [...new Set([...now, ...old])],
    below: backlog.length > old.length ? (old.at(-1) ?? 0) : 0,
    again: left,
  };
}

async function backlogBelow(tick: Tick, ledger: Ledger, from: number): Promise<number[]> {
  const identities = identitiesOf(tick, ledger.state);
  const tasks = adopted(ledger);
  return (await titlesOf(tick))
    .filter(
      (stub) =>
        stub.kind === 'issue' &&
        stub.open &&
        stub.number < from &&
        !identities.includes(stub.author) &&
        (tasks.has(stub.number) || isCandidate(tick, stub)),
    )
    .map(({ number }) => number)
    .sort((a, b) => b - a);
}
