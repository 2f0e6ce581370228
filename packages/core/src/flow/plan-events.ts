/** What a look at a planned issue means for the ledger: stories that may be opened, and those that may not any more. */
import { stateOfStory, storySpecification, strayTasks } from '../decide/planning/stories.ts';
import type { Call } from '../domain/command.ts';
import type { LedgerEvent } from '../domain/event.ts';
import type { Plan } from '../domain/plan.ts';
import type { Proposal, Refusal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import type { JudgeThem } from './plan-findings.ts';
import { specificationOf } from './tick.ts';

/** `approval`: of the plan that is shown and stays; null: nobody's. */
export type PlanMeaning =
  | { number: number; kind: 'ended' }
  | { number: number; kind: 'shown'; plan: Plan; approval: Call | null }
  | { number: number; kind: 'none' };

interface Meant {
  events: LedgerEvent[];
  refused: Refusal[];
}

interface PlanCourt {
  url: string;
  judge: JudgeThem;
}

export function meaningEvents(ledger: Ledger, meaning: PlanMeaning, court: PlanCourt): Meant {
  const { number } = meaning;
  if (meaning.kind === 'ended') {
    const ended: LedgerEvent[] = ledger.state.plans?.[number] ? [{ kind: 'plan-ended', number }] : [];
    return { events: [...ended, ...withdrawn(ledger, number, null)], refused: [] };
  }
  const wanted: LedgerEvent[] = ledger.state.plans?.[number] ? [] : [{ kind: 'plan-wanted', number }];
  const { events, refused } = standingEvents(ledger, meaning, court);
  return { events: [...wanted, ...events], refused };
}

function standingEvents(
  ledger: Ledger,
  meaning: Exclude<PlanMeaning, { kind: 'ended' }>,
  { url, judge }: PlanCourt,
): Meant {
  const { number, kind } = meaning;
  const approval = kind === 'shown' ? meaning.approval : null;
  if (kind === 'none' || approval === null) return { events: withdrawn(ledger, number, null), refused: [] };
  const { plan } = meaning;
  const known = ledger.state.plans?.[number]?.approved;
  const approved: LedgerEvent[] =
    known?.at === approval.at ? [] : [{ kind: 'plan-approved', number, by: approval.by, given: approval.at }];
  const fresh = plan.stories.filter((story) => stateOfStory(ledger, number, story).state === 'new');
  const stories = fresh.map((story): Proposal => {
    const specification = storySpecification(plan, story, { of: number, url });
    return { kind: 'suggest', subject: specification.id, specification, placeless: true, asked: true };
  });
  const judged = judge(ledger, stories);
  const opened = judged.approved.flatMap((effect): LedgerEvent[] =>
    effect.kind === 'suggest'
      ? [
          { kind: 'suggested', specification: effect.specification },
          { kind: 'approved', task: effect.subject, by: approval.by, given: approval.at },
        ]
      : [],
  );
  return { events: [...approved, ...withdrawn(ledger, number, plan), ...opened], refused: judged.refused };
}

/** What waits to be opened and is no story of an approved plan any more. What is an issue stays. */
function withdrawn(ledger: Ledger, number: number, plan: Plan | null): LedgerEvent[] {
  const claimed = new Set(Object.values(ledger.state.claims).map(({ subject }) => subject));
  return strayTasks(ledger, number, plan)
    .filter(({ id, status }) => status === 'suggested' && !claimed.has(id))
    .map((task) => ({
      ...{ kind: 'withdrawn', task: task.id, reason: 'its plan is not approved any more' },
      specification: specificationOf(task),
    }));
}
