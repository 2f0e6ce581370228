/** Memory that a workflow keeps in a folder or in the Actions cache: whether it can hold there. */
import { cronOf, ticksOf } from '../../domain/cron.ts';
import { type Finding, known, type SetUp } from '../../domain/set-up.ts';
import { type CycleJob, type CycleWorkflow, cycleWorkflows } from './cycle-workflow.ts';
import { nameOf, pageOf, type Said } from './said.ts';

export const ledgerFindings = (facts: SetUp): Finding[] =>
  cycleWorkflows(known(facts.workflows) ?? []).flatMap((workflow) =>
    [...folderFindings(workflow), ...cacheFindings(facts, workflow)].map((one) => ({
      ...one,
      link: pageOf(facts, workflow),
    })),
  );

/** GitHub's own; what else a runner is called says nothing of whose it is. */
const HOSTED = /(?:^|\s)(?:ubuntu|windows|macos)-[\w.-]+/;

export const isHosted = ({ runsOn }: Pick<CycleJob, 'runsOn'>): boolean =>
  HOSTED.test(runsOn) && !/\bself-hosted\b/.test(runsOn);

function folderFindings(workflow: CycleWorkflow): Said[] {
  const isLost = workflow.jobs.some((job) => job.keeps === 'folder' && isHosted(job));
  if (!isLost) return [];
  return [
    {
      ...{ id: 'ledger-folder-hosted', level: 'error' },
      what: `${nameOf(workflow)} keeps memory in a folder, and runs on a machine of GitHub's.`,
      why: 'the folder is gone with the machine, so each run begins without memory',
      remedy: 'Remove `ledger:` to keep memory on a branch, or run it on a runner of your own.',
    },
  ];
}

function cacheFindings(facts: SetUp, workflow: CycleWorkflow): Said[] {
  if (!keepsInCache(workflow)) return [];
  return [...eventFindings(workflow), ...aloneFindings(workflow), ...evictedFindings(facts, workflow)];
}

export const keepsInCache = ({ jobs }: CycleWorkflow): boolean => jobs.some(({ keeps }) => keeps === 'cache');

/** Runs of these may only read the cache: anybody can cause them, or they are on no default branch. */
const READ_ONLY = [
  ...['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment', 'merge_group'],
  ...['issues', 'issue_comment', 'discussion', 'discussion_comment', 'workflow_run', 'fork', 'watch'],
];

function eventFindings(workflow: CycleWorkflow): Said[] {
  const events = workflow.events.filter((event) => READ_ONLY.includes(event)).map((event) => `\`${event}\``);
  if (events.length === 0) return [];
  return [
    {
      ...{ id: 'ledger-cache-read-only', level: 'warning' },
      what: `${nameOf(workflow)} keeps memory in the Actions cache, and starts on ${events.join(', ')}.`,
      why: 'such runs, those of forks among them, may only read the cache, and end red where there is something to remember',
      remedy: `Remove ${events.join(', ')} from \`on:\`: the schedule sees it soon enough.`,
    },
  ];
}

function aloneFindings(workflow: CycleWorkflow): Said[] {
  if (workflow.concurrency !== 'none') return [];
  return [
    {
      ...{ id: 'ledger-cache-concurrency', level: 'error' },
      what: `${nameOf(workflow)} keeps memory in the Actions cache, and has no \`concurrency\`.`,
      why: 'the cache is for one run at a time: of two, one waits in vain or remembers nothing',
      remedy: 'Write `concurrency: { group: steward, cancel-in-progress: false }` at the top of the workflow.',
    },
  ];
}

const DAY = 86_400_000;
/** GitHub forgets what nobody took for so long. */
const KEPT_DAYS = 7;
const LOOKED_AT_DAYS = 70;

function evictedFindings(facts: SetUp, workflow: CycleWorkflow): Said[] {
  const days = longestGap(workflow.crons, Date.parse(facts.now));
  if (days === null || days < KEPT_DAYS) return [];
  return [
    {
      ...{ id: 'ledger-cache-evicted', level: 'error' },
      what: `${nameOf(workflow)} keeps memory in the Actions cache, and its schedule leaves ${Math.floor(days)} days between two runs.`,
      why: `GitHub forgets a cache that nobody took for ${KEPT_DAYS} days, and memory with it`,
      remedy: 'Let it run at least twice a week, or remove `ledger:` to keep memory on a branch.',
    },
  ];
}

/** In days, at least: what lies before the first and after the last run that is looked at counts as far as it is seen. */
function longestGap(lines: readonly string[], now: number): number | null {
  const crons = lines.map(cronOf).filter((cron) => cron !== null);
  if (crons.length === 0) return null;
  const times = [now, ...ticksOf(crons, now, LOOKED_AT_DAYS), now + LOOKED_AT_DAYS * DAY];
  return Math.max(...times.slice(1).map((at, index) => (at - (times[index] ?? at)) / DAY));
}
