/** The models of each role, one after the other: the next where one fails, is left alone, or may not be asked. */
import { afterQuestion, type Circuit, type Circuits, circuitState } from '../../domain/circuit.ts';
import {
  type Call,
  type ModelName,
  modelText,
  NO_TOKENS,
  PROVIDERS,
  type Provider,
  type Question,
  type Reply,
  ROLES,
  type Role,
  type Said,
  type Thought,
} from '../../domain/model.ts';
import { type ModelWishes, type RoleSettings, roleOf } from '../../domain/model-role.ts';
import type { ModelSettings } from '../../domain/model-settings.ts';
import { foundOut, type ModelFinding, type Taken, type Traits, takenWith } from '../../domain/traits.ts';
import type { BatchLane, CallGate, Clock, Dice, Model, Thinker } from '../../ports.ts';
import { takenAtFirst } from './effort.ts';
import { createLateModel } from './late-model.ts';
import { callOf } from './manners.ts';
import { PRESETS } from './presets.ts';
import type { Connection, Deadline } from './provider.ts';
import { PROVIDER_FILES } from './provider-files.ts';

export interface ThinkerOptions {
  settings: ModelSettings;
  wishes: ModelWishes;
  /** By provider; a vendor without one is not asked. */
  keys: Readonly<Partial<Record<Provider, string>>>;
  /** Where a provider answers, besides what the configuration and the presets say. */
  addresses: Readonly<Partial<Record<Provider, string>>>;
  circuits: Circuits;
  traits: Traits;
  gate: CallGate;
  clock: Pick<Clock, 'now' | 'elapsed' | 'sleep'>;
  dice: Dice;
  secrets: readonly string[];
  fetch?: typeof globalThis.fetch;
  deadline?: Deadline;
  /** Why no model may be asked, where another reason is not the true one. */
  silence?: string | undefined;
}

/** Everything is loaded when it is first asked. */
export function createThinker(options: ThinkerOptions): Thinker {
  const roles = Object.fromEntries(ROLES.map((role) => [role, reachable(options, role)])) as Record<Role, RoleSettings>;
  const names = Object.values(roles).flatMap(({ chain }) => chain);
  return new Chain(options, roles, new Map(names.map((name) => [modelText(name), openedOf(options, name)])));
}

/** The role without what has neither key nor address. */
function reachable(options: ThinkerOptions, role: Role): RoleSettings {
  const settings = roleOf(options.settings, role, options.wishes);
  return { ...settings, chain: settings.chain.filter(({ provider }) => canBeAsked(options, provider)) };
}

const canBeAsked = (options: ThinkerOptions, provider: Provider): boolean =>
  addressOf(options, provider) !== null && (!PRESETS[provider].needsKey || (options.keys[provider] ?? '') !== '');

/** What is missing for those that are named; null: none is named. */
function lackOf(options: ThinkerOptions, roles: readonly Role[]): string | null {
  const named = roles.flatMap((role) => roleOf(options.settings, role, options.wishes).chain);
  if (named.length === 0) return null;
  const providers = [...new Set(named.map(({ provider }) => provider))];
  const nowhere = providers.filter((provider) => addressOf(options, provider) === null);
  const keyless = providers.filter((provider) => !nowhere.includes(provider));
  return [
    ...(keyless.length === 0 ? [] : [`no key was handed in for ${keyless.join(' or ')}`]),
    ...(nowhere.length === 0 ? [] : [`no address is given for ${nowhere.join(' or ')}`]),
  ].join(', and ');
}

function addressOf({ addresses, settings }: ThinkerOptions, provider: Provider): string | null {
  const own: Partial<Record<Provider, string | undefined>> = settings['base-urls'];
  return addresses[provider] ?? own[provider] ?? PRESETS[provider].baseUrl;
}

/** A model with how questions are put to it: at first, and by now. */
interface Opened {
  model: Model;
  first: Taken;
  taken: Taken;
}

function openedOf(options: ThinkerOptions, name: ModelName): Opened {
  const { settings, keys, clock, dice, gate, secrets, fetch, deadline } = options;
  const timeOut = settings['time-out'] * 1_000;
  const { provider } = name;
  const connection: Connection = {
    ...{ provider, key: keys[provider] ?? '', baseUrl: addressOf(options, provider) ?? '', timeOut },
    ...{ cache: settings.cache, clock, dice, gate, secrets, ...(fetch && { fetch }), ...(deadline && { deadline }) },
  };
  const taken = takenWith(takenAtFirst(name), options.traits[modelText(name)], clock.now());
  return { model: createLateModel(connection, name, PROVIDER_FILES[provider], taken), first: { ...taken }, taken };
}

type Failed = Extract<Reply, { kind: 'failed' }>;

class Chain implements Thinker {
  readonly #options: ThinkerOptions;
  readonly #roles: Readonly<Record<Role, RoleSettings>>;
  readonly #models: ReadonlyMap<string, Opened>;
  /** Those that no chain names any more: what is out at them can be collected all the same. */
  readonly #former = new Map<string, Opened>();
  readonly #circuits: Map<Provider, Circuit>;
  /** Vendors that are being tried with one question. */
  readonly #trials = new Set<Provider>();

  constructor(
    options: ThinkerOptions,
    roles: Readonly<Record<Role, RoleSettings>>,
    models: ReadonlyMap<string, Opened>,
  ) {
    this.#options = options;
    this.#roles = roles;
    this.#models = models;
    this.#circuits = new Map(
      PROVIDERS.flatMap((provider) => {
        const circuit = options.circuits[provider];
        return circuit ? [[provider, circuit] as const] : [];
      }),
    );
  }

  get silence(): string | null {
    if (this.#models.size > 0) return null;
    if (this.#options.silence) return this.#options.silence;
    return lackOf(this.#options, ROLES) ?? 'the configuration names no model';
  }

  lack(role: Role): string | null {
    return this.#roles[role].chain.length > 0 ? null : lackOf(this.#options, [role]);
  }

  role(role: Role): RoleSettings {
    return this.#roles[role];
  }

  async ask(asked: Question): Promise<Thought> {
    const { chain, most } = this.#roles[asked.role];
    const question = { ...asked, most: Math.min(asked.most, most) };
    const said: Said[] = [];
    const failures: Failed[] = [];
    for (const name of chain) {
      const reply = await this.#askOne(name, question);
      said.push({ model: name, result: reply.kind === 'answered' ? 'answered' : reply.cause, reason: reasonOf(reply) });
      if (reply.kind === 'answered') {
        return { reply: { ...reply, calls: [...failures.flatMap(({ calls }) => calls), ...reply.calls] }, said };
      }
      failures.push(reply);
    }
    return { reply: together(failures, this.silence ?? `no model is asked to ${asked.role}`), said };
  }

  lane(role: Role): { model: ModelName; batches: BatchLane } | null {
    const model = this.#roles[role].chain.find(({ provider }) => this.#stateOf(provider) === 'closed');
    const batches = model ? this.laneOf(model) : null;
    return model && batches ? { model, batches } : null;
  }

  laneOf(model: ModelName): BatchLane | null {
    const name = modelText(model);
    const known = this.#models.get(name) ?? this.#former.get(name);
    if (known) return known.model.batches;
    if (!canBeAsked(this.#options, model.provider)) return null;
    const former = openedOf(this.#options, model);
    this.#former.set(name, former);
    return former.model.batches;
  }

  circuits(): Circuits {
    return Object.fromEntries(this.#circuits);
  }

  traits(): Readonly<Record<string, ModelFinding>> {
    const found = [...this.#models, ...this.#former].map(
      ([name, { first, taken }]) => [name, foundOut(first, taken)] as const,
    );
    return Object.fromEntries(found.flatMap(([name, one]) => (one ? [[name, one]] : [])));
  }

  async #askOne(name: ModelName, question: Question): Promise<Reply> {
    const { provider } = name;
    const model = this.#models.get(modelText(name))?.model;
    const state = this.#stateOf(provider);
    if (!model || state === 'open' || (state === 'half-open' && this.#trials.has(provider)))
      return this.#leftAlone(name, question);
    if (state === 'half-open') this.#trials.add(provider);
    const reply = await model.ask(question);
    this.#trials.delete(provider);
    this.#learn(provider, reply);
    return reply;
  }

  #learn(provider: Provider, reply: Reply): void {
    const [result, retryAfter] = reply.kind === 'answered' ? (['answered'] as const) : [reply.cause, reply.retryAfter];
    const at = this.#options.clock.now();
    const circuit = afterQuestion(this.#circuits.get(provider), result, { at, retryAfter });
    if (circuit) this.#circuits.set(provider, circuit);
    else this.#circuits.delete(provider);
  }

  #stateOf(provider: Provider) {
    return circuitState(this.#circuits.get(provider), this.#options.clock.now());
  }

  #leftAlone(model: ModelName, question: Question): Failed {
    const { cause, until = this.#options.clock.now() } = this.#circuits.get(model.provider) ?? {};
    const call: Call = { ...callOf(model, question, 'now'), tokens: NO_TOKENS, milliseconds: 0, result: 'circuit' };
    const retryAfter = Math.max(0, Date.parse(until) - Date.parse(this.#options.clock.now()));
    const reason = `${model.provider} is left alone until ${until}, after ${cause}`;
    return { kind: 'failed', cause: 'circuit', reason, calls: [call], retryAfter };
  }
}

const reasonOf = (reply: Reply): string => (reply.kind === 'answered' ? '' : reply.reason);

/** All that failed as one reply: the cause is that of the last model, and the soonest may be asked again first. */
function together(failures: readonly Failed[], silence: string): Failed {
  const last = failures.at(-1);
  const calls = failures.flatMap((failure) => failure.calls);
  if (!last) return { kind: 'failed', cause: 'key', reason: silence, calls };
  const times = failures.flatMap(({ retryAfter }) => (retryAfter === undefined ? [] : [retryAfter]));
  const reason = failures.map((failure) => failure.reason).join('; then ');
  return {
    kind: 'failed',
    cause: last.cause,
    reason,
    calls,
    ...(times.length > 0 && { retryAfter: Math.min(...times) }),
  };
}
