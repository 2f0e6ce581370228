/** A plan drafted by one model, read by another vendor's, revised by the first; checked by a program before and after. */
import { gateKey } from '../decide/gate.ts';
import { checkPlan } from '../decide/planning/checking.ts';
import { type KnownStory, withOldKeys } from '../decide/planning/merging.ts';
import { canonical, digest } from '../domain/digest.ts';
import { isWithinLevel } from '../domain/egress.ts';
import { PROVIDERS, type Provider } from '../domain/model.ts';
import type { Plan, Planned, PlanReview, Remark, SecondOpinion } from '../domain/plan.ts';
import type { KeptAnswer } from '../domain/thinking.ts';
import { cleanChanges, cleanPlan, cleanPlanReview, planTexts } from '../guard/plan.ts';
import { cleanPrompt, promptTexts } from '../guard/prompt.ts';
import { readChanges, readPlan, readReview } from '../think/answers/plan.ts';
import type { Ground } from '../think/ground.ts';
import { instructionsFor, type OwnPrompts } from '../think/prompts.ts';
import { draftPlanning, type PlanPurpose, planQuestion } from '../think/questions/plan.ts';
import type { AskBriefs } from './plan-asking.ts';
import { cleaningOf, type Tick } from './tick.ts';

export type Drafted =
  | { kind: 'planned'; planned: Planned }
  | { kind: 'refused'; faults: string[]; models: string[] }
  | { kind: 'unanswered' };

export interface PlanSubject {
  number: number;
  title: string;
  body: string;
  /** Digest of what the issue says. */
  source: string;
  /** Of the order to plan anew; empty: nobody gave one. Another round is another question. */
  round: string;
  known: readonly KnownStory[];
}

/** What all three questions of one plan have in common. */
interface Desk {
  tick: Tick;
  ask: AskBriefs;
  subject: PlanSubject;
  ground: Ground | null;
  own: OwnPrompts;
}

const UNSEEN = 'The configuration (`egress.level`) lets no model read the words of an issue.';

type Matter = { draft: Plan | null; remarks: readonly Remark[]; found: readonly string[] };
const NOTHING: Matter = { draft: null, remarks: [], found: [] };

export async function draftPlan(desk: Desk): Promise<Drafted> {
  const { planning } = desk.tick.config;
  const { egress } = desk.tick.config;
  if (!isWithinLevel('excerpts', egress.level)) return { kind: 'refused', faults: [UNSEEN], models: [] };
  const first = await answerTo(desk, 'plan', NOTHING);
  if (!first) return { kind: 'unanswered' };
  const draft = await planIn(desk, first);
  if (!draft) return { kind: 'refused', faults: ['What came back is no plan.'], models: [first.model] };
  const checked = checkPlan(draft, planning.stories);
  const found = 'faults' in checked ? checked.faults : checked.mended;
  const second = planning['second-opinion'] ? await opinionOn(desk, { draft, first, found }) : null;
  const remarks = second?.review.remarks ?? [];
  const isSound = remarks.length === 0 && found.length === 0;
  const third = isSound ? undefined : await answerTo(desk, 'plan-revise', { draft, remarks, found });
  const revised = third && (await planIn(desk, third));
  const result = revised ? checkPlan(revised, planning.stories) : checked;
  const final = 'faults' in result && revised ? checked : result;
  const models = [first.model, second?.model ?? [], third?.model ?? []].flat();
  if ('faults' in final) return { kind: 'refused', faults: 'faults' in result ? result.faults : final.faults, models };
  const isRevised = revised !== undefined && revised !== null && final === result;
  return {
    kind: 'planned',
    planned: {
      ...{ plan: final.plan, draft, review: second?.review ?? null, found, mended: final.mended },
      opinion: opinionOf(first, second, planning['second-opinion']),
      models: { draft: first.model, review: second?.model ?? null, revise: isRevised ? (third?.model ?? null) : null },
      changes: isRevised ? cleanChanges(readChanges(third?.value), cleaningOf(desk.tick)) : [],
    },
  };
}

/** Another vendor's; where none answers, whoever does. */
async function opinionOn(
  desk: Desk,
  { draft, first, found }: { draft: Plan; first: KeptAnswer; found: readonly string[] },
): Promise<{ review: PlanReview; model: string } | null> {
  const matter: Matter = { draft, remarks: [], found };
  const vendor = vendorOf(first);
  const answer =
    (vendor && (await answerTo(desk, 'plan-review', matter, vendor))) ?? (await answerTo(desk, 'plan-review', matter));
  const review = answer ? readReview(answer.value) : null;
  return answer && review ? { review: cleanPlanReview(review, cleaningOf(desk.tick)), model: answer.model } : null;
}

const vendorOf = ({ model }: Pick<KeptAnswer, 'model'>): Provider | undefined =>
  PROVIDERS.find((provider) => model.startsWith(`${provider}/`));

function opinionOf(first: KeptAnswer, second: { model: string } | null, isWanted: boolean): SecondOpinion {
  if (!isWanted) return 'off';
  if (!second) return 'none';
  if (second.model === first.model) return 'same';
  return vendorOf(second) === vendorOf(first) ? 'model' : 'vendor';
}

async function planIn({ tick, subject }: Desk, { value }: KeptAnswer): Promise<Plan | null> {
  const plan = readPlan(value);
  if (!plan) return null;
  const secrets = await tick.world.inspector.inspect(planTexts(plan));
  return withOldKeys(cleanPlan(plan, cleaningOf(tick), secrets), subject.known);
}

/** The same question of the same issue is known by the same brief: a run that goes on where another died asks nothing twice. */
async function answerTo(
  { tick, ask, subject, ground, own }: Desk,
  purpose: PlanPurpose,
  matter: Matter,
  not?: Provider,
): Promise<KeptAnswer | undefined> {
  const { planning, egress } = tick.config;
  const { number, title, body, source, round, known } = subject;
  const instructions = instructionsFor(purpose, own);
  const draft = draftPlanning({
    ...{ purpose, number, title, text: body, most: planning.stories, known, ground, instructions, ...matter },
  });
  const secrets = await tick.world.inspector.inspect(promptTexts(draft));
  const cleaned = cleanPrompt(draft, { ...cleaningOf(tick), egress }, secrets);
  const key = gateKey({
    ...{ purpose, tasks: [], goals: [], settings: { planning, egress }, version: instructions.version },
    fingerprints: [
      `plan ${number}`,
      `source ${source}`,
      `round ${round}`,
      `of ${digest(canonical(matter), 24)}`,
    ].concat(not === undefined ? [] : [`not ${not}`]),
  });
  const question = planQuestion(cleaned, purpose, { key });
  if (!question) return undefined;
  const vendors = not === undefined ? {} : { not: [not] };
  // Somebody waits for it, and each of the three needs the one before: none is put off for its price.
  return (await ask([{ question, briefs: [key], urgent: true, cleaned, ...vendors }])).given.get(key);
}
