/** How many pull requests of agents may be open: what people really merge says how many they can look at. */

const LEAST = 2;
const MOST = 5;
const WINDOW = 14 * 86_400_000;

/** The merges that still count at this time, oldest first; at most as many as matter. */
export const recentMerges = (merges: readonly string[], at: string): string[] =>
  merges.filter((time) => at === '' || Date.parse(time) > Date.parse(at) - WINDOW).slice(-MOST);

/** The owner's number where one is set, else one for each merge of the last 14 days, from 2 to 5. */
export const agentPullCap = (configured: number | undefined, merges: readonly string[], at: string): number =>
  configured ?? Math.min(MOST, Math.max(LEAST, recentMerges(merges, at).length));
