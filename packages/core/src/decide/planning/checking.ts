/** Whether a drafted plan can be shown to a person: bounded, consistent, without circles. What can be mended is, and is told. */
import { codeSpan, counted } from '../../domain/markdown.ts';
import { KEY, MOST_PLAN, type Plan, type Story } from '../../domain/plan.ts';
import { withoutCircles } from './circles.ts';

export type Checked = { plan: Plan; mended: string[] } | { faults: string[] };

const MOST_TOLD = 8;

/** `most`: stories that one plan may have. */
export function checkPlan(plan: Plan, most: number): Checked {
  const faults = faultsOf(plan, most);
  if (faults.length > 0) return { faults: told(faults) };
  const { stories, mended: needless } = withKnownNeeds(plan.stories);
  const { stories: sorted, mended } = withoutCircles(stories);
  return { plan: { ...plan, stories: sorted }, mended: told([...needless, ...mended]) };
}

const told = (sentences: readonly string[]): string[] =>
  sentences.length <= MOST_TOLD
    ? [...sentences]
    : [...sentences.slice(0, MOST_TOLD), `And ${sentences.length - MOST_TOLD} more of the kind.`];

function faultsOf({ stories, ...plan }: Plan, most: number): string[] {
  if (stories.length === 0) return ['It has no story.'];
  if (stories.length > most)
    return [`It has ${counted(stories.length, 'story', 'stories')}, and ${most} are the most.`];
  const keys = stories.map(({ key }) => key);
  const twice = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
  const titles = stories.map(({ title }) => title.toLowerCase());
  return [
    ...[...twice].map((key) => `Two stories have the key ${codeSpan(key)}.`),
    ...keys.filter((key) => !KEY.test(key)).map((key) => `${codeSpan(key)} is no key.`),
    ...stories.filter(({ title }) => title.trim() === '').map(({ key }) => `${codeSpan(key)} has no title.`),
    ...stories.filter(({ criteria }) => criteria.length === 0).map(({ key }) => `${codeSpan(key)} has no criterion.`),
    ...stories
      .filter(({ title }, index) => titles.indexOf(title.toLowerCase()) !== index)
      .map(({ key }) => `${codeSpan(key)} has the title of another.`),
    ...(JSON.stringify({ stories, ...plan }).length > MOST_PLAN ? [`It is longer than ${MOST_PLAN} characters.`] : []),
  ];
}

/** A need of itself, of what is no story, or a second one of the same story, is none. */
function withKnownNeeds(stories: readonly Story[]): { stories: Story[]; mended: string[] } {
  const known = new Set(stories.map(({ key }) => key));
  const mended: string[] = [];
  const kept = stories.map((story) => {
    const seen = new Set<string>();
    const dependsOn = story.dependsOn.filter(({ key }) => {
      if (seen.has(key)) return false;
      seen.add(key);
      if (key === story.key) mended.push(`${codeSpan(key)} was to wait for itself, and does not.`);
      else if (!known.has(key))
        mended.push(`${codeSpan(story.key)} was to wait for ${codeSpan(key)}, which is no story.`);
      return key !== story.key && known.has(key);
    });
    return { ...story, dependsOn };
  });
  return { stories: kept, mended };
}
