/** Code in an issue: what was typed, what a program answered, and what of it could be typed again. */
import type { Piece } from './pieces.ts';

const PROMPT =
  /^(?:>>> ?|\.\.\. ?|\$ |% |# (?=[a-z])|PS [^>\n]{0,60}> ?|[A-Z]:\\[^>\n]{0,60}> ?|In \[\d{1,4}\]: ?|irb[^>\n]{0,30}> ?|> (?=[a-z]))/;
const CALL = /[\p{L}_$][\p{L}\p{N}_$]*\s?\(/u;
const ASSIGNMENT = /^[\w.$[\]'" ,]{1,80}\s(?::=|=)\s\S/;
const IMPORT = /^(?:import|from|use|using|require|const|let|var|package|#include)\b/;
/** A line of the shell that needs no prompt to be told from an answer. */
const COMMAND =
  /^(?:npx?|pnpm|yarn|node|deno|bun|python3?|pip3?|pipx|uv|cargo|go|git|docker|curl|wget|make|cmake|gradle|mvn|java|ruby|bundle|gem|php|composer|printf|echo|cat|export|sudo|sh|bash|\.\/\S+)\s+\S/;
const OPTION = /(?:^|\s)--?[a-z][\w-]*/i;

/** The last line of a failure, in the languages people write programs in. */
export const ERROR =
  /^(?:\S{1,80}: ){0,3}?(?:[\w.$]{0,80}(?:Error|Exception|Panic|Warning|Fault)\b(?:\s?\([^)\n]{0,80}\))?[: ]\s?\S|(?:fatal|error|panic|thread '[^']{0,60}' panicked|Segmentation fault|Uncaught|Unhandled|Caused by)\b.{0,3}\S|Traceback )/;

export interface Typed {
  /** What was typed, without prompts. */
  input: string[];
  /** What was answered. */
  output: string[];
}

/** A block of code, taken apart. Without prompts, what looks like a call or a command was typed, errors were answered. */
export function typedIn(block: string): Typed {
  const lines = block.split('\n').filter((line) => line.trim() !== '');
  const prompted = lines.some((line) => PROMPT.test(line.trim()));
  const typed: Typed = { input: [], output: [] };
  for (const raw of lines) {
    const line = raw.trim();
    const prompt = PROMPT.exec(line)?.[0];
    if (prompt !== undefined) typed.input.push(line.slice(prompt.length).trim());
    else if (!prompted && isInput(line)) typed.input.push(line);
    else typed.output.push(line);
  }
  return typed;
}

/** Frames of a stack and lines of a log are answers, whatever is called in them. */
const ANSWER = /^(?:at |File "|Traceback|Caused by|\d{4}-\d\d-\d\d|\[\d|goroutine |\^|~)/;

const isInput = (line: string): boolean =>
  !ERROR.test(line) &&
  !ANSWER.test(line) &&
  (CALL.test(line) || ASSIGNMENT.test(line) || IMPORT.test(line) || COMMAND.test(line) || OPTION.test(line));

/** Whether it can be typed as it stands: a call with something in it, or a command with something behind it. */
export const isRunnable = (code: string): boolean =>
  /[\p{L}_$][\p{L}\p{N}_$]*\([^()\n]*\S[^()\n]*\)/u.test(code) ||
  COMMAND.test(code) ||
  /^(?:[A-Z_]{2,30}=\S{0,60} ){0,3}[a-z][\w.-]{0,40} (?:[a-z][\w-]{0,30} ?){0,3}(?:--?[a-z]|["'“]|\d|\S+\.\w{1,5}\b)/.test(
    code,
  );

/** Code spans of a line of prose. */
export const spansIn = (text: string): string[] =>
  [...text.matchAll(/(`{1,3})([^`\n]{1,300})\1/g)]
    .map(([, , code]) => (code ?? '').trim())
    .filter((code) => code !== '');

/** Everything of the issue that is code, with what it was said under. */
export const blocksOf = (pieces: readonly Piece[]): Piece[] => pieces.filter(({ kind }) => kind === 'code');
