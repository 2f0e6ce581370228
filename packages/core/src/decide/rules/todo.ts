/** Finds TODO, FIXME, XXX and HACK in comments that say what is to be done; bare reminders are nobody's task. */
import type { Finding, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { type CommentLine, syntaxOf } from '../syntax.ts';
import { cite, shorten } from './citation.ts';

// At the start of a comment in capitals, or within it followed by a colon or an owner: prose that mentions the word is neither.
const OPENING = /^(?:[-*!@]\s?)?(TODO|FIXME|XXX|HACK)\b(?!\s*[-:]?\s*$)(?:\s?\(([^)\n]{0,60})\))?\s*[-:,.–—]*\s*(.*)$/;
const WITHIN = /(?:^|[\s(])(TODO|FIXME)(?:\(([^)\n]{1,60})\))?:\s+(.*)$/;
const REFERENCE =
  /(?:^|[\s(])(?:#\d+|[\w.-]+\/[\w.-]+#\d+|[A-Z][A-Z0-9]+-\d+|https?:\/\/\S+\/(?:issues|pull|browse)\/\S+)/;
const EMPTY_WORDS = new Set(
  (
    'a an and are as at be but by do does for from has have here if in into is it its just maybe not of on or our should ' +
    'so some that the their them then there these they this those to up use was we what when which will with would you'
  ).split(' '),
);
const VERBS = new Set(
  (
    'accept add adjust allow apply avoid batch break bump cache call change check clean cleanup clear close collapse combine compare compute configure ' +
    'convert copy crash create cut deduplicate delete deprecate detect disable distinguish document drop emit enable encode ensure escape evict expose extend extract fail filter find ' +
    'fix flush follow generate handle hide honor honour ignore implement import improve include infer inline investigate invert invalidate keep leak limit ' +
    'link load lock log lose make match measure merge migrate mock move normalise normalize omit optimise optimize overflow parse pass pick prevent print propagate provide pull raise ' +
    'read recover reduce refactor refuse reject release remove rename render reorder repeat replace report require reset resolve respect restore retry return reuse revert ' +
    'rewrite round run save separate serialise serialize set share show simplify skip sort split stop store stream strip support switch ' +
    'sync test throw tighten track translate trim truncate turn unify update upgrade validate verify wait warn write'
  ).split(' '),
);

const stems = (word: string): string[] => [
  word,
  word.replace(/(?:es|s|d|ed|ing)$/, ''),
  word.replace(/(?:ing|ed|es)$/, 'e'),
  word.replace(/e?s$/, ''),
  word.replace(/(.)\1(?:ing|ed)$/, '$1'),
  word.replace(/ies$/, 'y'),
];

/** Whether somebody could start on it: enough words and something to do, or a reference to follow. */
export function hasSubstance(text: string): boolean {
  const words = (text.toLowerCase().match(/[\p{L}][\p{L}'’_-]+/gu) ?? []).filter((word) => !EMPTY_WORDS.has(word));
  if (REFERENCE.test(text)) return words.length >= 2;
  if (words.length < 4) return false;
  return words.length >= 6 || words.some((word) => stems(word).some((stem) => VERBS.has(stem)));
}

const CODE = /[;{}]$|^[\w.]+\(.*\)[,;]?$|^[\w.[\]]+ ?:?= ?\S/;

/** XXX and HACK mark remarks more often than work: they count when they begin with something to do, or refer to it. */
const isRemark = (word: string, text: string): boolean =>
  (word === 'XXX' || word === 'HACK') &&
  !REFERENCE.test(text) &&
  !stems(/^[a-z]+/i.exec(text)?.[0].toLowerCase() ?? '').some((stem) => VERBS.has(stem));

/** The rest of a sentence that goes on over the next comment lines. */
function continued(comments: readonly CommentLine[], index: number, first: string): string {
  const parts = [first];
  for (let at = index + 1; at < comments.length && at <= index + 6; at += 1) {
    const before = comments[at - 1];
    const next = comments[at];
    if (!before?.alone || !next?.alone || next.line !== before.line + 1 || next.text === '') break;
    if (OPENING.test(next.text) || /^@\w|^```/.test(next.text) || CODE.test(next.text)) break;
    parts.push(next.text);
  }
  return shorten(parts.join(' '), 300);
}

function findIn(file: SourceFile, project: Project): Finding[] {
  const { comments } = syntaxOf(file);
  const found: Finding[] = [];
  let example = false;
  let previous = -1;
  for (const [index, comment] of comments.entries()) {
    if (comment.line > previous + 1) example = false;
    previous = comment.line;
    if (/^(?:```|~~~)/.test(comment.text)) example = !example;
    else if (/^@example\b/.test(comment.text)) example = true;
    if (example) continue;
    const match = OPENING.exec(comment.text) ?? WITHIN.exec(comment.text);
    if (match === null) continue;
    const [, word = 'TODO', owner = '', rest = ''] = match;
    const text = continued(comments, index, rest);
    if (!/\p{L}/u.test(rest)) continue;
    const said = REFERENCE.test(owner) ? `${text} (${owner})` : text;
    if (isRemark(word, said) || !hasSubstance(said)) continue;
    found.push(judge({ file, line: comment.line, word, text: said, project }));
  }
  return found;
}

/** The same sentence in several files is one piece of work; a few words may mean something else in each. */
function causeOf(file: SourceFile, text: string): string {
  const words = shorten(text, 80).toLowerCase();
  return words.split(' ').length >= 6 ? words : `${file.path}:${words}`;
}

function judge(at: { file: SourceFile; line: number; word: string; text: string; project: Project }): Finding {
  const { file, line, word, text, project } = at;
  const churn = Math.min(1, (project.churn.get(file.path)?.commits ?? 0) / 20);
  const reference = REFERENCE.exec(text)?.[0].replace(/^[\s(]+/, '') ?? '';
  const weight =
    (word === 'FIXME' ? 0.6 : 0.45) + 0.2 * churn + (reference === '' ? 0 : 0.1) - (text.endsWith('?') ? 0.15 : 0);
  return cite(
    { rule: 'todo', file, line },
    {
      cause: causeOf(file, text),
      weight: file.role === 'test' ? weight * 0.6 : weight,
      facts: { word, text, ...(reference === '' ? {} : { reference }) },
    },
  );
}

export const todo: Rule = {
  name: 'todo',
  words: 'TODO and FIXME comments that say what is to be done',
  type: 'refactor',
  category: 'maintenance',
  weight: 0.35,
  ages: true,
  joins: ['skipped-test', 'untested-source', 'suppressed-check'],
  find: (project) => project.files.filter(({ role }) => role !== 'prose').flatMap((file) => findIn(file, project)),
  reason: ({ facts: { reference } }) =>
    reference === undefined ? 'somebody meant to do it' : `refers to ${reference}`,
};
