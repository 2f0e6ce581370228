/** From a project to ranked causes: runs every rule, and makes findings of one cause one piece of work. */
import type { Cause, Finding, Project, Rule, RuleName } from '../domain/evidence.ts';
import { counted } from '../domain/markdown.ts';
import { brokenLink } from './rules/broken-link.ts';
import { codeScanningAlert } from './rules/code-scanning-alert.ts';
import { communityFile } from './rules/community-file.ts';
import { conflictMarker } from './rules/conflict-marker.ts';
import { conflictingPullRequest } from './rules/conflicting-pull-request.ts';
import { custom } from './rules/custom.ts';
import { debugLeftover } from './rules/debug-leftover.ts';
import { dependencyAlert } from './rules/dependency-alert.ts';
import { failedDeployment } from './rules/failed-deployment.ts';
import { failingWorkflow } from './rules/failing-workflow.ts';
import { flakyWorkflow } from './rules/flaky-workflow.ts';
import { goal } from './rules/goal.ts';
import { hotspot } from './rules/hotspot.ts';
import { missingLockFile } from './rules/missing-lock-file.ts';
import { skippedTest } from './rules/skipped-test.ts';
import { stalePullRequest } from './rules/stale-pull-request.ts';
import { suppressedCheck } from './rules/suppressed-check.ts';
import { todo } from './rules/todo.ts';
import { undocumentedSurface } from './rules/undocumented-surface.ts';
import { unpinnedAction } from './rules/unpinned-action.ts';
import { untestedSource } from './rules/untested-source.ts';
import { untriagedBugReport } from './rules/untriaged-bug-report.ts';
import { workflowPermissions } from './rules/workflow-permissions.ts';

export const RULE_TABLE: Readonly<Record<RuleName, Rule>> = {
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

const byPlace = (a: Finding, b: Finding): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);

/** Every finding of every rule, by place. Lines that cannot be told apart belong to one cause: their fingerprint is one. */
export function gatherEvidence(
  project: Project,
  rules: Readonly<Partial<Record<RuleName, Rule>>> = RULE_TABLE,
): Finding[] {
  const causes = new Map<string, string>();
  return Object.values(rules)
    .flatMap((rule) => rule.find(project))
    .sort(byPlace)
    .map((finding) => {
      const cause = causes.get(finding.fingerprint) ?? finding.cause;
      causes.set(finding.fingerprint, cause);
      return cause === finding.cause ? finding : { ...finding, cause };
    });
}

const NEAR = 3;
const ruleWeight = ({ rule, said }: Finding): number => said?.ruleWeight ?? RULE_TABLE[rule].weight;
const strengthOf = (finding: Finding): number => ruleWeight(finding) * (0.5 + finding.weight / 2);

/** What stands beside something stronger that its rule may join is a part of that. */
function adopt(findings: readonly Finding[]): Finding[] {
  const ordered = [...findings].sort(byPlace);
  return ordered.map((finding, at) => {
    const { joins = [] } = RULE_TABLE[finding.rule];
    const host = [ordered[at - 1], ordered[at + 1]]
      .filter((other) => other !== undefined)
      .filter(({ path, line }) => path === finding.path && Math.abs(line - finding.line) <= NEAR)
      .filter(({ rule }) => joins.includes(rule))
      .sort((a, b) => strengthOf(b) - strengthOf(a))[0];
    return host === undefined ? finding : { ...finding, cause: host.cause };
  });
}

function causeOf(key: string, members: readonly Finding[]): Cause {
  const [lead, ...others] = [...members].sort((a, b) => strengthOf(b) - strengthOf(a) || byPlace(a, b)) as [
    Finding,
    ...Finding[],
  ];
  const rule = RULE_TABLE[lead.rule];
  // More places of one cause weigh more, each less than the one before, and never more than a place of a stronger rule.
  const more = Math.min(0.15, others.length * 0.03);
  const reasons = [
    rule.reason(lead, members),
    ...(others.length > 0 && lead.line > 0 ? [counted(members.length, 'place')] : []),
  ];
  return {
    key,
    rule: lead.rule,
    type: rule.typeOf?.(lead) ?? rule.type,
    category: rule.category,
    findings: [lead, ...others],
    score: Math.round(100 * Math.min(1, ruleWeight(lead) * (0.4 + 0.6 * lead.weight + more))),
    reasons,
    ...(lead.said?.priority !== undefined && { priority: lead.said.priority }),
    ...(lead.said?.labels !== undefined && { labels: lead.said.labels }),
  };
}

/** One piece of work for each cause, the most pressing first. */
export function groupFindings(findings: readonly Finding[]): Cause[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of adopt(findings)) {
    const group = groups.get(finding.cause);
    if (group === undefined) groups.set(finding.cause, [finding]);
    else group.push(finding);
  }
  return [...groups]
    .map(([key, members]) => causeOf(key, members))
    .sort((a, b) => b.score - a.score || byPlace(a.findings[0], b.findings[0]) || (a.key < b.key ? -1 : 1));
}
