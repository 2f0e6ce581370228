/** The one comment that a plan is: what it arrives at, what waits for what, what is open, and how a person approves it. */
import type { Call } from '../domain/command.ts';
import { codeSpan, counted, oneLine, tableCell, titleText } from '../domain/markdown.ts';
import type { Plan, Story } from '../domain/plan.ts';
import { historyBlock, renderPlanBlock } from '../domain/plan-block.ts';
import type { StoryState } from '../domain/story-state.ts';
import { graphDiagram } from './chart.ts';

export interface PlanText {
  number: number;
  plan: Plan;
  /** By key. */
  states: ReadonlyMap<string, StoryState>;
  /** Issues that were made of stories which the plan has no more. */
  strays: readonly number[];
  approved: Call | null;
  /** An order that was not followed. */
  denied: { by: string; said: string } | null;
  /** The issue says something else by now. */
  edited: boolean;
  /** It was planned anew, and nothing came of it that can stand: why. */
  failed: readonly string[];
  /** As the block in the comment has it. */
  kept: { source: string; plan: Plan };
  history: string;
  label: string;
  caps: { open: number; day: number; week: number };
}

/** The body without its marker. Every text of the plan is clean; what the block holds was, when it was first written. */
export function renderPlan(text: PlanText): string {
  const { plan, history, kept } = text;
  const rest = [diagram(text), questions(plan), inFull(plan), footer(text)];
  return [heading(plan), plan.summary, ...standing(text), table(text), ...rest, historyBlock(history)]
    .filter((block) => block !== '')
    .concat(renderPlanBlock(kept, history))
    .join('\n\n');
}

function heading({ stories }: Plan): string {
  const hours = stories.reduce((sum, { estimate }) => sum + estimate, 0);
  return `### Plan: ${counted(stories.length, 'story', 'stories')}, about ${counted(hours, 'hour')}`;
}

function standing({ states, approved, denied, edited, failed, strays, label, caps }: PlanText): string[] {
  const all = [...states.values()];
  const left = all.filter(({ state }) => state === 'new' || state === 'waits').length;
  const pace = `at most ${caps.day} a day, while no more than ${counted(caps.open, 'task')} are open, and ${counted(caps.week, 'notification')} a week`;
  const days = Math.max(Math.ceil(left / Math.max(1, caps.day)), 7 * Math.ceil(left / Math.max(1, caps.week)) - 6);
  const word = approved
    ? `**Approved** by ${codeSpan(approved.by)}. ${left === 0 ? 'Every story is an issue, or was one.' : `${counted(left, 'story', 'stories')} to be opened: ${pace}.`}`
    : `**Waits for approval.** Nothing is created before somebody who may write here puts the label ${codeSpan(label)} on this issue, or comments \`/steward approve\`. Then each story becomes a sub-issue: ${pace}${days > 1 ? `, so over ${days} days or more` : ''}. \`/steward plan\` plans anew.`;
  return [
    word,
    denied ? `**Not followed:** ${codeSpan(denied.said)} of ${codeSpan(denied.by)}, who may not write here.` : '',
    edited
      ? '**Edited since:** the issue says something else than when it was planned. `/steward plan` plans anew.'
      : '',
    failed.length === 0 ? '' : `**Planned anew without a plan that can stand:** ${failed.join(' ')}`,
    strays.length === 0
      ? ''
      : `**No longer in the plan:** ${strays.map((number) => `#${number}`).join(', ')}. What exists stays as it is.`,
  ];
}

const STATE_WORDS: { [K in StoryState['state']]: (state: Extract<StoryState, { state: K }>) => string } = {
  open: ({ number, changed }) =>
    `${number === null ? 'an issue' : `#${number}`}${changed ? ', as it was planned before' : ''}`,
  waits: () => 'to be opened',
  ended: ({ number, how }) => (number === null ? how : `${how} (#${number})`),
  new: () => 'new',
};
const stateWord = (state: StoryState): string => (STATE_WORDS[state.state] as (state: StoryState) => string)(state);

const placesOf = ({ stories }: Plan): ReadonlyMap<string, number> =>
  new Map(stories.map(({ key }, index) => [key, index + 1]));

function table({ plan, states }: PlanText): string {
  const places = placesOf(plan);
  const rows = plan.stories.map((story, index) => {
    const state = states.get(story.key);
    const after = story.dependsOn.flatMap(({ key }) => places.get(key) ?? []).sort((a, b) => a - b);
    return [
      String(index + 1),
      titleText(story.title),
      after.join(', '),
      counted(story.estimate, 'hour'),
      state ? stateWord(state) : '',
    ].map(tableCell);
  });
  return [
    '| | Story | After | About | |',
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

/** Nothing where nothing waits for anything. */
function diagram({ plan, states }: PlanText): string {
  const places = placesOf(plan);
  const edges = plan.stories.flatMap(({ key, dependsOn }) =>
    dependsOn.map((need): [string, string] => [`s${places.get(need.key)}`, `s${places.get(key)}`]),
  );
  if (edges.length === 0) return '';
  const nodes = plan.stories.map(({ key, title }, index) => ({
    id: `s${index + 1}`,
    name: `${index + 1} ${shortened(title)}`,
    done: states.get(key)?.state === 'ended',
  }));
  return graphDiagram({ nodes, edges });
}

const LABEL = 36;

/** Cut between words. */
function shortened(title: string): string {
  if (title.length <= LABEL) return title;
  const cut = title.slice(0, LABEL);
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), 12));
}

function questions(plan: Plan): string {
  const places = placesOf(plan);
  const lines = [
    ...plan.questions.map((text) => `- ${text}`),
    ...plan.stories.flatMap((story) => story.questions.map((text) => `- Story ${places.get(story.key)}: ${text}`)),
  ];
  return lines.length === 0 ? '' : ['**Open questions**', ...lines].join('\n');
}

/** Folded; its text is Markdown again between blank lines. */
export const folded = (title: string, text: string): string =>
  `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;

function inFull({ stories }: Plan): string {
  return folded('Every story in full', stories.map(storyText).join('\n\n'));
}

function storyText({ title, type, priority, why, criteria }: Story, index: number): string {
  return [
    `**${index + 1}. ${titleText(title)}** · ${type.replaceAll('-', ' ')} · ${priority}`,
    why,
    criteria.map(({ text, check }) => `- ${oneLine(text)} — ${check === 'ci' ? 'CI' : 'review'}`).join('\n'),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

const footer = ({ number }: PlanText): string =>
  `<sub>Planned by models from #${number}, which stays as it is. What a person does not approve is never created.</sub>`;

/** In place of a plan, where there is none. `reasons`: why what was drafted cannot stand; none: nobody could be asked. */
export function renderUnplanned(
  reasons: readonly string[],
  { models = [] }: { models?: readonly string[] } = {},
): string {
  if (reasons.length > 0) {
    const who = models.length === 0 ? '' : ` (${models.map(codeSpan).join(', ')})`;
    return [
      '### No plan',
      `No plan that can stand came of it${who}, so there is nothing to approve:`,
      reasons.map((reason) => `- ${reason}`).join('\n'),
      '`/steward plan` tries again.',
    ].join('\n\n');
  }
  return [
    '### No plan yet',
    'Planning needs a model, and none answered: it takes the key of at least one vendor, as an input of the action, and money left in the budget. It is tried again with the daily work.',
  ].join('\n\n');
}
