/** What analyze-tasks accepts. */
import { MOST_DAYS, USUAL_DAYS } from '@steward/core/domain/analysis.ts';
import { type Input, PERMISSIONS, SHARED, type Values, wholeNumber } from '@steward/core/runtime/inputs.ts';
import { LIMIT_INPUTS } from '@steward/core/runtime/limit-inputs.ts';
import { MODEL_INPUTS } from '@steward/core/runtime/model-inputs.ts';

/** It only reads; with a key of a model memory is written as well. */
export const permissions = { ...PERMISSIONS, contents: 'read', issues: 'read' } as const;

const hours = wholeNumber(1, MOST_DAYS * 24, { description: '' });

export const inputs = {
  ...SHARED,
  ...MODEL_INPUTS,
  ...LIMIT_INPUTS,
  days: wholeNumber(1, MOST_DAYS, {
    description: `Days up to now that are looked at, from 1 to ${MOST_DAYS}`,
    default: String(USUAL_DAYS),
  }),
  hours: {
    description: `The same in hours, from 1 to ${MOST_DAYS * 24}, in place of days: 24 tells of the last day; empty: days count`,
    default: '',
    parse: (value: string): number | null => (value === '' ? null : hours.parse(value)),
  } satisfies Input<number | null>,
};

export type AnalysisInputs = Pick<Values<typeof inputs>, 'days' | 'hours'>;
