/** What the settings of models come to for a role, and names of models; apart from the settings, since every run reads inputs. */
import { type Effort, type Lane, type ModelName, PROVIDERS, type Provider, ROLES, type Role } from './model.ts';
import type { ModelSettings } from './model-settings.ts';

export const MODEL = /^[a-z0-9-]{1,20}\/[\w.:@/+-]{1,160}$/;

/** Providers whose address the owner gives; a vendor's own key goes to no address that the repository could change. */
export const OWN_ADDRESSES = ['ollama', 'gpt4all', 'vllm', 'compatible'] as const satisfies readonly Provider[];

export const isOwnAddress = (provider: Provider): boolean => OWN_ADDRESSES.some((name) => name === provider);

/** The input in which a key is handed in. */
export const keyInputOf = (provider: Provider): string => `${isOwnAddress(provider) ? 'compatible' : provider}-api-key`;

/** What a role has once everything is read. */
export interface RoleSettings {
  chain: ModelName[];
  effort: Effort;
  most: number;
  lane: Lane;
}

/** What inputs of an action say: both win over the configuration, for every role. */
export interface ModelWishes {
  model: ModelName | null;
  /** Most tokens of an answer. */
  most: number | null;
}

export function roleOf(
  settings: ModelSettings,
  role: Role,
  wishes: ModelWishes = { model: null, most: null },
): RoleSettings {
  const { chain, effort, most, lane } = settings[role];
  const named = chain.flatMap((text) => modelOf(text) ?? []);
  return { chain: wishes.model ? [wishes.model] : named, effort, most: wishes.most ?? most, lane };
}

/** The same settings as if these vendors were not there. */
export function withoutProviders(settings: ModelSettings, providers: readonly Provider[]): ModelSettings {
  if (providers.length === 0) return settings;
  const isLeft = (text: string): boolean => !providers.some((provider) => text.startsWith(`${provider}/`));
  const roles = ROLES.map((role) => [role, { ...settings[role], chain: settings[role].chain.filter(isLeft) }]);
  return { ...settings, ...Object.fromEntries(roles) };
}

/** `provider/id`; null where it names none. An id may hold more of those strokes. */
export function modelOf(text: string): ModelName | null {
  const [before = '', ...after] = text.split('/');
  const provider = PROVIDERS.find((name) => name === before);
  return provider && after.length > 0 && MODEL.test(text) ? { provider, id: after.join('/') } : null;
}
