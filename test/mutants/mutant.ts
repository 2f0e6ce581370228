/** A planted bug: one small change of the product that a maintainer would suffer from, and what must notice it. */

export interface Edit {
  /** From the root of the repository. */
  file: string;
  /** Text that the file holds exactly once. */
  find: string;
  replace: string;
}

export interface Mutant extends Edit {
  /** What is broken, in kebab-case. */
  name: string;
  /** One sentence: whom it would hurt, and how. */
  why: string;
  /** Where the bug needs a second place to be one. */
  and?: readonly Edit[];
  /** Each of these must fail once the bug is planted; the cheapest first. */
  caughtBy: readonly [Evidence, ...Evidence[]];
}

/** `hangs`: here, not ending in time is the failure that is expected. */
export type Evidence = TestEvidence | SimulationEvidence;

export interface TestEvidence {
  /** A test file. */
  tests: string;
  /** Part of the full title of the tests that count; absent: any test of the file. */
  title?: string;
  hangs?: true;
}

export interface SimulationEvidence {
  /** What follows `steward simulate`. */
  simulate: string;
  hangs?: true;
}

export const isTests = (evidence: Evidence): evidence is TestEvidence => 'tests' in evidence;

/** `test/a.test.ts › title` or `simulate --days 10`. */
export function evidenceName(evidence: Evidence): string {
  if (!isTests(evidence)) return `simulate ${evidence.simulate}`;
  return evidence.title === undefined ? evidence.tests : `${evidence.tests} › ${evidence.title}`;
}

export const editsOf = ({ file, find, replace, and = [] }: Mutant): Edit[] => [{ file, find, replace }, ...and];

/** The text with the bug in it. Throws where the edit does not fit: a bug that is not planted proves nothing. */
export function plantIn(text: string, { file, find, replace }: Edit): string {
  const places = text.split(find).length - 1;
  if (find === '' || places !== 1) throw new Error(`${file} holds what is to be replaced ${places} times, not once`);
  if (find === replace) throw new Error(`${file} would stay as it is`);
  return text.split(find).join(replace);
}

/** The files that these bugs change, as they are with all of them. Throws where one does not fit, or not any more. */
export function plantedTexts(mutants: readonly Mutant[], read: (path: string) => string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const edit of mutants.flatMap(editsOf)) {
    texts.set(edit.file, plantIn(texts.get(edit.file) ?? read(edit.file), edit));
  }
  return texts;
}

/** Why the mutants cannot be planted together in these sources, or null. `read` gives null for a file that is not there. */
export function misfitOf(mutants: readonly Mutant[], read: (path: string) => string | null): string | null {
  try {
    plantedTexts(mutants, (path) => {
      const text = read(path);
      if (text === null) throw new Error(`${path} does not exist`);
      return text;
    });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
