/** Taking over what the owner's defaults say: where the repository asks for it, once in a run that does something. */
import { DEFAULTS_FILE } from '../domain/inheritance.ts';
import type { Tick } from './tick.ts';

/** One request; a quiet tick makes none, and decides nothing that could be inherited. */
export async function inheritSettings(tick: Tick): Promise<void> {
  if (!tick.config.inherit || tick.inherited) return;
  tick.inherited = true;
  const { world, snapshot, told } = tick;
  const answer = await world.reader.setUp.ownersFile(DEFAULTS_FILE);
  if (answer.kind === 'known' && answer.value !== null) {
    tick.config = await world.inherit(snapshot.configuration, answer.value);
    return;
  }
  const reason = answer.kind === 'unknown' ? answer.reason : 'there is no such file, or the token cannot see it';
  told.unknown.push(`\`${DEFAULTS_FILE}\` of the owner's repository \`.github\` (${reason})`);
}
