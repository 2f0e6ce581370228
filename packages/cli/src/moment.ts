/** Times as a person writes them on the command line. */
import { WrongUse } from './failure.ts';

const FORM = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** ISO 8601; UTC where no zone is said, never that of the machine. */
export function readMoment(text: string): string {
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
  const whole = text.length === 10 ? `${text}T00:00Z` : hasZone ? text : `${text}Z`;
  const time = FORM.test(text) ? Date.parse(whole) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new WrongUse(`--now ${JSON.stringify(text)} is not a time.`, 'Write it as 2026-11-20T09:07Z.');
  }
  return new Date(time).toISOString();
}
