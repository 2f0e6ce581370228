/** What an owner may set of labels. */
import * as v from 'valibot';
import type { KeyPath, Readable, SenseFault } from './config-faults.ts';
import { LABEL_KEYS } from './label-keys.ts';

const label = (fallback: string, description: string) =>
  v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(50), v.description(description)), fallback);
const mapped = Object.fromEntries(
  LABEL_KEYS.map((key) => [
    key,
    v.optional(
      v.pipe(
        v.string(),
        v.minLength(1),
        v.maxLength(50),
        v.description('A label of the repository that says the same, such as `P1` for `priority:high`'),
      ),
    ),
  ]),
);
export const LABELS = v.optional(
  v.pipe(
    v.strictObject({
      task: label(
        'steward',
        "The label of Steward's own issues, and of people's issues that it adopts; where a person takes it off one of those, the task ends",
      ),
      approved: label('steward:approved', 'Put by a person: this issue is to be taken up'),
      next: label('steward:next', 'Put by a person: this task comes before the others; Steward only reads it'),
      plan: label(
        'steward:plan',
        'Put by a person: this issue is to be taken apart into stories; a person approves them before they are created',
      ),
      ignore: label('steward:ignore', 'Put by anybody: this issue is left alone, and a task on it ends'),
      paused: label('steward:paused', 'On the dashboard: everything is paused'),
      set: v.optional(
        v.pipe(
          v.picklist(['minimal', 'full']),
          v.description('full: also `type:`, `category:`, `priority:` and `status:` labels on tasks'),
        ),
        'minimal',
      ),
      map: v.optional(
        v.pipe(
          v.strictObject(mapped),
          v.description("The repository's own labels for some of them, such as `priority:high: P1`"),
        ),
        {},
      ),
    }),
    v.description('Names of labels'),
  ),
  {},
);

/** What the labels say that people and Steward tell each other something by. */
const ROLES = ['task', 'approved', 'next', 'plan', 'ignore', 'paused'] as const;

interface Labelled {
  labels: { [Role in (typeof ROLES)[number]]: string } & { map: Record<string, string | undefined> };
  rules: { custom: readonly { label?: string | undefined }[] };
  scopes: readonly { label?: string | undefined }[];
}

/** One label that would say two things, or that the owner's rules would put where only people may. */
export function labelFaults({ labels, rules, scopes }: Readable<Labelled>): SenseFault[] {
  const taken = new Map<string, string>();
  const faults = ROLES.flatMap((role) => clash(taken, labels?.[role], ['labels', role]));
  const priorities = new Map(taken);
  for (const key of LABEL_KEYS) {
    // Several types may have one label; of two priorities nobody could tell which is meant.
    const others = key.startsWith('priority:') ? priorities : new Map(taken);
    faults.push(...clash(others, labels?.map?.[key], ['labels', 'map', key]));
  }
  // That an issue of Steward's is its own is no contradiction.
  taken.delete(plain(labels?.task ?? ''));
  const given = (list: Readable<Labelled['scopes']> | undefined, path: KeyPath): SenseFault[] =>
    (list ?? []).flatMap((one, at) => clash(new Map(taken), one?.label, [...path, at, 'label']));
  return [...faults, ...given(rules?.custom, ['rules', 'custom']), ...given(scopes, ['scopes'])];
}

/** GitHub's labels differ by more than their case. */
const plain = (label: string): string => label.trim().toLowerCase();

/** Notes the label as taken; a fault where it is already. */
function clash(taken: Map<string, string>, label: string | undefined, path: KeyPath): SenseFault[] {
  if (label === undefined) return [];
  const holder = taken.get(plain(label));
  taken.set(plain(label), holder ?? path.join('.'));
  return holder === undefined
    ? []
    : [{ path, fault: `\`${label}\` is the label of \`${holder}\` already`, remedy: 'give each a label of its own' }];
}
