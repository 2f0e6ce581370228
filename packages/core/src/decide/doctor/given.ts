/** What a workflow hands in: whether it arrives, and whether it stands there for everybody to read. */
import { known, type SetUp } from '../../domain/set-up.ts';
import type { CycleJob } from './cycle-workflow.ts';

/** What is no plain value is none that an input could have. */
export const textOf = (value: unknown): string =>
  value === null || typeof value === 'object' ? '' : String(value ?? '').trim();

/** Known only once the workflow runs. */
const isExpression = (text: string): boolean => text.includes('${{');

/** What stands there as it is; null: nothing does, or it is known only once the workflow runs. */
export function literalOf(value: unknown): string | null {
  const text = textOf(value);
  return text === '' || isExpression(text) ? null : text;
}

export const isGiven = (value: unknown): boolean => textOf(value) !== '';
export const isLate = (value: unknown): boolean => isExpression(textOf(value));

/** Names of the secrets that a value is taken from. */
export const secretsIn = (value: unknown): string[] =>
  [...textOf(value).matchAll(/\bsecrets\.(\w+)/g)].map(([, name = '']) => name);

/** Names of the secrets that a job gets; null: not known, as of those that only an environment has. */
export const secretsOf = (facts: SetUp, { environment }: CycleJob): readonly string[] | null =>
  environment ? null : known(facts.secrets);

export const isThere = (name: string, secrets: readonly string[]): boolean => secrets.includes(name.toUpperCase());

/** A secret that is not there arrives empty. Null: nobody may say. */
export function arrives(value: unknown, secrets: readonly string[] | null): boolean | null {
  if (!isGiven(value)) return false;
  const named = secretsIn(value);
  if (named.length === 0) return true;
  return secrets === null ? null : named.some((name) => isThere(name, secrets));
}
