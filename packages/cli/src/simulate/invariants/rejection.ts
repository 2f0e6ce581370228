/** What a person rejected never comes back, neither as an issue nor as a suggestion. */
import { isEdited, rejectedAt } from '../witness.ts';
import type { Invariant, Scene } from './invariant.ts';

export function rejection(): Invariant {
  return {
    name: 'a rejected idea never returns',
    check(scene) {
      const wanted = [
        ...scene.created.map(({ number, fingerprints, createdAt }) => ({
          what: `#${number}`,
          fingerprints,
          at: createdAt,
        })),
        ...suggestions(scene),
      ];
      if (wanted.length === 0) return [];
      const rejected = rejections(scene);
      return wanted.flatMap(({ what, fingerprints, at }) => {
        const print = fingerprints.find((item) => (rejected.get(item)?.at ?? at) < at);
        const before = print === undefined ? undefined : rejected.get(print);
        return before === undefined ? [] : [`${what} is what #${before.number} was rejected for at ${before.at}`];
      });
    },
  };
}

const suggestions = ({ transactions, world }: Scene): { what: string; fingerprints: readonly string[]; at: string }[] =>
  transactions.flatMap(({ events }) =>
    events.flatMap((event) =>
      event.kind === 'suggested'
        ? [
            {
              what: `the suggestion "${event.specification.title}"`,
              fingerprints: event.specification.fingerprints,
              at: world.stamp(),
            },
          ]
        : [],
    ),
  );

/** Once memory was lost, Steward can only go by what its own issues still say. */
function rejections({ world, witness, lostAt, runs }: Scene): Map<string, { number: number; at: string }> {
  const began = runs[0]?.startedAt ?? '';
  const found = new Map<string, { number: number; at: string }>();
  for (const { number, fingerprints } of witness.creations.values()) {
    const issue = world.issue(number);
    const at = issue === null ? null : rejectedAt(issue);
    if (issue === null || at === null || at >= began) continue;
    if (isEdited(issue) && lostAt !== null) continue;
    for (const print of fingerprints) found.set(print, { number, at });
  }
  return found;
}
