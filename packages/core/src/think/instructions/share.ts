/** How much of each part a text of instructions shows, and which gives way first where it would be too long. */
import type { CleanAssignment } from '../../domain/assignment.ts';

/**
 * In the order in which they give way: characters of the person's text, halved; hints, the oldest first; evidence, from the
 * end; what is assumed and not asked for; the rules of the category; last of all criteria, from the end, and never the
 * first. The rest always stands.
 */
export interface Share {
  report: number;
  hints: number;
  evidence: number;
  asides: number;
  part: number;
  criteria: number;
}

const MOST = { hints: 6, evidence: 10, criteria: 20 };
/** Less of a text than this says nothing. */
const LEAST_REPORT = 250;

export const fullShare = ({ task, hints, report }: CleanAssignment): Share => ({
  report: report?.text.length ?? 0,
  hints: Math.min(hints.length, MOST.hints),
  evidence: Math.min(task.evidence.length, MOST.evidence),
  asides: 1,
  part: 1,
  criteria: Math.min(task.criteria.length, MOST.criteria),
});

/** The next smaller share; null where nothing gives way any more. */
export function less(share: Share): Share | null {
  const { report, hints, evidence, asides, part, criteria } = share;
  if (report > 0) return { ...share, report: report < 2 * LEAST_REPORT ? 0 : Math.floor(report / 2) };
  if (hints > 0) return { ...share, hints: hints - 1 };
  if (evidence > 0) return { ...share, evidence: evidence - 1 };
  if (asides > 0) return { ...share, asides: 0 };
  if (part > 0) return { ...share, part: 0 };
  return criteria > 1 ? { ...share, criteria: criteria - 1 } : null;
}
