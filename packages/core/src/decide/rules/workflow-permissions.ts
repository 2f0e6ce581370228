/** Finds workflows whose token may do anything, and those that write or hold secrets without saying what their token may do. */
import type { Finding, Rule, SourceFile } from '../../domain/evidence.ts';
import { type WorkflowSyntax, workflowSyntaxOf } from '../workflow-syntax.ts';
import { cite, shorten } from './citation.ts';

const SECRET = /\$\{\{[^}]{0,200}\bsecrets\.(?!GITHUB_TOKEN\b)(\w{1,100})/i;
const WRITES =
  /^\s*["']?(?:\S{1,40}\s+&&\s+)?(git push|gh (?:release (?:create|upload|edit)|pr (?:create|merge|edit|comment|close)|issue (?:create|edit|close|comment)|workflow run))\b/;
const WRITERS =
  /^["']?(softprops\/action-gh-release|peter-evans\/create-pull-request|peaceiris\/actions-gh-pages|stefanzweifel\/git-auto-commit-action|JamesIves\/github-pages-deploy-action|ncipollo\/release-action|EndBug\/add-and-commit|googleapis\/release-please-action|changesets\/action)@/i;
/** Started by what strangers send, with the rights of the repository. */
const RISKY = new Set(['pull_request_target', 'issue_comment', 'workflow_run']);

/** What a line of a job does that its token or its secrets are needed for. */
function powerOf(key: string, line: string): { what: string; writes: boolean } | null {
  const writer = key === 'uses' ? WRITERS : key === 'name' ? null : WRITES;
  const command = writer?.exec(line)?.[1];
  if (command !== undefined) return { what: command, writes: true };
  const secret = SECRET.exec(line)?.[1];
  return secret === undefined ? null : { what: `secrets.${secret}`, writes: false };
}

const writeAll = (file: SourceFile, { entries }: WorkflowSyntax): Finding[] =>
  entries
    .filter(({ key, value }) => key === 'permissions' && value === 'write-all')
    .map(({ line }) =>
      cite(
        { rule: 'workflow-permissions', file, line },
        { cause: 'write-all', weight: 0.9, facts: { kind: 'write-all' } },
      ),
    );

/** The first line of a job without declared permissions that needs some; one is enough for a whole file. */
function undeclared(file: SourceFile, { entries, jobs, events, declared }: WorkflowSyntax): Finding[] {
  if (declared.has('')) return [];
  const bare = new Set(jobs.filter((id) => !declared.has(id)));
  const places = entries
    .filter(({ path: [top, id = ''] }) => top === 'jobs' && bare.has(id))
    .flatMap(({ key, source, valueLine }) =>
      source.flatMap((text, at) => {
        const power = powerOf(key, text.slice(0, 1_000));
        return power === null ? [] : [{ line: valueLine + at, ...power }];
      }),
    );
  const place = places.find(({ writes }) => writes) ?? places[0];
  if (place === undefined) return [];
  const risky = events.some((name) => RISKY.has(name));
  return [
    cite(
      { rule: 'workflow-permissions', file, line: place.line },
      {
        cause: 'undeclared',
        weight: (place.writes ? 0.5 : 0.35) + (risky ? 0.4 : 0),
        facts: { kind: 'undeclared', what: shorten(place.what, 100), writes: place.writes, risky },
      },
    ),
  ];
}

/** A workflow that others call gets the permissions of its caller. */
function findIn(file: SourceFile): Finding[] {
  const syntax = workflowSyntaxOf(file);
  const all = writeAll(file, syntax);
  return all.length > 0 || syntax.events.includes('workflow_call') ? all : undeclared(file, syntax);
}

export const workflowPermissions: Rule = {
  name: 'workflow-permissions',
  words: 'Workflows with `write-all`, and those that write or use secrets without declared permissions',
  type: 'security',
  category: 'deployment',
  weight: 0.5,
  ages: true,
  find: (project) =>
    project.files
      .filter(({ path, role }) => role === 'workflow' && path.startsWith('.github/workflows/'))
      .flatMap(findIn),
  reason: ({ facts }) =>
    facts.kind === 'write-all'
      ? 'its token may change anything'
      : facts.risky === true
        ? 'outsiders can start it, and its permissions are not declared'
        : `${facts.what} without declared permissions`,
};
