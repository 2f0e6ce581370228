/** How many tokens a call has in all. */
import type { Tokens } from '../model.ts';

export const promptTokens = ({ input, cacheRead, cacheWrite, cacheWriteLong }: Tokens): number =>
  input + cacheRead + cacheWrite + cacheWriteLong;

export const allTokens = (tokens: Tokens): number => promptTokens(tokens) + tokens.output;
