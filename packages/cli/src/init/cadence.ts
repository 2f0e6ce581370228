/** How often Steward looks, and what that costs: a month has 30 days here, and GitHub rounds each job up to a minute. */

export const CADENCES = ['half-hourly', 'hourly', 'four-hourly', 'daily'] as const;
export type Cadence = (typeof CADENCES)[number];

const DAY = 24 * 60;

interface Rhythm {
  /** Beside the daily upkeep, which every cadence has; null: nothing beside it. */
  cron: string | null;
  runsADay: number;
}

export const RHYTHMS: Readonly<Record<Cadence, Rhythm>> = {
  'half-hourly': { cron: '7,37 * * * *', runsADay: 49 },
  hourly: { cron: '7 * * * *', runsADay: 25 },
  'four-hourly': { cron: '7 */4 * * *', runsADay: 7 },
  daily: { cron: null, runsADay: 1 },
};

/** Minutes between two runs: what `health.interval` has to say for runs that stay away to be told from rare ones. */
export function minutesBetween(cadence: Cadence): number {
  const { runsADay, cron } = RHYTHMS[cadence];
  return cron === null ? DAY : DAY / (runsADay - 1);
}

export const minutesAMonth = (cadence: Cadence): number => RHYTHMS[cadence].runsADay * 30;

/** Minutes a month that are included for private repositories, and US dollars a minute beyond; both of November 2026. */
const INCLUDED = [
  ['Free', 2_000],
  ['Pro and Team', 3_000],
  ['Enterprise', 50_000],
] as const;
const SLIM = 0.002;

export function costLines(cadence: Cadence): string[] {
  const minutes = minutesAMonth(cadence);
  const shares = INCLUDED.map(([plan, most]) => `${Math.ceil((minutes / most) * 100)} % of ${plan}`);
  return [
    `Minutes a month (${cadence}): at least ${grouped(minutes)}, since each run counts as a minute or more.`,
    '  public repository: nothing is paid',
    `  private: ${shares.join(', ')}; beyond what is included ${(minutes * SLIM).toFixed(2)} USD on ubuntu-slim`,
  ];
}

const grouped = (number: number): string => String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
