/** What an owner may set, with its defaults, and how a wrong setting is reported: all faults at once, each with its fix. */

import * as v from 'valibot';
import { ADOPT } from './adoption-settings.ts';
import { AGENTS, agentFaults } from './agent-settings.ts';
import { BUDGETS, budgetFaults } from './budget-settings.ts';
import { allFaults, type ConfigFault, readableOf, schemaFaults } from './config-faults.ts';
import { evidenceFaults, RULES_SCHEMA, SCOPES_SCHEMA } from './config-rules.ts';
import { EGRESS, egressFaults } from './egress-settings.ts';
import { ENVIRONMENTS, environmentFaults } from './environment-settings.ts';
import { HAND_OFF, handOffFaults } from './hand-off-settings.ts';
import { HEALTH_SETTINGS } from './health-settings.ts';
import { LABELS, labelFaults } from './label-settings.ts';
import { LIMITS, limitFaults } from './limit-settings.ts';
import { MODES, type Mode } from './mode.ts';
import { MODELS, modelFaults } from './model-settings.ts';
import { PLANNING } from './planning-settings.ts';
import { PRICE_SETTINGS } from './price-settings.ts';
import { QUEUES } from './queue.ts';
import { QUIET_HOURS, quietFaults } from './quiet-settings.ts';
import { AGENT_PULLS, REVIEW } from './review-settings.ts';
import { STARTER_KITS } from './starter-kit-settings.ts';

export { MODES, type Mode };

const count = (most: number, fallback: number, description: string) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most), v.description(description)), fallback);
const names = (description: string) =>
  v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.description(description)),
    (): string[] => [],
  );

const SCHEMA = v.pipe(
  v.strictObject({
    inherit: v.optional(
      v.pipe(
        v.boolean(),
        v.description(
          'Whether what is not set here is taken from `steward-defaults.yml` of the owner’s repository `.github`; never `mode` and `identities`',
        ),
      ),
      false,
    ),
    mode: v.optional(
      v.pipe(
        v.picklist(MODES),
        v.description(
          'How far Steward goes: observe writes nothing, suggest keeps the dashboard, assist and autopilot also open issues. The input `mode` of an action wins',
        ),
      ),
      'suggest',
    ),
    caps: v.optional(
      v.pipe(
        v.strictObject({
          suggestions: count(20, 5, 'Suggestions on the dashboard at once'),
          'open-tasks': count(200, 8, "Steward's issues that may be open at once"),
          'new-issues-a-day': count(50, 3, 'Issues opened in one day (UTC)'),
          'agent-pull-requests': AGENT_PULLS,
          'notifications-a-week': count(
            500,
            10,
            'Writes that notify people in one ISO week: each issue opened counts, the dashboard included',
          ),
        }),
        v.description('Upper bounds, checked again at each write'),
      ),
      {},
    ),
    rules: RULES_SCHEMA,
    scopes: SCOPES_SCHEMA,
    adopt: ADOPT,
    labels: LABELS,
    review: REVIEW,
    agents: AGENTS,
    environments: ENVIRONMENTS,
    'hand-off': HAND_OFF,
    health: HEALTH_SETTINGS,
    planning: PLANNING,
    models: MODELS,
    egress: EGRESS,
    'starter-kits': STARTER_KITS,
    limits: LIMITS,
    queue: v.optional(
      v.pipe(
        v.picklist(QUEUES),
        v.description(
          'How open tasks are put in order: smart by value, urgency, age and what they free; fifo by age alone',
        ),
      ),
      'smart',
    ),
    order: v.optional(
      v.pipe(
        v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000_000))),
        v.maxLength(100),
        v.description('Numbers of issues that come first, in this order, whatever else is said of them'),
      ),
      (): number[] => [],
    ),
    visibility: v.optional(
      v.pipe(
        v.strictObject({
          agents: v.optional(
            v.pipe(
              v.boolean(),
              v.description(
                'Whether the dashboard says how well and how fast agents work; if absent, not where everybody can read it',
              ),
            ),
          ),
          money: v.optional(v.pipe(v.boolean(), v.description('The same for what they cost'))),
        }),
        v.description('What is shown of what was measured'),
      ),
      {},
    ),
    exclude: names('Paths that no rule reads, as patterns such as `examples/**`'),
    identities: names(
      "Further accounts whose issues and commits on the state branch count as Steward's own, such as `steward-bot`: no person's, since what they say is no order and no answer",
    ),
    budgets: BUDGETS,
    prices: PRICE_SETTINGS,
    'quiet-hours': QUIET_HOURS,
    'daily-hour': v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.maxValue(23),
        v.description('The hour (UTC) from which evidence is looked at once a day, even if nothing changed'),
      ),
      6,
    ),
  }),
  v.title('Configuration of Steward'),
  v.description('`.github/steward.yml`: every key is optional, and Steward never writes the file'),
);

export type Config = v.InferOutput<typeof SCHEMA>;
export const configSchema = SCHEMA;

/** The settings, or everything that is wrong with them: also what the schema cannot see, of what it can read. */
export function parseConfig(value: unknown): { config: Config } | { faults: ConfigFault[] } {
  const result = v.safeParse(SCHEMA, value ?? {});
  const wrong = schemaFaults(SCHEMA, value ?? {}, result.issues ?? []);
  const config = readableOf<Config>(result.output, result.issues ?? []);
  const senseless = [
    ...[...evidenceFaults(config), ...quietFaults(config['quiet-hours']), ...labelFaults(config)],
    ...[...agentFaults(config.agents), ...environmentFaults(config.environments, config.agents)],
    ...[...handOffFaults(config['hand-off']), ...budgetFaults(config.budgets), ...modelFaults(config.models)],
    ...[...egressFaults(config.egress), ...limitFaults(config.limits)],
  ];
  const faults = allFaults(wrong, senseless);
  return result.success && faults.length === 0 ? { config: result.output } : { faults };
}

export const DEFAULT_CONFIG: Config = v.parse(SCHEMA, {});
