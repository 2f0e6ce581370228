/** The folder a try keeps its world and its results in: never one that holds something else. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isIgnored } from './checkout.ts';
import { WrongUse } from './failure.ts';

export interface OutFolder {
  path: string;
  /** The sandbox's own folder. */
  world: string;
  dashboard: string;
  issues: string;
  ledger: string;
  transcript: string;
  summary: string;
  /** What models were asked, so that the next try knows it. */
  models: string;
  /** What each run said. */
  runs: string;
  /** Where the example is laid out as a checkout. */
  example: string;
  /** The configuration with the simulated agents in it, where they were added to it. */
  settings: string;
  /** A copy of what `--config` gave the last try, for those who look at it later. */
  configuration: string;
  /** Whether a world is there that goes on. */
  continues: boolean;
}

/** What a try remembers of itself beside its world. */
export interface Beginning {
  /** `--now` of the first run; null where it was left out. */
  now: string | null;
  /** Where the sandbox listened last; null before it did. */
  port: number | null;
}

const BEGINNING = 'try.json';
const NAMES = [
  'world',
  'dashboard.html',
  'issues',
  'ledger',
  'transcript.jsonl',
  'summary.md',
  'runs.jsonl',
  'models.jsonl',
  'example',
  'steward.yml',
  'configuration.yml',
  BEGINNING,
  '.gitignore',
];

export async function openOutFolder(path: string): Promise<OutFolder> {
  if (existsSync(path) && !statSync(path).isDirectory()) {
    throw new WrongUse(`${path} is a file.`, 'Give --out a folder that is new, empty, or from an earlier run.');
  }
  const present = existsSync(path) ? readdirSync(path) : [];
  const foreign = present.filter((name) => !NAMES.includes(name));
  const isOurs =
    present.length === 0 || (foreign.length === 0 && (present.includes('world') || present.includes(BEGINNING)));
  if (!isOurs) {
    const named = (foreign[0] ?? present[0] ?? '').slice(0, 80);
    throw new WrongUse(
      `${path} holds other things (${JSON.stringify(named)}).`,
      'Give --out a folder that is new, empty, or from an earlier run.',
    );
  }
  mkdirSync(path, { recursive: true });
  if ((await isIgnored(path, join(path, BEGINNING))) === false) writeFileSync(join(path, '.gitignore'), '*\n');
  const world = join(path, 'world');
  return {
    path,
    world,
    dashboard: join(path, 'dashboard.html'),
    issues: join(path, 'issues'),
    ledger: join(path, 'ledger'),
    transcript: join(path, 'transcript.jsonl'),
    summary: join(path, 'summary.md'),
    models: join(path, 'models.jsonl'),
    runs: join(path, 'runs.jsonl'),
    example: join(path, 'example'),
    settings: join(path, 'steward.yml'),
    configuration: join(path, 'configuration.yml'),
    continues: existsSync(join(world, 'world.json')),
  };
}

export function readBeginning(out: OutFolder): Beginning {
  const file = join(out.path, BEGINNING);
  if (!existsSync(file)) return { now: null, port: null };
  const { now, port } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Beginning>;
  return { now: now ?? null, port: port ?? null };
}

export function keepBeginning(out: OutFolder, beginning: Beginning): void {
  mkdirSync(dirname(join(out.path, BEGINNING)), { recursive: true });
  writeFileSync(join(out.path, BEGINNING), `${JSON.stringify(beginning)}\n`);
}

/** What the runs of this try are configured by, in place of the last one's; null: what the repository has. */
export function keepConfiguration({ configuration, settings }: OutFolder, given: string | null): void {
  if (!isSame(given, settings)) rmSync(settings, { force: true });
  if (given === null) rmSync(configuration, { force: true });
  else if (!isSame(given, configuration)) writeFileSync(configuration, readFileSync(given));
}

/** Links may lead to one file by several ways. */
const isSame = (given: string | null, path: string): boolean =>
  given !== null && existsSync(path) && realpathSync(given) === realpathSync(path);
