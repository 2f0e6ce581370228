/** Specifications without a model: one template for each rule and one for each type, total over both, facts only. */
import type { Brief, BriefGround, IssueBrief } from '../domain/brief.ts';
import { categoryOf } from '../domain/category.ts';
import { FINGERPRINT_LIMIT, permalink } from '../domain/contract.ts';
import { type Durations, estimateOf, USUAL_HOURS } from '../domain/estimate.ts';
import type { Evidence, Finding, RuleName } from '../domain/evidence.ts';
import { oneLine, shorten } from '../domain/markdown.ts';
import { PRIORITIES, type Priority, type Specification } from '../domain/task.ts';
import {
  changelogSays,
  type Draft,
  type DraftCriterion,
  fact,
  type Template,
  TITLE_LIMIT,
  withChangelog,
} from './draft.ts';
import { type Matter, matterOf } from './matter.ts';
import { fillTemplate } from './overrides/fill.ts';
import { NO_OVERRIDES, type Overrides } from './overrides.ts';
import { brokenLink } from './templates/broken-link.ts';
import { codeScanningAlert } from './templates/code-scanning-alert.ts';
import { communityFile } from './templates/community-file.ts';
import { conflictMarker } from './templates/conflict-marker.ts';
import { conflictingPullRequest } from './templates/conflicting-pull-request.ts';
import { custom } from './templates/custom.ts';
import { debugLeftover } from './templates/debug-leftover.ts';
import { dependencyAlert } from './templates/dependency-alert.ts';
import { failedDeployment } from './templates/failed-deployment.ts';
import { failingWorkflow } from './templates/failing-workflow.ts';
import { flakyWorkflow } from './templates/flaky-workflow.ts';
import { goal } from './templates/goal.ts';
import { hotspot } from './templates/hotspot.ts';
import { missingLockFile } from './templates/missing-lock-file.ts';
import { skippedTest } from './templates/skipped-test.ts';
import { stalePullRequest } from './templates/stale-pull-request.ts';
import { suppressedCheck } from './templates/suppressed-check.ts';
import { todo } from './templates/todo.ts';
import { undocumentedSurface } from './templates/undocumented-surface.ts';
import { unpinnedAction } from './templates/unpinned-action.ts';
import { untestedSource } from './templates/untested-source.ts';
import { untriagedBugReport } from './templates/untriaged-bug-report.ts';
import { workflowPermissions } from './templates/workflow-permissions.ts';
import { TYPE_WORDS } from './types.ts';
import { type Named, valuesOf } from './values.ts';

const TEMPLATES: Record<RuleName, Template> = {
  'skipped-test': skippedTest,
  'failing-workflow': failingWorkflow,
  'failed-deployment': failedDeployment,
  'untested-source': untestedSource,
  'suppressed-check': suppressedCheck,
  todo,
  'unpinned-action': unpinnedAction,
  'flaky-workflow': flakyWorkflow,
  'stale-pull-request': stalePullRequest,
  'conflicting-pull-request': conflictingPullRequest,
  'untriaged-bug-report': untriagedBugReport,
  'dependency-alert': dependencyAlert,
  'code-scanning-alert': codeScanningAlert,
  'missing-lock-file': missingLockFile,
  hotspot,
  'undocumented-surface': undocumentedSurface,
  'community-file': communityFile,
  'broken-link': brokenLink,
  'workflow-permissions': workflowPermissions,
  'conflict-marker': conflictMarker,
  'debug-leftover': debugLeftover,
  goal,
  custom,
};

/** What a repository brings to the words: its owner's templates, and how long its work took. */
export interface Customs {
  overrides: Overrides;
  durations: Durations;
}

const NO_CUSTOMS: Customs = { overrides: NO_OVERRIDES, durations: {} };

/** Lines of evidence a task shows; the rest is counted. */
const EVIDENCE_LIMIT = 10;
const PATHS_LIMIT = 10;

/** The specification of one cause. The same brief gives the same words. */
export function specify(brief: Brief, customs: Customs = NO_CUSTOMS): Specification {
  const { findings, rule } = brief;
  const [first, ...others] = findings.filter((finding) => finding.rule === rule);
  if (!first) throw new Error(`the brief ${brief.id} has no finding of its rule`);
  const draft = TEMPLATES[rule](brief, [first, ...others]);
  const own = {
    priority: brief.priority ?? priorityFor(brief.score, draft.priority),
    why: whyOf(brief, draft),
    evidence: findings.slice(0, EVIDENCE_LIMIT).map((finding) => evidenceOf(brief, finding)),
    fingerprints: findings.map(({ fingerprint }) => fingerprint),
  };
  const { path, line, excerpt } = first;
  const test = fact(first, 'test');
  return finished(brief, { ...draft, ...own }, customs, {
    rule,
    path,
    line,
    excerpt,
    ...(test !== undefined && { test }),
  });
}

/** The specification of a person's issue, by its type: criteria from what it says, its own words untouched. */
export function specifyIssue(brief: IssueBrief, customs: Customs = NO_CUSTOMS): Specification {
  const { type, evidence = [], fingerprints = [], facts } = brief;
  const matter = matterOf(brief);
  const words = TYPE_WORDS[type];
  const criteria = words.criteria(matter);
  const [path] = matter.paths;
  const [excerpt] = matter.excerpts;
  const own = {
    title: brief.title,
    type,
    priority: brief.priority,
    why: words.why(matter),
    criteria,
    scope: { paths: scopeOf(matter, criteria), not: [...words.not] },
    assumptions: words.assumptions(matter),
    estimate: USUAL_HOURS[type],
    evidence: evidence.slice(0, EVIDENCE_LIMIT),
    fingerprints: [...fingerprints],
  };
  const named = { ...facts, issue: matter.source, steps: matter.steps.join('; ') };
  return finished(brief, own, customs, { ...named, ...(path !== undefined && { path }), ...(excerpt && { excerpt }) });
}

/** The paths that are named, and the changelog where a line in it is asked for; nothing where no path is. */
function scopeOf(matter: Matter, criteria: readonly DraftCriterion[]): string[] {
  const line = changelogSays(matter)[0]?.text;
  const isAsked = matter.paths.length > 0 && criteria.some(({ text }) => text === line);
  return isAsked ? withChangelog(matter, matter.paths) : [...matter.paths];
}

interface Parts extends Omit<Draft, 'priority'> {
  priority: Priority;
  evidence: Evidence[];
  fingerprints: string[];
}

/** What all specifications share; then the owner's template for the rule, else for the type, is laid over it. */
function finished(brief: BriefGround, parts: Parts, { overrides, durations }: Customs, named: Named): Specification {
  const title = shorten(oneLine(parts.title), TITLE_LIMIT);
  const specification: Specification = {
    id: brief.id,
    title,
    type: parts.type,
    category: categoryOf(parts.type, title),
    priority: parts.priority,
    score: brief.score,
    reasons: brief.reasons.slice(0, 3),
    why: parts.why,
    criteria: parts.criteria.map((criterion, index) => ({ n: index + 1, ...criterion })),
    evidence: parts.evidence,
    scope: { paths: parts.scope.paths.slice(0, PATHS_LIMIT), not: parts.scope.not },
    assumptions: parts.assumptions,
    dependsOn: [],
    estimate: estimateOf(parts.type, parts.estimate, durations),
    fingerprints: parts.fingerprints.slice(0, FINGERPRINT_LIMIT),
    ...(brief.labels !== undefined && { ownerLabels: [...brief.labels] }),
  };
  const { templates } = overrides;
  const template = (named.rule && templates.get(named.rule)) || templates.get(parts.type);
  return template
    ? fillTemplate(template, { specification, values: valuesOf(brief, specification, named) })
    : specification;
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
