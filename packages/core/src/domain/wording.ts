/** Who is asked to word a task: by what found it and by what kind of work it is, never by what anybody says of it. */
import type { Origin } from './evidence.ts';
import type { Purpose } from './prompt.ts';
import type { Specification } from './task.ts';

export const WORDINGS = ['specify', 'diagnose', 'research'] as const satisfies readonly Purpose[];
export type Wording = (typeof WORDINGS)[number];

/**
 * What worked and does not any more, found on the default branch by rules alone: a stranger's issue is never one, whatever it
 * says. A grave alert is none either, since nothing of an alert is put before a model.
 */
const INCIDENTS: readonly Origin[] = ['failing-workflow', 'failed-deployment'];

/** It is asked about at once, and may be paid from what is in reserve. */
export const isIncident = ({ evidence: [first] }: Pick<Specification, 'evidence'>): boolean =>
  first !== undefined && INCIDENTS.includes(first.rule);

/** Of incidents the cause is looked for; what is to be read and answered rather than changed is put as questions. */
export function wordingOf(specification: Pick<Specification, 'evidence' | 'category'>): Wording {
  if (isIncident(specification)) return 'diagnose';
  return specification.category === 'analysis' ? 'research' : 'specify';
}
