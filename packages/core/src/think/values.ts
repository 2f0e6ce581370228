/** What an owner's template may fill in, from one brief and the built-in words for it. */
import type { BriefGround } from '../domain/brief.ts';
import type { RuleName } from '../domain/evidence.ts';
import type { Specification } from '../domain/task.ts';
import { type LanguageTools, projectCommand, testCommandFor, toolsFor } from '../domain/tooling.ts';
import type { Values } from './overrides/placeholders.ts';

/** What only the source of the work knows: a finding, or an issue. */
export interface Named {
  rule?: RuleName;
  path?: string;
  line?: number;
  excerpt?: string;
  /** The name of the test that is meant, where the path is a test. */
  test?: string;
  issue?: string;
  steps?: string;
  expected?: string | null;
  actual?: string | null;
  environment?: string | null;
}

export function valuesOf(brief: BriefGround, { title, why, type }: Specification, named: Named): Values {
  const { tooling, branch, head } = brief;
  const { path, line } = named;
  const command = (kind: Exclude<keyof LanguageTools, 'testOne'>): string | null =>
    (path === undefined ? undefined : toolsFor(tooling, path)[kind]?.run) ?? projectCommand(tooling, kind) ?? null;
  const isTest = named.test !== undefined || named.rule === 'skipped-test';
  const narrow = path !== undefined && isTest ? testCommandFor(tooling, path, named.test) : undefined;
  return {
    title,
    why,
    type,
    rule: named.rule ?? null,
    issue: named.issue ?? null,
    expected: named.expected ?? null,
    actual: named.actual ?? null,
    environment: named.environment ?? null,
    steps: named.steps ?? null,
    path: path ?? null,
    line: line === undefined || line === 0 ? null : String(line),
    excerpt: named.excerpt ?? null,
    branch,
    commit: head.slice(0, 7),
    changelog: tooling.changelog,
    'test-command': narrow ?? command('test'),
    'suite-command': command('test'),
    'lint-command': command('lint'),
    'types-command': command('types'),
    'format-command': command('format'),
    'build-command': command('build'),
    'bench-command': command('bench'),
    'test-workflow': tooling.workflows.find(({ runsTests }) => runsTests)?.name ?? null,
  };
}
