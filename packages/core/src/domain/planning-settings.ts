/** What an owner may set of planning. */
import * as v from 'valibot';

/** What GitHub takes as sub-issues is 100; what a person reads before approving is less. */
export const MOST_STORIES = 30;

const whether = (description: string) => v.optional(v.pipe(v.boolean(), v.description(description)), true);
const name = (description: string) =>
  v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(50), v.description(description)));

export const PLANNING = v.optional(
  v.pipe(
    v.strictObject({
      enabled: whether('Whether issues with the label `labels.plan` are planned'),
      'epic-label': name(
        "The repository's own label of epics, such as `epic`: they are planned as well; if absent, only by `labels.plan`",
      ),
      'epic-type': name('The issue type of epics, such as `Epic`: the same; it is looked up for issues that change'),
      stories: v.optional(
        v.pipe(
          v.number(),
          v.integer(),
          v.minValue(1),
          v.maxValue(MOST_STORIES),
          v.description('Most stories of one plan: a larger one is refused before anybody sees it'),
        ),
        12,
      ),
      'second-opinion': whether("Whether a plan is read by another vendor's model before a person sees it"),
    }),
    v.description('How issues are taken apart into stories; nothing is created before a person approves it'),
  ),
  {},
);

interface Naming {
  labels: { plan: string };
  planning: { enabled: boolean; 'epic-label'?: string | undefined };
}

/** Whether its labels say that an issue is to be taken apart. */
export const isToBePlanned = (own: readonly string[], { labels, planning }: Naming): boolean =>
  planning.enabled && own.some((name) => name === labels.plan || name === planning['epic-label']);

export type PlanningSettings = v.InferOutput<typeof PLANNING>;
