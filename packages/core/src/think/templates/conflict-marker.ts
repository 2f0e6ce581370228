/** A merge that was committed half done: the words of a task that finishes it. */
import {
  changedOn,
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

export const conflictMarker: Template = (brief, findings) => {
  const [first] = findings;
  const paths = pathsOf(findings);
  const since = changedOn(brief);
  const sides = [fact(first, 'ours'), fact(first, 'theirs')]
    .filter((side) => side !== undefined)
    .map((side) => named(side));
  const between = sides.length === 2 ? ` between ${sides.join(' and ')}` : '';
  return {
    title:
      findings.length === 1
        ? `${titlePath(first.path, 70)} holds an unfinished merge`
        : `${titlePath(first.path, 70)} holds ${counted(findings.length, 'unfinished merge')}`,
    type: 'bug-fix',
    priority: { least: 'medium', most: 'high' },
    why: `${list(paths.map(codeSpan))} ${paths.length === 1 ? 'was' : 'were'} committed with the markers of a conflict${between}${since === undefined ? '' : `, on ${since}`}. Both sides stand there, and whatever reads the file meets the markers.`,
    criteria: [
      { text: `No line of ${list(paths.map(codeSpan))} begins with a conflict marker.`, check: 'review' },
      {
        text: 'The pull request says for each place which side was kept, or how both were joined, and why.',
        check: 'review',
      },
      ...suitePasses(brief, first.path),
    ],
    scope: { paths, not: ['other changes to these files'] },
    assumptions: ['Both sides are still known to somebody, or their commits say what they were for'],
    estimate: Math.min(4, 0.5 + findings.length * 0.5),
  };
};
