/** What an owner may set of the hours in which nobody is notified. */
import * as v from 'valibot';
import type { Readable, SenseFault } from './config-faults.ts';
import { isDay, isTimezone, type QuietHours } from './quiet-hours.ts';

const date = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'a day of the calendar such as `2026-12-24`'),
    v.maxLength(10),
    v.check(isDay),
    v.description(description),
  );
const hour = (description: string) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24), v.description(description)));
export const QUIET_HOURS = v.optional(
  v.pipe(
    v.strictObject({
      from: hour('The hour from which nobody is notified; without `from` and `to` there are no quiet hours'),
      to: hour('The hour at which that ends; from 0 to 24 is the whole day'),
      weekends: v.optional(v.pipe(v.boolean(), v.description('Whether Saturday and Sunday are quiet as well')), false),
      timezone: v.optional(
        v.pipe(
          v.string(),
          v.minLength(1),
          v.maxLength(60),
          v.check(isTimezone, 'the name of a time zone such as `Europe/Berlin`'),
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

/** Hours and days that would protect nobody. */
export function quietFaults({ from, to, away = [] }: Readable<QuietHours> = {}): SenseFault[] {
  const spans = away.flatMap((span, at): SenseFault[] =>
    span?.from !== undefined && span.to !== undefined && span.from > span.to
      ? [
          {
            path: ['quiet-hours', 'away', at],
            fault: `its last day \`${span.to}\` lies before its first day \`${span.from}\``,
            remedy: 'put the earlier day into `from`',
          },
        ]
      : [],
  );
  return [...hourFaults(from, to), ...spans];
}

function hourFaults(from: number | undefined, to: number | undefined): SenseFault[] {
  if (from === undefined && to === undefined) return [];
  if (from === undefined || to === undefined) {
    const [key, other] = from === undefined ? ['to', 'from'] : ['from', 'to'];
    return [
      {
        path: ['quiet-hours', key],
        fault: `without \`${other}\` no hour is quiet`,
        remedy: `give \`${other}\` as well, or remove it`,
        absent: [['quiet-hours', other]],
      },
    ];
  }
  if (from !== to) return [];
  const remedy = 'give another hour, or `from: 0` and `to: 24` for the whole day';
  return [{ path: ['quiet-hours', 'to'], fault: 'it is the same hour as `from`, so no hour is quiet', remedy }];
}
