/** Requests that are asked at the same moment travel together: one call of one script, so that they share what a call costs. */
import type { Script } from './redis.ts';

/** What the script says of one request: the time that counts, and the row. */
export interface Said {
  now: number;
  text: string;
}

export interface Batching {
  script: Script;
  /** Told at the time of the call; '': the server's own counts. */
  now(): number | '';
}

interface Waiting {
  key: string;
  words: readonly number[];
  resolve(said: Said): void;
  reject(error: unknown): void;
}

/** As many as go together: while the server works at these, the next are made ready; and nobody else waits long for it. */
export const MOST_TOGETHER = 64;

/** A function that asks for one: whoever asks before the event loop goes on is in the same call. */
export function batched({ script, now }: Batching): (key: string, words: readonly number[]) => Promise<Said> {
  let waiting: Waiting[] = [];
  // A proxy before several servers takes scripts for one of them only.
  let isAlone = false;
  const call = async (asked: readonly Waiting[]): Promise<void> => {
    try {
      const keys = asked.map(({ key }) => key);
      const lines = String(await script(keys, [now(), ...asked.flatMap(({ words }) => words)])).split('\n');
      const at = Number(lines[0]);
      for (const [place, { resolve }] of asked.entries()) resolve({ now: at, text: lines[place + 1] ?? '' });
    } catch (error) {
      if (asked.length > 1 && isOfSlots(error)) {
        isAlone = true;
        for (const one of asked) void call([one]);
      } else for (const { reject } of asked) reject(error);
    }
  };
  const send = (): void => {
    const asked = waiting;
    waiting = [];
    if (asked.length > 0) void call(asked);
  };
  return (key, words) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, words, resolve, reject });
      if (isAlone || waiting.length === MOST_TOGETHER) send();
      else if (waiting.length === 1) process.nextTick(send);
    });
}

const isOfSlots = (error: unknown): boolean => error instanceof Error && error.message.startsWith('CROSSSLOT');
