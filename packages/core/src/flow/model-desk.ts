/** Where a run asks models: within what it holds, each call charged, each noted. */
import { budgetsOf } from '../domain/budget-settings.ts';
import { type Circuits, triedNow } from '../domain/circuit.ts';
import { DEFAULT_CONFIG } from '../domain/default-config.generated.ts';
import { canonical } from '../domain/digest.ts';
import {
  type Lane,
  type ModelName,
  PROVIDERS,
  type Provider,
  type Question,
  type Role,
  type Thought,
  thoughtWords,
} from '../domain/model.ts';
import { withoutProviders } from '../domain/model-role.ts';
import { MONEY_TIMES } from '../domain/money/account.ts';
import { type Ceiling, ceilingOf } from '../domain/money/ceiling.ts';
import { priceOf } from '../domain/money/price.ts';
import type { Admission, Purse, Slip } from '../domain/money/purse.ts';
import { callTold } from '../domain/money/told.ts';
import type { ModelFinding } from '../domain/traits.ts';
import { cleanReason } from '../guard/specification.ts';
import type { BatchLane, CallGate, Thinker } from '../ports.ts';
import { type Allowances, noteCall, overLimit } from './allowing.ts';
import { cleaningOf, type Tick } from './tick.ts';

export interface LaneOf {
  model: ModelName;
  batches: BatchLane;
}

/** The models of one run. Nothing is sent before a purse is open. */
export class ModelDesk {
  readonly #tick: Tick;
  readonly #ordered: boolean;
  readonly #thinkers = new Map<string, Thinker>();
  readonly #slips = new Map<string, Slip>();
  /** As the ledger had them when the first of the thinkers was made. */
  #before: Circuits = {};
  #purse: { purse: Purse; read: number } | null = null;
  #allowances: Allowances = new Map();

  /** `ordered`: a person has it asked now. */
  constructor(tick: Tick, { ordered = false } = {}) {
    this.#tick = tick;
    this.#ordered = ordered;
  }

  /** `not`: vendors that are left out. */
  async thinker(not: readonly Provider[] = []): Promise<Thinker> {
    const key = [...not].sort().join();
    const known = this.#thinkers.get(key);
    if (known) return known;
    const { world, config, memory, state, snapshot } = this.#tick;
    const { circuits: before = {}, traits = {} } = memory?.ledger.state ?? state;
    if (this.#thinkers.size === 0) this.#before = this.#ordered ? triedNow(before, snapshot.now) : before;
    const circuits = this.#before;
    const settings = withoutProviders(config.models, not);
    const thinker = await world.thinker({ settings, circuits, traits, gate: this.#gate });
    this.#thinkers.set(key, thinker);
    return thinker;
  }

  /** Nobody can be asked. Told where somebody misses it: models were asked before, or the owner names some. */
  async isSilent(): Promise<boolean> {
    const { silence } = await this.thinker();
    const { config, memory, mode, told } = this.#tick;
    const wasAsked = Object.keys(memory?.ledger.state.money?.uses ?? {}).length > 0;
    const isMissed = wasAsked || canonical(config.models) !== canonical(DEFAULT_CONFIG.models);
    const warning = `No model is asked: ${silence}.`;
    if (silence !== null && mode !== 'observe' && isMissed && !told.warnings.includes(warning)) {
      told.warnings.push(warning);
    }
    return silence !== null;
  }

  /** Told where the owner chose who is asked in a role, and none of them can be. */
  async tellLack(roles: ReadonlySet<Role>): Promise<void> {
    const thinker = await this.thinker();
    const { config, told } = this.#tick;
    for (const role of roles) {
      const lack = thinker.lack(role);
      const warning = `No model is asked to ${role}: ${lack}.`;
      const isChosen = canonical(config.models[role].chain) !== canonical(DEFAULT_CONFIG.models[role].chain);
      if (lack !== null && isChosen && !told.warnings.includes(warning)) told.warnings.push(warning);
    }
  }

  /** `read`: the run's own clock at the read before the money was reserved. */
  open(purse: Purse, read: number, allowances: Allowances): void {
    this.#purse = { purse, read };
    this.#allowances = allowances;
  }

  ceiling(question: Question, model: ModelName, lane: Lane): Ceiling {
    return ceilingOf(question, { model, lane, price: priceOf(model, this.#tick.config.prices) });
  }

  admit(ceiling: Ceiling): Admission {
    if (!this.#purse) return { ok: false, reason: 'no money was reserved for it' };
    return this.#purse.purse.admit(ceiling, this.#age());
  }

  /** Milliseconds in which something may be sent; less than nothing: none is any more. */
  left(): number {
    return MONEY_TIMES.act - this.#age();
  }

  #age(): number {
    return this.#tick.world.clock.elapsed() - (this.#purse?.read ?? 0);
  }

  /** Asked now, of one model after the other. */
  async ask(question: Question, not: readonly Provider[]): Promise<Thought> {
    const thought = await (await this.thinker(not)).ask(question);
    this.#tell(question, thought);
    return thought;
  }

  /** What is known of vendors with what the run saw of those that it asked. */
  circuits(known: Circuits): Circuits {
    const all = [...this.#thinkers.values()].map((thinker) => thinker.circuits());
    const seen = PROVIDERS.map((provider) => {
      // Whoever did not ask a vendor has of it what was there before, which says nothing against who did.
      const asked = all.filter((one) => canonical(one[provider] ?? null) !== canonical(this.#before[provider] ?? null));
      return [provider, (asked.at(-1) ?? known)[provider]] as const;
    });
    return Object.fromEntries(seen.filter(([, circuit]) => circuit !== undefined));
  }

  /** What the run found out that models do not take. */
  traits(): Readonly<Record<string, ModelFinding>> {
    return Object.assign({}, ...[...this.#thinkers.values()].map((thinker) => thinker.traits()));
  }

  readonly #gate: CallGate = {
    admit: (question, model) => {
      const admission = this.admit(this.ceiling(question, model, 'now'));
      if (!admission.ok) return { kind: 'refused', cause: 'budget', reason: admission.reason };
      const over = overLimit(this.#allowances, model.provider);
      if (over !== null) {
        this.#purse?.purse.settle(admission.slip, []);
        return { kind: 'refused', cause: 'rate', reason: over };
      }
      this.#slips.set(question.id, admission.slip);
      return { kind: 'admitted' };
    },
    spent: (call) => {
      const slip = this.#slips.get(call.question);
      if (!slip || !this.#purse) return;
      this.#slips.delete(call.question);
      noteCall(this.#allowances, call);
      const spent = this.#purse.purse.settle(slip, [call]);
      this.#tick.told.calls.push(...spent.map((one) => callTold(one, isMoneyShown(this.#tick))));
    },
  };

  /** Whoever answered first is in the table of calls; a word more where somebody had to stand in. */
  #tell({ role }: Question, { reply, said }: Thought): void {
    if (reply.kind === 'answered' && said.length < 2) return;
    const reasons = [...new Set(said.flatMap(({ reason }) => (reason === '' ? [] : [reason])))];
    const words = said.length === 0 ? 'nobody could be asked' : thoughtWords(said);
    // A paragraph about figures has no template: they stand without it.
    const instead = role === 'report' ? '; there is no paragraph' : '; templates stand in';
    const end = reply.kind === 'answered' ? '' : instead;
    const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
    const text = `Models to ${role}: ${words}${end}${why}.`;
    const warning = cleanReason(text, cleaningOf(this.#tick));
    if (!this.#tick.told.warnings.includes(warning)) this.#tick.told.warnings.push(warning);
  }
}

export const budgetsFor = ({ config }: Tick) => budgetsOf(config.budgets);

/** Where everybody reads, only if the owner says so. */
export const isMoneyShown = ({ config, snapshot }: Tick): boolean =>
  config.visibility.money ?? snapshot.repository.private;
