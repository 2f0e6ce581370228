/** The state branch in bad hands: when it is damaged, how long that lasts, and how its owner mends it. */
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import type { Chance } from './chance.ts';
import { damageBranch, headOf, mendBranch } from './damage.ts';
import type { Shadow, Transaction } from './shadow.ts';
import type { Damage } from './trouble.ts';

const HOUR = 3_600_000;
/** What Steward rebuilds by itself; the rest stops it until a person has looked. */
const REBUILT: readonly Damage[] = ['branch deleted', 'state cut short'];

export class BranchFate {
  readonly #world: InhabitedWorld;
  readonly #shadow: Shadow;
  readonly #owner: Chance;
  #stopped: { sound: string; damaged: string; until: number } | null = null;
  #lostAt: number | null = null;

  constructor(world: InhabitedWorld, shadow: Shadow, owner: Chance) {
    this.#world = world;
    this.#shadow = shadow;
    this.#owner = owner;
  }

  /** Whether Steward must stay red and write nothing. */
  get isStopped(): boolean {
    return this.#stopped !== null;
  }

  get lostAt(): number | null {
    return this.#lostAt;
  }

  /** What happens to the branch before a run, at `now` in milliseconds since 1970. */
  async befall(damage: Damage | null, now: number): Promise<void> {
    if (this.#stopped !== null && now >= this.#stopped.until) await this.#mend(this.#stopped, now);
    const sound = this.#shadow.head;
    if (damage === null || this.#stopped !== null || sound === null) return;
    if (!(await damageBranch(this.#world, damage))) return;
    if (REBUILT.includes(damage)) {
      this.#lostAt = now;
      this.#shadow.forget(await headOf(this.#world));
      return;
    }
    this.#stopped = {
      sound,
      damaged: (await headOf(this.#world)) ?? '',
      until: now + this.#owner.between(2, 20) * HOUR,
    };
  }

  async #mend({ sound }: { sound: string }, now: number): Promise<void> {
    this.#stopped = null;
    if (this.#owner.happens(0.7)) {
      await mendBranch(this.#world, sound);
      return;
    }
    await damageBranch(this.#world, 'branch deleted');
    this.#lostAt = now;
    this.#shadow.forget(null);
  }

  /** What the ledger learnt since the last look. */
  async follow(): Promise<{ transactions: Transaction[]; faults: string[] }> {
    if (this.#stopped === null) return this.#shadow.follow();
    const head = await headOf(this.#world);
    const faults = head === this.#stopped.damaged ? [] : ['a branch that stops Steward was written to'];
    return { transactions: [], faults };
  }
}
