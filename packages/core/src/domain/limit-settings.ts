/** What an owner may set of how often something is done: nothing is limited unless they say so. */
import * as v from 'valibot';
import type { Readable, SenseFault } from './config-faults.ts';
import { type Limit, PRESETS, TIERS } from './limits/presets.ts';
import { MOST_AMOUNT, STRATEGIES } from './limits/rule.ts';
import { CATEGORIES } from './task.ts';

const most = (description: string) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_AMOUNT), v.description(description)));
const periods = (what: string) =>
  v.optional(
    v.pipe(
      v.strictObject({ minute: most(`${what} a minute`), hour: most(`${what} an hour`), day: most(`${what} a day`) }),
      v.description('What is left out is not limited'),
    ),
  );

const LIMIT = {
  strategy: v.optional(
    v.pipe(
      v.picklist(STRATEGIES),
      v.description(
        'How is counted; adaptive follows how the service does. If absent: as in the preset, else sliding-window',
      ),
    ),
  ),
  requests: periods('Requests'),
  tokens: periods('Tokens'),
  burst: most('Requests at once; fills at the rate of the shortest period'),
};

const NAME = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(40),
  v.regex(/^(?!(?:constructor|prototype)$)[A-Za-z0-9][\w.-]*$/, 'a name of letters, digits, `.`, `_` and `-`'),
);
const named = (description: string) =>
  v.optional(v.pipe(v.record(NAME, v.strictObject(LIMIT)), v.description(description)), {});

const ofCategory = (name: string) => v.optional(v.pipe(v.strictObject(LIMIT), v.description(`Limits of ${name}`)));

export const LIMITS = v.optional(
  v.pipe(
    v.strictObject({
      enabled: v.optional(v.pipe(v.boolean(), v.description('Whether the limits set here are kept')), true),
      preset: v.optional(
        v.pipe(
          v.array(v.picklist(PRESETS)),
          v.maxLength(PRESETS.length),
          v.description('Tables of earlier systems to begin with; what is set below stands over them'),
        ),
        (): (typeof PRESETS)[number][] => [],
      ),
      categories: v.optional(
        v.pipe(
          v.strictObject(
            Object.fromEntries(CATEGORIES.map((name) => [name, ofCategory(name)])) as Record<
              (typeof CATEGORIES)[number],
              ReturnType<typeof ofCategory>
            >,
          ),
          v.description(
            'How often tasks of a category are handed to agents, whichever it is; also for workflows that ask check-limits',
          ),
        ),
        {},
      ),
      tiers: named('Limits that clients can be given'),
      services: named('Limits of what is called: `github` bounds what a run writes, a provider of models its calls'),
      clients: v.optional(
        v.pipe(
          v.record(
            NAME,
            v.strictObject({
              tier: v.optional(v.pipe(v.string(), v.maxLength(40), v.description('The tier whose limits it has'))),
              ...LIMIT,
            }),
          ),
          v.description('Who asks, by tier or limits of its own; an agent by its name is handed tasks so often'),
        ),
        {},
      ),
    }),
    v.description('How often something may be done; nothing is limited unless set'),
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
  const tiers = [...Object.keys(settings.tiers ?? {}), ...((settings.preset ?? []).includes('tiers') ? TIERS : [])];
  return [...groups.flatMap(({ path, limit, isWhole }) => (limit ? ownFaults(path, limit, isWhole, tiers) : []))];
}

function ownFaults(
  path: string[],
  { tier, requests = {}, tokens = {}, burst }: Limit & { tier?: string },
  isWhole: boolean,
  tiers: readonly string[],
): SenseFault[] {
  // What is only written wrong is told elsewhere: its key is there.
  const counts = Object.keys(requests).length;
  const isSet = counts + Object.keys(tokens).length > 0;
  if (tier !== undefined) {
    if (isSet || burst !== undefined)
      return [{ path, fault: 'it has a tier and limits of its own', remedy: 'remove one' }];
    if (tiers.includes(tier)) return [];
    const remedy = `describe it in \`limits.tiers\`${tiers.length > 0 ? `, or use one of ${tiers.join(', ')}` : ''}`;
    return [{ path: [...path, 'tier'], fault: `there is no tier \`${tier}\``, remedy }];
  }
  if (!isWhole || (isSet && (burst === undefined || counts > 0))) return [];
  return [{ path, fault: isSet ? '`burst` fills at no rate' : 'it limits nothing', remedy: 'give `requests`' }];
}
