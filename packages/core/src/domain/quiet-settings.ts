/** What an owner may set of the hours in which nobody is notified. */
import * as v from 'valibot';
import { isTimezone } from './quiet-hours.ts';

const date = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/),
    v.maxLength(10),
    v.description(description),
  );
const hour = (description: string) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24), v.description(description)));
export const QUIET_HOURS = v.optional(
  v.pipe(
    v.strictObject({
      from: hour('The hour from which nobody is notified; without `from` and `to` there are no quiet hours'),
      to: hour('The hour at which that ends'),
      weekends: v.optional(v.pipe(v.boolean(), v.description('Whether Saturday and Sunday are quiet as well')), false),
      timezone: v.optional(
        v.pipe(
          v.string(),
          v.minLength(1),
          v.maxLength(60),
          v.check(isTimezone),
          v.description('Where those hours are counted, such as `Europe/Berlin`'),
        ),
        'UTC',
      ),
      away: v.optional(
        v.pipe(
          v.array(v.strictObject({ from: date('First day away'), to: date('Last day away') })),
          v.maxLength(50),
          v.description('Days on which nobody is notified, the first and the last included'),
        ),
        (): { from: string; to: string }[] => [],
      ),
    }),
    v.description('When nothing is opened or said that notifies people'),
  ),
  {},
);
