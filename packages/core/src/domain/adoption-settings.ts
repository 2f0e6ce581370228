/** Which of people's issues become tasks: from the most careful on. */
import * as v from 'valibot';

export const ADOPT = v.optional(
  v.pipe(
    v.picklist(['labelled', 'suggested', 'good-bug-reports']),
    v.description(
      "Which of people's issues become tasks: labelled, those that somebody with write access labels; suggested, also good bug reports that somebody approves on the dashboard; good-bug-reports, in assist and autopilot, such reports by themselves",
    ),
  ),
  'suggested',
);
