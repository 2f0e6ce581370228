// Of the workflow and its schedule.
import { CYCLE, WORKFLOW } from '../good.ts';
import { type Plant, replaced } from './plant.ts';

export const WORKFLOW_PLANTS: readonly Plant[] = [
  {
    id: 'workflow-missing',
    plant: (plan) => {
      delete plan.files[CYCLE];
      plan.world.workflowRuns = [];
    },
    what: /No workflow on main runs Steward/,
    remedy: /steward init/,
    alone: true,
  },
  {
    id: 'workflow-elsewhere',
    plant: (plan) => {
      delete plan.files[CYCLE];
      plan.world.workflowRuns = [];
      plan.local[CYCLE] = WORKFLOW;
    },
    what: /is in your checkout and not on main/,
    remedy: /Merge it into main/,
    alone: true,
  },
  {
    id: 'workflow-broken',
    plant: (plan) => {
      plan.files[CYCLE] = `${WORKFLOW}  bad: [\n`;
      plan.world.workflowRuns = [];
    },
    what: /is no valid YAML/,
    remedy: /Correct the YAML/,
    alone: true,
  },
  {
    id: 'workflow-twice',
    plant: (plan) => {
      plan.files['.github/workflows/bot.yml'] = WORKFLOW;
    },
    what: /2 workflows run Steward by schedule: bot\.yml, steward\.yml/,
    remedy: /delete the others/,
    alone: true,
  },
  {
    id: 'workflow-untrusted-event',
    plant: replaced('workflow_dispatch:', 'workflow_dispatch:\n  pull_request_target:'),
    what: /starts on `pull_request_target`/,
    remedy: /Remove `pull_request_target`/,
  },
  {
    id: 'workflow-unscheduled',
    plant: replaced(/ {2}schedule:[\s\S]*?( {2}workflow_dispatch)/, '$1'),
    what: /has no schedule/,
    remedy: /7,37/,
    alone: true,
  },
  {
    id: 'workflow-unpausable',
    plant: replaced(/ +if: vars.*\n/, ''),
    what: /does not look at STEWARD_PAUSED/,
    remedy: /if: vars\.STEWARD_PAUSED != 'true'/,
  },
  {
    id: 'workflow-concurrency',
    plant: replaced(/concurrency:\n.*\n.*\n/, ''),
    what: /has no `concurrency`/,
    remedy: /cancel-in-progress: false/,
    alone: true,
  },
  {
    id: 'workflow-cancels',
    plant: replaced('cancel-in-progress: false', 'cancel-in-progress: true'),
    what: /cancels a run/,
    remedy: /cancel-in-progress: false/,
  },
  {
    id: 'workflow-permissions-unstated',
    plant: (plan) => {
      replaced('permissions: {}\n', '')(plan);
      replaced(/ {4}permissions:\n( {6}.*\n)+/, '')(plan);
    },
    what: /does not say what its token may do/,
    remedy: /contents: write, issues: write/,
    alone: true,
  },
  {
    id: 'workflow-permissions-lacking',
    plant: replaced('issues: write', 'issues: read'),
    what: /lacks `issues: write`/,
    remedy: /Add it to the `permissions:`/,
  },
  {
    id: 'workflow-permissions-wide',
    plant: replaced('deployments: read', 'deployments: read\n      packages: write'),
    what: /more than Steward needs: `packages`/,
    remedy: /Lower or remove/,
  },
  {
    id: 'workflow-input-unknown',
    plant: replaced('action: auto', 'action: auto\n          max_tasks: 3'),
    what: /unknown input `max_tasks`/,
    remedy: /Write `max-tasks`/,
  },
  {
    id: 'workflow-unpinned',
    plant: replaced(`    steps:\n`, '    steps:\n      - uses: actions/checkout@v7\n'),
    what: /`actions\/checkout@v7` by a name/,
    remedy: /whole commit/,
  },
  {
    id: 'workflow-unlimited',
    plant: replaced(/ +timeout-minutes.*\n/, ''),
    what: /no `timeout-minutes`/,
    remedy: /timeout-minutes: 10/,
  },
  {
    id: 'runner-own',
    plant: replaced('ubuntu-slim', '[self-hosted, linux]'),
    what: /a runner of your own/,
    remedy: /2\.327\.1/,
  },
  {
    id: 'cron-broken',
    plant: replaced("'11 6 * * *'", "'11 26 * * *'"),
    what: /`11 26 \* \* \*` in .* is no cron line/,
    remedy: /five fields/,
  },
  {
    id: 'cron-crowded',
    plant: replaced("'7,37 * * * *'", "'0 * * * *'"),
    what: /starts on the full hour/,
    remedy: /odd minute/,
  },
  {
    id: 'cron-stalled',
    plant: (plan) => {
      plan.world.workflowRuns = [{ workflow: 'steward.yml', event: 'schedule', conclusion: 'success', at: '-2d' }];
      plan.besides.push(({ world }) => {
        for (const one of world.data.workflows) one.updatedAt = '2026-02-01T00:00:00Z';
      });
    },
    what: /last started by its schedule at 2026-02-28T09:07:00Z/,
    remedy: /Look whether Actions is switched on/,
    alone: true,
  },
  {
    id: 'workflow-disabled',
    plant: (plan) => {
      plan.world.workflows = [{ path: CYCLE, state: 'disabled_manually' }];
    },
    what: /steward\.yml is switched off\./,
    remedy: /Enable workflow/,
    alone: true,
  },
  {
    id: 'workflow-disabled-inactivity',
    plant: (plan) => {
      plan.world.workflows = [{ path: CYCLE, state: 'disabled_inactivity' }];
    },
    what: /after 60 days without activity/,
    remedy: /Enable workflow/,
  },
  {
    id: 'sixty-days',
    plant: (plan) => {
      plan.now = '2026-04-20T09:07:00.000Z';
    },
    what: /Nothing was committed to main for 49 days/,
    remedy: /Push something/,
  },
];
