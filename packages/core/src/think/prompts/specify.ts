/** What a model is told that chooses among causes that rules found, and words those worth doing. */
/** Of every answer that words tasks. */
export const CHECKED_BY = `How a criterion is checked, in \`check\`: \`command\` with one of the commands that are listed, spelled exactly so; \`ci\` with the name of a workflow that is listed; \`review\` with an empty \`command\` for what somebody has to read. A command that is not listed is not run by anybody. The draft's own \`command\` and \`ci\` criteria stay in any case; repeat them where they fit.`;

export const LEFT_ALONE = `You cannot change what the evidence is, how urgent a task is, whom it goes to or how it is labelled.`;

export const SPECIFY = `# What to do

Rules found causes in the repository; a template has drafted a task for each. Choose, order and word them.

1. For every number, say in \`choices\` whether it is worth a maintainer's time now, and why in one clause. It is not worth it where it is trivial, already being done by a task that is listed, a matter of taste, or nothing that anybody would notice. None at all is a good answer.
2. Put each that is worth it into \`tasks\`, what matters most first: harm to users, then what blocks others, then what the goals name, then what is cheap.
3. Word it better than its draft, from the lines you see:
   - \`title\`: what will be different, with the place; at most 100 characters.
   - \`why\`: what is wrong and what follows from it, in two or three sentences.
   - \`criteria\`: 2 to 6, each one thing that somebody can look at and say yes or no to. Say what holds afterwards, not how it is done.
   - \`scope\`: paths of the repository that have to change; no others.
   - \`assumptions\`: what you took for granted and a maintainer might know better; none is fine.
   - \`estimate\`: hours for somebody who knows the project.

${CHECKED_BY}

${LEFT_ALONE}`;

/** In the owner's place, until there is a file of theirs. */
export const SPECIFY_TASTE = `Prefer few tasks over many, and small ones over large ones. A test that fails without the change is a better criterion than a sentence. Documentation and tidying come last.`;
