/** What stands in the way of a pull request whatever its task wants; before any criterion, without any model. */
import { codeSpan, counted } from '../../domain/markdown.ts';
import { isRead } from '../../domain/patch.ts';
import type { PullDetail } from '../../domain/pull-request.ts';
import type { Citation, GateFinding } from '../../domain/verdict.ts';
import { checkGates } from './check-gates.ts';
import { finding, type Gate, MOST_PLACES, type Scene } from './gate.ts';
import { forbidden, scope } from './path-gates.ts';
import { isGenerated } from './paths.ts';
import { tests } from './test-gates.ts';

/** What the inspector says of text that it did not get to. */
const UNREAD = 'not inspected';

const draft: Gate = ({ detail }) =>
  detail.draft ? finding('draft', 'wait', 'It is a draft: mark it as ready when it is.', [pageOf(detail)]) : [];

const pageOf = ({ number, url }: PullDetail): Citation => ({ text: `#${number}`, url });

const empty: Gate = ({ detail }) => (detail.size.files === 0 ? finding('empty', 'change', 'It changes nothing.') : []);

const base: Gate = ({ detail, defaultBranch }) =>
  detail.base === defaultBranch
    ? []
    : finding('base', 'person', `It goes into ${codeSpan(detail.base)}, not into ${codeSpan(defaultBranch)}.`);

const conflicts: Gate = ({ detail }) => {
  if (detail.mergeable === 'conflicting') {
    return finding('conflicts', 'change', `It conflicts with ${codeSpan(detail.base)}: bring the branch up to date.`);
  }
  return detail.mergeable === 'unknown'
    ? finding('conflicts', 'wait', 'GitHub has not said yet whether it can be merged.')
    : [];
};

const unread: Gate = ({ detail }) => {
  if (detail.files === null) {
    return finding('unread', 'person', 'Its changes could not be read whole: a person has to look at them.');
  }
  const hidden = detail.files.filter((file) => !isRead(file) && !isGenerated(file.path) && file.status !== 'removed');
  if (hidden.length === 0) return [];
  const names = hidden.slice(0, MOST_PLACES).map(({ path }) => codeSpan(path));
  return finding('unread', 'person', `GitHub does not show what changed in ${names.join(', ')}: a person has to look.`);
};

const size: Gate = ({ detail, policy }) => {
  const counting = detail.files?.filter(({ path }) => !isGenerated(path));
  const lines = counting
    ? counting.reduce((sum, { additions, deletions }) => sum + additions + deletions, 0)
    : detail.size.additions + detail.size.deletions;
  const files = counting?.length ?? detail.size.files;
  if (lines <= policy.lines && files <= policy.files) return [];
  const much = `${counted(lines, 'changed line')} in ${counted(files, 'file')}`;
  const most = `at most ${counted(policy.lines, 'line')} and ${counted(policy.files, 'file')}`;
  return finding('size', 'change', `It is too large to be judged as one task (${much}, ${most}): split it.`);
};

const secrets: Gate = (scene) => {
  const { leaks: all, place } = scene;
  const leaks = all.filter(({ what }) => what !== UNREAD);
  if (leaks.length < all.length) {
    const text = 'Not all of it could be searched for secrets: a person has to look.';
    return [...finding('secrets', 'person', text), ...secrets({ ...scene, leaks })];
  }
  if (leaks.length === 0) return [];
  const places = leaks.map(({ path, line }) => ({ text: `${path}:${line}`, url: place(path, line) }));
  const kinds = [...new Set(leaks.map(({ what }) => what))].slice(0, 3).join(', ');
  const what = `It adds what looks like ${leaks.length === 1 ? 'a secret' : 'secrets'} (${kinds})`;
  return finding('secrets', 'change', `${what}: take it out, and revoke it, since whoever reads this has it.`, places);
};

const threads: Gate = ({ detail }) => {
  if (detail.threads === null) return finding('threads', 'person', 'It has more review threads than were read.');
  const open = detail.threads.filter(({ resolved }) => !resolved);
  if (open.length === 0) return [];
  const places = open.map(({ path, line, url }) => ({ text: line === null ? path : `${path}:${line}`, url }));
  const many = `${counted(open.length, 'review thread')} ${open.length === 1 ? 'is' : 'are'}`;
  return finding('threads', 'person', `${many} unresolved: answer and resolve.`, places);
};

const reviewers: Gate = ({ detail }) =>
  detail.decision === 'CHANGES_REQUESTED'
    ? finding('reviewers', 'change', 'A reviewer asked for changes: see the review.', [pageOf(detail)])
    : [];

const rival: Gate = ({ rival: other }) => {
  if (other === null) return [];
  const text =
    other.pull === null
      ? `Attempt ${other.attempt} has the task by now: a person decides which of the two counts.`
      : `#${other.pull} is for the same task, and is what its agent brought: a person takes one of the two.`;
  return finding('rival', 'person', text);
};

const GATES: readonly Gate[] = [
  empty,
  conflicts,
  checkGates,
  secrets,
  forbidden,
  scope,
  size,
  tests,
  reviewers,
  threads,
  unread,
  base,
  rival,
  draft,
];

export const findGates = (scene: Scene): GateFinding[] => GATES.flatMap((gate) => gate(scene));
