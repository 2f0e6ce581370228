/** Whether an issue reads like a bug report that can be worked on: says what goes wrong, and shows it. */

/** More of a text says nothing more about its kind. */
const READ = 20_000;
const LEAST = 60;

const WISH =
  /feature[ -]?request|enhancement|\bproposal\b|\brfc\b|would be (?:nice|great|useful|helpful)|would like (?:to|a|an)\b|please add|could you add|consider adding|support for\b.{0,60}\bplease/i;
const QUESTION =
  /^\s*(?:\[?question\b|how (?:do|can|to|does|should)\b|is (?:it|there)\b|what is\b|why is there\b)|\?\s*$/i;
const TROUBLE =
  /\bbugs?\b|crash|error|exception|\bfail(?:s|ed|ing|ure)?\b|broken|\bbreaks?\b|wrong|incorrect|unexpected|regression|\bpanics?\b|traceback|segfault|\bhangs?\b|freez|does(?:n['’]t| not) work|instead of|\bignor(?:es|ed|ing)\b|fehler|abst[uü]rz|stürzt|erreur|plante|\bfalla\b|错误|报错|崩溃|エラー|バグ|오류|ошибк|падает/i;
const TRACE =
  /^\s{0,8}at \S.{0,200}[(:]\d|^[ \t]{0,40}File ".{1,200}", line \d|panicked at|Traceback \(most recent|Exception in thread|^[ \t]{0,40}goroutine \d|segmentation fault/im;

/** Headings of a report that sets what should be against what is; it need not say which of them is a fault. */
const EXPECTED = /^[ \t#>*_-]{0,12}expect(?:ed|ation)s?\b[^\n:]{0,30}(?::|\*\*|$)/im;
const ACTUAL = /^[ \t#>*_-]{0,12}(?:actual(?:ly)?|observed|instead)\b[^\n:]{0,30}(?::|\*\*|$)/im;

/** Each is one way to show what goes wrong. */
const SHOWN: readonly RegExp[] = [
  /^\s{0,3}(?:```|~~~)|^(?: {4}|\t)\S/m,
  TRACE,
  /steps? to reproduce|to reproduce\b|\brepro(?:duction)?\b|^\s{0,3}1[.)] \S/im,
  /\bexpect(?:ed|s)?\b|\bactual(?:ly)?\b|\bshould (?:be|return|have|not)\b|erwartet|attendu/i,
  /\bv?\d{1,4}\.\d{1,4}(?:\.\d{1,4})?\b/,
];

/** Without the hidden hints of an issue form. */
function withoutComments(text: string): string {
  let result = '';
  for (let at = 0; at < text.length; ) {
    const start = text.indexOf('<!--', at);
    result += text.slice(at, start < 0 ? text.length : start);
    const end = start < 0 ? -1 : text.indexOf('-->', start);
    if (end < 0) break;
    at = end + 3;
  }
  return result;
}

export function isBugReport({ title, body }: { title: string; body: string }): boolean {
  const text = withoutComments(body.slice(0, READ)).trim();
  if (text.length < LEAST) return false;
  const isTraced = TRACE.test(text);
  const head = title.slice(0, 300);
  if (!isTraced && (WISH.test(head) || WISH.test(text.slice(0, 2_000)) || QUESTION.test(head))) return false;
  const isContrast = EXPECTED.test(text) && ACTUAL.test(text);
  if (!isTraced && !isContrast && !TROUBLE.test(`${head}\n${text}`)) return false;
  return SHOWN.filter((sign) => sign.test(text)).length >= 2;
}
