/** How an agent says that it has no quota left: of itself, in a vendor's words, and not of limits that its task is about. */
import { ownLines } from '../../domain/own-lines.ts';

/** Characters that are looked at: a notice is short. */
const MOST = 4_000;

const NOTICES: readonly RegExp[] = [
  // “You've hit your usage limit”, “You exceeded your current quota”
  /\b(?:you|we|i)(?:['’]ve| have)?(?: \w+)? (?:hit|reached|exceeded|exhausted|used up|r[au]n out of) (?:[\w-]+ ){0,4}(?:limits?|quotas?|credits?)\b/i,
  // “Claude AI usage limit reached”, “API Error: Rate limit reached”: it begins with that, and is no item of a list
  /^[^\w#\-[]{0,8}(?:[\w-]+:? ){0,3}(?:limit|quota)s? (?:reached|exceeded|exhausted|used up)\b/i,
  /\bcredit balance is too low\b|\b(?:out of|no(?: more)?) (?:credits?|quota)\b/i,
];

export const saysNoQuota = (text: string): boolean =>
  ownLines(text.slice(0, MOST)).some((line) => NOTICES.some((notice) => notice.test(line)));
