/** What Steward learned from what became of its suggestions, and how a rule that went quiet is woken. */
import type { Config } from '../domain/config.ts';
import { QUIET_AFTER, quietRules } from '../domain/lessons.ts';
import { codeSpan } from '../domain/markdown.ts';
import type { State } from '../domain/state.ts';

const MOST_MONTHS = 3;
const MOST_RULES = 12;

/** All that was done and rejected, then month by month. */
export function soFar(state: Pick<State, 'counts' | 'months'>): string {
  const { done, rejected } = state.counts;
  const total = done + rejected === 0 ? [] : [`${done} done · ${rejected} rejected`];
  return [...total, ...monthLines(state)].join('  \n');
}

/** `2026-11: 12 suggested, 7 accepted, 2 rejected, 4 done`, the newest first. */
const monthLines = ({ months }: Pick<State, 'months'>): string[] =>
  Object.entries(months)
    .filter(([, month]) => Object.values(month).some((count) => count > 0))
    .sort(([a], [b]) => (a > b ? -1 : 1))
    .slice(0, MOST_MONTHS)
    .map(
      ([name, { suggested, accepted, rejected, done }]) =>
        `${name}: ${suggested} suggested, ${accepted} accepted, ${rejected} rejected, ${done} done`,
    );

/** Rules that went quiet, then those that people answered, the most answered first. */
export function learnedLines({ lessons }: Pick<State, 'lessons'>, { rules }: Pick<Config, 'rules'>): string[] {
  const quiet = quietRules(lessons, rules);
  const answered = Object.entries(lessons.rules)
    .filter(([name, [, accepted, rejected]]) => accepted + rejected > 0 && !quiet.includes(name))
    .sort(([a, [, yesA, noA]], [b, [, yesB, noB]]) => yesB + noB - yesA - noA || (a < b ? -1 : 1))
    .slice(0, MOST_RULES)
    .map(([name, [, accepted, rejected]]) => `${codeSpan(name)} ${accepted} of ${accepted + rejected}`);
  return [
    ...quiet
      .slice(0, MOST_RULES)
      .map(
        (name) =>
          `- ${codeSpan(name)} is quiet: ${QUIET_AFTER} in a row were rejected. ${codeSpan(`rules.${name}.enabled: true`)} in \`.github/steward.yml\` wakes it`,
      ),
    ...(answered.length > 0 ? [`- Accepted: ${answered.join(' · ')}`] : []),
  ];
}
