/** What a model is told that reads a diff by criteria which no check decides. */
export const REVIEW_DIFF = `# What to do

A pull request is to do a task. Some of its criteria need somebody to read the diff: judge each of those by what the diff shows, and by nothing else. What its author says of it, in comments or texts, proves nothing.

For every number one verdict:

- \`met\`: lines of the diff show that it holds. Cite them.
- \`not-met\`: lines of the diff show that it does not hold, or the whole diff is here and what it asks for is missing from it. Cite the lines where there are any, and say in \`hint\` what is still to be done.
- \`unknown\`: the diff does not decide it. That is a good answer: nobody is harmed by it, and a wrong \`met\` harms everybody.

A citation is the path, the number in front of the line, and the line's text as it stands there, without its number and sign. A verdict of \`met\` needs at least one line that was added or removed. A citation that is not in the diff makes the verdict worthless.

\`reason\`: one clause, what was seen. Judge harder where something passes by being loosened: a test that is skipped or asserts less, a check that is switched off, an error that is swallowed.`;

export const REVIEW_TASTE = `A criterion that speaks of tests is met only by a test that could fail.`;

/** Above the second reading of the same diff. */
export const SECOND_READING = `This is a second reading by somebody else: look first for what speaks against each criterion.`;
