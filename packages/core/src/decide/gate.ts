/** Whether there is anything to ask: the same evidence, tasks, goals and settings as last time have their answer. */
import { canonical, digest } from '../domain/digest.ts';

/** All that an answer could depend on; order does not matter. */
export interface Brief {
  purpose: string;
  fingerprints: readonly string[];
  /** Ids of tasks that are known, with what they say of themselves: `0123456789ab ready`. */
  tasks: readonly string[];
  goals: readonly string[];
  /** What the configuration says of models and of what they see. */
  settings: unknown;
  /** Of the instructions: other words, another question. */
  version: string;
}

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** The same for the same brief: the id of its question. 24 hexadecimal digits. */
export const gateKey = ({ purpose, fingerprints, tasks, goals, settings, version }: Brief): string =>
  digest(
    canonical({
      ...{ purpose, settings: settings ?? null, version },
      ...{ fingerprints: sorted(fingerprints), tasks: sorted(tasks), goals: sorted(goals) },
    }),
    24,
  );

/** `known`: keys of what was answered, or is out. */
export const isAsked = (key: string, known: Iterable<string>): boolean => new Set(known).has(key);
