/** What models may cost is never passed by more than one call may, what is in reserve is left to incidents, and people are told once. */
import { apply } from '@steward/core/domain/apply.ts';
import { type Budgets, budgetsOf } from '@steward/core/domain/budget-settings.ts';
import type { Config } from '@steward/core/domain/config.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { type Account, heldOf, monthOf } from '@steward/core/domain/money/account.ts';
import { usdText } from '@steward/core/domain/money/amount.ts';
import type { MoneyEvent } from '@steward/core/domain/money/event.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { dayOf } from '@steward/core/domain/time.ts';
import type { Transaction } from '../shadow.ts';
import { InForce } from './in-force.ts';
import type { Invariant, Scene } from './invariant.ts';

/** A budget that was lowered holds from the next reserve on; what was spent before is spent. */
const MOST_DAYS = 32;

interface Sums {
  days: Map<string, number>;
  months: Map<string, number>;
}

export function money(): Invariant {
  const inForce = new InForce<Config['budgets']>(MOST_DAYS);
  const sums: Sums = { days: new Map(), months: new Map() };
  const told = new Set<string>();
  let last = 0;
  const bill = { now: 0, days: new Map<string, number>(), months: new Map<string, number>() };
  return {
    name: 'budgets of money are kept, and told of once',
    check(scene) {
      const { config, now, transactions } = scene;
      const budgets = inForce.at(now, config?.budgets ?? null).map(budgetsOf);
      if (transactions.some((one, at) => forgets(one, transactions[at - 1]?.after.state.sequence ?? last)))
        for (const known of [sums.days, sums.months, told]) known.clear();
      last = transactions.at(-1)?.after.state.sequence ?? last;
      return [
        ...transactions
          .filter(isOfMoney)
          .flatMap((one) => moneySteps(one, (step) => faultsOf(step, { budgets, sums, told }))),
        ...billed(scene, bill, budgets),
      ];
    },
  };
}

/** What was spent before memory was lost, or taken back to an earlier commit, is no more known to anybody. */
export const forgets = ({ before, events }: Transaction, last: number): boolean =>
  before.state.sequence < last || events.some(({ kind }) => kind === 'rebuilt');

const KINDS: readonly string[] = [
  'spending',
  'spent',
  'spending-expired',
  'money-warned',
] satisfies MoneyEvent['kind'][];

const isOfMoney = ({ events }: Transaction): boolean => events.some(({ kind }) => KINDS.includes(kind));

export interface MoneyStep {
  event: LedgerEvent;
  before: Ledger;
  after: Ledger;
  at: string;
}

export function moneySteps<T>({ events, before, at }: Transaction, take: (step: MoneyStep) => T[]): T[] {
  let ledger = before;
  return events.flatMap((event) => {
    const step = { event, before: ledger, after: apply(ledger, event, at), at };
    ledger = step.after;
    return take(step);
  });
}

interface Known {
  budgets: readonly Budgets[];
  sums: Sums;
  told: Set<string>;
}

function faultsOf(step: MoneyStep, { budgets, sums, told }: Known): string[] {
  const { event, after, before, at } = step;
  const account = after.state.money;
  if (account === undefined || budgets.length === 0) return [];
  if (event.kind === 'money-warned') return toldTwice(event, account, told);
  if (event.kind === 'spending' && before.state.lost !== null) return ['money is held while memory is lost'];
  const charge = chargeOf(step);
  const day = grown(sums.days, dayOf(at), charge);
  const month = grown(sums.months, monthOf(at), charge);
  const held = heldOf(account).micro;
  const most = (of: (budgets: Budgets) => number): number => Math.max(...budgets.map(of));
  const slack = most(({ call }) => call.micro);
  return [
    ...over(`on ${dayOf(at)}`, Math.max(day, account.today.micro) + held, most((all) => all.day.micro) + slack),
    ...over(`in ${monthOf(at)}`, Math.max(month, account.thisMonth) + held, most((all) => all.month) + slack),
    ...reserveTaken(step, account, most),
  ];
}

/** What is held for anything but incidents leaves what is in reserve; a batch that is out goes on with what was held before. */
function reserveTaken(
  { event, before }: MoneyStep,
  account: Account,
  most: (of: (budgets: Budgets) => number) => number,
): string[] {
  if (event.kind !== 'spending' || event.hold.incident || before.state.batches?.[event.hold.token]) return [];
  // Only tokens, for models whose price nobody knows: of the money nothing is taken, whatever incidents took.
  if (event.hold.micro === 0 || most(({ reserve }) => reserve.micro) === 0) return [];
  const held = heldOf(account).micro;
  return [
    ...over(
      'besides incidents',
      account.today.micro + held,
      most(({ day, reserve }) => day.micro - reserve.micro),
    ),
    ...over(
      'besides incidents',
      account.thisMonth + held,
      most(({ month, reserve }) => month - reserve.micro),
    ),
  ];
}

/** By what vendors answered at once, whatever the ledger says of it. Batches are paid from what was held for them on an earlier day. */
function billed(
  { bill, now }: Pick<Scene, 'bill' | 'now'>,
  known: { now: number; days: Map<string, number>; months: Map<string, number> },
  budgets: readonly Budgets[],
): string[] {
  if (bill === null || budgets.length === 0) return [];
  const at = new Date(now).toISOString();
  const [day, month] = [dayOf(at), monthOf(at)];
  const spent = bill.now - known.now;
  known.now = bill.now;
  const most = (of: (budgets: Budgets) => number): number => Math.max(...budgets.map(of));
  const slack = most(({ call }) => call.micro);
  return [
    ...over(`at vendors on ${day}`, grown(known.days, day, spent), most((all) => all.day.micro) + slack),
    ...over(`at vendors in ${month}`, grown(known.months, month, spent), most((all) => all.month) + slack),
  ];
}

/** Counted here, and not by what the account says. */
export function chargeOf({ event, before }: MoneyStep): number {
  if (event.kind !== 'spent' && event.kind !== 'spending-expired') return 0;
  const hold = before.state.money?.holds[event.token];
  if (hold === undefined) return 0;
  return event.kind === 'spent' ? event.charged.micro : hold.micro;
}

function grown(sums: Map<string, number>, key: string, charge: number): number {
  const sum = (sums.get(key) ?? 0) + charge;
  sums.set(key, sum);
  return sum;
}

const over = (when: string, spent: number, most: number): string[] =>
  spent > most ? [`${usdText(spent)} are spent or held ${when}, where ${usdText(most)} are the most that can be`] : [];

function toldTwice(
  { bound, step }: Extract<MoneyEvent, { kind: 'money-warned' }>,
  account: Account,
  told: Set<string>,
): string[] {
  const key = `${bound} ${step} ${bound === 'month' ? account.month : account.day}`;
  if (told.has(key)) return [`people are told twice that ${step} % of the ${bound} is used up`];
  told.add(key);
  return [];
}
