/** Which models the configuration names, and what the workflow hands in for them. */
import { DEFAULT_CONFIG } from '../../domain/default-config.generated.ts';
import { PROVIDERS, type Provider, ROLES } from '../../domain/model.ts';
import { keyInputOf, modelOf, roleOf } from '../../domain/model-role.ts';
import type { ModelSettings } from '../../domain/model-settings.ts';
import { known, type SetUp } from '../../domain/set-up.ts';
import { type CycleJob, cycleWorkflows } from './cycle-workflow.ts';
import { arrives, isLate, literalOf, secretsOf } from './given.ts';

export interface ModelMeans {
  /** In the order of the chains. */
  named: readonly Provider[];
  /** Those of them that the owner names: what only the defaults name may stay away. */
  chosen: readonly Provider[];
  /** Whether their keys arrive; null: nobody may say. */
  keys: ReadonlyMap<Provider, boolean | null>;
}

/** Jobs that run the cycle here; of what is called elsewhere nobody sees what it hands in. */
export function cycleJobs(facts: SetUp): CycleJob[] | null {
  const jobs = cycleWorkflows(known(facts.workflows) ?? []).flatMap((one) => one.jobs);
  return jobs.length === 0 || jobs.some(({ calls }) => calls) ? null : jobs;
}

/** Null where it is not known, or only once the workflow runs. */
export function modelMeans(facts: SetUp): ModelMeans | null {
  const jobs = cycleJobs(facts);
  if (jobs === null || facts.config === null || jobs.some(({ given }) => isLate(given.model))) return null;
  const { models } = facts.config;
  const wishes = jobs.flatMap(({ given }) => modelOf(literalOf(given.model) ?? '')?.provider ?? []);
  const isEach = wishes.length === jobs.length;
  const keys = PROVIDERS.map((provider) => [provider, keyOf(facts, jobs, provider)] as const);
  return {
    named: [...new Set([...wishes, ...(isEach ? [] : providersOf(models))])],
    chosen: [...new Set([...wishes, ...(isEach ? [] : chosenIn(models))])],
    keys: new Map(keys),
  };
}

const providersOf = (models: ModelSettings): Provider[] =>
  ROLES.flatMap((role) => roleOf(models, role).chain.map(({ provider }) => provider));

/** In a chain that is not as it is by default. */
function chosenIn(models: ModelSettings): Provider[] {
  const usual = DEFAULT_CONFIG.models;
  return ROLES.filter((role) => models[role].chain.join() !== usual[role].chain.join()).flatMap((role) =>
    roleOf(models, role).chain.map(({ provider }) => provider),
  );
}

function keyOf(facts: SetUp, jobs: readonly CycleJob[], provider: Provider): boolean | null {
  const found = jobs.map((job) => arrives(job.given[keyInputOf(provider)], secretsOf(facts, job)));
  return found.includes(true) ? true : found.includes(null) ? null : false;
}
