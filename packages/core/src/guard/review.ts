/** A review cleaned for publishing: paths, names of checks and addresses in it are whoever wrote the pull request's words. */
import { oneLine } from '../domain/markdown.ts';
import { redact } from '../domain/redact.ts';
import type { Citation, Review } from '../domain/verdict.ts';
import { cleanCode, cleanLine } from './sanitise.ts';
import { isOwnAddress } from './sanitise-links.ts';
import type { CleaningContext } from './specification.ts';

const NAME_LIMIT = 120;
const LINE_LIMIT = 600;

export function cleanReview(review: Review, context: CleaningContext): Review {
  const plain = (text: string): string => redact(text, { secrets: context.secrets }).text;
  const words = (text: string): string => oneLine(cleanLine(plain(text), { ...context, limit: LINE_LIMIT }).text);
  const name = (text: string): string => cleanCode(plain(text), { ...context, limit: NAME_LIMIT }).text;
  /** What leads out of the repository is not linked. */
  const places = (all: readonly Citation[]): Citation[] =>
    all
      .filter(({ url }) => isOwnAddress(url, context))
      .map(({ text, url }) => ({ text: name(text) || 'here', url: plain(url) === url ? url : home(context) }));
  return {
    ...review,
    criteria: review.criteria.map(({ hint, ...criterion }) => ({
      ...criterion,
      text: words(criterion.text),
      reason: words(criterion.reason),
      evidence: places(criterion.evidence),
      ...(hint !== undefined && { hint: words(hint) }),
    })),
    gates: review.gates.map((gate) => ({ ...gate, text: words(gate.text), places: places(gate.places) })),
    notChecked: review.notChecked.map(words),
  };
}

const home = ({ server, repository }: CleaningContext): string => `${server}/${repository}`;
