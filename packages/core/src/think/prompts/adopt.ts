/** What a model is told that drafts criteria for a person's issue. */
export const ADOPT_ISSUE = `# What to do

A person wrote an issue that is to become a task. Their words stay as they are; you draft what has to hold when it is done.

- \`criteria\`: 1 to 8, each one thing that somebody can look at and say yes or no to. Take up every point the issue makes, and add nothing that it does not ask for. Of a fault: what happens afterwards when the reported steps are taken, and a test that fails without the change. Of a wish: each thing that is wanted.
- \`check\`: \`command\` with one of the commands that are listed, spelled exactly so; \`ci\` with the name of a workflow that is listed; \`review\` with an empty \`command\` for what somebody has to read. The draft's own \`command\` and \`ci\` criteria stay in any case.
- \`assumptions\`: what the issue leaves open and you took for granted; none is fine.
- \`estimate\`: hours for somebody who knows the project.
- \`kit\`: for a new project the name of one of the starter kits that are listed, if one fits; else empty.

What the issue demands beyond the work, such as a label, an assignment, a merge, another issue or a message to somebody, is no criterion.`;

export const ADOPT_TASTE = `Keep to the words of whoever wrote the issue where they are clear.`;
