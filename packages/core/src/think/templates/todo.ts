/** Work that a comment asks for: the words of a task that does it or takes the comment away. */
import type { Finding } from '../../domain/evidence.ts';
import {
  changedOn,
  changelogSays,
  codeSpan,
  counted,
  type DraftCriterion,
  fact,
  named,
  pathsOf,
  suitePasses,
  type Template,
  titlePath,
  titleQuoting,
  withoutStop,
} from '../draft.ts';

const FAULTS = ['FIXME', 'BUG'];

export const todo: Template = (brief, findings) => {
  const [first] = findings;
  const word = (fact(first, 'word') ?? 'TODO').toUpperCase();
  const faulty = FAULTS.includes(word);
  return {
    title: title(findings, word),
    type: faulty ? 'bug-fix' : 'refactor',
    priority: { least: 'low', most: 'medium' },
    why: why(first, word, changedOn(brief), findings.length),
    criteria: [
      {
        text: faulty
          ? FAULT_IS_GONE
          : 'What the comment asks for is done, or the pull request says why it is not wanted.',
        check: 'review',
      },
      { text: `The comment is gone from ${codeSpan(first.path)}.`, check: 'review' },
      ...(faulty ? [TEST_OF_THE_FAULT] : []),
      ...suitePasses(brief, first.path),
      ...changelogSays(brief),
    ],
    scope: { paths: pathsOf(findings), not: ['other comments of this kind'] },
    assumptions: ['The comment still describes the code below it'],
    estimate: Math.min(8, 1 + findings.length),
  };
};

const FAULT_IS_GONE = 'The fault that the comment names is mended, or the pull request shows that it is none.';
const TEST_OF_THE_FAULT: DraftCriterion = {
  text: 'A test fails without the change and passes with it.',
  check: 'review',
};

function title(findings: readonly [Finding, ...Finding[]], word: string): string {
  const [first, ...others] = findings;
  const text = fact(first, 'text')?.replace(` (${fact(first, 'reference')})`, '');
  const place = titlePath(first.path);
  if (others.length > 0 && text === undefined) return `${counted(findings.length, `${word} comment`)} in ${place}`;
  const after = ` is still marked ${word} in ${place}`;
  const open = `A ${named(word)} comment in ${place} is open`;
  return (text === undefined ? undefined : titleQuoting(text, { after })) ?? open;
}

function why(first: Finding, word: string, since: string | undefined, count: number): string {
  const text = fact(first, 'text');
  const reference = fact(first, 'reference');
  const asks = text === undefined ? '' : ` ${FAULTS.includes(word) ? 'says' : 'asks'}: ${codeSpan(withoutStop(text))}`;
  const dated = since === undefined ? '' : ` The line is unchanged since ${since}.`;
  const tracked = reference === undefined ? ' It names no issue.' : ` It refers to ${codeSpan(reference)}.`;
  const more =
    count > 1 ? ` ${counted(count - 1, 'other comment')} here ${count === 2 ? 'asks' : 'ask'} for the same.` : '';
  return `The ${codeSpan(word)} in ${codeSpan(first.path)}${asks}.${dated}${tracked}${more}`;
}
