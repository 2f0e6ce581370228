/** What a report says in its own words: without code, logs, quotations, hints of the form and boxes left empty. */

const READ_LIMIT = 20_000;

/** Lines that a program wrote: a time or a level first, a frame of a stack, a prompt. */
const LOGGED =
  /^\s*(?:\[?\d{4}-\d\d-\d\d|\[?\d{1,2}:\d\d:\d\d|(?:error|fatal|panic|warning): |at [\w$.<>/]+ ?\([^)]{0,200}:\d|File "|Traceback |Caused by:|goroutine \d|thread '|[$%] |\+\+\+|---)/i;
const LEVEL =
  /^\s*(?:(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)[\s:|]|\[(?:trace|debug|info|warn|warning|error|fatal|WARN|INFO|ERROR|DEBUG|FATAL)\])/;

/** A rest of a form: a box that nobody ticked. */
const EMPTY_BOX = /^\s*[-*+] \[ \]/;

/** The clauses of the text, in lower case. */
export function reportedProse(text: string): string[] {
  const plain = withoutComments(text.slice(0, READ_LIMIT).normalize('NFKC'));
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of plain.split('\n')) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null;
    } else if (mark !== undefined) fence = mark;
    else if (!isForeign(line)) lines.push(line);
  }
  return lines
    .map((line) => withoutQuotes(line).toLowerCase())
    .flatMap((line) => line.split(/[.!?;:,()[\]。！？；：，、—–|]+/))
    .filter((clause) => clause.trim() !== '');
}

const isForeign = (line: string): boolean =>
  /^(?: {4}|\t|\s{0,3}>)/.test(line) || EMPTY_BOX.test(line) || LOGGED.test(line) || LEVEL.test(line);

function withoutComments(text: string): string {
  let result = '';
  let index = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', index)) {
    const close = text.indexOf('-->', start + 4);
    result += text.slice(index, start);
    index = close < 0 ? text.length : close + 3;
  }
  return result + text.slice(index);
}

/** Code goes wherever it stands; in quotation marks a single word is the reporter's own, three are somebody else's. */
const withoutQuotes = (line: string): string =>
  line
    .replace(/`[^`\n]{1,300}`/g, ' ')
    .replace(/["“„«][^"“”„«»\n]{1,200}["”“»]/g, (quoted) => (/\S\s+\S+\s+\S/.test(quoted) ? ' ' : quoted));
