/** At most one visible effect of each intent, and at most one open issue of each task. */
import type { Creation } from '../witness.ts';
import { isEdited, reopenedAt } from '../witness.ts';
import type { Invariant, Scene } from './invariant.ts';

export function singleEffect(): Invariant {
  const byIntent = new Map<string, number>();
  return {
    name: 'at most one visible effect of each intent',
    check(scene) {
      const faults: string[] = [];
      for (const { intent, number } of scene.created) {
        const first = byIntent.get(intent);
        if (first !== undefined) faults.push(`#${number} is the second issue of intent ${intent}, after #${first}`);
        byIntent.set(intent, first ?? number);
      }
      for (const number of scene.witness.nameless) faults.push(`#${number} by Steward carries no marker`);
      return [...faults, ...copies(scene)];
    },
  };
}

/** A person who opens an old issue again may make two of one task; Steward closes one of them later. */
function copies({ world, witness, created, lostAt }: Scene): string[] {
  if (created.length === 0) return [];
  const open = new Map<string, Creation>();
  return [...witness.creations.values()].flatMap((creation) => {
    const issue = world.issue(creation.number);
    if (issue?.state !== 'OPEN' || reopenedAt(issue) !== null) return [];
    // Once memory was lost, Steward can only go by what its issues still say.
    if (lostAt !== null && isEdited(issue)) return [];
    const { subject } = creation;
    const other = open.get(subject);
    open.set(subject, creation);
    return other === undefined ? [] : [`#${other.number} and #${creation.number} are both open for ${subject}`];
  });
}
