/** What is wrong with the workflow that runs the cycle: whether there is one, what it may do, when and how safely it runs. */
import { nearest } from '../../domain/config-faults.ts';
import { type Finding, known, type SetUp } from '../../domain/set-up.ts';
import { brokenWorkflows, type CycleWorkflow, cycleWorkflows } from './cycle-workflow.ts';
import { keepsInCache } from './ledger-checks.ts';
import { permissionFindings } from './permission-checks.ts';
import { nameOf, pageOf, type Said } from './said.ts';

export function workflowFindings(facts: SetUp): Finding[] {
  const files = known(facts.workflows);
  if (files === null) return [];
  const cycles = cycleWorkflows(files);
  const broken = brokenWorkflows(files).map((path) => brokenFinding(facts, path));
  if (cycles.length === 0) return broken.length > 0 ? broken : [missing(facts)];
  return [...broken, ...twice(facts, cycles), ...cycles.flatMap((one) => findingsOf(facts, one))];
}

const brokenFinding = (facts: SetUp, path: string): Finding => ({
  ...{ id: 'workflow-broken', level: 'error', what: `${path} is no valid YAML.` },
  why: 'GitHub runs nothing of a file that it cannot read',
  remedy: 'Correct the YAML there.',
  link: pageOf(facts, { path }),
});

function missing(facts: SetUp): Finding {
  const local = facts.localCycle?.[0];
  const branch = facts.branch ?? 'the default branch';
  if (local !== undefined) {
    return {
      ...{ id: 'workflow-elsewhere', level: 'error', what: `${local} is in your checkout and not on ${branch}.` },
      why: 'schedules and dispatches start from the default branch only',
      remedy: `Merge it into ${branch} and push.`,
      link: `${facts.home}/tree/${facts.branch ?? 'HEAD'}/.github/workflows`,
    };
  }
  return {
    ...{ id: 'workflow-missing', level: 'error', what: `No workflow on ${branch} runs Steward.` },
    why: 'nothing happens by itself without one',
    remedy: 'Run `steward init` in a checkout, look at what it wrote, and push it.',
    link: `${facts.home}/actions`,
  };
}

function twice(facts: SetUp, cycles: readonly CycleWorkflow[]): Finding[] {
  const timed = cycles.filter(({ crons }) => crons.length > 0);
  if (timed.length < 2) return [];
  return [
    {
      ...{ id: 'workflow-twice', level: 'error' },
      what: `${timed.length} workflows run Steward by schedule: ${timed.map(nameOf).join(', ')}.`,
      why: 'each run costs minutes and they take the work from each other',
      remedy: `Keep ${nameOf(timed[0] ?? { path: '' })} and delete the others.`,
      link: `${facts.home}/tree/${facts.branch ?? 'HEAD'}/.github/workflows`,
    },
  ];
}

function findingsOf(facts: SetUp, workflow: CycleWorkflow): Finding[] {
  const said: Said[] = [
    ...triggerFindings(workflow),
    ...concurrencyFindings(workflow),
    ...permissionFindings(facts, workflow),
    ...givenFindings(facts, workflow),
    ...pinFindings(workflow),
    ...runnerFindings(workflow),
  ];
  return said.map((one) => ({ ...one, link: pageOf(facts, workflow) }));
}

function triggerFindings(workflow: CycleWorkflow): Said[] {
  const found: Said[] = [];
  const { events, crons, jobs, text } = workflow;
  if (events.includes('pull_request_target')) {
    found.push({
      ...{ id: 'workflow-untrusted-event', level: 'error' },
      what: `${nameOf(workflow)} starts on \`pull_request_target\`.`,
      why: 'anybody could start it with its token that writes, on code of their own',
      remedy: 'Remove `pull_request_target`: the schedule sees pull requests soon enough.',
    });
  }
  if (crons.length === 0) {
    found.push({
      ...{ id: 'workflow-unscheduled', level: 'warning', what: `${nameOf(workflow)} has no schedule.` },
      why: 'Steward works only when somebody starts it',
      remedy: "Add `schedule: [{ cron: '7,37 * * * *' }]` under `on:`.",
    });
  }
  if (!text.includes('STEWARD_PAUSED') && jobs.some(({ calls }) => !calls)) {
    found.push({
      ...{ id: 'workflow-unpausable', level: 'warning', what: `${nameOf(workflow)} does not look at STEWARD_PAUSED.` },
      why: 'the variable that stops everything before a job starts would stop nothing',
      remedy: "Give the job `if: vars.STEWARD_PAUSED != 'true'`.",
    });
  }
  return found;
}

function concurrencyFindings(workflow: CycleWorkflow): Said[] {
  const { concurrency } = workflow;
  // Of the cache it is said that it needs it.
  if (concurrency === 'kept' || (concurrency === 'none' && keepsInCache(workflow))) return [];
  const remedy = 'Write `concurrency: { group: steward, cancel-in-progress: false }` at the top of the workflow.';
  if (concurrency === 'none') {
    return [
      {
        ...{ id: 'workflow-concurrency', level: 'warning', what: `${nameOf(workflow)} has no \`concurrency\`.` },
        ...{ why: 'runs that overlap do the same reading twice and wait for each other', remedy },
      },
    ];
  }
  return [
    {
      ...{
        id: 'workflow-cancels',
        level: 'error',
        what: `${nameOf(workflow)} cancels a run when the next one starts.`,
      },
      ...{ why: 'what is cut off in the middle has to be looked for again, and may never end', remedy },
    },
  ];
}

function givenFindings(facts: SetUp, workflow: CycleWorkflow): Said[] {
  const { jobs } = workflow;
  const inputs = facts.needs?.inputs ?? [];
  const strays = jobs.flatMap(({ given, calls }) =>
    calls || inputs.length === 0 ? [] : Object.keys(given).filter((key) => !inputs.includes(key)),
  );
  const unknown = strays.map((key): Said => {
    const near = nearest(key.replaceAll('_', '-'), inputs);
    return {
      ...{
        id: 'workflow-input-unknown',
        level: 'warning',
        what: `${nameOf(workflow)} gives the unknown input \`${key}\`.`,
      },
      why: 'GitHub passes over it with a word in the log',
      remedy: near === undefined ? 'Remove it.' : `Write \`${near}\`, or remove it.`,
    };
  });
  return [...unknown, ...modeFindings(facts, workflow)];
}

/** The default says nothing that could be contradicted. */
function modeFindings({ config, configPath }: SetUp, { mode, path }: CycleWorkflow): Said[] {
  if (mode === null || config === null || config.mode === mode || config.mode === 'suggest') return [];
  return [
    {
      ...{ id: 'mode-contradicted', level: 'warning' },
      what: `${path} says mode ${mode}, and ${configPath} says ${config.mode}.`,
      why: 'the workflow wins, whatever the configuration says',
      remedy: 'Say it in one of them only.',
    },
  ];
}

const isPinned = (uses: string): boolean =>
  /^(?:\.\/|\$\/)/.test(uses) || /@[0-9a-f]{40}$/.test(uses) || /^docker:\/\/.*@sha256:[0-9a-f]{64}$/.test(uses);

function pinFindings(workflow: CycleWorkflow): Said[] {
  const loose = [...new Set(workflow.uses.filter((uses) => !isPinned(uses)))];
  if (loose.length === 0) return [];
  return [
    {
      ...{ id: 'workflow-unpinned', level: 'warning' },
      what: `${nameOf(workflow)} uses ${loose.map((uses) => `\`${uses}\``).join(', ')} by a name that can be moved.`,
      why: 'whoever moves it runs code with your token',
      remedy: 'Write the whole commit (40 characters) after the `@`.',
    },
  ];
}

function runnerFindings(workflow: CycleWorkflow): Said[] {
  const found: Said[] = [];
  if (workflow.jobs.some(({ hasLimit }) => !hasLimit)) {
    found.push({
      ...{ id: 'workflow-unlimited', level: 'hint', what: `${nameOf(workflow)} has no \`timeout-minutes\`.` },
      why: 'a run that hangs would cost six hours of minutes',
      remedy: 'Give the job `timeout-minutes: 10`.',
    });
  }
  if (workflow.jobs.some(({ runsOn }) => /\bself-hosted\b/.test(runsOn))) {
    found.push({
      ...{ id: 'runner-own', level: 'hint', what: `${nameOf(workflow)} runs on a runner of your own.` },
      why: 'its version is not told to Steward, and older ones do not know `node24`',
      remedy: 'Keep the runner at version 2.327.1 or newer.',
    });
  }
  return found;
}
