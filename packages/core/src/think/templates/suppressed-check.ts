/** Checks that are switched off: the words of a task that switches them on again. */

import type { Brief } from '../../domain/brief.ts';
import type { Finding } from '../../domain/evidence.ts';
import { toolsFor } from '../../domain/tooling.ts';
import {
  codeSpan,
  counted,
  type DraftCriterion,
  distinct,
  fact,
  list,
  named,
  pathsOf,
  shared,
  suitePasses,
  type Template,
  titlePath,
} from '../draft.ts';

export const suppressedCheck: Template = (brief, findings) => {
  const [first] = findings;
  const paths = pathsOf(findings);
  const kind = kindOf(findings);
  const whole = findings.find((finding) => fact(finding, 'scope') === 'file');
  return {
    title: whole ? wholeTitle(whole, kind) : title(findings, kind),
    type: 'refactor',
    priority: { least: 'low', most: 'medium' },
    why: why(findings, kind, whole !== undefined),
    criteria: [
      {
        text: resolved(findings),
        check: 'review',
      },
      ...checksPass(brief, first.path, kind),
      { text: 'No configuration was loosened and no new suppression added to get there.', check: 'review' },
      ...suitePasses(brief, first.path),
    ],
    scope: { paths, not: ['other files', 'changes of behaviour beyond the errors that appear'] },
    assumptions: ['No suppression is there for an error that only another environment shows'],
    estimate: Math.min(8, 1 + Math.ceil(findings.length / 3)),
  };
};

type Kind = 'type' | 'lint' | 'mixed';

const TYPED = /^@ts-|^type: *ignore|^pyright|^mypy|^type$|^@phpstan|^@psalm|^steep/i;

function kindOf(findings: readonly Finding[]): Kind {
  const kinds = distinct(
    findings.map((finding) =>
      TYPED.test(fact(finding, 'directive') ?? fact(finding, 'kind') ?? '') ? 'type' : 'lint',
    ),
  );
  return kinds.length === 1 ? (kinds[0] ?? 'mixed') : 'mixed';
}

const CHECKS: Record<Kind, string> = { type: 'type checks', lint: 'lint checks', mixed: 'type and lint checks' };

const directivesOf = (findings: readonly Finding[]): string[] =>
  distinct(findings.map((finding) => fact(finding, 'directive')).filter((name) => name !== undefined));

const wholeTitle = (finding: Finding, kind: Kind): string =>
  `All of ${titlePath(finding.path)} is exempt from ${CHECKS[kind === 'mixed' ? kindOf([finding]) : kind]}`;

function title(findings: readonly Finding[], kind: Kind): string {
  const paths = pathsOf(findings);
  const place = paths.length === 1 ? titlePath(paths[0] ?? '') : `${paths.length} files`;
  const [one] = directivesOf(findings);
  const narrow = shared(findings, 'narrow');
  if (narrow !== undefined)
    return `${findings.length === 1 ? 'A line' : counted(findings.length, 'line')} of ${place} ${findings.length === 1 ? 'switches' : 'switch'} ${named(narrow)} off without a reason`;
  return findings.length === 1
    ? `A line of ${place} is exempt from ${one === undefined ? CHECKS[kind] : `all ${CHECKS[kind]}`}`
    : `${counted(findings.length, 'line')} of ${place} are exempt from ${CHECKS[kind]}`;
}

function why(findings: readonly [Finding, ...Finding[]], kind: Kind, whole: boolean): string {
  const narrow = shared(findings, 'narrow');
  if (narrow !== undefined) return whyNarrow(findings, narrow);
  const directives = directivesOf(findings).map((name) => named(name));
  const count = counted(findings.length, 'suppression');
  const by = directives.length === 0 ? '' : `: ${list(directives)}`;
  const where = list(pathsOf(findings).map(codeSpan));
  return `${where} ${pathsOf(findings).length === 1 ? 'has' : 'have'} ${count} of ${CHECKS[kind]}${by}. Whatever these checks would find ${whole ? 'in the file' : findings.length === 1 ? 'on that line' : 'on those lines'}, today or after a change, is not shown.`;
}

const whyNarrow = (findings: readonly Finding[], rule: string): string =>
  `${list(pathsOf(findings).map(codeSpan))} ${pathsOf(findings).length === 1 ? 'switches' : 'switch'} ${named(rule)} off for ${counted(findings.length, 'line')}, and nothing says why. The rule finds errors that nobody handles; one that happens there is lost.`;

/** A rule that was switched off by name needs its reason, or its error handled. */
const resolved = (findings: readonly Finding[]): string =>
  shared(findings, 'narrow') === undefined
    ? 'Each cited suppression is gone, or is narrowed to the one rule and line that need it, with a reason.'
    : 'Each cited suppression is gone and the error is handled, or a reason beside it says why the error may be lost.';

function checksPass(brief: Brief, path: string, kind: Kind): DraftCriterion[] {
  const tools = toolsFor(brief.tooling, path);
  const types = kind === 'lint' ? undefined : tools.types?.run;
  const lint = kind === 'type' ? undefined : tools.lint?.run;
  const commands = distinct([types, lint].filter((command) => command !== undefined));
  return commands.map((command) => ({ text: 'The check finds nothing.', check: 'command', command }));
}
