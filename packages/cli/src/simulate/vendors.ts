/** Vendors of models beside a town: an endpoint on the same time, from the same seed, with troubles of its own. */
import { digest } from '@steward/core/domain/digest.ts';
import type { Batch } from '@steward/core/domain/thinking.ts';
import type { ModelRequest } from '@steward/sandbox/models/model-log.ts';
import { type ModelServer, openModelServer } from '@steward/sandbox/models/model-server.ts';
import { workingMind } from '@steward/sandbox/models/working-mind.ts';
import type { VirtualClock } from '@steward/sandbox/virtual-clock.ts';
import { Chance } from './chance.ts';
import { fateOf, type ModelTrouble, type Vendor } from './model-trouble.ts';
import type { ModelDoor } from './run.ts';
import { billOf } from './vendor-bill.ts';

/** As everybody sees it: the same for every play of a seed. */
const ADDRESS = 'https://models.test';

/** Virtual milliseconds of each request. */
const LATENCY = 1_500;

export class Vendors {
  readonly server: ModelServer;
  readonly #seed: number;
  readonly #patience: Chance;

  private constructor(server: ModelServer, seed: number) {
    this.server = server;
    this.#seed = seed;
    this.#patience = new Chance(seed, 'patience');
  }

  static async open({ clock, seed }: { clock: VirtualClock; seed: number }): Promise<Vendors> {
    // One task in eight is not worth it to them, the same ones each time.
    const worth = ({ title }: { title: string }): boolean => Number.parseInt(digest(title, 2), 16) % 8 !== 0;
    const mind = workingMind({ seed, worth });
    const server = await openModelServer({ clock, seed, mind, address: ADDRESS, latency: LATENCY });
    return new Vendors(server, seed);
  }

  /** What befalls whoever asks from now on. `out`: batches that Steward waits for. */
  befall({ delay, spoilt, forgets }: ModelTrouble, out: readonly Batch[]): void {
    const { batches } = this.server;
    batches.delay = delay;
    batches.fate = (question) => fateOf(this.#seed, question, spoilt);
    for (const { id } of forgets ? out : []) if (id !== null) this.#forget(id);
  }

  /** It may be forgotten already. */
  #forget(id: string): void {
    try {
      this.server.batches.forget(id);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }

  /** For one run: strikes count its own requests alone. */
  doorFor({ strikes, outage, keys }: ModelTrouble): ModelDoor {
    const { server } = this;
    const asked: ModelRequest[] = [];
    return {
      asked,
      values: Object.fromEntries(keys.map((vendor) => [`${vendor}-api-key`, keyOf(vendor)])),
      variables: { ANTHROPIC_BASE_URL: server.url, OPENAI_BASE_URL: server.openaiUrl },
      dice: { roll: () => this.#patience.next() },
      serves: (url) => url.startsWith(`${ADDRESS}/`),
      async fetch(input, init) {
        const strike = strikes.find(({ at }) => at === asked.length + 1);
        if (strike !== undefined || outage !== null) {
          server.faults.add({ when: () => true, ...(strike ?? { effect: outage as NonNullable<typeof outage> }) });
        }
        try {
          return await server.fetch(input, init);
        } finally {
          asked.push(...server.log.splice(0));
          server.faults.clear();
        }
      },
    };
  }

  /** What they would charge so far, in millionths of a dollar. */
  bill(): { all: number; now: number } {
    const { meter } = this.server;
    return { all: billOf(meter), now: billOf(meter, ['now']) };
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

const keyOf = (vendor: Vendor): string => `test-${vendor}-key`;
