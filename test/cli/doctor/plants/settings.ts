// Of the configuration, the repository and its settings.
import { configured, type Plant, replaced, repository, settings } from './plant.ts';

export const SETTINGS_PLANTS: readonly Plant[] = [
  {
    id: 'config-invalid',
    plant: configured('modee: assist\n'),
    what: /steward\.yml: line \d+: unknown key `modee`/,
    remedy: /Write `mode`, or remove it\./,
    alone: true,
  },
  {
    id: 'config-misnamed',
    plant: (plan) => {
      plan.files['.github/steward.yaml'] = 'mode: observe\n';
    },
    what: /\.github\/steward\.yaml is not read/,
    remedy: /Rename it to \.github\/steward\.yml/,
  },
  {
    id: 'defaults-missing',
    plant: configured('inherit: true\n'),
    what: /says `inherit: true`, and steward-defaults\.yml/,
    remedy: /Write that file/,
  },
  {
    id: 'config-invalid',
    plant: (plan) => {
      configured('inherit: true\n')(plan);
      settings({ ownerFiles: { 'steward-defaults.yml': '# of all\nmode: autopilot\n' } })(plan);
    },
    what: /^acme\/\.github\/steward-defaults\.yml: line 2: `mode` is not inherited/,
    remedy: /^Remove it\.$/,
    alone: true,
  },
  {
    id: 'mode-contradicted',
    plant: (plan) => {
      replaced('action: auto', 'action: auto\n          mode: suggest')(plan);
      configured('mode: assist\n')(plan);
    },
    what: /says mode suggest, and \.github\/steward\.yml says assist/,
    remedy: /one of them only/,
    alone: true,
  },
  {
    id: 'archived',
    plant: (plan) =>
      void plan.besides.push(({ world }) => {
        world.repository.isArchived = true;
      }),
    what: /acme\/dur is archived/,
    remedy: /Unarchive it/,
  },
  { id: 'issues-off', plant: repository({ hasIssues: false }), what: /issues switched off/, remedy: /under Features/ },
  {
    id: 'pins-taken',
    plant: (plan) => {
      plan.world.issues = ['A', 'B', 'C'].map((title) => ({ title, pinned: true }));
    },
    what: /Three issues are pinned/,
    remedy: /Unpin one of #\d+, #\d+, #\d+\./,
  },
  {
    id: 'label-missing',
    plant: configured("labels: { map: { 'priority:high': P1 } }\n"),
    what: /names the label `P1`, and there is none/,
    remedy: /Create `P1`/,
  },
  {
    id: 'label-case',
    plant: (plan) => {
      plan.world.labels = [{ name: 'Steward' }, { name: 'bug' }];
    },
    what: /`steward` is called `Steward` here/,
    remedy: /Rename it to `steward`/,
  },
  {
    id: 'codeowner-unknown',
    plant: (plan) => {
      plan.files['.github/CODEOWNERS'] = '* @gone-away @acme\n';
    },
    what: /may not write: @gone-away\./,
    remedy: /Correct the names/,
  },
  {
    id: 'paused-by-variable',
    plant: repository({ variables: { STEWARD_PAUSED: 'true' } }),
    what: /STEWARD_PAUSED is set/,
    remedy: /Delete the variable/,
  },
  {
    id: 'actions-off',
    plant: settings({ actionsEnabled: false }),
    what: /Actions is switched off/,
    remedy: /Allow actions in the settings/,
    alone: true,
  },
  {
    id: 'actions-refused',
    plant: (plan) => {
      settings({ allowedActions: 'local_only' })(plan);
      replaced('acme/steward/', 'elsewhere/steward/')(plan);
    },
    what: /`elsewhere\/steward\/actions\/run-cycle@a+` is none/,
    remedy: /--vendor/,
  },
  {
    id: 'pull-requests-refused',
    plant: (plan) => {
      configured('mode: autopilot\nagents: { robot: { kind: workflow } }\n')(plan);
      plan.files['.github/workflows/steward-agent.yml'] = 'on: workflow_dispatch\njobs: {}\n';
      replaced('deployments: read', 'deployments: read\n      actions: write')(plan);
    },
    what: /may not open pull requests/,
    remedy: /Allow GitHub Actions to create/,
    alone: true,
  },
  {
    id: 'token-usually-writes',
    plant: settings({ workflowPermissions: 'write' }),
    what: /token that may write everything/,
    remedy: /Read repository contents/,
  },
  {
    id: 'approval-for-all',
    plant: settings({ forkApproval: 'all_external_contributors' }),
    what: /everybody outside wait/,
    remedy: /first-time contributors only/,
  },
  {
    id: 'secret-missing',
    plant: replaced('action: auto', 'action: auto\n          github-token: ${{ secrets.STEWARD_TOKEN }}'),
    what: /the secret STEWARD_TOKEN, and there is none/,
    remedy: /Create the secret STEWARD_TOKEN/,
  },
  {
    id: 'quiet-hours-always',
    plant: configured('quiet-hours: { from: 0, to: 24 }\n'),
    what: /leave no tick/,
    remedy: /Shorten `quiet-hours`/,
  },
  {
    id: 'token-role',
    plant: (plan) => {
      plan.token = { login: 'rita', kind: 'User' };
      plan.world.people = [{ login: 'rita', role: 'read' }];
    },
    what: /rita may only read/,
    remedy: /write access/,
    alone: true,
  },
  {
    id: 'vendored-old',
    plant: (plan) => {
      plan.local['.github/steward/package.json'] = '{ "name": "steward", "version": "0.0.1" }';
    },
    what: /holds version 0\.0\.1/,
    remedy: /steward init --upgrade/,
  },
];
