/** What alerts of both kinds share: which are grave, and how they are told where everybody reads. */
import type { Finding, RuleName } from '../../domain/evidence.ts';
import { counted } from '../../domain/markdown.ts';
import type { Alerts, Severity } from '../../domain/remote.ts';
import { citePage } from './page.ts';

const WEIGHTS: Partial<Record<Severity, number>> = { critical: 1, high: 0.75 };

/** Below that, Dependabot and the security tab tell enough. */
export const isGrave = ({ severity }: { severity: Severity | null }): boolean => weightOf(severity) > 0;

export const weightOf = (severity: Severity | null): number => (severity === null ? 0 : (WEIGHTS[severity] ?? 0));

/** By the words of its severity, or how many there are. */
export const alertReason = ({ facts: { severity, count } }: Finding): string =>
  severity === undefined ? counted(Number(count), 'open alert') : `${severity} severity`;

/** One finding for all of them, which says nothing but how many there are. */
export function countedAlerts(
  rule: RuleName,
  { count, more }: Extract<Alerts<never>, { kind: 'counted' }>,
  home: string,
): Finding[] {
  if (count === 0) return [];
  const page = { rule, shown: 'security tab', url: `${home}/security` };
  return [citePage(page, { cause: 'open', weight: 0.6, facts: { count, more } })];
}
