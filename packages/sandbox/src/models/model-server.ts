/** Opens an embedded endpoint of models: Anthropic's and OpenAI's APIs on loopback, and one that is compatible. */

import { Dice } from '../dice.ts';
import { directFetch } from '../direct-fetch.ts';
import { SandboxServer } from '../server.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { AnthropicBatches } from './anthropic-batches.ts';
import { type BatchControl, HOUR } from './batch-settings.ts';
import { type Compatibility, usualCompatibility } from './compatible.ts';
import { diligentMind } from './diligent-mind.ts';
import type { Mind } from './mind.ts';
import { ModelFaults } from './model-faults.ts';
import { ModelGateway } from './model-gateway.ts';
import { Meter, type ModelRequest } from './model-log.ts';
import type { ModelClock, ModelOffice } from './model-office.ts';
import { OpenAIBatches } from './openai-batches.ts';
import { OpenAIFiles } from './openai-files.ts';
import { PrefixCache } from './prefix-cache.ts';

export interface ModelServerOptions {
  /** Time that is shared with others, as with a sandbox GitHub; its own from 20 November 2026 when left out. */
  clock?: ModelClock;
  /** Names of what is made and the answers of the diligent mind follow from it. */
  seed?: number;
  /** Who answers; the diligent mind when left out. */
  mind?: Mind;
  faults?: ModelFaults;
  port?: number;
  /** What it calls itself where nobody listens and only `fetch` answers; a socket's address when left out. */
  address?: string;
  /** Virtual milliseconds that each request takes; 1,000 when left out. */
  latency?: number;
}

export interface ModelServer {
  /** Anthropic's base URL. */
  readonly url: string;
  /** OpenAI's base URL. */
  readonly openaiUrl: string;
  /** Base URL of the endpoint that is compatible with OpenAI's Chat Completions. */
  readonly compatibleUrl: string;
  readonly clock: ModelClock;
  readonly faults: ModelFaults;
  /** Grows with every request, bodies included, until the caller empties it (`log.length = 0`). */
  readonly log: ModelRequest[];
  /** Tokens by model and lane. */
  readonly meter: Meter;
  readonly batches: BatchControl;
  /** How far the compatible endpoint is; a test changes what it needs. */
  readonly compatible: Compatibility;
  /** Answers what these URLs answer, without a socket; faults strike as they do over HTTP. */
  readonly fetch: typeof globalThis.fetch;
  /** Somebody else answers from now on. */
  think(mind: Mind): void;
  close(): Promise<void>;
}

/**
 * Keys begin with `test-`; everything else is a wrong key. Nothing here is random and nothing waits for real time: batches
 * and caches live in the clock's time, of which each request takes `latency`.
 */
export async function openModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const { seed = 1, faults = new ModelFaults(), port = 0, latency = 1000 } = options;
  const office = openOffice(options, seed);
  const log: ModelRequest[] = [];
  const opened = { url: '' };
  const compatible = usualCompatibility();
  const { batches, anthropic, openai, files } = openBatches(office, () => opened.url);
  const gateway = new ModelGateway({
    office,
    batches: anthropic,
    openai: { office, files, batches: openai, compatible },
    faults,
    log,
    latency,
  });
  const server = new SandboxServer(gateway);
  opened.url = options.address ?? (await server.listen(port));
  const pass = (milliseconds: number) => void office.clock.advance(milliseconds);
  return {
    url: opened.url,
    openaiUrl: `${opened.url}/v1`,
    compatibleUrl: `${opened.url}/compatible/v1`,
    clock: office.clock,
    faults,
    log,
    meter: office.meter,
    batches,
    compatible,
    fetch: directFetch({ gateway, serverUrl: () => opened.url, below: '/', pass }),
    think: (mind) => {
      office.mind = mind;
    },
    close: () => server.close(),
  };
}

const openOffice = ({ mind, clock }: ModelServerOptions, seed: number): ModelOffice => ({
  mind: mind ?? diligentMind({ seed }),
  clock: clock ?? new VirtualClock('2026-11-20T09:00:00Z'),
  names: new Dice(seed, 'models'),
  caches: new PrefixCache(),
  meter: new Meter(),
  asked: 0,
});

function openBatches(office: ModelOffice, serverUrl: () => string) {
  const known = (found: boolean, id: string): void => {
    if (!found) throw new RangeError(`No vendor knows the batch ${id}.`);
  };
  const batches: BatchControl = {
    delay: HOUR,
    fate: () => null,
    end: (id) => known(anthropic.end(id) || openai.end(id), id),
    forget: (id) => known(anthropic.forget(id) || openai.forget(id), id),
  };
  const files = new OpenAIFiles(office);
  const anthropic = new AnthropicBatches(office, batches, serverUrl);
  const openai = new OpenAIBatches(office, files, batches);
  return { batches, anthropic, openai, files };
}
