/** Takes the owner's goals as features that are wanted: the first in the file first. */
import type { Rule } from '../../domain/evidence.ts';
import { goalKey, goalsIn } from '../../domain/goals.ts';
import { GOALS_PATH } from '../../domain/snapshot.ts';
import { cite, shorten } from './citation.ts';

export const goal: Rule = {
  name: 'goal',
  words: `Open items of \`${GOALS_PATH}\`: what the owner wants next`,
  type: 'feature',
  category: 'development',
  weight: 0.75,
  find(project) {
    const file = project.files.find(({ path }) => path === GOALS_PATH);
    if (file === undefined) return [];
    return goalsIn(file.text).map(({ line, text, section, why, details }, at) => {
      const key = goalKey(text);
      const told = Object.fromEntries(details.map((detail, n) => [`detail${n + 1}`, shorten(detail, 200)]));
      return cite(
        { rule: 'goal', file, line },
        {
          cause: key.slice(0, 200),
          identity: key,
          weight: 0.9 - Math.min(0.7, at * 0.12),
          facts: {
            text: shorten(text, 300),
            section: shorten(section, 80),
            why: shorten(why, 400),
            place: at + 1,
            ...told,
          },
        },
      );
    });
  },
  reason: ({ facts }) =>
    facts.place === 1 ? "first of the owner's goals" : `number ${facts.place} of the owner's goals`,
};
