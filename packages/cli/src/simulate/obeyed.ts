/** The configuration that a run would read now. */
import type { Config } from '@steward/core/domain/config.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';

/** Null where it is not valid. `given` wins over the repository's. */
export async function obeyed(world: InhabitedWorld, given: string | null): Promise<Config | null> {
  const file = await world.git.read(`${world.defaultRef}:.github/steward.yml`);
  try {
    return readConfiguration(given ?? file?.content.toString('utf8') ?? null, '.github/steward.yml');
  } catch {
    return null;
  }
}
