/** A file that is too large for how often it changes: the words of a task that takes one part out. */
import {
  amount,
  changelogSays,
  codeSpan,
  counted,
  fact,
  list,
  named,
  suitePasses,
  type Template,
  titlePath,
} from '../draft.ts';

export const hotspot: Template = (brief, findings) => {
  const [first] = findings;
  const lines = amount(first, 'lines');
  const commits = amount(first, 'commits');
  const parts = findings.flatMap((finding) => {
    const part = fact(finding, 'part');
    const size = amount(finding, 'size');
    return part === undefined ? [] : [`${named(part, 40)}${size === undefined ? '' : ` (${counted(size, 'line')})`}`];
  });
  const size = lines === undefined ? 'much code' : `${counted(lines, 'line')} of code`;
  const largest = fact(first, 'part');
  return {
    title: `${titlePath(first.path, 60)} is large and changes often; take it apart`,
    type: 'refactor',
    priority: { least: 'low', most: 'medium' },
    why: `${codeSpan(first.path)} has ${size}${commits === undefined ? '' : ` and was changed in ${counted(commits, 'commit')} of the last year`}, ${first.facts.tower === true ? 'more than any other file here' : 'several times as much of both as the other files have'}. Whoever changes a part of it has to read the rest, and two changes at once meet there.`,
    criteria: [
      {
        text: `${largest === undefined ? 'The largest part' : named(largest, 60)} stands in a file of its own, named for what it does, and ${codeSpan(first.path)} is smaller by as much.`,
        check: 'review',
      },
      {
        text: 'Behaviour and public names are as before: no test was changed, except for what it imports.',
        check: 'review',
      },
      ...suitePasses(brief, first.path),
      ...changelogSays(brief),
    ],
    scope: { paths: [first.path], not: ['changes of behaviour', 'the whole file at once'] },
    assumptions: [
      parts.length === 0
        ? 'Its parts can be told apart by what uses them'
        : `What to split by: ${list(parts, 3)} (another seam is as good if the pull request says why)`,
    ],
    estimate: Math.min(8, 3 + Math.ceil(Math.max(0, amount(first, 'size') ?? 0) / 200)),
  };
};
