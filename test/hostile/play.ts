/** A few days in a world in which strangers say certain texts wherever they can, and what comes out of it. */
import { publishedIn } from '@steward/sandbox/publication-faults.ts';
import { generateTasksAlone } from '../../actions/generate-tasks/flow.ts';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { updateDashboardAlone } from '../../actions/update-dashboard/flow.ts';
import { HALF_HOUR, type Stage } from '../support/cycle.ts';
import { filesSaying, saysAround, WORLD } from './places.ts';
import { type Told, toldBy } from './told.ts';

/** Everything that is found is published at once. */
export const GREEDY = `mode: assist
caps:
  new-issues-a-day: 50
  open-tasks: 100
  suggestions: 20
  notifications-a-week: 500
`;

const AUTO = { action: 'auto', focus: 'auto', 'max-tasks': 50 } as const;

export interface Play {
  stage: Stage;
  /** Titles and bodies of issues, as they were sent. */
  titles: string[];
  bodies: string[];
  told: Told[];
  warnings: string[];
  page: string;
}

type Raise = (commits?: readonly Record<string, string>[]) => Promise<Stage>;

/** Plants the texts everywhere, runs every action, lets people edit what Steward wrote with the first, and runs again. */
export async function play(raise: Raise, texts: readonly string[], more: Record<string, string> = {}): Promise<Play> {
  const files = Object.assign({}, ...texts.map((text, index) => filesSaying(text, index)));
  const stage = await raise([{ ...WORLD, ...files, ...more, '.github/steward.yml': GREEDY }]);
  for (const [index, text] of texts.entries()) await saysAround(stage, text, index);
  const runs = [await runCycle(stage.world({ mode: 'observe' }), AUTO), await runCycle(stage.world(), AUTO)];
  await editByPeople(stage, texts[0] ?? '');
  runs.push(await runCycle(stage.world(), AUTO));
  stage.pass(HALF_HOUR);
  runs.push(await generateTasksAlone(stage.world(), { focus: 'testing', 'max-tasks': 50 }));
  const last = await updateDashboardAlone(stage.world());
  const sent = stage.sandbox.transcript
    .filter(({ write, requestBody }) => write && requestBody !== null)
    .map(({ requestBody }) => publishedIn(requestBody ?? ''));
  return {
    stage,
    titles: sent.flatMap(({ title }) => title),
    bodies: sent.flatMap(({ body }) => body),
    told: toldBy(stage, ...runs, last),
    warnings: runs.flatMap(({ report }) => report.warnings),
    page: last.page ?? '',
  };
}

/** Titles and bodies of two tasks and the dashboard rewritten; one of the tasks closed and opened again. */
async function editByPeople(stage: Stage, text: string): Promise<void> {
  const { world } = stage.sandbox;
  const own = world.data.issues.filter(({ author }) => author === 'github-actions[bot]').map(({ number }) => number);
  const [first = 0, second = 0] = own;
  stage.pass(HALF_HOUR);
  for (const number of [first, second, own.at(-1) ?? 0]) {
    const { title = '', body = '' } = world.issue(number) ?? {};
    world.retitle(number, [...`${text.replace(/\s*\n\s*/g, ' ')} ${title}`].slice(0, 256).join(''));
    world.editBody(number, body.replace('**Why.** ', `**Why.** ${text} `).replace(/^- /m, `- ${text} `), 'octo');
  }
  world.closeIssue(first, 'octo', 'NOT_PLANNED');
  await stage.tick({ mode: 'assist' });
  stage.pass(HALF_HOUR);
  world.reopen(first, 'octo');
}
