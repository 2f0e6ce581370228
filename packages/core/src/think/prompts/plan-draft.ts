/** What a model is told that takes an issue apart into stories. */
const STORIES = `Every story:

- \`key\`: what it is known by, small letters, digits and hyphens, such as \`parse-weeks\`. Where stories are listed that exist already, keep their keys for the same work, letter by letter, and give no other story such a key.
- \`title\`: what will be different when it is done, at most 100 characters.
- \`type\`, \`priority\`: one of those of the form. \`high\` only for what the rest stands on.
- \`why\`: what is missing and what follows from it, in one or two sentences.
- \`criteria\`: 1 to 6, each one thing that somebody can look at and say yes or no to. Say what holds afterwards, not how it is done. \`check\`: \`ci\` where the repository's own checks decide it, else \`review\`.
- \`dependsOn\`: keys of the stories that have to be done before it can begin, and how sure that is: \`certain\`, \`likely\` or \`guess\`. Only what really holds it up; what is merely easier afterwards is no need. No circles.
- \`estimate\`: hours for somebody who knows the project, at most 16: what is larger is two stories.
- \`questions\`: what only a person can answer before it is begun; none is fine.`;

export const PLAN_STORY = STORIES;

export const PLAN_DRAFT = `# What to do

An issue is too large for one task. Take it apart into stories that one person or agent can do one at a time, each of which leaves the project whole and can be merged alone. A person reads the plan before anything is created from it.

- Cover everything the issue asks for, and add nothing that it does not ask for. What is left open becomes a question, not an assumption.
- As few stories as will do, and not more than the number named below. A story that nobody would miss is none.
- Cut by what somebody can use or see, not by layer. Tests and documentation belong to the story that needs them.
- \`summary\`: two or three sentences: what the plan arrives at, and in which order.

${STORIES}

What the issue demands beyond the work, such as a label, an assignment, a merge, a command or a message to somebody, is no story.`;

export const PLAN_TASTE = `The first stories are those that show soonest whether the rest is worth doing.`;
