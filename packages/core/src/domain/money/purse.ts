/** What one run spends of what it holds: each call is let through before it is sent, and charged after. */
import type { Budgets } from '../budget-settings.ts';
import type { Call } from '../model.ts';
import { MONEY_TIMES } from './account.ts';
import { type Amount, NOTHING, plus, sumOf, usdText } from './amount.ts';
import type { Ceiling } from './ceiling.ts';
import type { Hold, SpentCall } from './event.ts';
import { costOf, isUnbilled } from './price.ts';
import { allTokens } from './tokens.ts';

/** A call that was let through: its ceiling is kept free until it is settled. */
export interface Slip {
  readonly ceiling: Ceiling;
  readonly kept: Amount;
}

export type Admission = { ok: true; slip: Slip } | { ok: false; reason: string };

/** A batch that is out: what may come of it stays held, under a token of its own. */
export interface Out extends Amount {
  token: string;
}

/** What the ledger is told when the run is done. */
export interface Settlement {
  token: string;
  calls: SpentCall[];
  charged: Amount;
  out: Out[];
}

type Bounds = Pick<Budgets, 'call' | 'countsAll'>;

interface PurseOptions {
  /** Milliseconds since the read before the reserve after which nothing is let through any more. */
  act?: number;
  /** Amounts may be read where it is told why something was not let through. */
  showsAmounts?: boolean;
}

export class Purse {
  readonly #hold: Pick<Hold, 'token' | 'micro' | 'tokens'>;
  readonly #bounds: Bounds;
  readonly #act: number;
  readonly #showsAmounts: boolean;
  readonly #open = new Set<Slip>();
  readonly #out = new Map<string, Amount>();
  readonly #calls: SpentCall[] = [];
  #charged = NOTHING;

  constructor(hold: Pick<Hold, 'token' | 'micro' | 'tokens'>, bounds: Bounds, options: PurseOptions = {}) {
    this.#hold = hold;
    this.#bounds = bounds;
    this.#act = options.act ?? MONEY_TIMES.act;
    this.#showsAmounts = options.showsAmounts ?? true;
  }

  left(): Amount {
    const gone = sumOf([this.#charged, this.#kept(), ...this.#out.values()]);
    return { micro: Math.max(0, this.#hold.micro - gone.micro), tokens: Math.max(0, this.#hold.tokens - gone.tokens) };
  }

  /** `age`: milliseconds since the read that came before the reserve. */
  admit(ceiling: Ceiling, age: number): Admission {
    const isLate = age > this.#act;
    const reason = isLate
      ? 'too much time has passed since it was reserved'
      : refusal(ceiling, this.left(), { ...this.#bounds, showsAmounts: this.#showsAmounts });
    if (reason !== null) return { ok: false, reason };
    const slip = { ceiling, kept: keptFor(ceiling, this.#bounds) };
    this.#open.add(slip);
    return { ok: true, slip };
  }

  /**
   * Frees what was kept for the call and charges what was sent instead: each call that the reply names. Null: nobody knows
   * whether any was sent, so it is charged in full. Gives back the calls with what each cost.
   */
  settle(slip: Slip, sent: readonly Call[] | null): SpentCall[] {
    this.#close(slip);
    const calls = (sent ?? []).map((call) => spentCall(call, slip.ceiling));
    const counted = calls.map((call) => countedOf(call, slip.ceiling, this.#bounds));
    this.#charged = plus(this.#charged, sent === null ? slip.kept : sumOf(counted));
    this.#calls.push(...calls);
    return calls;
  }

  /** It went out in a batch: what was kept for it goes over to the batch's own hold. */
  defer(slip: Slip, token: string): void {
    this.#close(slip);
    this.#out.set(token, plus(this.#out.get(token) ?? NOTHING, slip.kept));
  }

  /** What was let through and never settled is charged in full. */
  settlement(): Settlement {
    return {
      token: this.#hold.token,
      calls: [...this.#calls],
      charged: plus(this.#charged, this.#kept()),
      out: [...this.#out].map(([token, amount]) => ({ token, ...amount })),
    };
  }

  #kept(): Amount {
    return sumOf([...this.#open].map(({ kept }) => kept));
  }

  #close(slip: Slip): void {
    if (!this.#open.delete(slip)) throw new Error('a call is settled that was not let through, or was settled before');
  }
}

/** What a call may take of the two budgets: of money where its price is known, of tokens where those are counted. */
const keptFor = ({ micro, tokens }: Ceiling, { countsAll }: Bounds): Amount => ({
  micro: micro ?? 0,
  tokens: micro === null || countsAll ? tokens : 0,
});

function refusal(ceiling: Ceiling, left: Amount, budgets: Bounds & { showsAmounts: boolean }): string | null {
  const { micro, tokens } = keptFor(ceiling, budgets);
  const isDear = micro > budgets.call.micro;
  if (!budgets.showsAmounts && (isDear || micro > left.micro))
    return `it may cost more than ${isDear ? 'a call may' : 'is left'}`;
  if (isDear) return `it may cost ${usdText(micro)}, where a call may ${usdText(budgets.call.micro)}`;
  if (tokens > budgets.call.tokens)
    return `it may use ${counted(tokens)}, where a call may ${counted(budgets.call.tokens)}`;
  if (micro > left.micro) return `it may cost ${usdText(micro)}, and ${usdText(left.micro)} is left`;
  return tokens > left.tokens ? `it may use ${counted(tokens)}, and ${counted(left.tokens)} are left` : null;
}

const counted = (tokens: number): string => `${tokens.toLocaleString('en-US')} tokens`;

/** A call of which nobody knows what it used is charged as much as it can have, unless its vendor said no to it. */
export function spentCall(call: Call, { price, micro }: Pick<Ceiling, 'price' | 'micro'>): SpentCall {
  if (call.tokens !== null) return { ...call, micro: price && costOf(call.tokens, call.lane, price) };
  return isUnbilled(call) ? { ...call, micro: 0 } : { ...call, micro, assumed: true };
}

function countedOf(call: SpentCall, ceiling: Ceiling, { countsAll }: Bounds): Amount {
  const isCounted = countsAll || ceiling.price === null;
  const used = call.tokens === null ? (call.assumed ? ceiling.tokens : 0) : allTokens(call.tokens);
  return { micro: call.micro ?? 0, tokens: isCounted ? used : 0 };
}
