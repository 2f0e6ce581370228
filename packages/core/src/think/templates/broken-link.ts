/** Links to files that are not there: the words of a task that mends them. */
import { codeSpan, counted, fact, list, named, type Template, titlePath } from '../draft.ts';

export const brokenLink: Template = (_, findings) => {
  const [first, ...others] = findings;
  const missing = findings.map((finding) => fact(finding, 'missing')).filter((path) => path !== undefined);
  const near = findings.flatMap((finding) => {
    const [from, to] = [fact(finding, 'missing'), fact(finding, 'near')];
    return from === undefined || to === undefined ? [] : [`${named(from)} may be ${named(to)} now`];
  });
  const target = missing[0];
  return {
    title:
      others.length === 0 && target !== undefined
        ? `${titlePath(first.path, 40)} links to ${titlePath(target, 50)}, which is not there`
        : `${counted(findings.length, 'link')} of ${titlePath(first.path)} ${others.length === 0 ? 'leads' : 'lead'} nowhere`,
    type: 'documentation',
    priority: { least: 'low', most: 'medium' },
    why: `${codeSpan(first.path)} sends its readers to ${missing.length === 0 ? 'files' : list(missing.map((path) => named(path)))}, and the tree has no such ${findings.length === 1 ? 'file' : 'files'}.${near.length === 0 ? '' : ` ${list(near, 3)}.`}`,
    criteria: [
      {
        text: `${others.length === 0 ? 'The cited link leads' : 'Each cited link leads'} to a file of the tree that says what the sentence around it promises, or the link is gone.`,
        check: 'review',
      },
      { text: 'No file was made only so that a link has an end.', check: 'review' },
    ],
    scope: { paths: [first.path], not: ['links to other sites', 'other sentences'] },
    assumptions: ['No build puts a file there before readers come'],
    estimate: Math.min(2, 0.25 + findings.length * 0.25),
  };
};
