/** Workflows whose token may do more than they need: the words of a task that says what each needs. */
import type { Brief } from '../../domain/brief.ts';
import type { Finding } from '../../domain/evidence.ts';
import {
  codeSpan,
  counted,
  type DraftCriterion,
  fact,
  list,
  named,
  pathsOf,
  type Template,
  titlePath,
} from '../draft.ts';

export const workflowPermissions: Template = (brief, findings) => {
  const [first] = findings;
  const paths = pathsOf(findings);
  const all = fact(first, 'kind') === 'write-all';
  const place = paths.length === 1 ? titlePath(first.path, 60) : counted(paths.length, 'workflow');
  const risky = findings.some(({ facts }) => facts.risky === true);
  return {
    title: all
      ? `${place} ${paths.length === 1 ? 'runs' : 'run'} with a token that may change anything`
      : `${place} ${paths.length === 1 ? 'declares' : 'declare'} no permissions`,
    type: 'security',
    priority: { least: 'low', most: all || risky ? 'high' : 'medium' },
    why: why(findings, all, risky),
    criteria: [
      {
        text: `${list(paths.map(codeSpan))} ${paths.length === 1 ? 'declares' : 'declare'} \`permissions\`: \`contents: read\` for the whole workflow, more only for the job that needs it.`,
        check: 'review',
      },
      { text: 'The pull request says for each right beyond reading what needs it.', check: 'review' },
      ...stillSucceed(brief, paths),
    ],
    scope: { paths, not: ['what the workflows do', 'other workflows'] },
    assumptions: [
      all
        ? 'No step needs a right that it does not show'
        : 'The default of the repository is not known from here, and declared permissions hold whatever it is',
    ],
    estimate: Math.min(4, 0.5 * paths.length + 0.5),
  };
};

function why(findings: readonly [Finding, ...Finding[]], all: boolean, risky: boolean): string {
  const paths = pathsOf(findings);
  const where = list(paths.map(codeSpan));
  if (all)
    return `${where} ${paths.length === 1 ? 'asks' : 'ask'} for \`write-all\`. Whatever runs there, an action of somebody else included, may push, publish, and close what it likes.`;
  const what = fact(findings[0], 'what');
  const does = what === undefined ? 'writes or holds secrets' : `uses ${named(what)}`;
  const outsiders = risky ? ' Outsiders can start it.' : '';
  return `${where} ${paths.length === 1 ? 'says' : 'say'} nothing of permissions, while a job there ${does}.${outsiders} Its token has what the repository gives by default, which in older repositories is everything.`;
}

function stillSucceed({ tooling }: Brief, paths: readonly string[]): DraftCriterion[] {
  const known = tooling.workflows.filter(({ path }) => paths.includes(path)).slice(0, 3);
  if (known.length === 0) return [{ text: 'The checks of the pull request succeed.', check: 'ci' }];
  return known.map(({ name }) => ({ text: `${named(name)} still succeeds.`, check: 'ci', command: name }));
}
