/** Another version of what others wrote: from which to which, what changed in it, and the way back. */
import { changelogSays, codeSpan } from '../draft.ts';
import { type Matter, review, stated, suiteHolds, type TypeWords } from '../matter.ts';

export const dependencyUpdate: TypeWords = {
  why: ({ source, expected, actual }) =>
    `Asked for in ${source}.${stated('Today', actual)}${stated('Wanted', expected)}`,
  criteria: (matter) => [
    review(`${moved(matter)} in the manifest and the lock file; nothing else moves that it does not need.`),
    review(
      'The pull request says what its changelog has between the two versions: what breaks, and what was done about it.',
    ),
    ...suiteHolds(matter),
    review('Reverting the one commit is enough to go back, or the pull request says what else it takes.'),
    ...changelogSays(matter),
  ],
  not: ['other dependencies', 'use of what the new version brings'],
  assumptions: ({ title }) =>
    versionsOf(title)?.to === undefined ? ['The newest version that the project can use is meant'] : [],
};

interface Versions {
  name: string;
  from?: string;
  to?: string;
}

const TITLE =
  /\b(?:bump|update|upgrade)s? (?:(?:the )?dependency )?[`"']?([@\w][\w@./+-]{0,80})[`"']?(?: (?:from|v)? ?v?(\d[\w.+-]{0,30}))?(?: (?:to|=>|->) v?(\d[\w.+-]{0,30}))?/i;

/** What a title such as `Bump x from 1.2 to 2.0` says; null for one that names nothing. */
export function versionsOf(title: string): Versions | null {
  const [, name, from, to] = TITLE.exec(title) ?? [];
  if (name === undefined) return null;
  return { name, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

function moved({ title }: Matter): string {
  const versions = versionsOf(title);
  if (versions === null) return 'The version that is asked for stands';
  const { name, from, to } = versions;
  const origin = from === undefined ? '' : ` from ${codeSpan(from)}`;
  return `${codeSpan(name)} is updated${origin}${to === undefined ? '' : ` to ${codeSpan(to)}`}`;
}
