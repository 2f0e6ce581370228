/** Finds workflows whose token may do anything, and those that write or hold secrets without saying what their token may do. */
import type { Finding, Rule, SourceFile } from '../../domain/evidence.ts';
import { indentOf, syntaxOf } from '../syntax.ts';
import { cite, shorten } from './citation.ts';

const WRITE_ALL = /^\s*["']?permissions["']?\s*:\s*["']?write-all\b/;
const PERMISSIONS = /^\s*["']?permissions["']?\s*:/;
const SECRET = /\$\{\{[^}]{0,200}\bsecrets\.(?!GITHUB_TOKEN\b)(\w{1,100})/i;
const WRITES =
  /^\s*(?:-\s+)?(?:run\s*:\s*)?(?:\S{1,40}\s+&&\s+)?(git push|gh (?:release (?:create|upload|edit)|pr (?:create|merge|edit|comment|close)|issue (?:create|edit|close|comment)|workflow run))\b/;
const WRITERS =
  /\buses\s*:\s*["']?(softprops\/action-gh-release|peter-evans\/create-pull-request|peaceiris\/actions-gh-pages|stefanzweifel\/git-auto-commit-action|JamesIves\/github-pages-deploy-action|ncipollo\/release-action|EndBug\/add-and-commit|googleapis\/release-please-action|changesets\/action)@/i;
/** Started by what strangers send, with the rights of the repository. */
const RISKY = /^\s*(?:-\s{1,4})?["']?(?:pull_request_target|issue_comment|workflow_run)\b/;

interface Job {
  /** Indices of its first line and of the one behind its last. */
  from: number;
  to: number;
}

/** The jobs of a workflow by indentation; empty where the file is not laid out in blocks. */
function jobsOf(code: readonly string[]): Job[] {
  const start = code.findIndex((text) => /^["']?jobs["']?\s*:\s*$/.test(text));
  if (start < 0) return [];
  const first = code.findIndex((text, index) => index > start && text.trim() !== '');
  const width = indentOf(code[first] ?? '');
  const jobs: Job[] = [];
  for (let index = first; index < code.length && width > 0; index += 1) {
    const text = code[index] ?? '';
    if (text.trim() === '') continue;
    if (indentOf(text) === 0) break;
    if (indentOf(text) > width) continue;
    const last = jobs.at(-1);
    if (last !== undefined) last.to = index;
    jobs.push({ from: index, to: code.length });
  }
  return jobs;
}

/** What a line of a job does that its token or its secrets are needed for. */
function powerOf(line: string): { what: string; writes: boolean } | null {
  const command = WRITES.exec(line)?.[1] ?? WRITERS.exec(line)?.[1];
  if (command !== undefined) return { what: command, writes: true };
  const secret = SECRET.exec(line)?.[1];
  return secret === undefined ? null : { what: `secrets.${secret}`, writes: false };
}

function writeAll(file: SourceFile, code: readonly string[]): Finding[] {
  return code.flatMap((text, index) =>
    WRITE_ALL.test(text)
      ? [
          cite(
            { rule: 'workflow-permissions', file, line: index + 1 },
            { cause: 'write-all', weight: 0.9, facts: { kind: 'write-all' } },
          ),
        ]
      : [],
  );
}

/** The first line of a job without declared permissions that needs some; one is enough for a whole file. */
function undeclared(file: SourceFile, code: readonly string[]): Finding[] {
  if (code.some((text) => PERMISSIONS.test(text) && indentOf(text) === 0)) return [];
  const { lines } = syntaxOf(file);
  const bare = jobsOf(code).filter(({ from, to }) => !code.slice(from, to).some((text) => PERMISSIONS.test(text)));
  const places = bare
    .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at))
    .flatMap((index) => {
      const power = code[index]?.trim() === '' ? null : powerOf((lines[index] ?? '').slice(0, 1_000));
      return power === null ? [] : [{ index, ...power }];
    });
  const place = places.find(({ writes }) => writes) ?? places[0];
  if (place === undefined) return [];
  const risky = code.some((text) => RISKY.test(text));
  return [
    cite(
      { rule: 'workflow-permissions', file, line: place.index + 1 },
      {
        cause: 'undeclared',
        weight: (place.writes ? 0.5 : 0.35) + (risky ? 0.4 : 0),
        facts: { kind: 'undeclared', what: shorten(place.what, 100), writes: place.writes, risky },
      },
    ),
  ];
}

/** A workflow that others call gets the permissions of its caller. */
const isCalled = (code: readonly string[]): boolean =>
  code.some((text) => /^\s*(?:-\s{1,4})?workflow_call\b/.test(text));

function findIn(file: SourceFile): Finding[] {
  const { code } = syntaxOf(file);
  const all = writeAll(file, code);
  return all.length > 0 || isCalled(code) ? all : undeclared(file, code);
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
