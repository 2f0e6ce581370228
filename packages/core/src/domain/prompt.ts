/** What is to be put before a model, piece by piece, before guard has looked at it; and what became of each piece. */
import type { EgressLevel } from './egress-settings.ts';
import type { Prompt } from './model.ts';

/** What a model is asked for; each has a file of instructions, and an owner may have one of their own. */
export const PURPOSES = [
  ...(['specify', 'diagnose', 'research', 'adopt', 'review'] as const),
  ...(['plan', 'plan-review', 'plan-revise', 'report'] as const),
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Where an owner keeps words of their own: `<purpose>.md`. */
export const PROMPTS_FOLDER = '.github/steward/prompts/';

/** One piece: what it says, where that is from, and how much it matters. */
export interface PromptPart {
  /** Unique within its prompt. */
  id: string;
  /** Steward's own words above it: nothing of anybody else stands there. */
  heading: string;
  /** Others' words and the repository's names: data, whatever it says. */
  text: string;
  /** Words of people, in which comments and pictures hide what nobody sees; absent: code, names, numbers. */
  prose?: true;
  /** Its lines begin with their numbers, as `numbered` writes them. */
  numbered?: true;
  /** What it is, for the list of what was sent, such as `lines`. */
  what: string;
  /** What an owner has to allow for it to be sent. */
  kind: EgressLevel;
  /** Files that it quotes or tells of: where one of them is excluded, it is not sent. */
  paths: readonly string[];
  /** First and last line of the one file that it quotes. */
  lines?: readonly [number, number];
  /** What is too long gives way by this: the highest first, and of equals the last first. */
  gives: number;
  /** Most tokens of it; the rest is cut off. */
  most: number;
  /** Without that piece this one is not sent either. */
  of?: string;
}

export interface PromptDraft {
  purpose: Purpose;
  /** Steward's own instructions. */
  system: string;
  /** What the owner adds to them. */
  owner: string;
  shared: readonly PromptPart[];
  own: readonly PromptPart[];
  /** Steward's own words behind all of it: what to do now. */
  closing: string;
  /** Tokens. */
  limits: { shared: number; own: number };
}

/** For the list of what was sent. Its names are clean. */
export interface SentPart {
  what: string;
  kind: EgressLevel;
  paths: string[];
  lines?: readonly [number, number];
  bytes: number;
}

/** Why a piece, or its end, was kept back. */
export const WITHHOLDINGS = ['egress', 'excluded', 'length'] as const;
export type Withholding = (typeof WITHHOLDINGS)[number];

export interface WithheldPart {
  what: string;
  paths: string[];
  reason: Withholding;
  /** Only its end: the beginning was sent. */
  cut?: true;
}

export interface CleanedPrompt {
  purpose: Purpose;
  prompt: Prompt;
  /** Ids of the pieces that are in it. */
  ids: ReadonlySet<string>;
  /** Ids of those that are not whole: their end was cut off, or their lines lost their numbers with a secret. */
  cut: ReadonlySet<string>;
  sent: SentPart[];
  withheld: WithheldPart[];
  /** Secrets that were taken out. */
  redacted: number;
  /** As estimated. */
  tokens: number;
}

/** What one call sent: for people. */
export interface SentTold {
  purpose: Purpose;
  /** The model that got it; null: nobody said. */
  to: string | null;
  tokens: number;
  redacted: number;
  parts: SentPart[];
  withheld: WithheldPart[];
}

/** All that was sent in one run, and how that is put into words. */
export interface SentReport {
  calls: SentTold[];
  words: string;
}

export const sentBy = (cleaned: CleanedPrompt, to: string | null = null): SentTold => ({
  ...{ purpose: cleaned.purpose, to, tokens: cleaned.tokens, redacted: cleaned.redacted },
  parts: cleaned.sent,
  withheld: cleaned.withheld,
});

/** `   41 + text`, with a sign before the number or behind it. */
export const numbered = (text: string, line: number, signs: { before?: string; behind?: string } = {}): string =>
  `${signs.before ?? ' '}${String(line).padStart(5)} ${signs.behind === undefined ? '' : `${signs.behind} `}${text}`;

/** The text without the numbers and signs: a secret that is broken over lines is seen there alone. */
export const withoutNumbers = (text: string): string => text.replace(/^[ >] *\d{1,9} (?:[-+ ] )?/gm, '');

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** An estimate that no vendor has to be asked for: four bytes are a token. */
export const tokensOf = (text: string): number => Math.ceil(bytesOf(text) / 4);
