/** `steward limits`: how limits stand, what was asked of them, and what stands out; it writes nothing. */
import type { Config } from '@steward/core/domain/config.ts';
import { later } from '@steward/core/domain/intent.ts';
import { hasLimits, limitsOf, ruleWords, tierNames } from '@steward/core/domain/limits/resolve.ts';
import {
  type LimitAlert,
  type LimitStanding,
  type LimitUsage,
  limitAlerts,
  limitStandings,
  limitUsage,
} from '@steward/core/domain/limits/standing.ts';
import { eventsSince } from '@steward/core/record/past.ts';
import { WrongUse } from '../failure.ts';
import { csvLines, dashboardLines, tierLines, usageLines } from '../limit-lines.ts';
import { type LookOptions, look, print } from '../looking.ts';
import { type RealRepository, type Remembered, recall } from '../real-repository.ts';
import type { Surroundings } from '../surroundings.ts';
import { paintOn } from '../terminal.ts';

export const LIMIT_VIEWS = ['dashboard', 'client', 'tier', 'report', 'export'] as const;
export type LimitView = (typeof LIMIT_VIEWS)[number];

export interface LimitOptions extends LookOptions {
  hours: number;
}

/** What is told of limits: all of it as one object for `--json` and `export json`. */
export interface LimitReport {
  repository: string;
  at: string;
  enabled: boolean;
  hours: number;
  standings: LimitStanding[];
  usage: LimitUsage[];
  alerts: LimitAlert[];
  /** Files of events that could not be read. */
  unread: string[];
}

const HOUR = 3_600_000;

export const showLimits = (
  view: LimitView,
  words: readonly string[],
  options: LimitOptions,
  around: Surroundings,
): Promise<number> => {
  requireWords(view, words);
  return look(options, around, async (repository) => {
    const remembered = await recall(repository);
    const { limits } = remembered.config;
    const paint = paintOn(around.screens.out, around.environment);
    if (view === 'tier') {
      const change = tierChange(words, limits);
      print(around, options.json, change, () => tierLines(change));
      return 0;
    }
    const report = await reportOf(repository, remembered, options.hours);
    const told = view === 'client' ? ofClient(report, words[0] ?? '', limits) : report;
    const isJson = options.json || words[0] === 'json';
    const rest = view === 'export' ? words.slice(0, 1) : [];
    print(around, isJson && rest[0] !== 'csv', told, () => {
      if (view === 'export') return csvLines(told.usage);
      return view === 'report' ? usageLines(told, paint) : dashboardLines(told, paint);
    });
    return 0;
  });
};

const WANTED: Partial<Record<LimitView, { count: number; what: string; remedy: string }>> = {
  client: { count: 1, what: 'one name', remedy: 'Give that of a client or service: steward limits client NAME.' },
  tier: { count: 2, what: 'a client and a tier', remedy: 'Give both: steward limits tier CLIENT TIER.' },
  export: { count: 1, what: 'json or csv', remedy: 'Say which: steward limits export json.' },
};

function requireWords(view: LimitView, words: readonly string[]): void {
  const { count = 0, what = 'nothing', remedy = 'Leave out what follows it.' } = WANTED[view] ?? {};
  const isForm = view !== 'export' || words[0] === 'json' || words[0] === 'csv';
  if (words.length !== count || !isForm) throw new WrongUse(`limits ${view} takes ${what} after it.`, remedy);
}

async function reportOf(
  { world, name }: RealRepository,
  { overview, config, state }: Remembered,
  hours: number,
): Promise<LimitReport> {
  const { now, ledger } = overview;
  const since = later(now, -hours * HOUR);
  const { events, unread } =
    ledger === null
      ? { events: [], unread: [] }
      : await eventsSince({ reader: world.ledger.reader, oid: ledger.oid, now }, since);
  const usage = limitUsage(events);
  return {
    ...{ repository: name, at: now, enabled: hasLimits(config.limits), hours },
    standings: limitStandings(state ?? {}, config.limits, Date.parse(now)),
    ...{ usage, alerts: limitAlerts(usage, config.limits, now), unread },
  };
}

function ofClient(report: LimitReport, client: string, limits: Config['limits']): LimitReport {
  const standings = report.standings.filter((one) => one.client === client);
  const usage = report.usage.filter((one) => one.client === client);
  const found = limitsOf(client, limits);
  if (found.kind === 'unknown' && standings.length + usage.length === 0)
    throw new WrongUse(`Nothing is known of the client ${client}.`, knownWords(report, limits));
  const rules = found.kind === 'limited' ? found.rules : [];
  const full = rules.map((rule) => ({ rule: ruleWords(rule), limit: rule.burst ?? rule.limit }));
  const unused: LimitStanding = {
    ...{ client, endpoint: '-', as: found.kind === 'limited' ? found.as : null, factor: null },
    rules: full.map(({ rule, limit }) => ({ rule, limit, remaining: limit, reset: report.at })),
  };
  return {
    ...{ ...report, usage, standings: standings.length > 0 ? standings : [unused] },
    alerts: limitAlerts(usage, limits, report.at),
  };
}

function knownWords({ standings, usage }: LimitReport, { clients, services }: Config['limits']): string {
  const names = [...standings, ...usage].map(({ client }) => client);
  const known = [...new Set([...Object.keys(clients), ...Object.keys(services), ...names])].sort();
  return known.length === 0 ? 'No client has limits yet.' : `There are ${known.slice(0, 20).join(', ')}.`;
}

export interface TierChange {
  client: string;
  tier: string;
  /** Lines for `.github/steward.yml`. */
  lines: string[];
  /** What the client has now; null: nothing. */
  now: string | null;
}

function tierChange([client = '', tier = '']: readonly string[], limits: Config['limits']): TierChange {
  const known = tierNames(limits);
  if (!known.includes(tier)) {
    const remedy =
      known.length === 0
        ? 'Take them from a preset first: `preset: [tiers]` under `limits`.'
        : `There are ${known.join(', ')}.`;
    throw new WrongUse(`There is no tier ${tier}.`, remedy);
  }
  if (!/^[A-Za-z0-9][\w.-]{0,39}$/.test(client))
    throw new WrongUse(`${client} is no name of a client.`, 'Give letters, digits, `.`, `_` and `-`, 40 at most.');
  const found = limitsOf(client, limits);
  const lines = ['limits:', '  clients:', `    ${client}: { tier: ${tier} }`];
  return { client, tier, lines, now: found.kind === 'limited' ? found.as : null };
}
