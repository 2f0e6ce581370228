/** The few lines of a failed job's log that say why it failed. Whatever a log holds is anybody's words: it is only cut here. */

/** Longer lines are data, not words. */
const LONGEST = 2_000;
/** Behind the first failure the lines that belong to it. */
const FOLLOWING = 2;

const STAMP = /^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z /;
// Colours and other orders to a terminal.
const ORDERS = /\u001b\[[0-9;?]{0,20}[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g;
/** What the runner itself says of a step that failed. */
const ENDED = /^##\[error\]/;
const RUNNER = /^##\[(?:group|endgroup|debug|command|section|notice|warning)\]/;
const CODE = /^(?:##\[error\])?(?:Process completed with exit code|The operation was canceled)/;

const FAILURES = [
  /\b(?:error|fatal|panic|exception|traceback|failed|failure)\b/i,
  /\b[A-Z]\w{0,60}(?:Error|Exception)\b/,
  /^\s{0,20}(?:✗|✘|×|✕|(?:--- )?FAIL\b|not ok\b|E {2,4}\S)/,
  /\b(?:cannot find|could not|no such file|not found|undefined reference|permission denied|segmentation fault|out of memory|timed out|assert(?:ion)? )/i,
] as const;
const HARMLESS = /\b(?:0|no) (?:errors?|failures?|failed)\b|\bcontinue-on-error\b|\bfail-fast\b|--fail\b/i;

const isFailure = (line: string): boolean =>
  ENDED.test(line) || (!HARMLESS.test(line) && FAILURES.some((pattern) => pattern.test(line)));

/**
 * The first failure of the step that failed with what follows it, then further ones, in order, each line once. Without any
 * such line the last ones. `text`: a log, or the end of one.
 */
export function decisiveLines(text: string, most: number): string[] {
  const lines = upToTheEnd(text.split('\n').map(plain)).filter((line) => line.trim() !== '' && !RUNNER.test(line));
  const marked = lines.flatMap((line, index) => (isFailure(line) ? [index] : []));
  const [first] = marked;
  if (first === undefined) return lines.slice(-Math.min(3, most)).map(shown);
  const following = lines.flatMap((_, index) => (index > first && index <= first + FOLLOWING ? [index] : []));
  const wanted = [...new Set([first, ...following, ...marked])];
  const chosen = [...new Set(wanted.map((index) => lines[index] ?? ''))];
  // That it ended with a code says nothing where anything else does.
  const telling = chosen.filter((line) => !CODE.test(line));
  return [...new Set((telling.length > 0 ? telling : chosen).map(shown))].slice(0, most);
}

/** A line without its time and without what steers a terminal. */
export const plain = (line: string): string => line.slice(0, LONGEST).replace(STAMP, '').replace(ORDERS, '').trimEnd();

const shown = (line: string): string => line.replace(ENDED, '').trim();

/** What comes behind the last failed step is only tidied up. */
function upToTheEnd(lines: readonly string[]): readonly string[] {
  const end = lines.findLastIndex((line) => ENDED.test(line));
  return end < 0 ? lines : lines.slice(0, end + 1);
}
