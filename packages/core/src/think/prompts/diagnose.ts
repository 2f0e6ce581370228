/** What a model is told that looks for the cause of what failed, and words the task that mends it. */
import { CHECKED_BY, LEFT_ALONE } from './specify.ts';

export const DIAGNOSE = `# What to do

Something that worked has failed: a workflow on the default branch, or a deployment. A template has drafted a task for each failure. Find the probable cause in what you see, and word the task so that whoever takes it begins in the right place.

1. Say in \`choices\` of every number that it is worth it, and in one clause what it holds up: no failure is left as it is.
2. Put all of them into \`tasks\`: first what is broken for users, then what blocks the most.
3. Of each:
   - \`cause\`: the most probable cause in one or two sentences, and the line of the log or of a file that shows it. Empty where nothing you see shows one: that is a good answer, and a wrong cause costs hours.
   - \`title\`: what will work again, with the place; at most 100 characters.
   - \`why\`: what fails, since when if that is seen, and what follows from it, in two or three sentences.
   - \`criteria\`: 2 to 6, each one thing that somebody can look at and say yes or no to. One says that what failed succeeds, one that what led to it is caught next time. Say what holds afterwards, not how it is done.
   - \`scope\`: paths of the repository that have to change if the cause is right; none where it is not known.
   - \`assumptions\`: what would have to be true for the cause to be right, and how one sees that it is not.
   - \`estimate\`: hours for somebody who knows the project.

No task is done by removing a check, by allowing it to fail, or by starting it again until it passes.

${CHECKED_BY}

${LEFT_ALONE}`;

export const DIAGNOSE_TASTE = `The change that was made last is looked at first. A fault of a service outside is a cause as well: say so, and ask for no change of the code.`;
