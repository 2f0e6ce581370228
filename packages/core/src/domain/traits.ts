/** What models turned out not to take: remembered, so that no further question is turned away for it. */
import type { LedgerEvent } from './event.ts';
import { later } from './intent.ts';

/** How an endpoint is held to a form, the strictest first. */
export const FORMATS = ['json_schema', 'json_object', 'text'] as const;
export type Format = (typeof FORMATS)[number];

/** How a question to a model is put. What it turns out not to take is noted here, for those that come after. */
export interface Taken {
  /** Whether it is told how much to think. */
  effort: boolean;
  format: Format;
}

/** What is put otherwise than at first. */
export interface ModelFinding {
  effort?: false;
  format?: Format;
}

/** `at`: when it was found out. */
export type Trait = ModelFinding & { at: string };

/** By `provider/id`. */
export type Traits = Readonly<Record<string, Trait>>;

/** Then it is tried again: models of one name get better. */
export const TRAIT_LIFE = 30 * 86_400_000;
const MOST_TRAITS = 24;

export function takenWith(first: Taken, trait: Trait | undefined, now: string): Taken {
  if (trait === undefined || now >= later(trait.at, TRAIT_LIFE)) return { ...first };
  return { effort: first.effort && trait.effort !== false, format: trait.format ?? first.format };
}

/** What a run found out besides what was known; null: nothing. */
export function foundOut(before: Taken, after: Taken): ModelFinding | null {
  const found: ModelFinding = {
    ...(before.effort && !after.effort && { effort: false }),
    ...(before.format !== after.format && { format: after.format }),
  };
  return Object.keys(found).length > 0 ? found : null;
}

/** The newest of those that are young enough, with those that were just found. */
export function knownTraits(before: Traits, found: Readonly<Record<string, ModelFinding>>, at: string): Traits {
  const added = Object.entries(found).map(([model, one]) => [model, { ...before[model], ...one, at }] as const);
  const all = Object.entries({ ...before, ...Object.fromEntries(added) });
  const young = all.filter(([, trait]) => at < later(trait.at, TRAIT_LIFE));
  const order = young.sort(([a, one], [b, other]) =>
    one.at === other.at ? (a < b ? -1 : 1) : one.at > other.at ? -1 : 1,
  );
  return Object.fromEntries(order.slice(0, MOST_TRAITS));
}

/** Nothing where it is known: another run may have found it out as well. */
export function traitEvents(
  known: Traits = {},
  found: Readonly<Record<string, ModelFinding>>,
  now: string,
): LedgerEvent[] {
  const news = Object.entries(found).filter(([model, one]) => {
    const trait = known[model];
    const isOld = trait === undefined || now >= later(trait.at, TRAIT_LIFE);
    return isOld || (one.effort ?? trait.effort) !== trait.effort || (one.format ?? trait.format) !== trait.format;
  });
  return news.length > 0 ? [{ kind: 'model-traits', found: Object.fromEntries(news) }] : [];
}

/** Whether what a model turned away was put into the question before anybody knew: without it, it is still to be asked. */
export const isNews = (
  { found, trait }: { found: ModelFinding | undefined; trait: Trait | undefined },
  asked: string,
): boolean => found?.effort === false || (trait?.effort === false && asked < trait.at);
