/** Specifications without a model: one template for each rule, total over the rules, facts only. */
import type { Brief } from '../domain/brief.ts';
import { CATEGORY_OF, FINGERPRINT_LIMIT, permalink } from '../domain/contract.ts';
import type { Evidence, Finding, RuleName } from '../domain/evidence.ts';
import { oneLine, shorten } from '../domain/markdown.ts';
import { PRIORITIES, type Priority, type Specification } from '../domain/task.ts';
import { type Draft, type Template, TITLE_LIMIT } from './draft.ts';
import { failingWorkflow } from './templates/failing-workflow.ts';
import { skippedTest } from './templates/skipped-test.ts';
import { suppressedCheck } from './templates/suppressed-check.ts';
import { todo } from './templates/todo.ts';
import { unpinnedAction } from './templates/unpinned-action.ts';
import { untestedSource } from './templates/untested-source.ts';

const TEMPLATES: Record<RuleName, Template> = {
  'skipped-test': skippedTest,
  'failing-workflow': failingWorkflow,
  'untested-source': untestedSource,
  'suppressed-check': suppressedCheck,
  todo,
  'unpinned-action': unpinnedAction,
};

/** Lines of evidence a task shows; the rest is counted. */
const EVIDENCE_LIMIT = 10;
const PATHS_LIMIT = 10;

/** The specification of one cause. The same brief gives the same words. */
export function specify(brief: Brief): Specification {
  const { findings } = brief;
  const [first, ...others] = findings.filter(({ rule }) => rule === brief.rule);
  if (!first) throw new Error(`the brief ${brief.id} has no finding of its rule`);
  const draft = TEMPLATES[brief.rule](brief, [first, ...others]);
  return {
    id: brief.id,
    title: shorten(oneLine(draft.title), TITLE_LIMIT),
    type: draft.type,
    category: CATEGORY_OF[draft.type],
    priority: priorityFor(brief.score, draft.priority),
    score: brief.score,
    reasons: brief.reasons.slice(0, 3),
    why: whyOf(brief, draft),
    criteria: draft.criteria.map((criterion, index) => ({ n: index + 1, ...criterion })),
    evidence: findings.slice(0, EVIDENCE_LIMIT).map((finding) => evidenceOf(brief, finding)),
    scope: { paths: draft.scope.paths.slice(0, PATHS_LIMIT), not: draft.scope.not },
    assumptions: draft.assumptions,
    dependsOn: [],
    estimate: draft.estimate,
    fingerprints: findings.map(({ fingerprint }) => fingerprint).slice(0, FINGERPRINT_LIMIT),
  };
}

const evidenceOf = (brief: Brief, { rule, path, line, excerpt, url }: Finding): Evidence => ({
  rule,
  path,
  line,
  excerpt,
  url: line === 0 ? (url ?? brief.url) : permalink(brief, path, line),
});

function whyOf({ related = [] }: Brief, { why }: Draft): string {
  if (related.length === 0) return why;
  return `${why} See also ${related
    .slice(0, 5)
    .map((number) => `#${number}`)
    .join(', ')}.`;
}

const THRESHOLDS: readonly [number, Priority][] = [
  [70, 'high'],
  [40, 'medium'],
];

/** By the score, within what the template allows. */
function priorityFor(score: number, { least, most }: Draft['priority']): Priority {
  const rank = (priority: Priority) => PRIORITIES.indexOf(priority);
  const earned = THRESHOLDS.find(([from]) => score >= from)?.[1] ?? 'low';
  if (rank(earned) > rank(least)) return least;
  return rank(earned) < rank(most) ? most : earned;
}
