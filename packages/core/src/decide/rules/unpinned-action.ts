/** Finds other people's actions that a workflow calls by a tag or branch: their owner can change what runs. */
import type { Finding, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { workflowSyntaxOf } from '../workflow-syntax.ts';
import { cite } from './citation.ts';

const REMOTE = /^([\w.-]+)\/([\w.-]+)((?:\/[\w.-]+)*)@([\w./+-]+)$/;
const PINNED = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
const FIRST_PARTY = new Set(['actions', 'github']);

interface Use {
  line: number;
  action: string;
  ref: string;
}

function useOf(value: string): Omit<Use, 'line'> | null {
  if (value.startsWith('docker://')) {
    if (/@sha256:[0-9a-f]{64}$/.test(value)) return null;
    const image = /^docker:\/\/(.+?)(?::([^/:]+))?$/.exec(value);
    return image === null ? null : { action: `docker://${image[1]}`, ref: image[2] ?? 'latest' };
  }
  const [, owner = '', name = '', path = '', ref = ''] = REMOTE.exec(value) ?? [];
  if (owner === '' || PINNED.test(ref) || FIRST_PARTY.has(owner.toLowerCase())) return null;
  // A folder of a repository is published with it; a reusable workflow is named by its file.
  const whole = path.includes('.github/workflows/') ? `${owner}/${name}${path}` : `${owner}/${name}`;
  return { action: whole, ref };
}

const usesIn = (file: SourceFile): Use[] =>
  workflowSyntaxOf(file).entries.flatMap(({ key, value, line }) => {
    const use = key === 'uses' ? useOf(value.trim()) : null;
    return use === null ? [] : [{ line, ...use }];
  });

/** A branch moves with every push, a tag when its owner wills; a job that may write or sees secrets has more to lose. */
function weigh(use: Use, file: SourceFile): number {
  if (use.action === 'dtolnay/rust-toolchain') return 0.3;
  const moving = /^(?:main|master|develop|dev|latest|head|trunk|release|stable|nightly|beta|edge)$/i.test(use.ref);
  const undeclared = workflowSyntaxOf(file).declared.size === 0;
  const powerful = undeclared || /\$\{\{\s*secrets\.(?!GITHUB_TOKEN\b)|:\s*write\b/.test(file.text);
  return (moving ? 0.75 : 0.45) + (powerful ? 0.2 : 0);
}

function findIn(file: SourceFile): Finding[] {
  const seen = new Set<number>();
  return usesIn(file).map((use) => {
    const { line, action, ref } = use;
    const judged = { cause: action.toLowerCase(), weight: weigh(use, file), facts: { action, ref } };
    // In braces several may stand on one line, which tells the first alone.
    const isFirst = !seen.has(line);
    seen.add(line);
    return cite(
      { rule: 'unpinned-action', file, line },
      isFirst ? judged : { ...judged, identity: `${action}@${ref}` },
    );
  });
}

export const unpinnedAction: Rule = {
  name: 'unpinned-action',
  words: "Other people's actions that a workflow uses by tag or branch instead of by commit",
  type: 'security',
  category: 'maintenance',
  weight: 0.45,
  ages: true,
  find: (project: Project) => project.files.filter(({ role }) => role === 'workflow').flatMap(findIn),
  reason: ({ facts }) => `${facts.ref} can be moved by its owner`,
};
