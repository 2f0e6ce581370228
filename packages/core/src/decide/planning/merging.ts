/** A story keeps its key from one plan to the next, so that it is not made twice. */
import type { Plan, Story } from '../../domain/plan.ts';
import { saysTheSame } from '../../domain/similarity.ts';

/** A story as it was known before: in the plan that was shown, or as the issue that was made of it. */
export interface KnownStory {
  key: string;
  title: string;
}

/** The plan with the keys that its stories had before: where whoever planned anew named one otherwise, its title tells. */
export function withOldKeys(plan: Plan, known: readonly KnownStory[]): Plan {
  const used = new Set(plan.stories.map(({ key }) => key));
  const names = new Map<string, string>();
  for (const { key, title } of plan.stories) {
    if (known.some((old) => old.key === key)) continue;
    const old = known.find((one) => !used.has(one.key) && saysTheSame(one.title, title));
    if (!old) continue;
    names.set(key, old.key);
    used.add(old.key);
  }
  const named = (key: string): string => names.get(key) ?? key;
  const renamed = ({ key, dependsOn, ...story }: Story): Story => ({
    ...story,
    key: named(key),
    dependsOn: dependsOn.map((need) => ({ ...need, key: named(need.key) })),
  });
  return { ...plan, stories: plan.stories.map(renamed) };
}
