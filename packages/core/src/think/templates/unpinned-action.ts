/** Actions used by a name that can move: the words of a task that pins them. */
import type { Brief } from '../../domain/brief.ts';
import type { Finding } from '../../domain/evidence.ts';
import {
  codeSpan,
  type DraftCriterion,
  distinct,
  fact,
  list,
  named,
  pathsOf,
  type Template,
  titlePath,
} from '../draft.ts';

export const unpinnedAction: Template = (brief, findings) => {
  const paths = pathsOf(findings);
  const actions = namesOf(findings, 'action');
  const refs = namesOf(findings, 'ref');
  const what =
    actions.length === 0
      ? 'a third-party action'
      : list(
          actions.map((name) => named(name)),
          3,
        );
  const many = actions.length > 1;
  return {
    title: `Pin ${what} to ${many ? 'commits' : 'a commit'} in ${place(paths)}`,
    type: 'security',
    priority: { least: 'low', most: 'medium' },
    why: why(what, refs, paths, many),
    criteria: [
      {
        text: `Every use of ${what} names a full commit id of 40 digits, with its version in a comment behind it.`,
        check: 'review',
      },
      ...stillSucceed(brief, paths),
    ],
    scope: { paths, not: ['other actions', 'a newer version'] },
    assumptions: [
      refs.length === 1
        ? `The commit that ${named(refs[0] ?? '')} names today is the one to keep`
        : 'The commits that these names stand for today are the ones to keep',
    ],
    estimate: 0.5,
  };
};

const namesOf = (findings: readonly Finding[], name: string): string[] =>
  distinct(findings.map((finding) => fact(finding, name)).filter((value) => value !== undefined));

const place = (paths: readonly string[]): string =>
  paths.length === 1 ? titlePath(paths[0] ?? '', 50) : `${paths.length} workflows`;

function why(what: string, refs: readonly string[], paths: readonly string[], many: boolean): string {
  const by = refs.length === 0 ? 'a name that can move' : `${list(refs.map((ref) => named(ref)))}, which can move`;
  const verb = many ? 'are used' : 'is used';
  return `${what} ${verb} as ${by}, in ${list(paths.map(codeSpan))}. Whoever controls ${many ? 'their repositories' : 'its repository'} can put other code behind that, and it runs with what these jobs may do and see.`;
}

function stillSucceed({ tooling }: Brief, paths: readonly string[]): DraftCriterion[] {
  const known = tooling.workflows.filter(({ path }) => paths.includes(path)).slice(0, 3);
  if (known.length === 0) return [{ text: 'The checks of the pull request succeed.', check: 'ci' }];
  return known.map(({ name }) => ({ text: `${named(name)} still succeeds.`, check: 'ci', command: name }));
}
