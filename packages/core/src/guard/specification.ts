/** A specification cleaned field by field, before Markdown is made of it: what stands in it came from a repository. */

import { placeOf } from '../domain/citation.ts';
import { leadsHome } from '../domain/contract.ts';
import type { Evidence } from '../domain/evidence.ts';
import { stripHidden } from '../domain/hidden-text.ts';
import { oneLine } from '../domain/markdown.ts';
import type { Proposal } from '../domain/proposal.ts';
import { redact } from '../domain/redact.ts';
import type { Criterion, Specification } from '../domain/task.ts';
import type { SecretFinding } from '../ports.ts';
import {
  cleanCode,
  cleanLine,
  cleanPath,
  cleanProse,
  cleanTitle,
  type CleaningContext as Surroundings,
} from './sanitise.ts';

/** Where the text will stand, and the run's own secrets, which it must not hold. */
export interface CleaningContext extends Surroundings {
  secrets: readonly string[];
}

type Kind = 'title' | 'prose' | 'line' | 'code' | 'path';
type Visit = (kind: Kind, name: string, text: string) => string;

/** Every text of a specification, by kind and name: one walk serves inspection and cleaning, so neither forgets a field. */
function walk(specification: Specification, visit: Visit): Specification {
  const list = (kind: Kind, name: string, texts: readonly string[]): string[] =>
    texts.map((text, index) => visit(kind, `${name}.${index}`, text));
  const { scope } = specification;
  return {
    ...specification,
    title: visit('title', 'title', specification.title),
    why: visit('prose', 'why', specification.why),
    reasons: list('line', 'reasons', specification.reasons),
    criteria: specification.criteria.map((criterion) => walkCriterion(criterion, visit)),
    evidence: specification.evidence.map((item, index) => ({
      ...item,
      path: visit('path', `evidence.${index}.path`, item.path),
      excerpt: visit('code', `evidence.${index}.excerpt`, item.excerpt),
    })),
    scope: { paths: list('path', 'scope', scope.paths), not: list('line', 'not', scope.not) },
    assumptions: list('line', 'assumptions', specification.assumptions),
  };
}

function walkCriterion(criterion: Criterion, visit: Visit): Criterion {
  const name = `criteria.${criterion.n}`;
  const text = visit('line', name, criterion.text);
  if (criterion.command === undefined) return { ...criterion, text };
  return { ...criterion, text, command: visit('code', `${name}.command`, criterion.command) };
}

/** What the inspector looks through, by id: subject and field. */
export const textsOf = (proposals: readonly Proposal[]): { id: string; text: string }[] =>
  proposals.flatMap((proposal) => {
    if ('specification' in proposal) return textsIn({ ...proposal.specification, id: proposal.subject });
    if (proposal.kind !== 'post-comment' && proposal.kind !== 'edit-comment') return [];
    return [{ id: bodyId(proposal.subject), text: proposal.body }];
  });

/** What the body of a comment is inspected as. */
export const bodyId = (subject: string): string => `${subject}/body`;

/** The texts of one specification, by its id and field. */
export function textsIn(specification: Specification): { id: string; text: string }[] {
  const texts: { id: string; text: string }[] = [];
  walk(specification, (_, name, text) => {
    texts.push({ id: `${specification.id}/${name}`, text });
    return text;
  });
  return texts;
}

/** Places whose name or line holds what nobody sees: it is left out of every text, and somebody may want to look. */
export const hiddenPlaces = (proposals: readonly Proposal[], { secrets }: CleaningContext): string[] => [
  ...new Set(
    proposals
      .flatMap((proposal) => ('specification' in proposal ? proposal.specification.evidence : []))
      .filter(({ path, excerpt }) => stripHidden(path).hidden + stripHidden(excerpt).hidden > 0)
      .map(({ path, line }) => placeOf({ path: cleanPath(redact(path, { secrets }).text).text, line })),
  ),
];

/** Secrets go first, while the text is as it was inspected; then each field is cleaned for where it will stand. */
export function cleanSpecification<S extends Specification>(
  specification: S,
  context: CleaningContext,
  inspected: readonly SecretFinding[],
): S {
  const { secrets } = context;
  const clean = walk(specification, (kind, name, text) => {
    const findings = inspected.filter((finding) => finding.id === `${specification.id}/${name}`);
    return CLEANERS[kind](redact(text, { findings, secrets }).text, context);
  });
  return { ...specification, ...clean, evidence: clean.evidence.map((item) => withOwnAddress(item, context)) };
}

/** Evidence leads to a line or page of the own repository, or, where that would lead elsewhere or tell a secret, to its front page. */
function withOwnAddress(item: Evidence, { server, repository, secrets }: CleaningContext): Evidence {
  const home = `${server}/${repository}`;
  const isSafe = leadsHome(item, home) && redact(spelledOut(item.url.slice(home.length)), { secrets }).count === 0;
  return isSafe ? item : { ...item, url: home };
}

/** Where it is encoded, a name's neighbours hide what it is; what cannot be decoded is looked at as it stands. */
function spelledOut(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** A title that is only told, of work that was left: as clean as one that is published. `id`: what it was inspected as. */
export function cleanTold(
  { id, title }: { id: string; title: string },
  context: CleaningContext,
  inspected: readonly SecretFinding[],
): string {
  const findings = inspected.filter((finding) => finding.id === id);
  return CLEANERS.title(redact(title, { findings, secrets: context.secrets }).text, context);
}

/** Why something did not happen, in words that may be GitHub's. */
export const cleanReason = (reason: string, context: CleaningContext): string =>
  CLEANERS.line(redact(reason, { secrets: context.secrets }).text, context);

const CLEANERS: Record<Kind, (text: string, context: CleaningContext) => string> = {
  // What was taken out leaves its blanks behind; an issue is read back with single ones.
  title: (text, context) => oneLine(cleanTitle(text, context).text),
  prose: (text, context) => oneLine(cleanProse(text, context).text),
  line: (text, context) => oneLine(cleanLine(text, context).text),
  code: (text, { limit, blockedWords }) =>
    cleanCode(text, { ...(limit !== undefined && { limit }), ...(blockedWords && { blockedWords }) }).text,
  path: (text, { blockedWords }) => cleanPath(text, blockedWords && { blockedWords }).text,
};
