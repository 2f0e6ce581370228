/** What the settings of Actions allow: whether it is on, whose actions run, what its tokens may do, and which secrets there are. */
import { agentsOf } from '../../domain/agent-settings.ts';
import { type Finding, known, type SetUp } from '../../domain/set-up.ts';
import { cycleWorkflows } from './cycle-workflow.ts';
import { isThere, secretsIn, secretsOf } from './given.ts';
import type { Said } from './said.ts';

export function actionsFindings(facts: SetUp): Finding[] {
  const settings = [...switchFindings(facts), ...tokenFindings(facts), ...approvalFindings(facts)];
  return [
    ...settings.map((one) => ({ ...one, link: `${facts.home}/settings/actions` })),
    ...secretFindings(facts).map((one) => ({ ...one, link: `${facts.home}/settings/secrets/actions` })),
  ];
}

const hasAgent = ({ config, mode }: SetUp, ...kinds: readonly string[]): boolean =>
  config !== null && mode === 'autopilot' && agentsOf(config).some(({ kind }) => kinds.includes(kind));

function switchFindings(facts: SetUp): Said[] {
  const actions = known(facts.actions);
  if (actions === null) return [];
  if (!actions.enabled) {
    return [
      {
        ...{ id: 'actions-off', level: 'error', what: 'Actions is switched off in this repository.' },
        why: 'Steward lives in Actions and nowhere else',
        remedy: 'Allow actions in the settings, under Actions, General.',
      },
    ];
  }
  const foreign = cycleWorkflows(known(facts.workflows) ?? [])
    .flatMap(({ uses }) => uses)
    .find((uses) => !/^(?:\.\/|\$\/|docker:)/.test(uses) && !uses.startsWith(`${facts.repository.split('/')[0]}/`));
  if (actions.allowed !== 'local_only' || foreign === undefined) return [];
  return [
    {
      ...{
        id: 'actions-refused',
        level: 'error',
        what: `The settings allow own actions only, and \`${foreign}\` is none.`,
      },
      why: 'GitHub refuses to start the workflow',
      remedy: 'Allow that action in the settings, or run `steward init --vendor` to keep a copy in the repository.',
    },
  ];
}

function tokenFindings(facts: SetUp): Said[] {
  const token = known(facts.workflowToken);
  if (token === null) return [];
  const found: Said[] = [];
  if (!token.mayOpenPulls && hasAgent(facts, 'workflow')) {
    found.push({
      ...{ id: 'pull-requests-refused', level: 'warning', what: 'Actions may not open pull requests here.' },
      why: 'agents that work in Actions can only leave a branch and ask a person to open one',
      remedy: 'Tick "Allow GitHub Actions to create and approve pull requests".',
    });
  }
  if (token.usual === 'write') {
    found.push({
      ...{ id: 'token-usually-writes', level: 'hint' },
      what: 'Workflows that say nothing of permissions get a token that may write everything.',
      why: 'any of them can change any other, and what Steward keeps',
      remedy: 'Choose "Read repository contents and packages permissions".',
    });
  }
  return found;
}

function approvalFindings(facts: SetUp): Said[] {
  if (known(facts.forkApproval) !== 'all_external_contributors') return [];
  return [
    {
      ...{ id: 'approval-for-all', level: 'hint' },
      what: "Runs on pull requests of everybody outside wait for a person's approval.",
      why: 'Steward takes checks that did not run for unknown, so those pull requests wait as well',
      remedy: 'Approve them in time, or ask for approval of first-time contributors only.',
    },
  ];
}

/** GitHub gives this one itself. */
const GIVEN = 'GITHUB_TOKEN';

function secretFindings(facts: SetUp): Said[] {
  const jobs = cycleWorkflows(known(facts.workflows) ?? []).flatMap((one) => one.jobs);
  const missing = jobs.flatMap((job) => {
    const there = secretsOf(facts, job);
    if (there === null) return [];
    // The token for agents may stay away where none needs it, and so may every key of a model.
    const given = Object.entries(job.given).filter(([key]) => key !== 'agent-token' && !key.endsWith('-api-key'));
    const named = given.flatMap(([, value]) => secretsIn(value));
    return named.filter((name) => name !== GIVEN && !isThere(name, there));
  });
  return [...new Set(missing)].map((name) => ({
    ...{ id: 'secret-missing', level: 'error', what: `The workflow hands in the secret ${name}, and there is none.` },
    why: 'it arrives empty, as if it had never been handed in',
    remedy: `Create the secret ${name}, or remove it from the workflow.`,
  }));
}
