/** What an owner may set of how often something is done: nothing is limited unless they say so. */
import * as v from 'valibot';
import { nearest, type Readable, type SenseFault } from './config-faults.ts';
import { type Limit, PRESETS, TIER_LIMITS } from './limits/presets.ts';
import { COUNTED, MOST_AMOUNT, PERIOD_NAMES, STRATEGIES } from './limits/rule.ts';
import { CATEGORIES } from './task.ts';

const MOST = 100;

const most = (description: string) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_AMOUNT), v.description(description)));
const periods = (what: string) =>
  v.optional(
    v.pipe(
      v.strictObject({ minute: most(`${what} a minute`), hour: most(`${what} an hour`), day: most(`${what} a day`) }),
      v.description(`How many ${what.toLowerCase()} there may be; what is left out is not limited`),
    ),
  );

const LIMIT = {
  strategy: v.optional(
    v.pipe(
      v.picklist(STRATEGIES),
      v.description(
        'How is counted: token-bucket fills again at an even rate, sliding-window looks back one period, fixed-window begins anew each period, adaptive is sliding-window with more or less by how the service does; if absent, as the preset says, else sliding-window',
      ),
    ),
  ),
  requests: periods('Requests'),
  tokens: periods('Tokens'),
  burst: most('Requests at once; filled again at the rate of the shortest period of `requests`'),
};

const NAME = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(40),
  v.regex(
    /^(?!(?:constructor|prototype)$)[A-Za-z0-9][\w.-]*$/,
    'a name of 1 to 40 letters, digits, `.`, `_` and `-` that begins with a letter or digit',
  ),
);
const named = (description: string) =>
  v.optional(v.pipe(v.record(NAME, v.strictObject(LIMIT)), v.description(description)), {});

export const LIMITS = v.optional(
  v.pipe(
    v.strictObject({
      enabled: v.optional(v.pipe(v.boolean(), v.description('Whether the limits set here are kept')), true),
      preset: v.optional(
        v.pipe(
          v.array(v.picklist(PRESETS)),
          v.maxLength(PRESETS.length),
          v.description(
            'Tables of earlier systems to begin with: categories (tokens of the five categories), tiers (basic, premium, admin, system), services (jira, github, anthropic, openai). What is set below stands over them',
          ),
        ),
        (): (typeof PRESETS)[number][] => [],
      ),
      categories: v.optional(
        v.pipe(
          v.strictObject(
            Object.fromEntries(CATEGORIES.map((name) => [name, v.optional(v.strictObject(LIMIT))])) as Record<
              (typeof CATEGORIES)[number],
              v.OptionalSchema<v.StrictObjectSchema<typeof LIMIT, undefined>, undefined>
            >,
          ),
          v.description('Limits of a category of tasks, whoever works on them'),
        ),
        {},
      ),
      tiers: named('Limits by a name of their own, for clients to be given'),
      services: named(
        'Limits of what is called: `github` bounds what a run writes there, and the provider of a model its calls',
      ),
      clients: v.optional(
        v.pipe(
          v.record(
            NAME,
            v.strictObject({
              tier: v.optional(v.pipe(v.string(), v.maxLength(40), v.description('The tier whose limits it has'))),
              ...LIMIT,
            }),
          ),
          v.description(
            'Who asks: a client has a tier or limits of its own. The name of an agent bounds how often it is handed a task',
          ),
        ),
        {},
      ),
    }),
    v.description('How often something may be done; nothing is limited unless it is set'),
  ),
  {},
);

export type LimitSettings = v.InferOutput<typeof LIMITS>;

/** What the schema cannot say of limits. */
export function limitFaults(settings: Readable<LimitSettings> = {}): SenseFault[] {
  const groups = (['categories', 'tiers', 'services', 'clients'] as const).flatMap((group) =>
    Object.entries(settings[group] ?? {}).map(([name, limit]) => ({
      ...{ path: ['limits', group, name], limit: limit as (Limit & { tier?: string }) | undefined },
      isWhole: !(settings.preset ?? []).some((preset) => preset === group),
    })),
  );
  const tiers = [
    ...Object.keys(settings.tiers ?? {}),
    ...((settings.preset ?? []).includes('tiers') ? Object.keys(TIER_LIMITS) : []),
  ];
  const count = Object.keys(settings.clients ?? {}).length;
  return [
    ...groups.flatMap(({ path, limit, isWhole }) => (limit ? ownFaults(path, limit, isWhole, tiers) : [])),
    ...(count > MOST
      ? [{ path: ['limits', 'clients'], fault: `${count} are more than ${MOST}`, remedy: 'give some of them a tier' }]
      : []),
  ];
}

function ownFaults(
  path: string[],
  { tier, requests, tokens, burst }: Limit & { tier?: string },
  isWhole: boolean,
  tiers: readonly string[],
): SenseFault[] {
  const isSet = [requests, tokens].some((one) => Object.values(one ?? {}).some((value) => value !== undefined));
  if (tier !== undefined) {
    if (isSet || burst !== undefined)
      return [{ path, fault: 'it has a tier and limits of its own', remedy: 'remove one of them' }];
    if (tiers.includes(tier)) return [];
    const near = nearest(tier, tiers);
    const remedy = near ? `write \`${near}\`` : 'describe it in `limits.tiers`, or take the preset `tiers`';
    return [{ path: [...path, 'tier'], fault: `there is no tier \`${tier.slice(0, 60)}\``, remedy }];
  }
  if (!isWhole) return [];
  // Where one of these is only written wrong, that is said.
  const absent = COUNTED.flatMap((of) => PERIOD_NAMES.map((per) => [...path, of, per]));
  if (!isSet) return [{ path, fault: 'it limits nothing', remedy: 'give `requests`, `tokens` or both', absent }];
  const isBurstAlone = burst !== undefined && Object.values(requests ?? {}).every((value) => value === undefined);
  return isBurstAlone
    ? [{ path: [...path, 'burst'], fault: 'it fills at no rate', remedy: 'give `requests` as well', absent }]
    : [];
}
