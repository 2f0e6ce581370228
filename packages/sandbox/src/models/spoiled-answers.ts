/** Answers as they should not be, made from good ones. */

import { type Asked, type JsonSchema, type Thought, textOf } from './mind.ts';
import type { ModelFaultEffect } from './model-faults.ts';
import { obey } from './obedient-mind.ts';

type Spoken = Extract<ModelFaultEffect, { kind: 'refusal' | 'truncated' | 'malformed' | 'misfit' | 'hostile' }>['kind'];

const WAYS: Readonly<Record<Spoken, (thought: Thought, asked: Asked) => Thought>> = {
  refusal: () => ({ kind: 'refusal', reason: 'I cannot help with this.' }),
  truncated: (thought) => ({ kind: 'truncated', text: halfOf(textOf(thought)) }),
  malformed: (thought) => ({ kind: 'text', text: `${textOf(thought).slice(0, -1)},` }),
  misfit: (thought, { form }) => ({ kind: 'value', value: misfit(thought, form) }),
  hostile: (_, asked) => obey(asked),
};

export const spoiled = (kind: Spoken): ((thought: Thought, asked: Asked) => Thought) => WAYS[kind];

const halfOf = (text: string): string => [...text].slice(0, Math.ceil([...text].length / 2)).join('');

/** Without the first thing that is required, and with one that nobody asked for. */
function misfit(thought: Thought, form: JsonSchema | null): unknown {
  const value: unknown = thought.kind === 'value' ? thought.value : null;
  const [first] = (form?.required as string[] | undefined) ?? [];
  const kept = Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
    ([name]) => name !== first,
  );
  return { ...Object.fromEntries(kept), unasked: 'for' };
}
