/** What an owner may set of what models may cost. */
import * as v from 'valibot';
import type { ConfigFault, Readable } from './config-faults.ts';
import { type Amount, type Micro, microOf, usdText } from './money/amount.ts';

/** Which calls a budget of tokens counts. */
export const COUNTED = ['unpriced', 'all'] as const;

interface Figures {
  call: number;
  attempt: number;
  day: number;
  month: number;
  reserve: number;
  'tokens-a-call': number;
  'tokens-a-day': number;
  'reserve-tokens': number;
  'tokens-of': (typeof COUNTED)[number];
}

const DEFAULT: Figures = {
  ...{ call: 0.5, attempt: 2, day: 5, month: 50, reserve: 0 },
  ...{ 'tokens-a-call': 200_000, 'tokens-a-day': 500_000, 'reserve-tokens': 0, 'tokens-of': 'unpriced' },
};

/** Budgets that an owner can name instead of setting them. */
export const BUDGET_PRESETS = {
  // As an earlier system had them: too few tokens for an agent's attempt.
  siso: {
    ...{ day: 50, month: 1_000, 'tokens-a-call': 10_000, 'tokens-a-day': 100_000 },
    ...{ 'reserve-tokens': 50_000, 'tokens-of': 'all' },
  },
} as const satisfies Record<string, Partial<Figures>>;

type PresetName = keyof typeof BUDGET_PRESETS;

const usd = (most: number, description: string) =>
  v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(most), v.description(description)));
const tokens = (description: string) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000), v.description(description)));
const orElse = (key: keyof Figures): string => `${DEFAULT[key].toLocaleString('en-US')} if absent`;

export const BUDGETS = v.optional(
  v.pipe(
    v.strictObject({
      preset: v.optional(
        v.pipe(
          v.picklist(Object.keys(BUDGET_PRESETS) as PresetName[]),
          v.description(
            'Ready budgets, which the other keys change. siso: 50 USD a day and 1,000 a month; of all calls, 100,000 tokens a day with 50,000 of them in reserve, and 10,000 a call',
          ),
        ),
      ),
      call: usd(1_000, `US dollars that one call of a model may cost at most; ${orElse('call')}`),
      attempt: usd(
        10_000,
        `The same for one attempt at work: for all that one run asks, in however many rounds; ${orElse('attempt')}`,
      ),
      day: usd(100_000, `The same for a day (UTC), all runs together; 0: no model is asked; ${orElse('day')}`),
      month: usd(1_000_000, `The same for a month; ${orElse('month')}`),
      reserve: usd(
        100_000,
        `What of each of the last two only incidents may use, which are workflows and deployments of the default branch that failed; ${orElse('reserve')}`,
      ),
      'tokens-a-call': tokens(`Tokens of one call whose price is unknown; ${orElse('tokens-a-call')}`),
      'tokens-a-day': tokens(`The same for a day, all runs together; ${orElse('tokens-a-day')}`),
      'reserve-tokens': tokens(`What of that only incidents may use; ${orElse('reserve-tokens')}`),
      'tokens-of': v.optional(
        v.pipe(
          v.picklist(COUNTED),
          v.description(
            'Whether tokens are counted only of calls whose price is unknown, or of all; unpriced if absent',
          ),
        ),
      ),
    }),
    v.description('Bounds of what models may use, reserved before they are asked and never passed'),
  ),
  {},
);

export type BudgetSettings = v.InferOutput<typeof BUDGETS>;

/** The bounds that hold. */
export interface Budgets {
  call: Amount;
  attempt: Micro;
  day: Amount;
  month: Micro;
  /** What of each of those only incidents may use. */
  reserve: Amount;
  /** Whether tokens of calls with a price count too. */
  countsAll: boolean;
}

/** As an owner writes them, each with what holds where nothing is written. */
export function figuresOf(settings: Readable<BudgetSettings>): Figures {
  const set = Object.entries(settings).filter(([key, value]) => key !== 'preset' && value !== undefined);
  return { ...DEFAULT, ...(settings.preset && BUDGET_PRESETS[settings.preset]), ...Object.fromEntries(set) };
}

export function budgetsOf(settings: BudgetSettings): Budgets {
  const figures = figuresOf(settings);
  return {
    call: { micro: microOf(figures.call), tokens: figures['tokens-a-call'] },
    attempt: microOf(figures.attempt),
    day: { micro: microOf(figures.day), tokens: figures['tokens-a-day'] },
    month: microOf(figures.month),
    reserve: { micro: microOf(figures.reserve), tokens: figures['reserve-tokens'] },
    countsAll: figures['tokens-of'] === 'all',
  };
}

/** A reserve that leaves nothing for anything else. */
export function budgetFaults(settings: Readable<BudgetSettings> = {}): ConfigFault[] {
  const { reserve, day, month, ...figures } = figuresOf(settings);
  const least = Math.min(day, month);
  const isMoney = reserve > 0 && reserve >= least;
  const isTokens = figures['reserve-tokens'] > 0 && figures['reserve-tokens'] >= figures['tokens-a-day'];
  return [
    ...(isMoney ? [reserveFault(settings, 'reserve', usdText(microOf(least)), day <= month ? 'day' : 'month')] : []),
    ...(isTokens
      ? [reserveFault(settings, 'reserve-tokens', figures['tokens-a-day'].toLocaleString('en-US'), 'tokens-a-day')]
      : []),
  ];
}

/** Where the reserve is a preset's, what the owner set is at fault. */
const reserveFault = (
  settings: Readable<BudgetSettings>,
  key: 'reserve' | 'reserve-tokens',
  whole: string,
  of: keyof BudgetSettings,
): ConfigFault => ({
  path: ['budgets', settings[key] === undefined ? of : key],
  fault: `with that reserve nothing of the ${whole} is left for anything but incidents`,
  remedy: `give a smaller \`${key}\`, or a larger \`${of}\``,
});
