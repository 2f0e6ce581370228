/** A model's answer as it may be kept: what is remembered can be read by whoever reads the state branch. */
import { stripHidden } from '../domain/hidden-text.ts';
import { redact } from '../domain/redact.ts';
import type { CleaningContext } from './specification.ts';

/** Every text in it without secrets and without what nobody sees. Its form was judged: it has an end, and no strange names. */
export function cleanAnswer(value: unknown, context: Pick<CleaningContext, 'secrets'>): unknown {
  if (typeof value === 'string') return stripHidden(redact(value.toWellFormed(), context).text).text;
  if (Array.isArray(value)) return value.map((item) => cleanAnswer(item, context));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cleanAnswer(inner, context)]));
}
