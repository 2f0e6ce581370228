/** How many tokens a call has in all, and how that is said. */
import { counted } from '../markdown.ts';
import type { Tokens } from '../model.ts';

export const promptTokens = ({ input, cacheRead, cacheWrite, cacheWriteLong }: Tokens): number =>
  input + cacheRead + cacheWrite + cacheWriteLong;

export const allTokens = (tokens: Tokens): number => promptTokens(tokens) + tokens.output;

/** Of several calls. `untold`: those of which nobody knows; they are no part of the number. */
export function tokensFigure(tokens: number, untold: number): string {
  if (untold === 0) return tokens.toLocaleString('en-US');
  return tokens === 0 ? 'unknown' : `at least ${tokens.toLocaleString('en-US')}`;
}

export const tokensText = (tokens: number, untold: number): string =>
  untold === 0 ? counted(tokens, 'token') : `${tokensFigure(tokens, untold)} tokens`;
