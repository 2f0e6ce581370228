/** Planning: issues that people want taken apart, each drafted, read, shown in one comment, and created once it is approved. */
import { detectTooling } from '../decide/tooling.ts';
import { applyAll } from '../domain/apply.ts';
import type { Call } from '../domain/command.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { UserError } from '../domain/failure.ts';
import { later } from '../domain/intent.ts';
import { type PlanRecord, planDigest, plansDue } from '../domain/plan.ts';
import type { Ledger } from '../domain/state.ts';
import { judge } from '../guard/judge.ts';
import { cleanReason, textsOf } from '../guard/specification.ts';
import { NO_PROMPTS, readOwnPrompts } from '../think/prompts.ts';
import { courtOf } from './granting.ts';
import { learnedOf, type PlanLook } from './plan-aftermath.ts';
import type { AskBriefs } from './plan-asking.ts';
import { childProposals, type KnownPlan, knownStories, tellPlan } from './plan-children.ts';
import { planComment, type Shown } from './plan-comment.ts';
import { draftPlan } from './plan-drafting.ts';
import { meaningEvents } from './plan-events.ts';
import { NO_PLANNING, type Planning } from './plan-findings.ts';
import { type PlanSight, seePlan } from './plan-looking.ts';
import { projectIfReadable } from './project.ts';
import { cleaningOf, type Tick } from './tick.ts';
import { NO_WISH } from './wish.ts';

/** Looked at in one run; the rest stays due. */
const MOST_LOOKED = 3;
/** Whoever wrote an issue may edit it as often as they like: it is planned anew by itself only so often. */
const EDIT_WAIT = 3_600_000;

/** The findings, and the ledger as it would be with them: stories that may be opened at once are in it. */
export interface PlanLooks extends Planning {
  ledger: Ledger;
}

/** Looks at what is due, or at the one that is asked about. Writes nothing. */
export async function planIssues(
  tick: Tick,
  ledger: Ledger,
  { ask, asked = null }: { ask: AskBriefs; asked?: number | null },
): Promise<PlanLooks> {
  const due = tick.config.planning.enabled ? plansDue(ledger.state.plans, tick.snapshot.now, tick.news.daily) : [];
  const numbers = asked === null ? due.slice(0, MOST_LOOKED) : [asked];
  const looks: PlanLook[] = [];
  for (const number of numbers) looks.push(...(await lookAt(tick, ledger, { number, ask, asked: asked !== null })));
  if (looks.length === 0) return { ...NO_PLANNING, ledger };
  const url = tick.snapshot.repository.url;
  const eventsOn: Planning['eventsOn'] = (now, at, judgeThem) => {
    const meant = looks.reduce(
      (so, { meaning }) => {
        const { events, refused } = meaningEvents(so.ledger, meaning, { url, judge: judgeThem });
        return {
          ledger: applyAll(so.ledger, events, at),
          events: [...so.events, ...events],
          refused: [...so.refused, ...refused],
        };
      },
      { ledger: now, events: [] as LedgerEvent[], refused: [] as ReturnType<Planning['eventsOn']>['refused'] },
    );
    return { events: meant.events, refused: meant.refused };
  };
  const proposals = looks.flatMap(({ words, children }) => [...(words ? [words] : []), ...children]);
  const foreseen = eventsOn(ledger, tick.snapshot.now, (seen, wanted) =>
    judge(wanted, courtOf(tick, seen, NO_WISH, new Set()), []),
  );
  return {
    ...{ proposals, eventsOn, comments: looks.flatMap(({ comment }) => comment ?? []) },
    secrets: await tick.world.inspector.inspect(textsOf(proposals)),
    ledger: applyAll(ledger, foreseen.events, tick.snapshot.now),
    learned: (outcomes, now) => looks.flatMap((look) => learnedOf(look, { outcomes, now, at: tick.world.clock.now() })),
  };
}

interface Subject {
  number: number;
  ask: AskBriefs;
  asked: boolean;
}

/** What cannot be read stops nothing else: the run ends red, and it stays due. */
async function lookAt(tick: Tick, ledger: Ledger, of: Subject): Promise<PlanLook[]> {
  try {
    const look = await lookAtOne(tick, ledger, of);
    return look ? [look] : [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const reason = cleanReason(`${error.message} ${error.remedy}`, cleaningOf(tick));
    tick.told.failures.push(`#${of.number} was not planned: ${reason}`);
    return [];
  }
}

async function lookAtOne(tick: Tick, ledger: Ledger, { number, ask, ...of }: Subject): Promise<PlanLook> {
  const before = ledger.state.plans?.[number];
  const asked = of.asked || before?.asked === true;
  const sight = await seePlan(tick, ledger, number, asked);
  if (sight.kind !== 'seen') {
    if (sight.kind === 'gone' && of.asked)
      tick.told.warnings.push(`#${number} is not planned: there is no open issue of that number.`);
    if (sight.kind === 'unwanted') tick.told.left.push({ title: `#${number}`, reason: sight.reason });
    tellPlan(tick, ledger, { number, status: 'ended', plan: null });
    const nothing = { comment: null, words: null, children: [], record: null };
    return { number, meaning: { number, kind: 'ended' }, ...nothing, before };
  }
  const approval = approvalOf(sight, before);
  const { shown, due, heard, unanswered } = await wantedOf(tick, ledger, { number, sight, before, approval, ask });
  const isNew = shown.kind === 'new';
  const plan = isNew ? shown.planned.plan : (sight.shown?.plan ?? null);
  const stands: KnownPlan = { number, plan, approval: isNew ? null : approval };
  // What a model would have made of it is not known, so there is nothing that would have been said.
  const isUnasked = unanswered === true && tick.mode === 'observe';
  if (isUnasked) tick.told.left.push({ title: `#${number}`, reason: UNASKED });
  const words = isUnasked ? null : planComment(tick, ledger, { ...stands, sight, shown });
  tellPlan(tick, ledger, { number, plan, status: isUnasked && plan === null ? 'not-asked' : statusOf(shown, stands) });
  const digestOf = isNew ? planDigest(shown.planned.plan) : (sight.shown?.digest ?? null);
  return {
    ...{ number, comment: sight.comment, words, before, children: childProposals(ledger, stands) },
    meaning: plan === null ? { number, kind: 'none' } : { kind: 'shown', ...stands, plan },
    record: (at) => ({
      ...{ source: unanswered ? (before?.source ?? '') : sourceNow(shown, sight, before), plan: digestOf },
      at: isNew || sight.shown === null ? at : sight.shown.at,
      ...{ heard, due, ...(stands.approval && { approved: stands.approval }) },
      ...(unanswered && { unanswered: true as const }),
      ...(asked && { asked: true as const }),
    }),
  };
}

const UNASKED = 'mode `observe` asks no model, so it is not planned: in any other mode it is, with the key of a vendor';

const statusOf = (shown: Shown, { plan, approval }: KnownPlan) => {
  if (plan !== null) return approval ? 'approved' : 'waiting';
  return shown.kind === 'unanswered' ? 'needs-model' : 'refused';
};

/** What was planned, or tried, is not tried again until it says something else. */
const sourceNow = (shown: Shown, sight: PlanSight, before: PlanRecord | undefined): string =>
  shown.kind === 'kept' && shown.failed.length === 0
    ? before?.source || (sight.shown?.source ?? '')
    : shown.kind === 'left'
      ? (before?.source ?? '')
      : sight.source;

/** The newest word about the plan that is shown; what was approved stays so while that plan stands. */
function approvalOf({ given, shown }: PlanSight, before: PlanRecord | undefined): Call | null {
  if (shown === null) return null;
  const last = given.findLast(({ word }) => word !== 'plan');
  if (last) return last.word === 'approve' ? { by: last.by, at: last.at } : null;
  return (before?.plan === shown.digest && before.approved) || null;
}

interface Question {
  number: number;
  sight: PlanSight;
  before: PlanRecord | undefined;
  approval: Call | null;
  ask: AskBriefs;
}

async function wantedOf(
  tick: Tick,
  ledger: Ledger,
  { number, sight, before, approval, ask }: Question,
): Promise<{ shown: Shown; due: string | null; heard: string | null; unanswered?: true }> {
  const { shown, source, report } = sight;
  const heard = before?.heard ?? null;
  // Whoever approved after that has seen the plan that stands.
  const again = sight.again && (approval === null || sight.again.at > approval.at) ? sight.again : null;
  const isEdited = shown !== null && source !== shown.source && before?.source !== source && approval === null;
  const wait = isEdited ? later(shown.at, EDIT_WAIT) : '';
  const isDue = isEdited && wait <= tick.snapshot.now;
  const isTried = shown === null && before?.source === source && before.at !== null;
  if (again === null && (isTried || (shown !== null && !isDue)))
    return { shown: isTried ? { kind: 'left' } : { kind: 'kept', failed: [] }, due: isEdited ? wait : null, heard };
  const known = knownStories(ledger, { number, plan: shown?.plan ?? null });
  const subject = { number, title: report.title, body: report.body, source, round: again?.at ?? heard ?? '', known };
  const drafted = await draftPlan({ tick, ask, subject, ...(await groundOf(tick)) });
  // It is asked again with the daily work, also where another plan stands.
  if (drafted.kind === 'unanswered')
    return { shown: shown ? { kind: 'kept', failed: [] } : drafted, due: null, heard, unanswered: true };
  const next = { due: null, heard: again?.at ?? heard };
  if (drafted.kind === 'planned') return { shown: { kind: 'new', planned: drafted.planned, source }, ...next };
  if (shown) return { shown: { kind: 'kept', failed: drafted.faults }, ...next };
  return { shown: drafted, ...next };
}

/** Where the tree cannot be read, a plan is made from the issue alone. */
async function groundOf(tick: Tick) {
  const { repository } = tick.snapshot;
  const project = await projectIfReadable(tick);
  if (!project) return { ground: null, own: NO_PROMPTS };
  const { egress } = tick.config;
  const own = readOwnPrompts(project);
  tick.told.warnings.push(...own.warnings.map((words) => cleanReason(words, cleaningOf(tick))));
  const tooling = detectTooling(project);
  return {
    ground: { repository: repository.name, branch: repository.branch ?? '', project, tooling, egress },
    own,
  };
}
