/** What a model drafts for a person's issue: criteria and what it took for granted. The issue's own words stay as they are. */
import { estimateWithin } from '../../domain/estimate.ts';
import { kitNamed } from '../../domain/starter-kits.ts';
import type { Criterion, Specification } from '../../domain/task.ts';
import { madeFrom, NO_KIT } from '../types/new-project.ts';
import { type Bounds, MOST_CRITERIA, readAssumptions, readCriteria } from './criteria.ts';
import { memberOf } from './reading.ts';

/** `warning`: why the template stands in, in part or whole. */
export function readDraftedCriteria<S extends Specification>(
  value: unknown,
  draft: S,
  bounds: Bounds,
): { specification: S; warning: string | null } {
  const criteria = readCriteria(memberOf(value, 'criteria'), draft, bounds);
  if (criteria === null) {
    return { specification: draft, warning: 'The model drafted no criteria that can stand: the template stands in.' };
  }
  const estimate = memberOf(value, 'estimate');
  return {
    specification: {
      ...draft,
      criteria: withKit(criteria, memberOf(value, 'kit'), draft, bounds),
      assumptions: readAssumptions(memberOf(value, 'assumptions'), draft, bounds) ?? draft.assumptions,
      estimate:
        typeof estimate === 'number' && Number.isFinite(estimate) && estimate > 0
          ? estimateWithin(estimate, draft.estimate)
          : draft.estimate,
    },
    warning: null,
  };
}

/** The kit that the model chose among the owner's, first, in the words of the template; where that named one, it stands. */
function withKit(criteria: readonly Criterion[], kit: unknown, draft: Specification, { kits }: Bounds): Criterion[] {
  const name = draft.type === 'new-project' && typeof kit === 'string' ? kitNamed(kits, kit) : null;
  const isNamed = draft.criteria.some(({ text }) => text.startsWith('It is made from '));
  if (name === null || isNamed) return [...criteria];
  const rest = criteria.filter(({ text }) => text !== NO_KIT).map(({ n: _, ...criterion }) => criterion);
  return [madeFrom(name), ...rest].slice(0, MOST_CRITERIA + 1).map((one, index) => ({ n: index + 1, ...one }));
}
