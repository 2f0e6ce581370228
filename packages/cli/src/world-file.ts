/** Reads the file a world can begin with, and says every fault in it as wrong use. */
import { readFileSync } from 'node:fs';
import { parseWorldFile, WorldError, type WorldFile } from '@steward/sandbox/world-file.ts';
import { WrongUse } from './failure.ts';

const REMEDY = 'Its schema is packages/sandbox/world.schema.json.';

export function readWorldFile(path: string): WorldFile {
  const value = parsed(path, readText(path));
  return namingFaults(path, () => parseWorldFile(value));
}

/** Runs what may find faults in the world file. */
export function namingFaults<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw asWrongUse(path, error);
  }
}

export const asWrongUse = (path: string, error: unknown): unknown =>
  error instanceof WorldError ? new WrongUse(`${path}: ${error.message}`, REMEDY) : error;

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new WrongUse(
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
      'Give --world a JSON file.',
    );
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WrongUse(`${path} is not JSON: ${(error as Error).message}`, REMEDY);
  }
}
