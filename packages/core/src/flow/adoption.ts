/** People's issues in the transaction: what is suggested, taken back, taken up, and what its criteria should say. */

import { roomForIssues } from '../decide/moves.ts';
import { isAdoptable, isAdopting } from '../domain/adoption.ts';
import { applyAll } from '../domain/apply.ts';
import type { Call } from '../domain/command.ts';
import { commentSubject } from '../domain/comment.ts';
import { renderCriteria } from '../domain/contract.ts';
import { canonical, digest } from '../domain/digest.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { labelsOf } from '../domain/labels.ts';
import type { Proposal, Refusal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, type Task } from '../domain/task.ts';
import { composed, type Judgement } from '../guard/judge.ts';
import { cleanSpecification } from '../guard/specification.ts';
import type { SecretFinding } from '../ports.ts';
import type { Findings } from './intake.ts';
import { releasedEvents } from './releasing.ts';
import { cleaningOf, specificationOf, type Tick } from './tick.ts';

type Terms = Pick<Tick, 'config' | 'mode'>;

/** Whether good reports become tasks without anybody's order. */
export const takesByItself = ({ config, mode }: Terms): boolean =>
  config.adopt === 'good-bug-reports' && mode !== 'suggest';

const criteriaOf = (number: number): string => commentSubject({ purpose: 'criteria', number });

const isClaimed = ({ state }: Ledger, number: number): boolean =>
  Object.values(state.claims).some(({ subject }) => subject === criteriaOf(number));

const byScore = (a: Task, b: Task): number => b.score - a.score || (a.adopts?.number ?? 0) - (b.adopts?.number ?? 0);

/** People's issues that stand on the dashboard: those that somebody ordered first, then the best. */
export const standingIssues = ({ tasks }: Pick<Ledger, 'tasks'>) =>
  Object.values(tasks)
    .filter(isAdoptable)
    .sort((a, b) => Number(!a.approved) - Number(!b.approved) || byScore(a, b));

/** How many issues that nobody ordered may stand there; where they are taken up by themselves, the open places as well. */
export function placesFor(tick: Terms, { state }: Ledger): number {
  return tick.config.caps.suggestions + (takesByItself(tick) ? roomForIssues(state, tick.config) : 0);
}

/** What people's issues take of the room, before anything that Steward found. */
export function takenBy(tick: Terms, ledger: Ledger): { open: number; suggestions: number } {
  const standing = standingIssues(ledger);
  const ordered = standing.filter(({ approved }) => approved).length;
  const others = standing.length - ordered;
  if (!takesByItself(tick)) return { open: ordered, suggestions: others };
  const open = Math.min(others, Math.max(0, roomForIssues(ledger.state, tick.config) - ordered));
  return { open: ordered + open, suggestions: others - open };
}

export interface Desk {
  tick: Tick;
  at: string;
  secrets: readonly SecretFinding[];
  /** No work was looked for: what is now one suggestion too many has to be taken back here. */
  settles: boolean;
  judge: (ledger: Ledger, proposals: readonly Proposal[]) => Judgement;
}

/** What was found among people's issues, noted on the ledger as it now is. */
export function adoptionEvents(
  desk: Desk,
  from: Ledger,
  people: Findings,
): { events: LedgerEvent[]; refused: Refusal[] } {
  const { tick, at } = desk;
  const before = [...standingEvents(desk, from, people), ...releasedEvents(from, people), ...leftEvents(from, people)];
  let ledger = applyAll(from, before, at);
  const { chosen, displaced, later } = ranked(tick, ledger, people);
  const gone = displaced.map((task): LedgerEvent => withdrawn(task, 'others come first'));
  ledger = applyAll(ledger, gone, at);
  const judged = desk.judge(
    ledger,
    chosen.map(({ specification, order }): Proposal => {
      const isPlaceless = order !== null || takesByItself(tick);
      const terms = {
        ...(isPlaceless && { placeless: true as const }),
        ...(order !== null && { asked: true as const }),
      };
      return { kind: 'suggest', subject: specification.id, specification, ...terms };
    }),
  );
  const orders = new Map(chosen.map(({ specification, order }) => [specification.id, order]));
  const added = judged.approved.flatMap((effect) =>
    effect.kind === 'suggest' ? suggested(ledger, effect.specification, orders.get(effect.subject) ?? null) : [],
  );
  ledger = applyAll(ledger, added, at);
  const over = desk.settles ? overCap(tick, ledger).map((task) => withdrawn(task, 'issues of people come first')) : [];
  const again = [...new Set([...people.intake.again, ...later])].slice(0, MOST_AGAIN);
  const intake = { ...people.intake, again };
  const noted: LedgerEvent[] =
    canonical(intake) === canonical(from.state.intake) ? [] : [{ kind: 'intake', ...intake }];
  return { events: [...before, ...gone, ...added, ...over, ...noted], refused: judged.refused };
}

/** Numbers that are kept to be read again. */
export const MOST_AGAIN = 60;

const withdrawn = (task: Task, reason: string): LedgerEvent => ({ kind: 'withdrawn', task: task.id, reason });

/** Criteria that stand already, and tasks whose issue says something else by now. */
function standingEvents({ tick, secrets }: Desk, ledger: Ledger, { standing, changed }: Findings): LedgerEvent[] {
  const found = standing.filter((task) => {
    const known = ledger.tasks[task.id];
    return !(known && isOpen(known)) && !isClaimed(ledger, task.number ?? 0);
  });
  const anew = changed.flatMap((specification) => {
    const known = ledger.tasks[specification.id];
    return known?.status === 'ready' && isAdopting(known) ? [{ ...known, ...specification }] : [];
  });
  return [...found, ...anew].map((task) => ({
    kind: 'adopted',
    task: cleanSpecification(task, cleaningOf(tick), secrets),
  }));
}

const leftEvents = (ledger: Ledger, { left }: Findings): LedgerEvent[] =>
  left.flatMap(({ number, reason }): LedgerEvent[] => {
    const task = standingIssues(ledger).find(({ adopts }) => adopts.number === number);
    return task && !isClaimed(ledger, number) ? [withdrawn(task, reason)] : [];
  });

/** Of what stands there and what was found, the best that there are places for. */
function ranked(tick: Tick, ledger: Ledger, { wanted }: Findings) {
  const known = standingIssues(ledger);
  const isStanding = (id: string): boolean => known.some((task) => task.id === id);
  const rest = [
    ...known.filter(({ approved, adopts }) => !approved && !isClaimed(ledger, adopts.number)),
    ...wanted.flatMap(({ specification, order }) =>
      order === null && !isStanding(specification.id) ? [specification] : [],
    ),
  ];
  const best = rest.sort((a, b) => b.score - a.score || a.adopts.number - b.adopts.number);
  const kept = new Set(best.slice(0, placesFor(tick, ledger)).map(({ id }) => id));
  const ordered = new Set(wanted.flatMap(({ specification, order }) => (order === null ? [] : [specification.id])));
  const displaced = known.filter(
    ({ id, approved, adopts }) => !approved && !kept.has(id) && !ordered.has(id) && !isClaimed(ledger, adopts.number),
  );
  return {
    chosen: wanted.filter(({ specification: { id } }) => ordered.has(id) || kept.has(id)),
    displaced,
    later: best.filter(({ id }) => !kept.has(id) && !ordered.has(id)).map(({ adopts }) => adopts.number),
  };
}

function suggested(
  ledger: Ledger,
  specification: Task | ReturnType<typeof specificationOf>,
  order: Call | null,
): LedgerEvent[] {
  const known = ledger.tasks[specification.id];
  const isKnown = known?.status === 'suggested' && canonical(specificationOf(known)) === canonical(specification);
  return [
    ...(isKnown ? [] : [{ kind: 'suggested' as const, specification }]),
    ...(order === null || known?.approved
      ? []
      : [{ kind: 'approved' as const, task: specification.id, by: order.by, given: order.at }]),
  ];
}

/** The least of what Steward found, where people's issues have taken its place. */
function overCap({ config }: Tick, { tasks, state }: Ledger): Task[] {
  const waiting = Object.values(tasks).filter(({ status, approved }) => status === 'suggested' && !approved);
  const own = waiting.filter(
    (task) => !isAdopting(task) && !Object.values(state.claims).some(({ subject }) => subject === task.id),
  );
  const over = waiting.length - config.caps.suggestions;
  return over <= 0 ? [] : own.sort((a, b) => a.score - b.score).slice(0, over);
}

/** Criteria for the issues that are to be taken up now, each with its label; and criteria that say something else by now. */
export function adoptionProposals(tick: Tick, ledger: Ledger): Proposal[] {
  if (ledger.state.paused || ledger.state.lost) return [];
  const { open } = takenBy(tick, ledger);
  const due = standingIssues(ledger).slice(0, open);
  return [...due.flatMap((task) => takeUp(tick, ledger, task)), ...rewordings(tick, ledger)];
}

function takeUp(tick: Tick, ledger: Ledger, task: ReturnType<typeof standingIssues>[number]): Proposal[] {
  const { number } = task.adopts;
  if (isClaimed(ledger, number)) return [];
  return [
    {
      ...{ kind: 'post-comment', purpose: 'criteria', on: 'issue', number, task: task.id },
      subject: criteriaOf(number),
      body: criteriaText(tick, task),
      asked: task.approved !== undefined,
    },
    ...takenUpLabels(tick, ledger, { task: task.id, number }),
  ];
}

/** The labels of an issue whose criteria stand there. */
export function takenUpLabels(
  { config }: Tick,
  { tasks }: Ledger,
  place: { task: string | null; number: number },
): Proposal[] {
  const task = tasks[place.task ?? ''];
  if (!task) return [];
  const { number } = place;
  const labels = labelsOf({ ...task, status: 'ready' }, config.labels);
  return [{ kind: 'set-labels', subject: `labels of #${number}`, number, labels, add: labels, remove: [] }];
}

/** As it will be published: what is compared and told must be the same text. */
const criteriaText = (tick: Tick, task: Task): string => composed(renderCriteria(task), cleaningOf(tick));

/** Most comments that one run edits: the rest follows in the next. */
const MOST_EDITS = 20;

/** Until work begins, the criteria follow what the issue says. */
function rewordings(tick: Tick, { tasks }: Ledger): Proposal[] {
  return Object.values(tasks)
    .flatMap((task): Proposal[] => {
      if (!isAdopting(task) || task.status !== 'ready') return [];
      const { number } = task.adopts;
      const subject = criteriaOf(number);
      const record = task.comments?.[subject];
      const body = criteriaText(tick, task);
      if (!record || record.digest === digest(body, 16) || task.criteria.length === 0) return [];
      return [
        {
          kind: 'edit-comment',
          subject,
          purpose: 'criteria',
          on: 'issue',
          number,
          task: task.id,
          comment: record.comment,
          body,
        },
      ];
    })
    .slice(0, MOST_EDITS);
}
