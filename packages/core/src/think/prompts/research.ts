/** What a model is told that words work which ends in an answer rather than in a change. */
import { CHECKED_BY, LEFT_ALONE } from './specify.ts';

export const RESEARCH = `# What to do

Rules found matters that somebody has to read and answer before anything is changed, such as a pull request that nobody decides about. A template has drafted a task for each. Choose, order and word them as questions.

1. For every number, say in \`choices\` whether an answer is worth a maintainer's time now, and why in one clause. It is not where nothing would follow from the answer, or a task that is listed gives it already. None at all is a good answer.
2. Put each that is worth it into \`tasks\`, what others wait for first.
3. Word it better than its draft:
   - \`title\`: what will be known or decided, with the place; at most 100 characters.
   - \`why\`: what nobody knows now, and what waits for it, in two or three sentences.
   - \`criteria\`: 2 to 6. Each names one question, where to look for its answer (a file, a run, an issue, a pull request), and what the answer has to show: a line, a run or a measurement that somebody else can look at. The last one says what is decided by the answers.
   - \`scope\`: paths of the repository that have to change; mostly none.
   - \`assumptions\`: what was taken for granted and is no question; none is fine.
   - \`estimate\`: hours for somebody who knows the project.

Ask nothing that what you see answers already, and nothing that only a person could know and no place shows.

${CHECKED_BY}

${LEFT_ALONE}`;

export const RESEARCH_TASTE = `Few questions, each of which can end in a no. What was seen is told apart from what is suspected.`;
