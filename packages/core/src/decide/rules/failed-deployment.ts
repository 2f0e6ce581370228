/** Finds environments whose last deployment from the default branch failed: what people use may be broken or old. */

import { isOwnPage } from '../../domain/citation.ts';
import type { FailedDeployment, Finding, Project, Rule } from '../../domain/evidence.ts';
import { encodePath } from '../../domain/markdown.ts';
import { shorten } from './citation.ts';
import { citePage } from './page.ts';

const isPlain = (environment: string): boolean => /^[A-Za-z][\w.-]{0,23}$/.test(environment);

function judge({ branch, remote: { home } }: Project, { environment, state, commit }: FailedDeployment): Finding {
  // An address is published as it is, so only a name that can be no secret stands in one.
  const page = isPlain(environment) ? `${home}/deployments/${encodePath(environment)}` : `${home}/deployments`;
  const shown = shorten(environment, 100);
  return citePage(
    {
      rule: 'failed-deployment',
      shown: `deployment to ${shown}`,
      url: isOwnPage(page, home) ? page : `${home}/deployments`,
      excerpt: `${state} at ${commit.slice(0, 7)}`,
    },
    {
      cause: environment,
      weight: /prod|live|release/i.test(environment) ? 1 : 0.8,
      facts: { environment: shown, state, commit: commit.slice(0, 7), branch },
      // The next failure of the same environment is the same work.
      identity: environment,
    },
  );
}

/** Previews of pull requests are their authors' matter: only commits that are known to be of the branch count. */
export const failedDeployment: Rule = {
  name: 'failed-deployment',
  words: 'Environments whose last deployment from the default branch failed',
  type: 'bug-fix',
  category: 'deployment',
  weight: 1,
  needs: ['runs'],
  find(project) {
    const onBranch = new Set([project.head, ...(project.remote.runs ?? []).map(({ commit }) => commit)]);
    return (project.failedDeployments ?? [])
      .filter(({ commit }) => onBranch.has(commit))
      .map((deployment) => judge(project, deployment));
  },
  reason: () => 'a deployment failed',
};
