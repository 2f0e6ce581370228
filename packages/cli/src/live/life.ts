/** A try in which somebody lives besides Steward: who, what they did after each cycle, and what Steward did with them. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import type { OutFolder } from '../out-folder.ts';
import { type Cast, castOf, grown, HANDS } from './cast.ts';
import { Company } from './company.ts';
import { type Step, Story } from './story.ts';
import type { Told } from './told.ts';

export interface LifeWish {
  out: OutFolder;
  /** Path of a configuration that wins over the repository's; null: its own. */
  config: string | null;
}

export interface LivedTick {
  /** What Steward did with agents. */
  steps: Step[];
  /** What was done by those who are simulated, until the next cycle. */
  meanwhile: Told[];
}

export class Life {
  readonly cast: Cast;
  /** The configuration to run with; null: the repository's own. */
  readonly config: string | null;
  readonly ticks: LivedTick[] = [];
  readonly #sandbox: Sandbox;
  readonly #company: Company;
  readonly #story: Story;

  private constructor(sandbox: Sandbox, parts: { cast: Cast; config: string | null; company: Company; story: Story }) {
    this.#sandbox = sandbox;
    this.cast = parts.cast;
    this.config = parts.config;
    this.#company = parts.company;
    this.#story = parts.story;
  }

  /** Null where nobody lives: there is no commit yet, or the owner named no agent. */
  static async begin(sandbox: Sandbox, { out, config }: LifeWish): Promise<Life | null> {
    const first = sandbox.head === null ? null : castOf(await settingsText(sandbox, config));
    if (first === null) return null;
    const cast = out.continues ? grown(first) : first;
    if (cast.settings !== null) writeFileSync(out.settings, cast.settings);
    const company = await Company.settle(sandbox, cast.agents, !out.continues);
    const story = await Story.begin(sandbox);
    return new Life(sandbox, { cast, config: cast.settings === null ? config : out.settings, company, story });
  }

  /** For one cycle. */
  token(): string {
    return this.#sandbox.mintToken({ login: HANDS, kind: 'User' });
  }

  /** After a cycle. */
  async tell(): Promise<Step[]> {
    const steps = await this.#story.next();
    this.ticks.push({ steps, meanwhile: [] });
    return steps;
  }

  /** Lets everybody live up to a moment. */
  async pass(until: number): Promise<Told[]> {
    const told = await this.#company.live(until);
    this.ticks.at(-1)?.meanwhile.push(...told);
    return told;
  }
}

async function settingsText({ world }: Sandbox, config: string | null): Promise<string> {
  if (config !== null) return readFileSync(config, 'utf8');
  return (await world.git.read(`${world.defaultRef}:.github/steward.yml`))?.content.toString('utf8') ?? '';
}
