/** A beginning: from which starter kit, and the first state that runs. */
import { kitNamed } from '../../domain/starter-kits.ts';
import { codeSpan, type DraftCriterion, list } from '../draft.ts';
import { type Matter, review, stated, type TypeWords } from '../matter.ts';

export const newProject: TypeWords = {
  why: ({ source, expected }) => `Asked for in ${source}.${stated('Wanted', expected)}`,
  criteria: (matter) => {
    const starter = starterOf(matter);
    return [
      starter === null ? review(NO_KIT) : madeFrom(starter),
      review(
        `From a fresh clone one command starts it, and ${matter.expected === null ? 'the pull request shows what runs' : `this runs: ${matter.expected}`}.`,
      ),
      review('One command tests it, and CI runs that for every pull request.'),
      review('Its readme says what it is for and names both commands; versions are locked.'),
    ];
  },
  not: ['more than the first thing that runs'],
  assumptions: assumedKit,
};

const KIT =
  /\b(?:from|with|using|on) (?:(?:the|an?) )?(?!(?:the|an?|any|no|our|some|this)\b)([\w@./+-]+(?: [\w@./+-]+){0,3}?) (?:starter(?: kit)?|template|boilerplate|skeleton)\b/i;
const MADE_BY =
  /\b(?:from|with|using|npx|npm init) (create-[\w-]+|cargo-generate|cookiecutter(?: [\w@./:-]+)?|copier(?: [\w@./:-]+)?)/i;

/** The starter kit that a text names: `Laravel-React`, `create-vite`. */
export const kitIn = (text: string): string | null => KIT.exec(text)?.[1] ?? MADE_BY.exec(text)?.[1] ?? null;

/** The one that the words name; where the owner named some, one of those as the owner spells it, or none. */
export function starterOf({ title, expected, steps, kits = [] }: Starting): string | null {
  const texts = [title, expected ?? '', ...steps];
  const named = texts.map(kitIn).filter((name) => name !== null);
  if (kits.length === 0) return named[0] ?? null;
  return named.map((name) => kitNamed(kits, name)).find((kit) => kit !== null) ?? null;
}

type Starting = Pick<Matter, 'title' | 'expected' | 'steps' | 'kits'>;

/** That it is made from this starter kit. */
export const madeFrom = (kit: string): DraftCriterion =>
  review(`It is made from ${codeSpan(kit)}, and what its samples brought and nothing uses is gone.`);

export const NO_KIT = 'The pull request names the command that made the skeleton, or says that there was none.';

/** What is assumed of starter kits, where none is named. */
export const isAboutKits = (assumption: string): boolean =>
  /^None of the starter kits|^No starter kit/.test(assumption);

function assumedKit(matter: Matter): string[] {
  if (starterOf(matter) !== null) return [];
  const { kits = [] } = matter;
  return [
    kits.length === 0
      ? 'No starter kit is named, so any or none will do'
      : `None of the starter kits here is named (${list(kits.map(codeSpan))}), so none has to be used`,
  ];
}
