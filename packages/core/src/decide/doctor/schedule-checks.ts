/** Whether the schedule lives: the workflow switched on, its last runs, the 60 days, and hours in which it may speak at all. */
import { cronOf, ticksOf } from '../../domain/cron.ts';
import { quietAt } from '../../domain/quiet-hours.ts';
import { type Finding, known, type ListedWorkflow, type SetUp } from '../../domain/set-up.ts';
import { type CycleWorkflow, cycleWorkflows } from './cycle-workflow.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function scheduleFindings(facts: SetUp): Finding[] {
  const cycles = cycleWorkflows(known(facts.workflows) ?? []);
  const listed = known(facts.listed);
  const off = cycles.flatMap((one) => stateFindings(facts, one, listed));
  const isOff = off.length > 0 || known(facts.actions)?.enabled === false || known(facts.pausedBy) === 'true';
  const stalled = isOff ? [] : cycles.flatMap((one) => stalledFindings(facts, one, listed));
  const crons = cycles.flatMap((one) => one.crons);
  return [
    ...off,
    ...stalled,
    ...cronFindings(facts, cycles),
    ...sixtyDays(facts, cycles),
    ...quietFindings(facts, crons),
  ];
}

const pageOf = ({ home }: SetUp, { path }: { path: string }): string =>
  `${home}/actions/workflows/${path.slice(path.lastIndexOf('/') + 1)}`;

function stateFindings(facts: SetUp, workflow: CycleWorkflow, listed: readonly ListedWorkflow[] | null): Finding[] {
  const state = listed?.find(({ path }) => path === workflow.path)?.state ?? 'active';
  if (!state.startsWith('disabled')) return [];
  const idle = state === 'disabled_inactivity';
  return [
    {
      ...{ id: idle ? 'workflow-disabled-inactivity' : 'workflow-disabled', level: 'error' },
      what: `${workflow.path} is switched off${idle ? ': GitHub does that after 60 days without activity' : ''}.`,
      why: 'nothing of it runs, neither by schedule nor by hand',
      remedy: 'Open its page and press "Enable workflow".',
      link: pageOf(facts, workflow),
    },
  ];
}

function cronFindings(facts: SetUp, cycles: readonly CycleWorkflow[]): Finding[] {
  return cycles.flatMap((workflow) => {
    const wrong = workflow.crons.filter((line) => cronOf(line) === null);
    const full = workflow.crons.filter((line) => /^0\s/.test(line));
    const link = `${facts.home}/blob/${facts.branch ?? 'HEAD'}/${workflow.path}`;
    return [
      ...wrong.map(
        (line): Finding => ({
          ...{ id: 'cron-broken', level: 'error', what: `\`${line}\` in ${workflow.path} is no cron line.`, link },
          why: 'GitHub starts nothing by it',
          remedy: "Write five fields, such as `cron: '7,37 * * * *'`.",
        }),
      ),
      ...full.map(
        (line): Finding => ({
          ...{ id: 'cron-crowded', level: 'hint', what: `\`${line}\` starts on the full hour.`, link },
          why: 'that is when GitHub is busiest, and runs come late or not at all',
          remedy: "Take an odd minute, such as `cron: '7,37 * * * *'`.",
        }),
      ),
    ];
  });
}

/** The longest the schedule leaves between two ticks; null where it names no time. */
function longestGap(lines: readonly string[], now: number): number | null {
  const crons = lines.map(cronOf).filter((cron) => cron !== null);
  const ticks = ticksOf(crons, now - 8 * DAY, 8);
  const gaps = ticks.slice(1).map((at, index) => at - (ticks[index] ?? at));
  return gaps.length === 0 ? null : Math.max(...gaps);
}

/** GitHub starts late and now and then leaves one out: two missed ticks and an hour are no chance any more. */
function stalledFindings(facts: SetUp, workflow: CycleWorkflow, listed: readonly ListedWorkflow[] | null): Finding[] {
  const runs = known(facts.scheduled);
  const file = listed?.find(({ path }) => path === workflow.path);
  const now = Date.parse(facts.now);
  const gap = longestGap(workflow.crons, now);
  if (runs === null || !(workflow.path in runs) || file === undefined || gap === null) return [];
  const last = runs[workflow.path] ?? null;
  const since = Math.max(last === null ? 0 : Date.parse(last), Date.parse(file.updatedAt));
  if (now - since <= 2 * gap + HOUR) return [];
  return [
    {
      ...{ id: 'cron-stalled', level: 'error' },
      what: `${workflow.path} was last started by its schedule ${last === null ? 'never' : `at ${last}`}.`,
      why: 'at least two ticks were missed, so the schedule is not alive',
      remedy: 'Look whether Actions is switched on and minutes are left, then push a change of the cron line.',
      link: pageOf(facts, workflow),
    },
  ];
}

const IDLE = 45;

function sixtyDays(facts: SetUp, cycles: readonly CycleWorkflow[]): Finding[] {
  // A run that has not read the workflows was started by one.
  const isTimed = facts.workflows === null || cycles.some(({ crons }) => crons.length > 0);
  if (facts.private || facts.committedAt === null || !isTimed) return [];
  const days = Math.floor((Date.parse(facts.now) - Date.parse(facts.committedAt)) / DAY);
  if (days < IDLE) return [];
  return [
    {
      ...{ id: 'sixty-days', level: 'warning' },
      what: `Nothing was committed to ${facts.branch ?? 'the default branch'} for ${days} days.`,
      why: 'GitHub switches schedules of public repositories off after 60 days without activity',
      remedy: 'Push something, or be ready to press "Enable workflow" on its page.',
      link: `${facts.home}/actions`,
    },
  ];
}

function quietFindings(facts: SetUp, lines: readonly string[]): Finding[] {
  const hours = facts.config?.['quiet-hours'];
  if (hours === undefined) return [];
  const crons = lines.map(cronOf).filter((cron) => cron !== null);
  const now = Date.parse(facts.now);
  const ticks = crons.length === 0 ? hourly(now) : ticksOf(crons, now, 8);
  const isQuiet = quietAt({ ...hours, away: [] });
  if (ticks.length === 0 || !ticks.every(isQuiet)) return [];
  return [
    {
      ...{
        id: 'quiet-hours-always',
        level: 'error',
        what: '`quiet-hours` leave no tick in which anything may be said.',
      },
      why: 'nothing is ever opened or handed over',
      remedy: 'Shorten `quiet-hours`, or let the cron line tick outside of them.',
      link: `${facts.home}/blob/${facts.branch ?? 'HEAD'}/${facts.configPath}`,
    },
  ];
}

const hourly = (now: number): number[] => Array.from({ length: 8 * 24 }, (_, hour) => now + hour * HOUR);
