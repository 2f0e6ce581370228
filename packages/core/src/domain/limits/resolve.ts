/** Which rules bind a client, as the owner set them: nobody whom nothing is known of is let through in silence. */
import type { LimitSettings } from '../limit-settings.ts';
import { counted } from '../markdown.ts';
import { CATEGORIES } from '../task.ts';
import { CATEGORY_LIMITS, SERVICE_LIMITS, TIER_LIMITS } from './preset-tables.ts';
import type { Limit, Preset } from './presets.ts';
import { COUNTED, PERIOD_NAMES, type Period, type Rule } from './rule.ts';

export type Found =
  | { kind: 'off'; reason: string }
  /** `as`: what the rules are those of, such as `tier basic`. */
  | { kind: 'limited'; rules: readonly Rule[]; as: string }
  | { kind: 'unknown'; reason: string };

/** Begins the name of a category as a client. */
export const CATEGORY = 'category:';
/** A category as a client: whoever asks for it shares what it has. No other client's name has a colon. */
export const clientOfCategory = (category: string): string => `${CATEGORY}${category}`;

export const hasLimits = ({ enabled, preset, categories, tiers, services, clients }: LimitSettings): boolean =>
  enabled &&
  (preset.length > 0 || [categories, tiers, services, clients].some((limits) => Object.keys(limits).length > 0));

/** `tier`: said by whoever asks; what the configuration says of the client comes first. */
export function limitsOf(client: string, settings: LimitSettings, tier?: string): Found {
  if (!settings.enabled) return { kind: 'off', reason: 'limits are switched off' };
  if (!hasLimits(settings)) return { kind: 'off', reason: 'no limits are set' };
  if (client.startsWith(CATEGORY)) return ofCategory(client.slice(CATEGORY.length), settings);
  const { clients } = settings;
  const own = Object.hasOwn(clients, client) ? clients[client] : undefined;
  const named = own?.tier ?? (own === undefined ? tier : undefined);
  if (named !== undefined) return ofTier(named, settings);
  if (own !== undefined) return limited(own, `client ${client}`);
  const service = merged(client, settings.services, presetOf('services', SERVICE_LIMITS, settings));
  if (service !== undefined) return limited(service, `service ${client}`);
  const remedy = 'name it under `limits.clients` or `limits.services`, or give a tier or a category';
  return { kind: 'unknown', reason: `nothing is known of the client \`${client}\`: ${remedy}` };
}

function ofTier(name: string, settings: LimitSettings): Found {
  const tier = merged(name, settings.tiers, presetOf('tiers', TIER_LIMITS, settings));
  return tier === undefined ? unknown('tier', name, tierNames(settings)) : limited(tier, `tier ${name}`);
}

function ofCategory(name: string, settings: LimitSettings): Found {
  const limits = presetOf('categories', CATEGORY_LIMITS, settings);
  const category = merged(name, settings.categories, limits);
  if (category !== undefined) return limited(category, `category ${name}`);
  const known = CATEGORIES.filter((one) => merged(one, settings.categories, limits) !== undefined);
  return unknown('category', name, known);
}

function unknown(what: 'tier' | 'category', name: string, known: readonly string[]): Found {
  const remedy = known.length === 0 ? 'none has limits' : `there are ${known.join(', ')}`;
  return { kind: 'unknown', reason: `there are no limits for the ${what} \`${name}\`: ${remedy}` };
}

export const tierNames = (settings: LimitSettings): string[] => [
  ...new Set([...Object.keys(presetOf('tiers', TIER_LIMITS, settings)), ...Object.keys(settings.tiers)]),
];

const presetOf = (
  preset: Preset,
  limits: Readonly<Record<string, Limit>>,
  settings: LimitSettings,
): Readonly<Record<string, Limit>> => (settings.preset.includes(preset) ? limits : {});

/** What the owner says stands over what the preset says, number by number. */
function merged(
  name: string,
  own: Readonly<Record<string, Limit | undefined>>,
  preset: Readonly<Record<string, Limit>>,
): Limit | undefined {
  const [base, over] = [preset, own].map((limits) => (Object.hasOwn(limits, name) ? limits[name] : undefined));
  if (base === undefined || over === undefined) return over ?? base;
  return {
    ...{ strategy: over.strategy ?? base.strategy, burst: over.burst ?? base.burst },
    requests: { ...base.requests, ...over.requests },
    tokens: { ...base.tokens, ...over.tokens },
  };
}

const limited = (limit: Limit, as: string): Found => ({ kind: 'limited', rules: rulesOf(limit), as });

/** What may be done at once is a bucket, filled at the rate of the shortest period that requests have. */
export function rulesOf({ strategy = 'sliding-window', burst, ...limit }: Limit): Rule[] {
  const rules = COUNTED.flatMap((of) =>
    PERIOD_NAMES.flatMap((per): Rule[] => {
      const most = limit[of]?.[per];
      return most === undefined ? [] : [{ of, strategy, limit: most, per }];
    }),
  );
  const shortest = rules.find(({ of }) => of === 'requests');
  if (burst === undefined || shortest === undefined) return rules;
  if (strategy === 'token-bucket') return rules.map((rule) => (rule === shortest ? { ...rule, burst } : rule));
  return [...rules, { ...shortest, strategy: 'token-bucket', burst }];
}

const WORDS: Readonly<Record<Period, string>> = { minute: 'a minute', hour: 'an hour', day: 'a day' };

/** `300 requests an hour` */
export function ruleWords({ of, limit, per, burst, strategy }: Rule): string {
  const adapts = strategy === 'adaptive' ? ', more or less by how it does' : '';
  const atOnce = burst === undefined ? '' : `, ${burst.toLocaleString('en-US')} at once`;
  return `${counted(limit, of.slice(0, -1), of)} ${WORDS[per]}${atOnce}${adapts}`;
}
