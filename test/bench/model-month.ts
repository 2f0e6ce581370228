/** What models cost in a simulated month, by default, with all that saves money off, and with each of it alone. */
import { usdOf } from '@steward/core/domain/money/amount.ts';
import type { BenchOptions, Row } from './measurement.ts';
import { type MonthEnd, type MonthOptions, playMonth } from './month.ts';

const MONTH = 30;
/** Days of those that ask anew at each tick, and of the rest; each is told as a month at that pace, and says its days. */
const SHORT = { off: 1, busy: 0.5, idle: 4 };

const OFF = { gate: false, cache: false, batch: false } as const;

const VARIANTS: Readonly<Record<string, Partial<MonthOptions>>> = {
  'the gate alone off': { gate: false },
  'the cache alone off': { cache: false },
  'the batch lane alone off': { batch: false },
  'the gate alone on': { ...OFF, gate: true },
  'the cache alone on': { ...OFF, cache: true },
  'the batch lane alone on': { ...OFF, batch: true },
};

/** Millionths of a dollar in a month at this pace. */
export const monthlyOf = ({ bill, days }: Pick<MonthEnd, 'bill' | 'days'>): number => (bill / days) * MONTH;

export async function modelMonth({ quick, folder }: BenchOptions): Promise<Row[]> {
  const usual = await playMonth({ folder, days: quick ? SHORT.idle : MONTH });
  const off = await playMonth({ folder, days: SHORT.off, ...OFF });
  const rows = usualRows(usual, off);
  for (const [name, switches] of Object.entries(VARIANTS)) {
    const days = switches.gate === false ? SHORT.busy : SHORT.idle;
    rows.push(variantRow(name, await playMonth({ folder, days, ...switches }), off));
  }
  // By default all that is to be asked of a run stands in one question, so a cache shows only where that is not so.
  const apart = { folder, days: SHORT.busy, ...OFF, most: 2_900 };
  const uncached = await playMonth(apart);
  rows.push(variantRow('one task a question, all three off', uncached, off));
  rows.push(variantRow('one task a question, the cache alone on', await playMonth({ ...apart, cache: true }), off));
  return rows;
}

function usualRows(usual: MonthEnd, off: MonthEnd): Row[] {
  const { bill, charged, accepted, quiet, askedQuietly, ticks } = usual;
  if (charged < bill || charged > bill + usual.answers)
    throw new Error(`the ledger charged ${charged} millionths of a dollar, and vendors would ${bill}`);
  return [
    {
      ...{ name: 'models: USD an accepted task', measured: `${usd(bill / accepted)}, ${accepted} accepted` },
      ...{ ratio: usdOf(bill / accepted), against: '1 USD', anchor: '' },
    },
    {
      ...{ name: 'models: USD a month', measured: `${usd(monthlyOf(usual))}; ${wordsOf(usual)}` },
      ...{
        ratio: monthlyOf(usual) / monthlyOf(off),
        against: `gate, cache and batch lane off (${usd(monthlyOf(off))}; ${wordsOf(off)})`,
      },
      anchor: '',
    },
    {
      ...{ name: 'models: questions of quiet ticks', measured: `${askedQuietly}, in ${quiet} of ${ticks} ticks` },
      ...{ ratio: askedQuietly, against: 'none', anchor: '' },
    },
  ];
}

/** No bound: what each of it saves follows from the others. */
function variantRow(name: string, end: MonthEnd, off: MonthEnd): Row {
  const share = (monthlyOf(end) / monthlyOf(off)).toFixed(3);
  const measured = `${usd(monthlyOf(end))}, ${share} of all three off; ${wordsOf(end)}`;
  return { name: `models: USD a month, ${name}`, measured, ratio: null, against: '', anchor: '' };
}

const usd = (micro: number): string => `${usdOf(micro).toFixed(4)} USD`;

function wordsOf({ days, answers, tokens }: MonthEnd): string {
  const prompt = tokens.input + tokens.cacheRead + tokens.cacheWrite + tokens.cacheWriteLong;
  const share = prompt === 0 ? 0 : Math.round((100 * tokens.cacheRead) / prompt);
  return `${answers} answers in ${days === 1 ? 'a day' : `${days} days`}, ${share} % of prompts cached`;
}
