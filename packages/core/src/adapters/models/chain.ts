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
import type { BatchLane, CallGate, Clock, Dice, Model, Thinker } from '../../ports.ts';
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
  return new Chain(options, roles, new Map(names.map((name) => [modelText(name), modelOf(options, name)])));
}

/** The role without what has neither key nor address. */
function reachable(options: ThinkerOptions, role: Role): RoleSettings {
  const settings = roleOf(options.settings, role, options.wishes);
  return { ...settings, chain: settings.chain.filter(({ provider }) => canBeAsked(options, provider)) };
}

const canBeAsked = (options: ThinkerOptions, provider: Provider): boolean =>
  addressOf(options, provider) !== null && (!PRESETS[provider].needsKey || (options.keys[provider] ?? '') !== '');

function addressOf({ addresses, settings }: ThinkerOptions, provider: Provider): string | null {
  const own: Partial<Record<Provider, string | undefined>> = settings['base-urls'];
  return addresses[provider] ?? own[provider] ?? PRESETS[provider].baseUrl;
}

function modelOf(options: ThinkerOptions, name: ModelName): Model {
  const { settings, keys, clock, dice, gate, secrets, fetch, deadline } = options;
  const timeOut = settings['time-out'] * 1_000;
  const { provider } = name;
  const connection: Connection = {
    ...{ provider, key: keys[provider] ?? '', baseUrl: addressOf(options, provider) ?? '', timeOut },
    ...{ cache: settings.cache, clock, dice, gate, secrets, ...(fetch && { fetch }), ...(deadline && { deadline }) },
  };
  return createLateModel(connection, name, PROVIDER_FILES[provider]);
}

type Failed = Extract<Reply, { kind: 'failed' }>;

class Chain implements Thinker {
  readonly #options: ThinkerOptions;
  readonly #roles: Readonly<Record<Role, RoleSettings>>;
  readonly #models: ReadonlyMap<string, Model>;
  readonly #circuits: Map<Provider, Circuit>;
  /** Vendors that are being tried with one question. */
  readonly #trials = new Set<Provider>();

  constructor(
    options: ThinkerOptions,
    roles: Readonly<Record<Role, RoleSettings>>,
    models: ReadonlyMap<string, Model>,
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
    const named = ROLES.flatMap((role) => roleOf(this.#options.settings, role, this.#options.wishes).chain);
    if (named.length === 0) return 'the configuration names no model';
    const providers = [...new Set(named.map(({ provider }) => provider))];
    return `no key was handed in for ${providers.join(' or ')}`;
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
    for (const model of this.#roles[role].chain) {
      const batches = this.laneOf(model);
      if (batches && this.#stateOf(model.provider) === 'closed') return { model, batches };
    }
    return null;
  }

  laneOf(model: ModelName): BatchLane | null {
    const known = this.#models.get(modelText(model));
    if (known) return known.batches;
    // No chain names it any more; what it was asked before is still its answer.
    return canBeAsked(this.#options, model.provider) ? modelOf(this.#options, model).batches : null;
  }

  circuits(): Circuits {
    return Object.fromEntries(this.#circuits);
  }

  async #askOne(name: ModelName, question: Question): Promise<Reply> {
    const { provider } = name;
    const model = this.#models.get(modelText(name));
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
