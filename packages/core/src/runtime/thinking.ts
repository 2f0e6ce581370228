/** The models of a run, from its inputs and environment: loaded where something is to be asked. */
import { dice } from '../adapters/dice.ts';
import { createThinker } from '../adapters/models/chain.ts';
import { ADDRESS, ADDRESS_WORDS } from '../domain/address.ts';
import { UserErrors } from '../domain/failure.ts';
import { PROVIDERS, type Provider, ROLES } from '../domain/model.ts';
import { keyInputOf } from '../domain/model-role.ts';
import type { Clock, Dice, Thinker, ThinkerMeans } from '../ports.ts';
import type { ModelValues } from './model-inputs.ts';

export interface ThinkingRun {
  values: Partial<ModelValues>;
  environment: Readonly<Record<string, string | undefined>>;
  clock: Clock;
  secrets: readonly string[];
  fetch?: typeof globalThis.fetch;
  dice?: Dice;
}

/** As the vendors' own libraries, and Ollama, know them. */
const VARIABLES = {
  anthropic: 'ANTHROPIC_BASE_URL',
  openai: 'OPENAI_BASE_URL',
  ollama: 'OLLAMA_BASE_URL',
} as const satisfies Partial<Record<Provider, string>>;

export function openThinker(
  { values, environment, ...run }: ThinkingRun,
  means: ThinkerMeans,
  silence?: string,
): Thinker {
  const { model = null, 'max-tokens': most = null } = values;
  return createThinker({
    dice,
    ...run,
    ...means,
    wishes: { model, most },
    silence,
    keys: keysOf(values),
    addresses: addressesOf(values, environment),
  });
}

/** By the name of its input: a vendor whose key has one is asked, whoever adds it. */
function keysOf(values: Readonly<Record<string, unknown>>): Partial<Record<Provider, string>> {
  return Object.fromEntries(PROVIDERS.map((provider) => [provider, String(values[keyInputOf(provider)] ?? '')]));
}

/** Throws `UserErrors` on a variable that names no address that anything may be sent to. */
function addressesOf(
  values: Partial<ModelValues>,
  environment: ThinkingRun['environment'],
): Partial<Record<Provider, string>> {
  const set = Object.entries(VARIABLES).flatMap(([provider, name]) => {
    const address = environment[name]?.trim() ?? '';
    return address === '' ? [] : [{ provider, name, address }];
  });
  const faults = set
    .filter(({ address }) => !ADDRESS.test(address))
    .map(({ name }) => ({
      fault: `${name}: nothing may be sent to that address`,
      remedy: `set it to ${ADDRESS_WORDS}, or leave it out`,
    }));
  if (faults.length > 0) throw new UserErrors('The environment needs attention:', faults);
  const given = values['base-url'] ?? '';
  return {
    ...Object.fromEntries(set.map(({ provider, address }) => [provider, address])),
    ...(given !== '' && { [values.model?.provider ?? 'compatible']: given }),
  };
}

/** Mode `observe`: `template` is the only model, whatever keys there are. */
export function silentThinker({ clock, secrets }: ThinkingRun, means: ThinkerMeans): Thinker {
  const roles = ROLES.map((role) => [role, { ...means.settings[role], chain: [] }] as const);
  const settings = { ...means.settings, ...Object.fromEntries(roles) };
  return openThinker(
    { clock, secrets, values: {}, environment: {} },
    { ...means, settings },
    'mode `observe` asks no model',
  );
}
