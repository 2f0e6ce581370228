/** What an owner may set of agents: each by a name of its own, from a preset or key by key. */
import * as v from 'valibot';
import { AGENT_KINDS } from './agent.ts';
import { PRESET_NAMES, STEWARD_WORKFLOW } from './agent-presets.ts';
import { OTHERWISE, otherwiseOf, presetOf, reachOf, skillsOf } from './agents.ts';
import type { ConfigFault, Readable } from './config-faults.ts';
import { personFault } from './hand-off-settings.ts';
import { DEFAULT_ENVIRONMENT } from './names.ts';
import { CATEGORIES, type Category, TASK_TYPES, type TaskType } from './task.ts';

export { agentsOf } from './agents.ts';

/** An agent's name: what dashboards and commands call it. */
const NAME = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(40),
  // The two names that the schema library passes over in silence are refused.
  v.regex(
    /^(?!(?:constructor|prototype)$)[a-z][a-z0-9-]*$/,
    'a name of 1 to 40 small letters, digits and hyphens that begins with a letter',
  ),
);

const text = (most: number, description: string) =>
  v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(most), v.description(description)));
const share = (description: string) =>
  v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description(description)));

type Skill = TaskType | Category;
const skills = Object.fromEntries(
  [...TASK_TYPES, ...CATEGORIES].map((key) => [
    key,
    share('How well it suits such tasks, from 0 (never) to 1; a type says more than its category'),
  ]),
) as Record<Skill, ReturnType<typeof share>>;

const SETTINGS = v.strictObject({
  preset: v.optional(v.pipe(v.picklist(PRESET_NAMES), v.description('A ready description; the other keys change it'))),
  kind: v.optional(
    v.pipe(
      v.picklist(AGENT_KINDS),
      v.description(
        'How a task reaches it: workflow, which is dispatched; mention, a comment that addresses it; copilot, which is assigned; person. workflow if absent',
      ),
    ),
  ),
  workflow: text(100, `Of kind workflow: the file in \`.github/workflows\`; \`${STEWARD_WORKFLOW}\` if absent`),
  phrase: text(60, 'Of kind mention: what a comment says to start it, such as `@claude`'),
  login: text(140, 'Of kind person: a login, `org/team`, or `code-owners`, as if absent'),
  skills: v.optional(
    v.pipe(v.strictObject(skills), v.description('How well it suits types and categories of tasks, from 0 to 1')),
  ),
  otherwise: share(`The same for what \`skills\` does not name; ${OTHERWISE} if absent`),
  capacity: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(100),
      v.description('Tasks it works on at once, at least 1; 2 if absent, and 3 for a person'),
    ),
  ),
  cost: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.maxValue(1_000),
      v.description('US dollars that one attempt costs; unknown if absent'),
    ),
  ),
  environment: text(
    60,
    `The pool it belongs to, of \`environments\`: only tasks of it are given to it; \`${DEFAULT_ENVIRONMENT}\` if absent`,
  ),
  enabled: v.optional(v.pipe(v.boolean(), v.description('Whether it is given tasks')), true),
});

export const AGENTS = v.optional(
  v.pipe(
    v.record(NAME, SETTINGS),
    v.description('Who may be given tasks, each by a name of its own; nobody if absent'),
  ),
  {},
);

export type AgentSettings = v.InferOutput<typeof SETTINGS>;
export type AgentsSettings = v.InferOutput<typeof AGENTS>;

/** The key that only agents of one kind have. */
const KEY_OF = { workflow: 'workflow', mention: 'phrase', person: 'login', copilot: null } as const;

/** What the schema cannot say of agents, each with the key it is about. */
export const agentFaults = (agents: Readable<AgentsSettings> = {}): ConfigFault[] =>
  Object.entries(agents).flatMap(([name, settings]) =>
    (settings === undefined ? [] : faultsOf({ ...settings, enabled: settings.enabled ?? true })).map(
      ({ key, ...fault }) => ({
        path: ['agents', name, ...(key === null ? [] : [key])],
        ...fault,
      }),
    ),
  );

const faultsOf = (settings: AgentSettings): KeyFault[] => [...reachFaults(settings), ...roomFaults(settings)];

type KeyFault = Omit<ConfigFault, 'path'> & { key: keyof AgentSettings | null };

function reachFaults(settings: AgentSettings): KeyFault[] {
  const kind = settings.kind ?? presetOf(settings).kind ?? 'workflow';
  const foreign = (['workflow', 'mention', 'person'] as const)
    .filter((one) => one !== kind && settings[KEY_OF[one]] !== undefined)
    .map((one) => ({
      key: KEY_OF[one],
      fault: `\`${KEY_OF[one]}\` says nothing of an agent of kind ${kind}`,
      remedy: `write \`kind: ${one}\`, or remove it`,
    }));
  const { workflow, phrase, login } = reachOf(kind, settings);
  const own = [
    ...(kind === 'workflow' ? [workflowFault(workflow ?? '')] : []),
    ...(kind === 'mention' ? [phraseFault(phrase)] : []),
    ...(typeof login === 'string' ? [withKey('login', personFault(login))] : []),
  ];
  return [...foreign, ...own.filter((fault) => fault !== null)];
}

const withKey = (key: keyof AgentSettings, fault: Omit<ConfigFault, 'path'> | null): KeyFault | null =>
  fault === null ? null : { key, ...fault };

function workflowFault(name: string): KeyFault | null {
  if (/^[\w-][\w.-]*\.ya?ml$/.test(name)) return null;
  const bare = name.split('/').at(-1) ?? '';
  const near = /^[\w-][\w.-]*\.ya?ml$/.test(bare) ? `write \`${bare}\`` : `give one such as \`${STEWARD_WORKFLOW}\``;
  const fault = `\`${name.slice(0, 60)}\` is no plain name of a file that ends in .yml or .yaml`;
  return { key: 'workflow', fault, remedy: `${near}: it is looked for in .github/workflows` };
}

function phraseFault(phrase: string | undefined): KeyFault | null {
  if (phrase === undefined) {
    const fault = 'nobody knows what a comment has to say to start it';
    return { key: null, fault, remedy: 'give `phrase`, such as `@claude`' };
  }
  if (/^\/steward\b/i.test(phrase)) {
    return { key: 'phrase', fault: 'Steward listens to `/steward` itself', remedy: 'give what the agent listens to' };
  }
  // Once in a comment, it is the words of it and neither its markup nor another line.
  if (/^[^\s<>`\p{C}](?:[^<>`\p{C}]*[^\s<>`\p{C}])?$/u.test(phrase)) return null;
  const fault = 'the phrase is not one line of plain words';
  return { key: 'phrase', fault, remedy: 'give one such as `@claude`, without <, > and `' };
}

function roomFaults(settings: AgentSettings): KeyFault[] {
  const suits = [otherwiseOf(settings), ...Object.values(skillsOf(settings))].some((level) => level > 0);
  return [
    ...(settings.capacity === 0
      ? [{ key: 'capacity' as const, fault: 'with `0` it never works', remedy: 'give 1 or more, or `enabled: false`' }]
      : []),
    ...(suits
      ? []
      : [{ key: null, fault: 'it suits no task', remedy: 'give a skill above 0, or write `enabled: false`' }]),
  ];
}
