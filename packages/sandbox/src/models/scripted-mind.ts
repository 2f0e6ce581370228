/** Says what the test says: one answer after the other, or whatever its function makes of the question. */

import type { Asked, Mind, Thought } from './mind.ts';

/** An object is answered as JSON, a string as it is. */
export type Line = Thought | string | { [key: string]: unknown; kind?: never };

export type Script = readonly Line[] | ((asked: Asked) => Line | Promise<Line>);

export function scriptedMind(script: Script): Mind {
  if (typeof script === 'function') return { answer: async (asked) => thoughtOf(await script(asked)) };
  const left = [...script];
  return {
    answer: ({ n, model }) => {
      const line = left.shift();
      if (line === undefined) {
        throw new RangeError(
          `The script of ${script.length} answers is over, and ${model} is asked once more (question ${n}).`,
        );
      }
      return thoughtOf(line);
    },
  };
}

const KINDS: readonly unknown[] = ['value', 'text', 'refusal', 'truncated'] satisfies Thought['kind'][];

function thoughtOf(line: Line): Thought {
  if (typeof line === 'string') return { kind: 'text', text: line };
  return KINDS.includes(line.kind) ? (line as Thought) : { kind: 'value', value: line };
}
