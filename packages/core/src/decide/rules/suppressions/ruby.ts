/** RuboCop, Standard and Steep. Coverage marks such as `:nocov:` switch no check off. */
import type { CommentLine } from '../../syntax.ts';
import { type Found, off, unexplained } from './suppression.ts';

export function rubyComment({ text, alone }: CommentLine): Found {
  const match = /^(rubocop|standard)\s*:\s*(disable|todo)\s+([\w/]+(?:\s*,\s*[\w/]+)*)(.*)$/.exec(text);
  if (match === null) return /^steep:ignore\s*$/.test(text) ? off('steep:ignore', 'line', 0.45) : null;
  const [, tool = '', word = '', rules = '', reason = ''] = match;
  const directive = `${tool}:${word}`;
  const all = rules.split(/\s*,\s*/).find((rule) => rule === 'all' || /^(?:Lint|Security)$/.test(rule));
  if (all === undefined) return unexplained(directive, rules, reason);
  const scope = alone ? 'file' : 'line';
  return off(`${directive} ${all}`, scope, scope === 'file' ? 0.8 : 0.45, reason);
}
