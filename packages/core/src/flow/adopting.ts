/** People's issues: which are read, what is to become of each, what is written down of those worth a task. Writes nothing. */
import { type Judgement, judgeIssue, type Reading, readIssue } from '../decide/intake/judgement.ts';
import { isAlike, saidBefore } from '../decide/intake/likeness.ts';
import { endsBy, type Hands, type Release, releaseOf, takerOf } from '../decide/intake/release.ts';
import { ADOPTION_SCORES, adoptionId, adoptionPrint, isAdopting } from '../domain/adoption.ts';
import type { Call } from '../domain/command.ts';
import { commentSubject, recordedComment } from '../domain/comment.ts';
import { taskLabels } from '../domain/labels.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Intake, Ledger, Unheeded } from '../domain/state.ts';
import { isOpen, type Task } from '../domain/task.ts';
import { textsOf } from '../guard/specification.ts';
import type { SecretFinding } from '../ports.ts';
import { adoptedTask, criteriaOn } from '../record/adopted.ts';
import { ownComments } from '../record/comments.ts';
import { questionText } from '../report/question.ts';
import { MOST_AGAIN, placesFor, takesByItself } from './adoption.ts';
import { askerOf } from './asking.ts';
import { orderOn } from './calling.ts';
import { chooseReports } from './choosing.ts';
import { type Likeness, likenessOf } from './comparing.ts';
import type { Findings } from './intake.ts';
import { specifyReports } from './specifying.ts';
import { identitiesOf, type Tick } from './tick.ts';

const MOST_ALIKE = 20;
const MOST_UNHEEDED = 20;

export interface Look extends Findings {
  questions: readonly Proposal[];
  secrets: readonly SecretFinding[];
}

export async function lookAtReports(tick: Tick, ledger: Ledger): Promise<Look> {
  const choice = await chooseReports(tick, ledger);
  const reports = await tick.world.reader.reports(choice.numbers);
  const readings = reports.map((report) => readIssue(report, tick.config));
  const likeness = await likenessOf(tick, readings);
  const roles = new Map<string, boolean>();
  const sorted: Sorted = {
    wanted: [],
    changed: [],
    left: [],
    unheeded: [],
    released: [],
    kept: [],
    standing: [],
    questions: [],
  };
  const ordered = new Set<number>();
  for (const reading of readings) {
    const order = await orderOn(tick, ledger, reading.report, roles);
    if (order !== null) ordered.add(reading.report.number);
    sortIn(sorted, { tick, ledger, likeness, order }, reading);
  }
  const { chosen, later } = cutToRoom(tick, ledger, sorted.wanted);
  for (const { number } of later) tick.told.left.push({ title: `#${number}`, reason: 'no slot' });
  tick.told.left.push(...sorted.left.map(({ number, reason }) => ({ title: `#${number}`, reason })));
  const specified = [...chosen.map(({ reading }) => reading), ...sorted.changed];
  const adoptions = await specifyReports(tick, ledger, specified, await askerOf(tick, { urgent: true }));
  const wanted = chosen.flatMap(({ reading, order }) => {
    const specification = adoptions.get(reading.report.number);
    return specification ? [{ specification, order }] : [];
  });
  const changed = sorted.changed.flatMap(({ report }) => adoptions.get(report.number) ?? []);
  const proposals = [...wanted.map(({ specification }) => specification), ...changed].map(
    (specification): Proposal => ({ kind: 'suggest', subject: specification.id, specification }),
  );
  const secrets = await tick.world.inspector.inspect(textsOf(proposals));
  const { standing, left, released, questions } = sorted;
  const asked = questions.flatMap((proposal) => ('number' in proposal ? [proposal.number ?? 0] : []));
  const again = [...new Set([...choice.again, ...later.map(({ number }) => number), ...asked, ...sorted.kept])];
  const intake: Intake = {
    below: choice.below,
    again: again.slice(0, MOST_AGAIN),
    alike: alikeNow(tick, ledger, { readings, likeness, ordered }),
    ...unheededNow(tick, ledger, readings, sorted.unheeded),
  };
  return { wanted, changed, left, released, standing, questions, intake, secrets };
}

interface Wanted {
  reading: Reading;
  order: Call | null;
}

interface Sorted {
  wanted: Wanted[];
  changed: Reading[];
  left: { number: number; reason: string }[];
  unheeded: Unheeded[];
  released: { task: string; release: Release }[];
  /** Released, and the task goes on for now: to be read again. */
  kept: number[];
  standing: Task[];
  questions: Proposal[];
}

interface Context {
  tick: Tick;
  ledger: Ledger;
  likeness: Likeness;
  order: Call | null;
}

function sortIn(sorted: Sorted, context: Context, reading: Reading): void {
  const { tick, ledger, order } = context;
  const { report } = reading;
  const { number } = report;
  const identities = identitiesOf(tick, ledger.state);
  const task = ledger.tasks[adoptionId(number)];
  const release = releaseOf(report, handsOn(context, number));
  if (task && isOpen(task)) {
    if (isAdopting(task) && release && !endsBy(task.status, release)) sorted.kept.push(number);
    else if (isAdopting(task) && release) {
      sorted.released.push({ task: task.id, release });
      sorted.left.push({ number, reason: release.reason });
    } else if (task.status === 'ready' && isAdopting(task) && task.adopts.said !== reading.said)
      sorted.changed.push(reading);
    return;
  }
  const criteria = report.open ? criteriaOn(report, identities) : null;
  if (criteria && release) {
    sorted.left.push({ number, reason: release.reason });
    return;
  }
  if (criteria) {
    sorted.standing.push(adoptedTask(report, criteria, taskLabels(tick.config.labels)));
    return;
  }
  const judgement = judged(context, reading, identities);
  if (judgement.kind === 'ask') sorted.questions.push(question(number, judgement.asked));
  else if (judgement.kind === 'adopt') sorted.wanted.push({ reading, order });
  else {
    const reason = judgement.reasons[0] ?? 'left alone';
    sorted.left.push({ number, reason });
    if (order !== null && report.open) sorted.unheeded.push({ number, by: order.by, at: order.at, reason });
  }
}

/** Whose hand is whose on this issue, as far as the ledger knows. */
function handsOn({ tick, ledger }: Context, number: number): Hands {
  const { labels } = tick.config;
  const { labels: own, ask } = ledger.tasks[adoptionId(number)] ?? {};
  const given = own?.includes(labels.task) ?? false;
  // A run may have died after it assigned somebody, so who was to be asked counts as asked.
  const asked = ask?.people !== undefined && ask.people.length > 0 && ask.person !== null;
  // Once a task has ended by it, it stays so.
  const isEnded = ledger.rejected[adoptionPrint(number)]?.reason === 'cancelled';
  return { labels, identities: identitiesOf(tick, ledger.state), given: given || isEnded, asked };
}

function judged(context: Context, reading: Reading, identities: readonly string[]): Judgement {
  const { tick, ledger, likeness, order } = context;
  const { report, portrait } = reading;
  const { config, mode } = tick;
  const mine = ownComments(
    report.remarks.map((remark) => ({ ...remark, number: report.number })),
    identities,
  );
  const judgement = judgeIssue(reading, {
    ...{ config, order },
    released: takerOf(report, handsOn(context, report.number)) !== null,
    repeats: saidBefore(portrait, likeness.open) !== null,
    declined: likeness.declined.some((other) => other.number < report.number && isAlike(other, portrait)),
    asks: takesByItself({ config, mode }),
    asked:
      mine.some(({ marker }) => marker.comment === 'question') ||
      recordedComment(ledger, commentSubject({ purpose: 'question', number: report.number }), null) !== null,
  });
  const isUnordered = judgement.kind === 'adopt' && order === null && config.adopt === 'labelled';
  return isUnordered ? { kind: 'leave', reasons: ['nobody labelled it'] } : judgement;
}

const question = (number: number, asked: boolean): Proposal => ({
  ...{ kind: 'post-comment', purpose: 'question', on: 'issue', number, task: null, asked },
  subject: commentSubject({ purpose: 'question', number }),
  body: questionText(),
});

/** What was ordered, and of the rest the best that there are places for; the others are looked at again. */
function cutToRoom(
  tick: Tick,
  ledger: Ledger,
  wanted: readonly Wanted[],
): { chosen: Wanted[]; later: { number: number }[] } {
  const score = ({ reading }: Wanted): number => ADOPTION_SCORES[reading.priority];
  const best = [...wanted].sort((a, b) => score(b) - score(a) || a.reading.report.number - b.reading.report.number);
  const ordered = best.filter(({ order }) => order !== null);
  const others = best.filter(({ order }) => order === null);
  const most = placesFor(tick, ledger);
  return {
    chosen: [...ordered, ...others.slice(0, most)],
    later: others.slice(most).map(({ reading }) => ({ number: reading.report.number })),
  };
}

/** Orders that were not followed, for people to see: of what was read now the new ones, of the rest the known ones. */
function unheededNow(
  tick: Tick,
  { state }: Ledger,
  readings: readonly Reading[],
  found: readonly Unheeded[],
): Pick<Intake, 'unheeded'> {
  const over = new Set([...readings.map(({ report }) => report.number), ...closedNow(tick)]);
  const known = (state.intake.unheeded ?? []).filter(({ number }) => !over.has(number));
  const unheeded = [...known, ...found].sort((a, b) => b.number - a.number).slice(0, MOST_UNHEEDED);
  return unheeded.length === 0 ? {} : { unheeded };
}

/** Pairs that say the same, for people to look at: of what was read now the new ones, of the rest the known ones. */
function alikeNow(
  tick: Tick,
  { state }: Ledger,
  { readings, likeness, ordered }: { readings: readonly Reading[]; likeness: Likeness; ordered: ReadonlySet<number> },
): Intake['alike'] {
  const read = new Set(readings.map(({ report }) => report.number));
  const closed = closedNow(tick);
  const known = state.intake.alike.filter(
    ({ number, of }) => !read.has(number) && !closed.has(number) && !closed.has(of),
  );
  const found = readings.flatMap(({ report, portrait, kind, isPrivate }) => {
    if (!report.open || isPrivate || kind === 'other' || ordered.has(report.number)) return [];
    const first = saidBefore(portrait, likeness.open);
    return first ? [{ number: report.number, of: first.number }] : [];
  });
  return [...known, ...found].sort((a, b) => b.number - a.number).slice(0, MOST_ALIKE);
}

const closedNow = ({ news }: Tick): ReadonlySet<number> =>
  new Set(news.foreign.filter(({ open }) => !open).map(({ number }) => number));
