/** What was seen of the world, cleaned for showing: names of workflows, apps, environments and branches are anybody's words. */
import { redact } from '../domain/redact.ts';
import type { CheckSuite, Snapshot } from '../domain/snapshot.ts';
import { cleanCode } from './sanitise.ts';
import { isOwnAddress } from './sanitise-links.ts';
import type { CleaningContext } from './specification.ts';

type Sight = Pick<Snapshot, 'repository' | 'head' | 'deployments'>;

const NAME_LIMIT = 100;

/** A name fit for a code span, whoever chose it. */
export const cleanName = (text: string, context: CleaningContext): string =>
  cleanCode(redact(text, { secrets: context.secrets }).text, { ...context, limit: NAME_LIMIT }).text;

/** The same sight with every name fit for a code span, and addresses that lead out of the repository replaced by its own. */
export function cleanSight<S extends Sight>(sight: S, context: CleaningContext): S {
  const named = (text: string): string => cleanName(text, context);
  const { repository, head, deployments } = sight;
  return {
    ...sight,
    repository: { ...repository, branch: repository.branch === null ? null : named(repository.branch) },
    head: head && {
      ...head,
      suites: head.suites === null ? null : head.suites.map((suite) => cleanSuite(suite, named, context)),
    },
    deployments: Object.fromEntries(Object.entries(deployments).map(([name, state]) => [named(name), state])),
  };
}

function cleanSuite(suite: CheckSuite, named: (text: string) => string, context: CleaningContext): CheckSuite {
  const { app, run } = suite;
  if (run === null) return { ...suite, app: named(app) };
  const url = isOwnAddress(run.url, context) ? run.url : `${context.server}/${context.repository}/actions`;
  return { ...suite, app: named(app), run: { ...run, workflow: named(run.workflow), path: named(run.path), url } };
}
