/** The configuration that a run would read now. */
import type { Config } from '@steward/core/domain/config.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';

/** What was read last: it changes on few days, and is asked for after each run. */
let known: { text: string | null; config: Config | null } | null = null;

/** Null where it is not valid. `given` wins over the repository's. */
export async function obeyed(world: InhabitedWorld, given: string | null): Promise<Config | null> {
  const file = await world.git.read(`${world.defaultRef}:.github/steward.yml`);
  const text = given ?? file?.content.toString('utf8') ?? null;
  if (known === null || known.text !== text) known = { text, config: configOf(text) };
  return known.config;
}

function configOf(text: string | null): Config | null {
  try {
    return readConfiguration(text, '.github/steward.yml');
  } catch {
    return null;
  }
}
