/** What a model drafts for a person's issue: criteria and what it took for granted. The issue's own words stay as they are. */
import { estimateWithin } from '../../domain/estimate.ts';
import { kitNamed } from '../../domain/starter-kits.ts';
import type { Specification } from '../../domain/task.ts';
import { isAboutKits, madeFrom, NO_KIT } from '../types/new-project.ts';
import { type Bounds, readAssumptions, readCriteria } from './criteria.ts';
import { memberOf } from './reading.ts';

/** `warning`: why the template stands in, in part or whole. */
export function readDraftedCriteria<S extends Specification>(
  value: unknown,
  draft: S,
  bounds: Bounds,
): { specification: S; warning: string | null } {
  const own = withKit(draft, memberOf(value, 'kit'), bounds);
  const criteria = readCriteria(memberOf(value, 'criteria'), own, bounds);
  if (criteria === null) {
    return { specification: draft, warning: 'The model drafted no criteria that can stand: the template stands in.' };
  }
  const estimate = memberOf(value, 'estimate');
  return {
    specification: {
      ...draft,
      criteria,
      assumptions: readAssumptions(memberOf(value, 'assumptions'), own, bounds) ?? own.assumptions,
      estimate:
        typeof estimate === 'number' && Number.isFinite(estimate) && estimate > 0
          ? estimateWithin(estimate, draft.estimate)
          : draft.estimate,
    },
    warning: null,
  };
}

/** With the kit that the model chose among the owner's, in the words of the template; where that named one, it stands. */
function withKit(draft: Specification, kit: unknown, { kits }: Bounds): Specification {
  const name = draft.type === 'new-project' && typeof kit === 'string' ? kitNamed(kits, kit) : null;
  const isOpen = draft.criteria.some(({ text }) => text === NO_KIT);
  if (name === null || !isOpen) return draft;
  return {
    ...draft,
    criteria: draft.criteria.map((one) => (one.text === NO_KIT ? { ...one, ...madeFrom(name) } : one)),
    assumptions: draft.assumptions.filter((one) => !isAboutKits(one)),
  };
}
