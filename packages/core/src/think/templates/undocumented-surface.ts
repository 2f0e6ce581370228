/** What others may call and nobody described: the words of a task that describes it. */
import {
  amount,
  codeSpan,
  counted,
  fact,
  list,
  named,
  pathsOf,
  suitePasses,
  type Template,
  titlePath,
} from '../draft.ts';

export const undocumentedSurface: Template = (brief, findings) => {
  const [first] = findings;
  const paths = pathsOf(findings);
  const names = findings.map((finding) => fact(finding, 'definition')).filter((name) => name !== undefined);
  const one =
    findings.length === 1 && names[0] !== undefined ? named(names[0], 40) : counted(findings.length, 'definition');
  const place = paths.length === 1 ? titlePath(first.path, 60) : counted(paths.length, 'file');
  const described = amount(first, 'documented');
  const of = amount(first, 'of');
  const shown = names.length === 0 ? '' : ` (${list(names.map((name) => named(name, 40)))})`;
  const rate = described === undefined || of === undefined ? 'most' : `${described} of ${of}`;
  return {
    title: `${one} in ${place} ${findings.length === 1 ? 'is' : 'are'} not described`,
    type: 'documentation',
    priority: { least: 'low', most: 'low' },
    why: `${rate} exported definitions around ${list(paths.map(codeSpan))} have a comment, and ${findings.length === 1 ? 'this one has' : 'these have'} none${shown}. Whoever calls ${findings.length === 1 ? 'it' : 'them'} has to read the code.`,
    criteria: [
      {
        text: 'Each cited definition says what it does, what it returns and when it fails, in the manner of its neighbours.',
        check: 'review',
      },
      { text: 'No comment only repeats the name and the types.', check: 'review' },
      ...suitePasses(brief, first.path),
    ],
    scope: { paths, not: ['changes of code', 'definitions that are not exported'] },
    assumptions: ['What is exported is meant for others'],
    estimate: Math.min(6, 0.5 + findings.length * 0.25),
  };
};
