/** One pull request judged: gates first, then each criterion, then what follows for the whole. Pure; nothing is a pass by default. */
import { canonical, digest } from '../../domain/digest.ts';
import type { Grade } from '../../domain/grade.ts';
import { later } from '../../domain/intent.ts';
import { codeSpan } from '../../domain/markdown.ts';
import type { PullDetail, WorkflowText } from '../../domain/pull-request.ts';
import type { Task } from '../../domain/task.ts';
import {
  CLICKS,
  type Click,
  type CriterionVerdict,
  type GateFinding,
  type Overall,
  type Review,
  ROUNDS,
} from '../../domain/verdict.ts';
import { judgeSuites } from './checks.ts';
import { judgeCriteria } from './criteria.ts';
import type { Leak, ReviewPolicy, Rival } from './gate.ts';
import { findGates } from './gates.ts';
import { withGrades } from './grades.ts';
import { scriptsOf } from './scripts.ts';
import { readWorkflow, type Workflow } from './workflows.ts';

export interface ReviewInput {
  detail: PullDetail;
  task: Task | null;
  /** Files of the default branch that say what its checks run; null where they could not be read. */
  files: readonly WorkflowText[] | null;
  policy: ReviewPolicy;
  leaks: readonly Leak[];
  repository: { url: string; branch: string };
  /** Which round of changes this is, from 1. */
  round: number;
  now: string;
  /** Who else has the task; absent: nobody. */
  rival?: Rival;
  /** What a model read in the diff, by criterion; absent: nobody was asked. */
  grades?: ReadonlyMap<number, Grade>;
}

/** So long after its last commit a head may still be without checks. */
const FRESH = 15 * 60_000;

export function reviewPull(input: ReviewInput): Review {
  const { detail, task, files, now, round, repository } = input;
  const workflows = files === null ? null : workflowsIn(files);
  const suites = judgeSuites(detail, workflows);
  const place = placeIn(repository.url, detail.head);
  const fresh = isFresh(detail, now);
  const gates = findGates({
    ...{ detail, task, suites, workflows, policy: input.policy, leaks: input.leaks, place, fresh },
    rival: input.rival ?? null,
    ...{ defaultBranch: repository.branch, expectsChecks: workflows === null ? null : workflows.some(runsForPulls) },
  });
  const scripts = scriptsOf(files ?? []);
  const judged = task ? judgeCriteria({ detail, task, suites, workflows, scripts, place, fresh }) : [];
  const criteria = task && input.grades ? withGrades(judged, task, { grades: input.grades, place }) : judged;
  return {
    overall: overallOf({ gates, criteria, round }),
    head: detail.head,
    round,
    criteria,
    gates,
    clicks: clicksOf(detail, gates),
    notChecked: notChecked(input, criteria),
  };
}

const workflowsIn = (files: readonly WorkflowText[]): Workflow[] =>
  files.filter(({ path }) => path.startsWith('.github/workflows/')).map(readWorkflow);

const isFresh = ({ headAt }: PullDetail, now: string): boolean => Date.parse(now) - Date.parse(headAt) < FRESH;

/** When a head that is still waited for stops being fresh; null: it is not. */
export const freshUntil = (detail: PullDetail, now: string): string | null =>
  isFresh(detail, now) ? later(detail.headAt, FRESH) : null;

const runsForPulls = ({ events }: Workflow): boolean =>
  events === null || events.includes('pull_request') || events.includes('push');

const placeIn =
  (url: string, head: string) =>
  (path: string, line?: number): string =>
    `${url}/blob/${head}/${path.split('/').map(encodeURIComponent).join('/')}${line === undefined ? '' : `#L${line}`}`;

/** What is certainly wrong first, then what time or a click will tell, then what a person has to look at. */
function overallOf({ gates, criteria, round }: Pick<Review, 'gates' | 'criteria' | 'round'>): Overall {
  const is = (level: GateFinding['level']) => gates.some((gate) => gate.level === level);
  if (is('change') || criteria.some(({ ruling }) => ruling === 'not-met')) {
    return round >= ROUNDS ? 'needs-person' : 'changes-requested';
  }
  if (is('wait') || criteria.some(({ waits }) => waits)) return 'waiting';
  const isOpen = criteria.length === 0 || criteria.some(({ ruling }) => ruling !== 'met');
  return is('person') || isOpen ? 'needs-person' : 'accepted';
}

function clicksOf(detail: PullDetail, gates: readonly GateFinding[]): Click[] {
  const wanted: Record<Click, boolean> = {
    'approve-runs': gates.some(
      ({ gate, level, text }) => gate === 'checks' && level === 'wait' && text.includes('approves'),
    ),
    'mark-ready': detail.draft,
    'resolve-threads': gates.some(({ gate }) => gate === 'threads'),
    approve: detail.decision === 'REVIEW_REQUIRED',
  };
  return CLICKS.filter((click) => wanted[click]);
}

function notChecked({ task, files, detail }: ReviewInput, criteria: readonly CriterionVerdict[]): string[] {
  const open = criteria.filter(({ ruling, waits }) => ruling === 'unknown' && !waits).map(({ n }) => n);
  return [
    ...(task ? [] : ['any criterion: no task is linked']),
    ...(open.length > 0 ? [`${open.length === 1 ? 'criterion' : 'criteria'} ${open.join(', ')}`] : []),
    ...(task && task.scope.not.length > 0
      ? [`whether it keeps clear of ${task.scope.not.slice(0, 3).join(', ')}`]
      : []),
    ...(files === null ? [`the workflows of the default branch (${codeSpan('contents: read')})`] : []),
    ...(detail.statuses === null ? [`commit statuses of other services (${codeSpan('statuses: read')})`] : []),
    'whether the code is good beyond what is named here',
  ];
}

/** One text for all that a review depends on: the same text, the same review; a model is asked once about one text. */
export function factsOf(input: Omit<ReviewInput, 'round'>): string {
  const { detail, task, files, policy, leaks, now, rival } = input;
  const { title: _, body: _body, url: _url, labels: _labels, asking: _asking, ...facts } = detail;
  const asked = task && { criteria: task.criteria, scope: task.scope, evidence: task.evidence };
  return digest(canonical({ facts, asked, files, policy, leaks, rival, fresh: isFresh(detail, now) }), 16);
}
