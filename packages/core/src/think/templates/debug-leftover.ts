/** What was left from looking for a fault: the words of a task that takes it out. */
import {
  changedOn,
  codeSpan,
  counted,
  distinct,
  fact,
  list,
  named,
  pathsOf,
  suitePasses,
  type Template,
  titlePath,
} from '../draft.ts';

export const debugLeftover: Template = (brief, findings) => {
  const [first] = findings;
  const paths = pathsOf(findings);
  const statements = distinct(
    findings.map((finding) => fact(finding, 'statement')).filter((text) => text !== undefined),
  );
  const shown = statements.length === 0 ? 'A statement for debugging' : named(statements[0] ?? '', 40);
  const stops = findings.some((finding) => fact(finding, 'effect') === 'stops');
  const since = changedOn(brief);
  return {
    title:
      findings.length === 1
        ? `${shown} was left in ${titlePath(first.path)}`
        : `${counted(findings.length, 'statement')} for debugging were left in ${titlePath(first.path)}`,
    type: 'bug-fix',
    priority: { least: 'low', most: stops ? 'high' : 'medium' },
    why: `${list(paths.map(codeSpan))} ${paths.length === 1 ? 'has' : 'have'} ${
      list(
        statements.map((text) => named(text, 60)),
        3,
      ) || 'such a statement'
    }${since === undefined ? '' : `, there since ${since}`}. ${stops ? 'A program that comes there stops and waits for somebody who is not watching.' : 'It prints what only its author wanted to see.'}`,
    criteria: [
      {
        text: `The cited ${findings.length === 1 ? 'statement is' : 'statements are'} gone, with what was imported for ${findings.length === 1 ? 'it' : 'them'} alone.`,
        check: 'review',
      },
      { text: 'Nothing else about the program changed.', check: 'review' },
      ...suitePasses(brief, first.path),
    ],
    scope: { paths, not: ['logging that is meant for users'] },
    assumptions: ['Nobody keeps it there on purpose (a comment that says so is as good an answer)'],
    estimate: 0.5,
  };
};
