/** The comment of a planned issue, composed from what it is to show: posted where there is none, edited where it differs. */
import { stateOfStory, strayTasks } from '../decide/planning/stories.ts';
import type { Call } from '../domain/command.ts';
import { commentSubject } from '../domain/comment.ts';
import { digest } from '../domain/digest.ts';
import type { Plan, Planned } from '../domain/plan.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen, realNumber } from '../domain/task.ts';
import { composed } from '../guard/judge.ts';
import { cleanPlan } from '../guard/plan.ts';
import { renderPlan, renderUnplanned } from '../report/plan.ts';
import { renderHistory } from '../report/plan-history.ts';
import type { PlanSight } from './plan-looking.ts';
import { cleaningOf, type Tick } from './tick.ts';

/** What the comment is to show. `failed`: planned anew, and nothing came of it that can stand. */
export type Shown =
  | { kind: 'new'; planned: Planned; source: string }
  | { kind: 'kept'; failed: readonly string[] }
  | { kind: 'refused'; faults: readonly string[]; models: readonly string[] }
  | { kind: 'unanswered' }
  /** As it is. */
  | { kind: 'left' };

export interface Wanted {
  number: number;
  sight: PlanSight;
  shown: Shown;
  approval: Call | null;
}

/** Null: it says already what it is to say. */
export function planComment(tick: Tick, ledger: Ledger, wanted: Wanted): Proposal | null {
  const { number, sight } = wanted;
  const body = bodyOf(tick, ledger, wanted);
  if (body === null) return null;
  const clean = composed(body, cleaningOf(tick));
  const place = { purpose: 'plan', on: 'issue', number, task: null } as const;
  const subject = commentSubject(place);
  const { comment } = sight;
  // Somebody who may write wants it planned.
  if (!comment) return { kind: 'post-comment', subject, ...place, body: clean, asked: true };
  if (comment.digest === digest(clean, 16)) return null;
  return { kind: 'edit-comment', subject, ...place, comment: comment.comment, body: clean };
}

function bodyOf(tick: Tick, ledger: Ledger, { number, sight, shown, approval }: Wanted): string | null {
  if (shown.kind === 'left') return null;
  if (shown.kind === 'unanswered') return renderUnplanned([]);
  if (shown.kind === 'refused') return renderUnplanned(shown.faults, { models: shown.models });
  const fresh = shown.kind === 'new';
  const kept = fresh ? { source: shown.source, plan: shown.planned.plan } : sight.shown;
  if (!kept) return null;
  const cleaning = cleaningOf(tick);
  const plan = fresh ? kept.plan : cleanPlan(kept.plan, cleaning);
  const denied = fresh ? undefined : deniedOf(sight, approval);
  const { caps, labels } = tick.config;
  return renderPlan({
    ...{ number, plan, approved: approval, label: labels.approved },
    states: new Map(plan.stories.map((story) => [story.key, stateOfStory(ledger, number, story)])),
    strays: straysOf(ledger, number, plan),
    denied: denied ? { by: denied.by, said: denied.said } : null,
    edited: !fresh && kept.source !== sight.source,
    failed: shown.kind === 'kept' ? shown.failed : [],
    kept: { source: kept.source, plan: kept.plan },
    history: fresh ? renderHistory(shown.planned) : (sight.shown?.history ?? EDITED),
    caps: { open: caps['open-tasks'], day: caps['new-issues-a-day'], week: caps['notifications-a-week'] },
  });
}

const EDITED = '<sub>How it came about was edited by hand, and is not shown any more.</sub>';

/** The newest that was not followed; once somebody who may has approved, nobody asks any more. */
const deniedOf = ({ denied }: PlanSight, approval: Call | null) =>
  denied.findLast(({ word, at }) => word !== 'unapprove' && (approval === null || at > approval.at));

const straysOf = (ledger: Ledger, number: number, plan: Plan): number[] =>
  strayTasks(ledger, number, plan)
    .flatMap((task) => (isOpen(task) ? (realNumber(task.number) ?? []) : []))
    .sort((a, b) => a - b);
