// Settings of limits as an owner would write them.
import { type Config, parseConfig } from '@steward/core/domain/config.ts';

export function limitSettings(limits: object): Config['limits'] {
  const result = parseConfig({ limits });
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.config.limits;
}
