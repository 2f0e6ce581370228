/** Takes the owner's goals as features that are wanted: the first in the file first. */
import { type Finding, fingerprint, type Rule } from '../../domain/evidence.ts';
import { goalKey, goalsIn } from '../../domain/goals.ts';
import type { OpenPull, Remote } from '../../domain/remote.ts';
import { saysTheSame } from '../../domain/similarity.ts';
import { GOALS_PATH } from '../../domain/snapshot.ts';
import { cite, shorten } from './citation.ts';
import { citePage } from './page.ts';

/** Somebody is at it already: what is left is to see that through. */
const pullFor = (text: string, { pulls }: Remote): OpenPull | undefined =>
  pulls?.find(({ title }) => saysTheSame(title, text));

/** The pull request is known by the goal that it serves: it may serve another as well. */
function citePull({ number, url, title }: OpenPull, goal: Finding): Finding {
  const { facts, weight } = goal;
  const page = { rule: 'goal' as const, shown: `#${number}`, url, excerpt: title };
  const cited = citePage(page, { cause: '', weight: weight - 0.01, facts });
  return { ...cited, cause: goal.cause, fingerprint: fingerprint('goal', `#${number}`, goal.fingerprint) };
}

export const goal: Rule = {
  name: 'goal',
  words: `Open items of \`${GOALS_PATH}\`: what the owner wants next`,
  type: 'feature',
  category: 'development',
  weight: 0.75,
  needs: ['pulls'],
  find(project) {
    const file = project.files.find(({ path }) => path === GOALS_PATH);
    if (file === undefined) return [];
    return goalsIn(file.text).flatMap(({ line, text, section, why, details }, at) => {
      const pull = pullFor(text, project.remote);
      const key = goalKey(text);
      const told = Object.fromEntries(details.map((detail, n) => [`detail${n + 1}`, shorten(detail, 200)]));
      const found = cite(
        { rule: 'goal', file, line },
        {
          cause: key.slice(0, 200),
          identity: key,
          weight: (0.9 - Math.min(0.7, at * 0.12)) * (pull === undefined ? 1 : 0.6),
          facts: {
            text: shorten(text, 300),
            section: shorten(section, 80),
            why: shorten(why, 400),
            place: at + 1,
            ...(pull !== undefined && { pull: pull.number, draft: pull.draft }),
            ...told,
          },
        },
      );
      return pull === undefined ? [found] : [found, citePull(pull, found)];
    });
  },
  reason: ({ facts }) =>
    facts.place === 1 ? "first of the owner's goals" : `number ${facts.place} of the owner's goals`,
};
