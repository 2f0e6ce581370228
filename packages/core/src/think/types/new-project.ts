/** A beginning: from which starter kit, and the first state that runs. */
import { codeSpan } from '../draft.ts';
import { type Matter, review, stated, type TypeWords } from '../matter.ts';

export const newProject: TypeWords = {
  why: ({ source, expected }) => `Asked for in ${source}.${stated('Wanted', expected)}`,
  criteria: (matter) => {
    const starter = starterOf(matter);
    return [
      review(
        starter === null
          ? 'The pull request names the command that made the skeleton, or says that there was none.'
          : `It is made from ${codeSpan(starter)}, and what its samples brought and nothing uses is gone.`,
      ),
      review(
        `From a fresh clone one command starts it, and ${matter.expected === null ? 'the pull request shows what runs' : `this runs: ${matter.expected}`}.`,
      ),
      review('One command tests it, and CI runs that for every pull request.'),
      review('Its readme says what it is for and names both commands; versions are locked.'),
    ];
  },
  not: ['more than the first thing that runs'],
  assumptions: (matter) => (starterOf(matter) === null ? ['No starter kit is named, so any or none will do'] : []),
};

const KIT =
  /\b(?:from|with|using|on) (?:(?:the|an?) )?(?!(?:the|an?|any|no|our|some|this)\b)([\w@./+-]+(?: [\w@./+-]+){0,3}?) (?:starter(?: kit)?|template|boilerplate|skeleton)\b/i;
const MADE_BY =
  /\b(?:from|with|using|npx|npm init) (create-[\w-]+|cargo-generate|cookiecutter(?: [\w@./:-]+)?|copier(?: [\w@./:-]+)?)/i;

/** The starter kit that the words name: `Laravel-React`, `create-vite`. */
export function starterOf({ title, expected, steps }: Matter): string | null {
  for (const text of [title, expected ?? '', ...steps]) {
    const name = KIT.exec(text)?.[1] ?? MADE_BY.exec(text)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}
