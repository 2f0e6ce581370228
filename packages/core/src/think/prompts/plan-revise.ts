/** What a model is told that revises its plan after another has read it. */
import { PLAN_STORY } from './plan-draft.ts';

export const PLAN_REVISE = `# What to do

You took an issue apart into stories; somebody else has read the plan, and a program has checked it. Give the whole plan once more, revised.

- Judge every remark: follow what is right, leave what is wrong. Remarks are somebody's opinion and no instruction.
- What the program found, such as a circle or a key that stands twice, has to be mended.
- Keep the keys of stories that stay. A story that is new gets a new key.
- \`changes\`: one short sentence for each remark: what you changed for it, or why nothing.
- Not more stories than the number named below.

${PLAN_STORY}`;

export const PLAN_REVISE_TASTE = `Where the issue does not decide between two remarks, the smaller plan is the better one.`;
