/** Circles in what stories need of each other: found, and mended by taking away the need that is least sure. */
import { dependenciesOf, orderByNeed } from '../../domain/dependencies.ts';
import { codeSpan } from '../../domain/markdown.ts';
import { CERTAINTIES, type Need, type Story } from '../../domain/plan.ts';

interface Edge {
  from: Story;
  need: Need;
  /** How many places later the needed one stands; below zero: it stands before. */
  ahead: number;
}

/** The stories without circles, each after all that it needs; `mended`: one sentence for each need that was taken away. */
export function withoutCircles(stories: readonly Story[]): { stories: Story[]; mended: string[] } {
  const mended: string[] = [];
  let current = [...stories];
  for (let circle = circleOf(current); circle !== null; circle = circleOf(current)) {
    const { from, need } = weakest(current, circle);
    const way = [...circle, circle[0] ?? ''].map(codeSpan).join(' → ');
    mended.push(
      `${way} was a circle: ${codeSpan(from.key)} does not wait for ${codeSpan(need.key)}, the need that was least sure.`,
    );
    current = current.map((story) =>
      story === from ? { ...story, dependsOn: story.dependsOn.filter((other) => other !== need) } : story,
    );
  }
  return { stories: ordered(current), mended };
}

export const circleOf = (stories: readonly Story[]): readonly string[] | null =>
  dependenciesOf(dependents(stories)).cycles[0] ?? null;

const dependents = (stories: readonly Story[]) =>
  stories.map(({ key, dependsOn }) => ({ id: key, dependsOn: dependsOn.map((need) => need.key) }));

function ordered(stories: readonly Story[]): Story[] {
  const byKey = new Map(stories.map((story) => [story.key, story]));
  return orderByNeed(dependents(stories)).flatMap(({ id }) => byKey.get(id) ?? []);
}

/** Of the circle's needs the least sure; of equals the one that points furthest ahead in the order they were told in. */
function weakest(stories: readonly Story[], circle: readonly string[]): Edge {
  const place = new Map(stories.map(({ key }, index) => [key, index]));
  const edges = circle.flatMap((key, index): Edge[] => {
    const from = stories.find((story) => story.key === key);
    const target = circle[(index + 1) % circle.length];
    const need = from?.dependsOn.find((one) => one.key === target);
    return from && need ? [{ from, need, ahead: (place.get(need.key) ?? 0) - (place.get(key) ?? 0) }] : [];
  });
  const [first] = edges.sort(
    (a, b) =>
      CERTAINTIES.indexOf(b.need.certainty) - CERTAINTIES.indexOf(a.need.certainty) ||
      b.ahead - a.ahead ||
      (a.from.key < b.from.key ? -1 : 1),
  );
  if (!first) throw new Error('a circle without needs');
  return first;
}
