/** What an agent takes out of what it was told: the branch, how to link the pull request, and the files. */

export interface Instructions {
  /** Null where nothing names one. */
  branch: string | null;
  /** Such as `Closes #12`. */
  closing: string | null;
  /** A hidden comment that it was shown as code, to be copied. */
  marker: string | null;
  /** Everything in code that looks like a path. */
  paths: string[];
}

const NAMED_BRANCH = /\bbranch\b[^`\n]{0,80}`([\w][\w./-]*)`/gi;
/** Steward's branches are recognised without the word. */
const OWN_BRANCH = /(?<![\w./-])steward\/[\w-][\w./-]*/g;
const CLOSING = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#\d{1,9}\b/i;
const MARKER = /`\s*(<!--\s*steward:[^`]*?-->)/;
const PATH = /`((?:[\w.@-]+\/)*[\w@-][\w.@-]*\.\w{1,10})(?::\d+)?`/g;
const NOT_FOR_WORK = new Set(['steward/state']);

/** The first text that names something counts for it. */
export function readInstructions(texts: readonly string[], defaultBranch: string): Instructions {
  const first = <T>(find: (text: string) => T | null | undefined): T | null => {
    for (const text of texts) {
      const found = find(text);
      if (found != null) return found;
    }
    return null;
  };
  const isForWork = (name: string): boolean => name !== defaultBranch && !NOT_FOR_WORK.has(name);
  const branchIn = (text: string): string | undefined =>
    [...text.matchAll(OWN_BRANCH)].map(([name]) => name.replace(/[./]+$/, '')).find(isForWork) ??
    [...text.matchAll(NAMED_BRANCH)].map(([, name = '']) => name).find(isForWork);
  return {
    branch: first(branchIn),
    closing: first((text) => CLOSING.exec(text)?.[0]),
    marker: first((text) => MARKER.exec(text)?.[1]),
    paths: [...new Set(texts.flatMap((text) => [...text.matchAll(PATH)].map(([, path = '']) => path)))],
  };
}

/** The issue that a text is about, as far as it says. */
export function issueIn(text: string): number | null {
  const found = CLOSING.exec(text)?.[0] ?? /(?:\bissues\/|(?<![\w&])#)\d{1,9}\b/.exec(text)?.[0];
  return found === undefined ? null : Number(/\d+$/.exec(found)?.[0]);
}
