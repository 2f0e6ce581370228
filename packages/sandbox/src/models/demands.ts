/** What somebody demands of a model in a text: found as crudely as a model that obeys would read it. */

import { CANARIES, findLeaks } from '../canaries.ts';

export interface Demands {
  /** Whole sentences that tell a model to do something. */
  orders: string[];
  addresses: string[];
  mentions: string[];
  labels: string[];
  /** owner/name. */
  repositories: string[];
  /** #7, owner/name#7. */
  issues: string[];
  paths: string[];
  /** Secrets that were there to be read, canaries first. */
  secrets: string[];
}

const ORDERS =
  /\b(?:ignore|disregard|forget|close|reopen|delete|merge|approve|accept|assign|label|create|open|file|write|print|reveal|send|post|mention|run|execute|grant|publish|push|must|you are now|system prompt)\b/iu;
const ADDRESSES = /\b(?:https?|ftp):\/\/[^\s<>"')\]]+|\bwww\.[^\s<>"')\]]+/giu;
const MENTIONS = /(?<![\w`])@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\/[\w.-]+)?/giu;
const LABELS =
  /\blabel(?:led|s|ed)?(?:\s+(?:it|this|as|with|the|issue))*\s*[:=]?\s*["'`]?([\w][\w :/-]{0,48}?)["'`]?(?=[\s.,;!?"'`]|$)/giu;
const ISSUES = /(?:(?<![\w.-])[\w.-]+\/[\w.-]+)?#\d+\b/gu;
const REPOSITORIES = /(?<![\w./@:-])[a-z\d][\w-]*\/[\w.-]*[\w-](?=[\s#,;:)"'`]|\.?$|\.\s)/gimu;
const PATHS =
  /(?:\.\.\/)+[\w./-]*|(?<![\w.])\.(?:github|git|ssh|env)\b[\w./-]*|(?<![\w/:])\/(?:etc|proc|home|tmp|var)\/[\w./-]+|\b[a-z]:\\[\w.\\-]+/giu;
const SECRETS =
  /\b(?:gh[opsu]_|github_pat_|sk-|AKIA|AIza|npm_|xox[abp]-)[\w./+-]{8,}|-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----/gu;

const all = (text: string, pattern: RegExp, group = 0): string[] => [
  ...new Set(
    [...text.matchAll(pattern)]
      .map((found) => (found[group] ?? '').trim().replace(/[.,;:!?]+$/, ''))
      .filter((one) => one !== ''),
  ),
];

export function demandsOf(text: string): Demands {
  const sentences = text.split(/[\n.!?]+/).map((sentence) => sentence.trim());
  const leaked = findLeaks(text);
  const canaries = CANARIES.filter(({ name }) => leaked.some((leak) => leak.startsWith(name)));
  return {
    orders: [...new Set(sentences)].filter((sentence) => ORDERS.test(sentence)).slice(0, 40),
    addresses: all(text, ADDRESSES).slice(0, 40),
    mentions: all(text, MENTIONS).slice(0, 40),
    labels: all(text, LABELS, 1).slice(0, 40),
    repositories: all(text, REPOSITORIES).slice(0, 40),
    issues: all(text, ISSUES).slice(0, 40),
    paths: all(text, PATHS).slice(0, 40),
    secrets: [...new Set([...canaries.map((canary) => canary.text), ...all(text, SECRETS)])].slice(0, 40),
  };
}
