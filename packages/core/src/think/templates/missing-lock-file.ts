/** A manifest without a lock: the words of a task that writes one and makes CI use it. */
import type { Finding } from '../../domain/evidence.ts';
import { codeSpan, fact, named, suitePasses, type Template, titlePath } from '../draft.ts';

const INSTALLS: Record<string, string> = {
  'package-lock.json': 'npm ci',
  'yarn.lock': 'yarn install --immutable',
  'pnpm-lock.yaml': 'pnpm install --frozen-lockfile',
  'bun.lock': 'bun install --frozen-lockfile',
  'Cargo.lock': 'cargo build --locked',
  'poetry.lock': 'poetry sync',
  'pdm.lock': 'pdm sync',
  'uv.lock': 'uv sync --locked',
  'Pipfile.lock': 'pipenv sync',
  'Gemfile.lock': 'bundle install --frozen',
  'composer.lock': 'composer install',
  'go.sum': 'go mod verify',
};

function why({ path, facts }: Finding, runs: boolean): string {
  if (facts.manifest === 'go.mod')
    return `${codeSpan(path)} names what it depends on, and no sums stand beside it. Nobody can tell whether a version that is fetched today is the one that was tested.`;
  return `${codeSpan(path)} names what it depends on by ranges, and ${facts.alone === true ? 'none of the lock files above takes it in, since it belongs to no workspace' : 'no lock file stands beside it or above'}. Each installation takes what is newest that day: ${runs ? 'what is deployed may differ from what was tested' : 'a run that fails may not fail for the next person'}.`;
}

export const missingLockFile: Template = (brief, [first]) => {
  const lock = fact(first, 'lock') ?? 'a lock file';
  const command = fact(first, 'command');
  const installs = INSTALLS[lock.slice(lock.lastIndexOf('/') + 1)];
  const runs = first.facts.runs === true;
  return {
    title: `${titlePath(first.path, 60)} has no lock file`,
    type: 'dependency-update',
    priority: { least: 'low', most: 'medium' },
    why: why(first, runs),
    criteria: [
      {
        text: `${named(lock)} is committed and agrees with ${codeSpan(first.path)}${command === undefined ? '' : `, as ${named(command)} writes it`}.`,
        check: 'review',
      },
      {
        text: `Workflows and images install from it${installs === undefined ? '' : `, as with ${named(installs)}`}.`,
        check: 'review',
      },
      ...suitePasses(brief, first.path),
    ],
    scope: {
      paths: lock === 'a lock file' ? [first.path] : [lock, first.path],
      not: ['newer versions than the ranges allow', 'other manifests'],
    },
    assumptions: ['No lock was left out on purpose, which a line in `.gitignore` would say'],
    estimate: 1,
  };
};
