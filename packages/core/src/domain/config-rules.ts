/** What an owner may say of evidence: each rule's weight, rules of their own, and other settings for parts of the tree. */
import * as v from 'valibot';
import type { Readable, SenseFault } from './config-faults.ts';
import { type CustomSettings, customFaults, patternFaults } from './custom-rule.ts';
import { RULES, type RuleName } from './evidence.ts';
import { PRIORITIES, TASK_TYPES } from './task.ts';

const MOST_CUSTOM = 20;
const MOST_SCOPES = 50;

const text = (most: number, description: string) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(most), v.description(description));
const paths = (description: string) =>
  v.pipe(
    v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
    v.minLength(1),
    v.maxLength(50),
    v.description(description),
  );
const weight = (description: string) => v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description(description));

const rule = () =>
  v.optional(
    v.pipe(
      v.strictObject({
        enabled: v.optional(
          v.pipe(v.boolean(), v.description('Whether the rule runs; as the table of rules says if absent')),
        ),
        weight: v.optional(weight("How much its findings count; the rule's own if absent")),
      }),
      v.description('How the rule runs'),
    ),
  );

const NAMED = RULES.filter((name) => name !== 'custom');
const named = () =>
  Object.fromEntries(NAMED.map((name) => [name, rule()])) as Record<
    Exclude<RuleName, 'custom'>,
    ReturnType<typeof rule>
  >;

const custom = v.pipe(
  v.strictObject({
    name: v.pipe(
      v.string(),
      v.minLength(1),
      v.maxLength(40),
      v.regex(/^[a-z0-9-]+$/, 'a text of 1 to 40 small letters, digits and hyphens'),
      v.description('What the rule is known by, as long as it lives: small letters, digits and hyphens'),
    ),
    title: text(100, 'The title of the task: what is to be done'),
    suggestion: v.optional(text(400, 'How it is to be done, or why')),
    pattern: v.optional(text(200, 'What a line of a file holds, to the letter; `*` stands for anything')),
    files: v.optional(paths('Files whose lines are looked at, as patterns; source files if absent')),
    exists: v.optional(text(200, 'A path, or a pattern of paths, that is there and should not be')),
    missing: v.optional(text(200, 'A path, or a pattern of paths, of which there should be one')),
    lacks: v.optional(
      v.pipe(
        v.strictObject({
          file: text(200, 'The file, or a pattern of files, in JSON or TOML'),
          key: text(100, 'The key it should have, as in `engines.node`'),
        }),
        v.description('A key that a manifest should have'),
      ),
    ),
    type: v.optional(
      v.pipe(
        v.picklist(TASK_TYPES),
        v.description('The type of the task; if absent what a missing file is for, else refactor'),
      ),
    ),
    priority: v.optional(v.pipe(v.picklist(PRIORITIES), v.description('Its priority; by its score if absent'))),
    label: v.optional(text(50, 'A label for its issue, made where there is none')),
    weight: v.optional(weight('How much its findings count'), 0.5),
  }),
  v.description('A rule of your own'),
);

export const RULES_SCHEMA = v.optional(
  v.pipe(
    v.strictObject({
      ...named(),
      custom: v.optional(
        v.pipe(
          v.array(custom),
          v.maxLength(MOST_CUSTOM),
          v.description('Rules of your own, each with one of `pattern`, `exists`, `missing` and `lacks`'),
        ),
        [],
      ),
    }),
    v.description('Which evidence counts, and how much'),
  ),
  {},
);

const scope = v.pipe(
  v.strictObject({
    paths: paths('The part of the tree, as patterns such as `packages/web/**`'),
    rules: v.optional(
      v.pipe(v.strictObject({ ...named(), custom: rule() }), v.description('Rules that run otherwise there')),
      {},
    ),
    priority: v.optional(v.pipe(v.picklist(PRIORITIES), v.description('The priority of what is found there'))),
    label: v.optional(text(50, 'A label for issues about it, made where there is none')),
  }),
  v.description('Other settings for a part of the tree'),
);

export const SCOPES_SCHEMA = v.optional(
  v.pipe(
    v.array(scope),
    v.maxLength(MOST_SCOPES),
    v.description('Other settings for parts of the tree, by `paths`: `rules`, `priority`, `label`. A later one wins'),
  ),
  [],
);

export type Scope = v.InferOutput<typeof scope>;

/** Every label that the owner gives to issues by rules and scopes, besides Steward's own. */
export const ownerLabels = (config: Evidence): Set<string> =>
  new Set([...config.rules.custom, ...config.scopes].map(({ label }) => label).filter((label) => label !== undefined));

/** What the schema cannot say of rules and scopes, each with the key it is about. */
export function evidenceFaults({ rules, scopes }: Readable<Evidence>): SenseFault[] {
  const custom = rules?.custom ?? [];
  const names = custom.map((settings) => settings?.name);
  return [
    ...custom.flatMap((settings, at) => [
      ...(settings === undefined ? [] : customFaults(settings, ['rules', 'custom', at])),
      ...(names[at] === undefined || names.indexOf(names[at]) === at ? [] : [twiceNamed(names[at], at)]),
    ]),
    ...(scopes ?? []).flatMap((one, at) =>
      (one?.paths ?? []).flatMap((path, place) => patternFaults(path, ['scopes', at, 'paths', place])),
    ),
  ];
}

interface Evidence {
  rules: { custom: readonly CustomSettings[] };
  scopes: readonly Scope[];
}

const twiceNamed = (name: string, at: number): SenseFault => ({
  path: ['rules', 'custom', at, 'name'],
  fault: `there are two rules \`${name}\``,
  remedy: 'give one another name',
});
