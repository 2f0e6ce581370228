/** Finds other people's actions that a workflow calls by a tag or branch: their owner can change what runs. */
import type { Finding, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { indentOf, syntaxOf } from '../syntax.ts';
import { cite } from './citation.ts';

const USES = /^\s*(?:-\s+)?["']?uses["']?\s*:\s*(["']?)([^\s"'#]+)\1\s*(?:#.*)?$/;
const FLOW_USES = /^\s*-?\s*\{(?:.*,)?\s*["']?uses["']?\s*:\s*(["']?)([^\s"'#,}]+)\1/;
const REMOTE = /^([\w.-]+)\/([\w.-]+)((?:\/[\w.-]+)*)@([\w./+-]+)$/;
const PINNED = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
const FIRST_PARTY = new Set(['actions', 'github']);
const BLOCK_SCALAR = /:\s*[|>][+-]?\d*[+-]?\s*(?:#.*)?$|^\s*-\s+[|>][+-]?\d*\s*$/;

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

function usesIn(file: SourceFile): Use[] {
  const { code, lines } = syntaxOf(file);
  const found: Use[] = [];
  let scalar = -1;
  for (const [index, text] of code.entries()) {
    if (text.trim() === '') continue;
    if (scalar >= 0 && indentOf(text) > scalar) continue;
    scalar = BLOCK_SCALAR.test(text) ? indentOf(text) : -1;
    const line = lines[index]?.replace(/\r$/, '') ?? '';
    const match = USES.exec(line) ?? FLOW_USES.exec(line);
    const use = match === null || !text.includes('uses') ? null : useOf(match[2] ?? '');
    if (use !== null) found.push({ line: index + 1, ...use });
  }
  return found;
}

/** A branch moves with every push, a tag when its owner wills; a job that may write or sees secrets has more to lose. */
function weigh(use: Use, text: string): number {
  if (use.action === 'dtolnay/rust-toolchain') return 0.3;
  const moving = /^(?:main|master|develop|dev|latest|head|trunk|release|stable|nightly|beta|edge)$/i.test(use.ref);
  const powerful = /\$\{\{\s*secrets\.(?!GITHUB_TOKEN\b)|:\s*write\b/.test(text) || !/^\s*permissions\s*:/m.test(text);
  return (moving ? 0.75 : 0.45) + (powerful ? 0.2 : 0);
}

function findIn(file: SourceFile): Finding[] {
  return usesIn(file).map((use) =>
    cite(
      { rule: 'unpinned-action', file, line: use.line },
      { cause: use.action.toLowerCase(), weight: weigh(use, file.text), facts: { action: use.action, ref: use.ref } },
    ),
  );
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
