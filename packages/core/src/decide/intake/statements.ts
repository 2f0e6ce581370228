/** What a remark states: sentence by sentence, without what it quotes, asks, denies or takes half back. */

const SENTENCE = /(?<=[.!。！])\s+|(?<=[?？])\s*|\n/;
/** Just before what is said: it is denied, hoped for, or waits for something. */
const DENIED =
  /(?:\b(?:not|never|no longer|hardly|cannot|hoped?|hoping|thought|wish(?:ed)?|would|should|if|once|when|until|unless|whether|nicht|nie|falls|wenn)|n't)(?:\s[\w'’]{1,20}){0,3}\s?$/i;
/** Behind it, in the same sentence: it holds for a part, or under a condition; thanks are no condition. */
const HEDGED =
  /\b(?:but|except|although|unless|still|aber|though(?=[ ,]{1,3}\w))\b(?![,\s]{1,3}(?:thanks?|thank you|sorry|danke)\b)/i;

/** Quoted lines are somebody else's words. */
export const saidIn = (body: string): string =>
  body
    .slice(0, 10_000)
    .split('\n')
    .filter((line) => !/^\s*>/.test(line))
    .join('\n')
    .replace(/[’‘]/g, "'");

/** Whether a sentence of it says so, and means it: rather one too few, since what is stated ends the matter. `what` is global. */
export const isStated = (body: string, what: RegExp): boolean =>
  saidIn(body)
    .split(SENTENCE)
    .filter((sentence) => !/[?？]\s*$/.test(sentence))
    .some((sentence) => [...sentence.matchAll(what)].some((found) => isMeant(sentence, found)));

function isMeant(sentence: string, { index, 0: found }: RegExpExecArray): boolean {
  const before = sentence.slice(Math.max(0, index - 100), index);
  return !DENIED.test(before) && !HEDGED.test(sentence.slice(index + found.length));
}
