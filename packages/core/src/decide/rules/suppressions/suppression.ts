/** A check that is switched off, as each language's reader tells of it. */

export interface Suppression {
  line: number;
  /** What is switched off, as people search for it. */
  directive: string;
  scope: 'file' | 'line';
  /** 0 to 1, before place and churn. */
  breadth: number;
  reason: string;
  /** The one rule that is switched off; absent where it is every rule. */
  narrow?: string;
}
export type Found = Omit<Suppression, 'line'> | null;

export const off = (directive: string, scope: 'file' | 'line', breadth: number, reason = ''): Found => ({
  directive,
  scope,
  breadth,
  reason: reason.replace(/^[\s:–—-]+/, ''),
});

/** A rule by which lost errors are found. */
const LOST_ERRORS =
  /^(?:errcheck|BLE001|E722|S110|(?:@typescript-eslint\/)?no-floating-promises|Lint\/SuppressedException|(?:PMD\.)?EmptyCatchBlock|FutureReturnValueIgnored|CheckReturnValue|ReturnValueIgnored|bugprone-(?:unused-return-value|empty-catch)|cert-err33-c|-Wunused-result|Generic\.CodeAnalysis\.EmptyStatement\.DetectedCatch)$/;

export function unexplained(directive: string, rules: string, reason = ''): Found {
  const rule = rules.split(',').find((one) => LOST_ERRORS.test(one.trim()));
  if (rule === undefined || /\p{L}{2}/u.test(reason)) return null;
  return { directive, scope: 'line', breadth: 0.25, reason: '', narrow: rule.trim() };
}
