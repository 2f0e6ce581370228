/** A repository's days with models: a tick each half hour, one in ten of which sees a change, and everything paid by the table. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Chance } from '@steward/cli/simulate/chance.ts';
import { Turns } from '@steward/cli/simulate/fate.ts';
import { openToGit } from '@steward/cli/simulate/git-server.ts';
import { ADDRESS, type ModelDoor, type RunRecord, runOnce } from '@steward/cli/simulate/run.ts';
import { Shadow } from '@steward/cli/simulate/shadow.ts';
import { CALM } from '@steward/cli/simulate/trouble.ts';
import { billOf } from '@steward/cli/simulate/vendor-bill.ts';
import type { PricedTokens } from '@steward/sandbox/models/model-log.ts';
import { type ModelServer, openModelServer } from '@steward/sandbox/models/model-server.ts';
import { workingMind } from '@steward/sandbox/models/working-mind.ts';
import { createSandbox, type Sandbox } from '@steward/sandbox/sandbox.ts';

export const TICKS_A_DAY = 48;
const HALF_HOUR = 86_400_000 / TICKS_A_DAY;
/** One tick in so many sees a change. */
const CHANGE = 10;
/** Causes that are there on the first day: more than there is room for, as mostly. */
const BACKLOG = 10;
const OWNER = 'octo';
const MODELS = 'https://models.test';

export interface MonthOptions {
  days: number;
  folder: string;
  seed?: number;
  /** Off: each tick asks again about all that is proposed, since what an answer depends on is never the same. */
  gate?: boolean;
  cache?: boolean;
  batch?: boolean;
  /** Most tokens of an answer; as it comes when left out. */
  most?: number;
}

export interface MonthEnd {
  days: number;
  ticks: number;
  quiet: number;
  /** Requests for an answer or a batch that quiet ticks made. */
  askedQuietly: number;
  /** Tasks that the maintainer closed as done. */
  accepted: number;
  /** What vendors would charge, and what the ledger says was charged. Millionths of a dollar. */
  bill: number;
  charged: number;
  /** Answers, in all lanes. */
  answers: number;
  tokens: Omit<PricedTokens, 'requests'>;
}

export async function playMonth(options: MonthOptions): Promise<MonthEnd> {
  const folder = mkdtempSync(join(options.folder, 'month-'));
  const directory = join(folder, 'world');
  const begin = { now: '2026-11-01T00:07:00Z', repository: `${OWNER}/dur`, directory, persist: false };
  const sandbox = await createSandbox(begin);
  const models = await openModelServer({ clock: sandbox.clock, latency: 0, mind: workingMind(), address: MODELS });
  try {
    sandbox.world.serverUrl = ADDRESS;
    return await new Month(options, { sandbox, models, folder, gitServer: openToGit(directory) }).play();
  } finally {
    await models.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Place {
  sandbox: Sandbox;
  models: ModelServer;
  folder: string;
  gitServer: { url: string; repository: string };
}

class Month {
  readonly #options: MonthOptions;
  readonly #place: Place;
  readonly #chance: Chance;
  readonly #token: string;
  #made = 0;

  constructor(options: MonthOptions, place: Place) {
    this.#options = options;
    this.#place = place;
    this.#chance = new Chance(options.seed ?? 1, 'month');
    this.#token = place.sandbox.mintToken();
  }

  async play(): Promise<MonthEnd> {
    const { days } = this.#options;
    const { sandbox, models } = this.#place;
    await this.#push(this.#firstFiles(), 'Begin');
    const seen = { ticks: 0, quiet: 0, askedQuietly: 0, accepted: 0 };
    for (let tick = 1; tick <= days * TICKS_A_DAY; tick += 1) {
      if (tick % CHANGE === 0) seen.accepted += await this.#change();
      const { report, ending, asked = [] } = await this.#run(tick);
      if (ending?.failed !== false) throw new Error(`a run failed: ${ending?.errors.join('\n')}`);
      seen.ticks += 1;
      if (report?.quiet) {
        seen.quiet += 1;
        seen.askedQuietly += asked.filter(({ write }) => write).length;
      }
      sandbox.transcript.length = 0;
      models.log.length = 0;
      sandbox.clock.advance(Math.max(0, this.#timeOf(tick + 1) - sandbox.clock.now().getTime()));
    }
    return { days, ...seen, ...(await this.#spent()) };
  }

  #timeOf(tick: number): number {
    return Date.parse('2026-11-01T00:07:00Z') + tick * HALF_HOUR;
  }

  #run(number: number): Promise<RunRecord> {
    const { sandbox, folder, gitServer } = this.#place;
    return runOnce({
      ...{ sandbox, folder, gitServer, number, token: this.#token, mode: 'assist', config: this.#config(number) },
      ...{ models: this.#door(), trouble: CALM, turns: new Turns(() => 0), meanwhile: async () => undefined },
    });
  }

  /** Null: as it comes. */
  #config(tick: number): string | null {
    const { gate = true, cache = true, batch = true, most } = this.#options;
    const role = [...(batch ? [] : ['lane: now']), ...(most === undefined ? [] : [`most: ${most}`])].join(', ');
    const models = [...(cache ? [] : ['cache: none']), ...(role === '' ? [] : [`specify: { ${role} }`])];
    const parts = [
      ...(models.length > 0 ? [`models: { ${models.join(', ')} }\n`] : []),
      // No path is like that: nothing else about the question changes.
      ...(gate ? [] : [`egress: { exclude: [none/${tick}] }\n`]),
    ];
    return parts.length === 0 ? null : parts.join('');
  }

  #door(): ModelDoor {
    const { models } = this.#place;
    const before = models.log.length;
    return {
      values: { 'anthropic-api-key': 'test-anthropic-key' },
      variables: { ANTHROPIC_BASE_URL: models.url },
      dice: { roll: () => 0.5 },
      serves: (url) => url.startsWith(MODELS),
      fetch: models.fetch,
      get asked() {
        return models.log.slice(before);
      },
    };
  }

  #push(files: Record<string, string | null>, message: string): Promise<string> {
    return this.#place.sandbox.world.pushCommit({ files, message, by: OWNER });
  }

  #firstFiles(): Record<string, string> {
    const files: Record<string, string> = {
      'package.json': '{"name":"dur","scripts":{"test":"node --test"}}\n',
      'package-lock.json': '{}\n',
      'README.md': '# dur\n\nReads and writes durations, times and the calendars between them.\n',
    };
    for (let count = 0; count < BACKLOG; count += 1) Object.assign(files, this.#finding());
    return files;
  }

  /** Somebody leaves something behind, or does the oldest task and closes it: how many tasks were accepted. */
  async #change(): Promise<number> {
    const { world } = this.#place.sandbox;
    const task = world.data.issues.find(({ state, body }) => state === 'OPEN' && PLACE.test(body));
    const path = PLACE.exec(task?.body ?? '')?.[0];
    if (task === undefined || path === undefined || this.#chance.happens(0.5)) {
      await this.#push(this.#finding(), 'Go on');
      return 0;
    }
    await this.#push({ [path]: null }, `Do #${task.number}`);
    world.closeIssue(task.number, OWNER);
    return 1;
  }

  /** A test that does not run: one cause, in a file of its own. */
  #finding(): Record<string, string> {
    const name = `${this.#chance.pick(THINGS)}-${this.#chance.pick(SIDES)}-${++this.#made}`;
    const lines = Array.from({ length: 12 }, (_, index) => `  assert.equal(read('${name} ${index}'), ${index * 60});`);
    const head =
      "import assert from 'node:assert';\nimport { it } from 'node:test';\nimport { read } from './read.ts';\n\n";
    const text = `${head}it.skip('${this.#chance.pick(VERBS)} a ${name.replaceAll('-', ' ')}', () => {\n${lines.join('\n')}\n});\n`;
    return { [`test/${name}.test.ts`]: text };
  }

  async #spent(): Promise<Pick<MonthEnd, 'bill' | 'charged' | 'answers' | 'tokens'>> {
    const { sandbox, models } = this.#place;
    const { meter } = models;
    const all = meter.models().flatMap((model) => [meter.of(model, 'now'), meter.of(model, 'batch')]);
    const sum = (part: keyof PricedTokens): number => all.reduce((total, one) => total + one[part], 0);
    const shadow = new Shadow(sandbox.world.git);
    await shadow.follow();
    const rows = Object.values(shadow.ledger.state.money?.days ?? {});
    return {
      ...{ bill: billOf(meter), charged: rows.reduce((total, [micro]) => total + micro, 0), answers: sum('requests') },
      tokens: {
        ...{ input: sum('input'), output: sum('output'), cacheRead: sum('cacheRead') },
        ...{ cacheWrite: sum('cacheWrite'), cacheWriteLong: sum('cacheWriteLong') },
      },
    };
  }
}

/** Where a task's finding is, as its text names it. */
const PLACE = /test\/[a-z]+-[a-z]+-\d+\.test\.ts/;
const THINGS = [
  'date',
  'hour',
  'zone',
  'week',
  'leap',
  'month',
  'quarter',
  'season',
  'epoch',
  'offset',
  'span',
  'tick',
];
const SIDES = ['parser', 'writer', 'rounder', 'clock', 'table', 'sorter', 'window', 'counter', 'merger', 'splitter'];
const VERBS = ['reads', 'rejects', 'keeps', 'rounds', 'prints', 'compares', 'joins', 'cuts'];
