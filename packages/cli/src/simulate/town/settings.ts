/** What the owner writes for Steward: its configuration, wrong at times and mended later, and the goals. */

import { UserError } from '@steward/core/domain/failure.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import type { Dice } from '@steward/sandbox/dice.ts';
import { type Change, FAULT_RULES, textAt } from './codebase.ts';
import type { Crew } from './crew.ts';
import type { Site } from './faults.ts';
import { capital, errand } from './phrases.ts';

export const CONFIGURATION = '.github/steward.yml';
export const GOALS = '.github/steward/goals.md';

/** What the town lives with, and so its configurations too. */
export interface Means {
  crew: Crew | null;
  budgets: ((dice: Dice) => string) | null;
}

/** The configuration of the first day. */
export const FIRST = 'mode: assist\n';

/** What the configuration begins with, and what it says of agents where there are any. */
export const firstConfiguration = ({ crew, budgets }: Means, dice: Dice): string =>
  [
    FIRST,
    crew && `caps: { agent-pull-requests: 5, notifications-a-week: 40 }\n${crew.settings(dice)}`,
    budgets?.(dice.of('budgets')),
  ].join('');

/** So little that a day and a month are spent before they end: a question costs a few tenths of a thousandth. */
export function tightBudgets(dice: Dice): string {
  const thousandths = (least: number, most: number): string => (dice.between(least, most) / 1_000).toFixed(3);
  const [call, day, month] = [thousandths(4, 6), thousandths(3, 7), thousandths(5, 12)];
  const lane = dice.happens(0.4) ? 'models: { specify: { lane: now } }\n' : '';
  const reserve = dice.of('reserve').happens(0.5) ? ', reserve: 0.001' : '';
  return `budgets: { call: ${call}, day: ${day}, month: ${month}${reserve} }\n${lane}`;
}

/** Each part may be there or not; a mode always is. */
export function configuration(dice: Dice, { crew, budgets }: Means): string {
  const mode = dice.weigh([
    ['assist', 8],
    ['suggest', 2],
    ['autopilot', 1],
    ['observe', 0.7],
  ]);
  const parts = [`mode: ${mode}`];
  if (dice.happens(0.5)) {
    parts.push(
      'caps:',
      `  suggestions: ${dice.between(0, 8)}`,
      `  open-tasks: ${dice.between(1, 10)}`,
      `  new-issues-a-day: ${dice.between(0, 4)}`,
      `  notifications-a-week: ${dice.between(1, 14)}`,
    );
  }
  if (dice.happens(0.5)) {
    const rule = dice.pick(FAULT_RULES);
    parts.push(
      'rules:',
      `  ${rule}:`,
      dice.happens(0.6) ? '    enabled: false' : `    weight: 0.${dice.between(1, 9)}`,
    );
  }
  if (dice.happens(0.3)) parts.push('exclude:', `  - ${dice.pick(['odd/**', 'metering/**', 'docs/', '"*.go"'])}`);
  if (dice.happens(0.2)) parts.push(`daily-hour: ${dice.between(0, 23)}`);
  return [`${parts.join('\n')}\n`, crew?.settings(dice.of('hand-off')), budgets?.(dice.of('budgets'))].join('');
}

const WRONG: readonly ((text: string) => string)[] = [
  (text) => `${text}caps:\n  new-issues-a-day: many\n  new-issue-a-day: 2\n`,
  (text) => text.replace(/^mode: .*$/m, 'mode: assit'),
  (text) => `${text}models:\n  - gpt\n`,
  (text) => `${text}exclude: [unclosed\n`,
  (text) => `${text}mode: assist\n`,
  (text) => `&a ${text}__proto__: *b\n`,
  () => '- a list\n- not settings\n',
  () => '\t\u0007{',
];

/** Whether Steward can obey it. */
export function isValid(text: string): boolean {
  try {
    readConfiguration(text, CONFIGURATION);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

const writing = (text: string, message: string): Change => ({
  kind: 'configured',
  message,
  files: { [CONFIGURATION]: text },
});

export function otherConfiguration({ dice, ...means }: Means & { dice: Dice }): Change {
  const text = configuration(dice, means);
  if (!dice.happens(0.25)) return writing(text, 'Set Steward up anew');
  return writing(dice.pick(WRONG)(text), 'Set Steward up anew, in haste');
}

/** What was obeyed before, or the plainest there is. */
export const mendedConfiguration = (before: string, { dice, ...means }: Means & { dice: Dice }): Change =>
  writing(
    before !== '' && isValid(before) ? before : firstConfiguration(means, dice.of('hand-off')),
    'Mend the configuration',
  );

export function otherGoals({ dice, code }: Site): Change {
  const goals = Array.from({ length: dice.between(1, 4) }, () => `- ${capital(errand(dice))}`);
  const files = {
    [GOALS]: dice.happens(0.1) && textAt(code, GOALS) !== '' ? null : `# Goals\n\n${goals.join('\n')}\n`,
  };
  return { kind: 'goals', message: 'Want other things', files };
}
