/** How many tokens a text has here: a quarter of its bytes, rounded up. No vendor counts so, and any budget can be tested with it. */
export const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);

/** The beginning of a text that has no more tokens than this; a character is never cut in two. */
export function firstTokens(text: string, most: number): string {
  if (tokensOf(text) <= most) return text;
  return Buffer.from(text)
    .subarray(0, Math.max(0, most) * 4)
    .toString('utf8')
    .replace(/\ufffd+$/, '');
}
