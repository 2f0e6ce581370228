/** What an owner may set of labels. */
import * as v from 'valibot';
import { LABEL_KEYS } from './label-keys.ts';

const label = (fallback: string, description: string) =>
  v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(50), v.description(description)), fallback);
const mapped = Object.fromEntries(
  LABEL_KEYS.map((key) => [
    key,
    v.optional(
      v.pipe(
        v.string(),
        v.minLength(1),
        v.maxLength(50),
        v.description('A label of the repository that says the same, such as `P1` for `priority:high`'),
      ),
    ),
  ]),
);
export const LABELS = v.optional(
  v.pipe(
    v.strictObject({
      task: label(
        'steward',
        "The label of Steward's own issues, and of people's issues that it adopts; where a person takes it off one of those, the task ends",
      ),
      approved: label('steward:approved', 'Put by a person: this issue is to be taken up'),
      next: label('steward:next', 'Put by a person: this task comes before the others; Steward only reads it'),
      ignore: label('steward:ignore', 'Put by anybody: this issue is left alone, and a task on it ends'),
      paused: label('steward:paused', 'On the dashboard: everything is paused'),
      set: v.optional(
        v.pipe(
          v.picklist(['minimal', 'full']),
          v.description('full: also `type:`, `category:`, `priority:` and `status:` labels on tasks'),
        ),
        'minimal',
      ),
      map: v.optional(
        v.pipe(
          v.strictObject(mapped),
          v.description("The repository's own labels for some of them, such as `priority:high: P1`"),
        ),
        {},
      ),
    }),
    v.description('Names of labels'),
  ),
  {},
);
