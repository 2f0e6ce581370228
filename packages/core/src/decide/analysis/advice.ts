/** Advice by rule: each says its figure and what to do, and nothing is said of what is too little to say anything. */
import type { Advice, AdviceRule, Allowance, Analysis } from '../../domain/analysis.ts';
import { codeSpan, counted } from '../../domain/markdown.ts';
import type { Status } from '../../domain/task.ts';
import { UNANSWERED_DAYS } from './present.ts';

/** Pull requests that may wait for a review, and tasks that one agent may have in hand. */
const MOST_WAITING = 3;
const MOST_IN_HAND = 5;
/** With more than so many open tasks new ones only wait. */
const MOST_OPEN = 20;
/** With fewer there is room for more. */
const FEW_OPEN = 5;
const MOST_UNANSWERED = 3;
/** Of fewer a share says nothing. */
const LEAST = 5;
const LEAST_TRIES = 4;
/** The share of suggestions that people refuse from which their rule is in question. */
const REFUSED = 0.6;
const POOR = 0.5;
const NEARLY = 0.9;
const MOST_NAMED = 5;
/** Hours: whoever waits less waits for nobody in particular. */
const A_DAY = 24;

type Said = Omit<Advice, 'rule'>;
type Adviser = (analysis: Analysis, allowances: readonly Allowance[]) => Said[];

/** The most pressing first. */
export const adviceOf = (analysis: Analysis, allowances: readonly Allowance[]): Advice[] =>
  (Object.keys(ADVISERS) as AdviceRule[]).flatMap((rule) =>
    ADVISERS[rule](analysis, allowances).map((said) => ({ rule, ...said })),
  );

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

/** `#4, #7 and 2 more` */
function named(numbers: readonly (number | null)[]): string {
  const shown = numbers.flatMap((number) => (number === null ? [] : [`#${number}`])).slice(0, MOST_NAMED);
  const rest = numbers.length - shown.length;
  if (shown.length === 0) return '';
  return ` (${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`;
}

const days = (hours: number): string =>
  hours < 48 ? counted(Math.round(hours), 'hour') : counted(Math.round(hours / 24), 'day');

const BOTTLENECKS: Partial<Record<Status, string>> = {
  ready: "Raise `hand-off.at-once` or an agent's `capacity`, or open fewer tasks (`caps.open-tasks`).",
  blocked: 'Do first what they wait for: the queue names it.',
  retrying: 'Attempts fail: look at the hints of the last ones before more are made.',
  escalated: 'They wait for a person: answer under “Needs you” on the dashboard.',
  'in-review': 'Review or merge before more is handed out (`caps.agent-pull-requests`).',
};

const ADVISERS: Record<AdviceRule, Adviser> = {
  budget: (_, allowances) =>
    allowances
      .filter(({ used, most }) => most > 0 && used >= NEARLY * most)
      .map(({ what, used, most, key, about }) => ({
        words: `${what}: ${used} of ${most} are used, ${percent(used, most)}.`,
        action: `Wait for the next period, or change ${codeSpan(key)}.`,
        ...(about && { about }),
      })),
  reviews: ({ present: { reviews } }) => {
    if (reviews.length <= MOST_WAITING) return [];
    const longest = reviews[0]?.hours ?? null;
    const since = longest === null ? '' : `, the longest for ${days(longest)}`;
    return [
      {
        words: `${reviews.length} pull requests wait for a review${since}${named(reviews.map(({ number }) => number))}.`,
        action: 'Look at those before new work is handed out, or lower `caps.agent-pull-requests`.',
      },
    ];
  },
  stale: ({ present: { stale, staleAfter } }) => {
    if (stale.length === 0) return [];
    const inOrder = [...stale].sort((a, b) => b.days - a.days).map(({ number }) => number);
    return [
      {
        words: `Nothing happened to ${counted(stale.length, 'open task')} for ${staleAfter} days or longer${named(inOrder)}.`,
        action: 'Close what is not wanted any more; for the rest `/steward retry` or a person.',
      },
    ];
  },
  workload: ({ present }) =>
    present.workload
      .filter(({ tasks }) => tasks > MOST_IN_HAND)
      .map(({ agent, tasks }) => ({
        words: `${codeSpan(agent)} has ${tasks} tasks in hand.`,
        action: `Lower ${codeSpan(`agents.${agent}.capacity`)}, or add another agent.`,
      })),
  'too-many-open': ({ present: { open } }) =>
    open <= MOST_OPEN
      ? []
      : [
          {
            words: `${open} tasks are open.`,
            action: 'Finish or close some before more are opened: lower `caps.open-tasks` until then.',
          },
        ],
  bottleneck: ({ stays, bottleneck }) => {
    const waited = stays.find(({ status }) => status === bottleneck);
    const inAll = stays.filter(({ status }) => status !== 'suggested').reduce((sum, { hours }) => sum + hours, 0);
    if (!waited || waited.n < LEAST || waited.hours < POOR * inAll || (waited.median ?? 0) < A_DAY) return [];
    const status = waited.status.replace('-', ' ');
    return [
      {
        words: `Tasks spent ${percent(waited.hours, inAll)} of their time ${status}: the usual stay is ${days(waited.median ?? 0)}, over ${waited.n} stays.`,
        action: BOTTLENECKS[waited.status] ?? '',
      },
    ];
  },
  'agent-type': ({ pairings }) =>
    (pairings ?? [])
      .filter(({ done, failed }) => done + failed >= LEAST_TRIES && done < POOR * (done + failed))
      .map(({ name, type, done, failed }) => ({
        words: `${codeSpan(name)} got ${done} of ${done + failed} attempts at ${type} done.`,
        action: `Lower ${codeSpan(`agents.${name}.skills.${type}`)}, so that others are asked first.`,
        about: 'agents' as const,
      })),
  'first-try': ({ attempts }) => {
    if (attempts === null || attempts.firstTry.of < LEAST) return [];
    const { firstTry, perTask } = attempts;
    if (firstTry.count >= POOR * firstTry.of) return [];
    return [
      {
        words: `${firstTry.count} of ${firstTry.of} tasks were done at the first attempt; one took ${perTask} on average.`,
        action: 'Make criteria something that a command can check, and name the files in scope.',
        about: 'agents',
      },
    ];
  },
  completion: ({ completion: { share } }) =>
    share.of < LEAST || share.count >= POOR * share.of
      ? []
      : [
          {
            words: `${share.count} of ${share.of} tasks that ended were done.`,
            action: 'See what the others were: the rules and types they came from may be worth less to you.',
          },
        ],
  'refused-rule': ({ rules }) =>
    rules
      .filter(({ taken, refused }) => taken + refused >= LEAST && refused >= REFUSED * (taken + refused))
      .map(({ name, taken, refused }) => ({
        words: `${refused} of ${taken + refused} suggestions of the rule ${codeSpan(name)} were refused.`,
        action:
          name === 'custom'
            ? 'Change or remove the rules under `rules.custom` that they came from.'
            : `Lower ${codeSpan(`rules.${name}.weight`)}, or switch it off with ${codeSpan(`rules.${name}.enabled: false`)}.`,
      })),
  unanswered: ({ present: { unanswered } }) =>
    unanswered <= MOST_UNANSWERED
      ? []
      : [
          {
            words: `${unanswered} suggestions have waited for an answer for ${UNANSWERED_DAYS} days or longer.`,
            action: 'Tick or refuse them on the dashboard: what is refused makes room and teaches.',
          },
        ],
  'too-few-open': ({ present: { open, suggested }, since }) =>
    since === null || open >= FEW_OPEN || suggested > 0
      ? []
      : [
          {
            words: `${counted(open, 'task is', 'tasks are')} open and nothing is suggested.`,
            action: 'If more is wanted, write goals into `.github/steward/goals.md`, or switch on more rules.',
          },
        ],
  models: ({ models }) =>
    (models?.models ?? [])
      .filter(({ answered, failed }) => answered + failed >= LEAST && failed > POOR * (answered + failed))
      .map(({ name, answered, failed }) => ({
        words: `${codeSpan(name)} gave no answer to ${failed} of ${answered + failed} calls.`,
        action: 'Put another model before it in the chain of its role (`models`).',
        about: 'money' as const,
      })),
};
