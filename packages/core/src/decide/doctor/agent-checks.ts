/** Whether the agents that the configuration names can be reached, and its accounts are anybody. */
import { agentsOf } from '../../domain/agent-settings.ts';
import { type Finding, known, type SetUp } from '../../domain/set-up.ts';
import { cycleWorkflows } from './cycle-workflow.ts';
import { arrives, secretsOf, textOf } from './given.ts';
import type { Said } from './said.ts';

export function agentFindings(facts: SetUp): Finding[] {
  const link = `${facts.home}/blob/${facts.branch ?? 'HEAD'}/${facts.configPath}`;
  return [...tokenFindings(facts), ...workflowFindings(facts), ...accountFindings(facts)].map((one) => ({
    ...one,
    link,
  }));
}

const named = ({ config }: SetUp, ...kinds: readonly string[]) =>
  config === null ? [] : agentsOf(config).filter(({ kind }) => kinds.includes(kind));

/** What the workflow's own token writes starts nothing, and assigns no Copilot. */
function tokenFindings(facts: SetUp): Said[] {
  const called = named(facts, 'mention', 'copilot').map(({ name }) => name);
  if (called.length === 0 || canCall(facts)) return [];
  return [
    {
      ...{ id: 'agent-token-missing', level: 'error' },
      what: `${called.map((name) => `\`${name}\``).join(', ')} cannot be reached: the workflow hands in no \`agent-token\`.`,
      why: "what the workflow's own token writes starts no agent",
      remedy: 'Hand in the token of an App or a person as `agent-token`; for Copilot, that of a person.',
    },
  ];
}

/** Whether a token arrives that starts others; where there is no workflow, that is said of the workflow. */
export function canCall(facts: SetUp): boolean {
  const jobs = cycleWorkflows(known(facts.workflows) ?? []).flatMap((one) => one.jobs);
  const has = (key: string): boolean => jobs.some((job) => isForeignToken(job.given[key], secretsOf(facts, job)));
  return jobs.length === 0 || has('agent-token') || has('github-token') || jobs.some(({ lends }) => lends);
}

const isForeignToken = (value: unknown, secrets: readonly string[] | null): boolean =>
  !/github\.token|secrets\.GITHUB_TOKEN/.test(textOf(value)) && arrives(value, secrets) !== false;

function workflowFindings(facts: SetUp): Said[] {
  const files = known(facts.workflows);
  if (files === null) return [];
  return named(facts, 'workflow').flatMap(({ name, workflow = '' }): Said[] => {
    const file = files.find(({ path }) => path === `.github/workflows/${workflow}`);
    if (file !== undefined && /\bworkflow_dispatch\b/.test(file.text)) return [];
    const what =
      file === undefined
        ? `The agent \`${name}\` is to run ${workflow}, and .github/workflows has no such file.`
        : `The agent \`${name}\` is to run ${workflow}, and that does not start on \`workflow_dispatch\`.`;
    return [
      {
        ...{ id: 'agent-workflow-missing', level: 'error', what },
        why: 'nothing can be handed to it',
        remedy:
          file === undefined ? 'Add that workflow, or name the one you have.' : 'Add `workflow_dispatch` to its `on:`.',
      },
    ];
  });
}

function accountFindings({ nobody, unassignable }: SetUp): Said[] {
  return [
    ...(known(nobody) ?? []).map(
      (login): Said => ({
        ...{
          id: 'identity-nobody',
          level: 'warning',
          what: `\`identities\` names ${login}, and GitHub knows no such account.`,
        },
        why: 'whoever takes that name one day would be believed',
        remedy: 'Correct the name, or remove it.',
      }),
    ),
    ...(known(unassignable) ?? []).map(
      (login): Said => ({
        ...{ id: 'agent-unassignable', level: 'error', what: `${login} cannot be assigned to issues here.` },
        why: 'nothing can be handed to whoever has no part in the repository',
        remedy: `Correct the login, or give ${login} access to the repository.`,
      }),
    ),
  ];
}
