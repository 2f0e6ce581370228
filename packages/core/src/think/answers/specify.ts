/** What a model says of drafted tasks: choice, order and words. Who a task is, and what binds it, stays the draft's. */
import { estimateWithin } from '../../domain/estimate.ts';
import { counted } from '../../domain/markdown.ts';
import { PRIORITIES, type Specification } from '../../domain/task.ts';
import type { Left } from '../../domain/tick.ts';
import { isIncident } from '../../domain/wording.ts';
import { TITLE_LIMIT } from '../draft.ts';
import { type Bounds, isKnownWords, readAssumptions, readCriteria, readScope } from './criteria.ts';
import { itemsOf, lineOf, memberOf, numberAmong } from './reading.ts';

export interface Specified {
  /** What is worth doing, best first: words of the model, or of the template where those cannot stand. */
  specifications: Specification[];
  /** What the model would leave, and its reason, which is the model's own words. */
  left: Left[];
  /** For what the template stands in, and why. Quotes nothing of the answer. */
  warnings: string[];
}

const WHY_LIMIT = 700;
const CAUSE_LIMIT = 400;
const REASON_LIMIT = 160;

/** No model talks anybody out of these, whatever text it has read: they are only ordered and worded. */
const isOwed = (draft: Specification): boolean =>
  draft.type === 'security' || draft.priority === 'urgent' || isIncident(draft);

/**
 * `asked`: numbers of those that the model saw; the others keep their places and their words. An answer that says nothing
 * usable of a task leaves it as it is.
 */
export function readSpecifications(
  value: unknown,
  { drafts, asked }: { drafts: readonly Specification[]; asked: readonly number[] },
  bounds: Bounds,
): Specified {
  const answer = answerOf(value, asked);
  if (answer === null) {
    const warnings = ['The answer of the model had not the form it was asked for: the templates stand in for it.'];
    return { specifications: [...drafts], left: [], warnings };
  }
  const warnings: string[] = [];
  const left: Left[] = [];
  const kept: Placed[] = [];
  for (const [index, draft] of drafts.entries()) {
    const n = index + 1;
    const choice = answer.choices.get(n);
    if (choice?.worth === false && !isOwed(draft)) left.push({ title: draft.title, reason: leftReason(choice.reason) });
    else kept.push({ n, specification: asked.includes(n) ? worded(draft, n, answer, { bounds, warnings }) : draft });
  }
  return { specifications: inOrder(kept, asked, [...answer.tasks.keys()]), left, warnings };
}

interface Placed {
  n: number;
  specification: Specification;
}

interface Answer {
  /** Of those that were said once, or the same each time. */
  choices: ReadonlyMap<number, { worth: boolean; reason: string | null }>;
  /** In the model's order; null: said more than once. */
  tasks: ReadonlyMap<number, unknown>;
}

function answerOf(value: unknown, asked: readonly number[]): Answer | null {
  const [choices, tasks] = [memberOf(value, 'choices'), memberOf(value, 'tasks')];
  if (!Array.isArray(choices) || !Array.isArray(tasks)) return null;
  const chosen = new Map<number, { worth: boolean; reason: string | null }>();
  const torn = new Set<number>();
  for (const item of itemsOf(choices)) {
    const n = numberAmong(memberOf(item, 'n'), asked);
    const worth = memberOf(item, 'worth');
    if (n === null || typeof worth !== 'boolean') continue;
    if (chosen.has(n) && chosen.get(n)?.worth !== worth) torn.add(n);
    chosen.set(n, { worth, reason: lineOf(memberOf(item, 'reason'), REASON_LIMIT) });
  }
  for (const n of torn) chosen.delete(n);
  const said = new Map<number, unknown>();
  for (const item of itemsOf(tasks)) {
    const n = numberAmong(memberOf(item, 'n'), asked);
    if (n !== null) said.set(n, said.has(n) ? null : item);
  }
  // Who is left out and worded all the same is not left out.
  for (const n of said.keys()) if (chosen.get(n)?.worth === false) chosen.delete(n);
  return { choices: chosen, tasks: said };
}

/** Without brackets: reasons are counted by what stands outside of them. */
const leftReason = (reason: string | null): string =>
  reason === null ? 'not worth it now' : `not worth it now (${reason.replace(/[()]/g, '').replace(/\.$/, '')})`;

/** The draft in the model's words, as far as they can stand. */
function worded(
  draft: Specification,
  n: number,
  { choices, tasks }: Answer,
  { bounds, warnings }: { bounds: Bounds; warnings: string[] },
): Specification {
  const said = tasks.get(n);
  if (said === undefined || said === null) {
    const fault = said === null || !choices.has(n) ? 'contradicted itself or said nothing' : 'gave no words';
    warnings.push(`Of task ${n} the model ${fault}: the template stands in.`);
    return draft;
  }
  const words = (key: string, most: number, least: number): string | null => {
    const line = lineOf(memberOf(said, key), most, least);
    return line !== null && isKnownWords(line, draft, bounds) ? line : null;
  };
  const title = words('title', TITLE_LIMIT, 10);
  const why = words('why', WHY_LIMIT, 20);
  const criteria = readCriteria(memberOf(said, 'criteria'), draft, bounds);
  const assumptions = readAssumptions(memberOf(said, 'assumptions'), draft, bounds);
  const missing = Object.entries({ title, why, criteria, assumptions }).filter(([, part]) => part === null);
  if (missing.length > 0) {
    const names = missing.map(([name]) => name).join(', ');
    warnings.push(
      `Of task ${n} the model gave ${counted(missing.length, 'part')} that cannot stand (${names}): the template stands in.`,
    );
  }
  const estimate = memberOf(said, 'estimate');
  return {
    ...draft,
    title: title ?? draft.title,
    why: withCause(why ?? draft.why, isIncident(draft) ? words('cause', CAUSE_LIMIT, 10) : null),
    criteria: criteria ?? draft.criteria,
    scope: { ...draft.scope, paths: readScope(memberOf(said, 'scope'), draft, bounds) },
    assumptions: assumptions ?? draft.assumptions,
    estimate:
      typeof estimate === 'number' && Number.isFinite(estimate) && estimate > 0
        ? estimateWithin(estimate, draft.estimate)
        : draft.estimate,
  };
}

/** Whoever reads the task has to know whose opinion that is. */
const withCause = (why: string, cause: string | null): string =>
  cause === null ? why : `${why} Probable cause, as a model reads it: ${cause}`;

/** What was asked about is put in the model's order on the places it has together; a priority counts before. */
function inOrder(kept: readonly Placed[], asked: readonly number[], order: readonly number[]): Specification[] {
  const rank = (n: number): number => (order.includes(n) ? order.indexOf(n) : order.length + n);
  const urgency = ({ specification: { priority } }: Placed): number => PRIORITIES.indexOf(priority);
  const movable = kept.filter(({ n }) => asked.includes(n));
  const sorted = [...movable].sort((a, b) => urgency(a) - urgency(b) || rank(a.n) - rank(b.n));
  return kept.map((placed) => (sorted[movable.indexOf(placed)] ?? placed).specification);
}
