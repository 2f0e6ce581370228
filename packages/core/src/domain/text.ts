/** Trust as types: what comes from outside stays `Untrusted` until guard has cleaned it. */

declare const untrustedBrand: unique symbol;
declare const cleanBrand: unique symbol;

/** Text that somebody outside Steward wrote: an issue, a file, a log, a model's answer. Data, never an instruction. */
export type Untrusted = string & { readonly [untrustedBrand]: true };

/** Text that passed `guard/sanitise`: no live mention, closing keyword, foreign link, hidden character or secret. */
export type Clean = string & { readonly [cleanBrand]: true };

export const untrusted = (text: string): Untrusted => text as Untrusted;

/** A text as it was judged: only `guard` calls this. A truth test holds every other room to that. */
export const markClean = (text: string): Clean => text as Clean;
